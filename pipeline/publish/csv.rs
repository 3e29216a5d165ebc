//! Record batches as CSV with a byte-order mark, so that spreadsheets read Chinese; null is an
//! empty field.
//!
//! The panel has millions of rows of a few names, days and counts: names and days are spelled once
//! each, not once a row.
//!
//! Texts are safe to open in a spreadsheet: one that it would take for a formula begins with an
//! apostrophe (OWASP, CSV injection). Numbers stay numbers, in columns of numbers and of texts.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;
use std::io::Write;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Int32Array, Int64Array, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Int32Type, Int64Type, Schema};
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::invisible::shown;

/// Rows encoded by one task.
const CHUNK_ROWS: usize = 65_536;

/// Chunks held in memory at once.
const CHUNKS_HELD: usize = 8;

/// Writes the file's bytes.
///
/// # Errors
/// When a value has no text, or `out` refuses.
pub fn write_csv(batch: &RecordBatch, out: &mut impl Write) -> Result<(), ArrowError> {
    out.write_all(header(&batch.schema()).as_bytes())?;
    let starts: Vec<usize> = (0..batch.num_rows()).step_by(CHUNK_ROWS).collect();
    for starts in starts.chunks(CHUNKS_HELD) {
        let encode =
            |&start: &usize| rows(&batch.slice(start, CHUNK_ROWS.min(batch.num_rows() - start)));
        let chunks: Vec<Vec<u8>> =
            starts.par_iter().map(encode).collect::<Result<_, ArrowError>>()?;
        chunks.iter().try_for_each(|chunk| out.write_all(chunk))?;
    }
    Ok(())
}

/// The first line, with the byte-order mark.
pub fn header(schema: &Schema) -> String {
    let names: Vec<_> = schema.fields().iter().map(|column| field(column.name())).collect();
    format!("\u{feff}{}\n", names.join(","))
}

/// The lines below it.
///
/// # Errors
/// When a value has no text.
pub fn rows(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let columns: Vec<Column<'_>> =
        batch.columns().iter().map(Column::new).collect::<Result<_, _>>()?;
    let mut bytes = Vec::with_capacity(batch.num_rows() * columns.len() * 8);
    let mut room = String::new();
    for row in 0..batch.num_rows() {
        for (at, column) in columns.iter().enumerate() {
            if at > 0 {
                bytes.push(b',');
            }
            column.append(row, &mut room, &mut bytes)?;
        }
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// A column that can be spelled row by row.
enum Column<'a> {
    /// Texts that repeat, with the spelling of each key that occurs.
    Names(&'a Int32Array, FxHashMap<i32, String>),
    /// Days, with the spelling of each.
    Days(&'a Date32Array, FxHashMap<i32, String>),
    Integers(&'a Int64Array),
    Texts(ArrayFormatter<'a>),
    Other(ArrayFormatter<'a>),
}

impl<'a> Column<'a> {
    fn new(values: &'a ArrayRef) -> Result<Self, ArrowError> {
        Ok(match values.data_type() {
            DataType::Dictionary(key, _) if **key == DataType::Int32 => {
                let dictionary = values.as_dictionary::<Int32Type>();
                let names = formatter(dictionary.values())?;
                let keys = dictionary.keys();
                let mut spelling = FxHashMap::default();
                for row in (0..keys.len()).filter(|&row| keys.is_valid(row)) {
                    if let Entry::Vacant(unknown) = spelling.entry(keys.value(row)) {
                        let name = spelled(&names, keys.value(row) as usize)?;
                        unknown.insert(field(&name).into_owned());
                    }
                }
                Self::Names(keys, spelling)
            }
            DataType::Date32 => {
                let (days, texts) = (values.as_primitive::<Date32Type>(), formatter(values)?);
                let mut spelling = FxHashMap::default();
                for row in (0..days.len()).filter(|&row| days.is_valid(row)) {
                    if let Entry::Vacant(unknown) = spelling.entry(days.value(row)) {
                        unknown.insert(spelled(&texts, row)?);
                    }
                }
                Self::Days(days, spelling)
            }
            DataType::Int64 => Self::Integers(values.as_primitive::<Int64Type>()),
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
                Self::Texts(formatter(values)?)
            }
            _ => Self::Other(formatter(values)?),
        })
    }

    fn append(&self, row: usize, room: &mut String, bytes: &mut Vec<u8>) -> Result<(), ArrowError> {
        match self {
            Self::Names(keys, spelling) if keys.is_valid(row) => {
                bytes.extend_from_slice(spelling[&keys.value(row)].as_bytes());
            }
            Self::Days(days, spelling) if days.is_valid(row) => {
                bytes.extend_from_slice(spelling[&days.value(row)].as_bytes());
            }
            Self::Integers(values) if values.is_valid(row) => {
                bytes.extend_from_slice(itoa::Buffer::new().format(values.value(row)).as_bytes());
            }
            Self::Texts(texts) => {
                room.clear();
                write(texts, row, room)?;
                bytes.extend_from_slice(field(room).as_bytes());
            }
            Self::Other(texts) => {
                room.clear();
                write(texts, row, room)?;
                bytes.extend_from_slice(quoted(room).as_bytes());
            }
            _ => {}
        }
        Ok(())
    }
}

fn formatter(values: &dyn Array) -> Result<ArrayFormatter<'_>, ArrowError> {
    ArrayFormatter::try_new(values, &FormatOptions::default())
}

fn write(texts: &ArrayFormatter<'_>, row: usize, out: &mut String) -> Result<(), ArrowError> {
    write!(out, "{}", texts.value(row))
        .map_err(|_| ArrowError::CsvError(format!("row {row} has no text")))
}

fn spelled(texts: &ArrayFormatter<'_>, row: usize) -> Result<String, ArrowError> {
    let mut text = String::new();
    write(texts, row, &mut text)?;
    Ok(text)
}

/// A text as a field: safe in a spreadsheet, its invisible characters shown, in quotation marks if
/// it needs them.
fn field(text: &str) -> Cow<'_, str> {
    let visible = shown(text);
    if !is_formula(&visible) {
        return match visible {
            Cow::Borrowed(text) => quoted(text),
            Cow::Owned(text) => Cow::Owned(quoted(&text).into_owned()),
        };
    }
    Cow::Owned(quoted(&format!("'{visible}")).into_owned())
}

/// What a spreadsheet takes for the begin of a formula, or skips before one.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet may take a text for a formula. A single sign and a number are none.
fn is_formula(text: &str) -> bool {
    let rest = text.strip_prefix(FORMULA);
    rest.is_some_and(|rest| !rest.is_empty()) && !is_number(text)
}

/// A number with digits, at most one point and perhaps an exponent or a percent sign: no call, no
/// reference to a cell.
fn is_number(text: &str) -> bool {
    let text = text.strip_suffix('%').unwrap_or(text);
    text.ends_with(|last: char| last.is_ascii_digit()) && text.parse::<f64>().is_ok()
}

/// A field in quotation marks if it needs them (RFC 4180).
fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains(['"', ',', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}

#[cfg(test)]
mod tests;
