//! Any file of messages to columns.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::Path;

use arrow::array::{Array, AsArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use chrono::NaiveDate;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use super::decode::decode;
use super::error::MessagesError;
use super::{Options, day};

/// Messages by column, all of one length.
#[derive(Debug, Default, PartialEq)]
pub struct Records {
    /// Identifiers.
    pub ids: Vec<String>,
    /// First text column.
    pub titles: Vec<String>,
    /// Other text columns, joined by a line break.
    pub bodies: Vec<String>,
    /// Days; `None` where the time is missing or unreadable.
    pub days: Vec<Option<NaiveDate>>,
    /// Areas.
    pub areas: Vec<Option<String>>,
    /// Users, numbered in order of appearance.
    pub users: Vec<Option<u64>>,
    /// Characters that were not valid text.
    pub replaced: usize,
}

/// Cells of the wanted columns, row by row; `None` is null.
#[derive(Debug, Default)]
struct Cells {
    rows: Vec<Vec<Option<String>>>,
    replaced: usize,
}

/// Reads the columns that `options` names.
///
/// # Errors
/// See [`MessagesError`].
pub fn read(options: &Options) -> Result<Records, MessagesError> {
    if options.text.is_empty() {
        return Err(MessagesError::NoTextColumn);
    }
    let mut wanted: Vec<&str> = vec![&options.id, &options.time];
    wanted.extend(options.area.as_deref());
    wanted.extend(options.user.as_deref());
    wanted.extend(options.text.iter().map(String::as_str));
    let path = options.input.as_path();
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
        .to_lowercase();
    let cells = match extension.as_str() {
        "parquet" => parquet_cells(path, &wanted)?,
        "csv" | "txt" => csv_cells(path, &wanted, b',')?,
        "tsv" => csv_cells(path, &wanted, b'\t')?,
        "json" | "jsonl" | "ndjson" => json_cells(path, &wanted)?,
        _ => return Err(MessagesError::Format { path: path.to_owned() }),
    };
    records(cells, options)
}

/// Rows of cells to typed columns.
fn records(cells: Cells, options: &Options) -> Result<Records, MessagesError> {
    let order = day::order(cells.rows.iter().filter_map(|row| row[1].as_deref()));
    let mut records = Records { replaced: cells.replaced, ..Records::default() };
    let mut users: HashMap<String, u64> = HashMap::new();
    for (number, row) in (1..).zip(cells.rows) {
        let mut row = row.into_iter();
        let mut next = || row.next().flatten().filter(|cell| !cell.trim().is_empty());
        let missing = || MessagesError::NoId {
            path: options.input.clone(),
            row: number,
            column: options.id.clone(),
        };
        records.ids.push(next().ok_or_else(missing)?);
        records.days.push(next().and_then(|time| day::parse(&time, order)));
        records.areas.push(options.area.as_ref().and_then(|_| next()));
        let user = options.user.as_ref().and_then(|_| next());
        let count = users.len() as u64;
        records.users.push(user.map(|user| *users.entry(user).or_insert(count)));
        records.titles.push(next().unwrap_or_default());
        let bodies: Vec<String> = row.flatten().collect();
        records.bodies.push(bodies.join("\n"));
    }
    Ok(records)
}

/// Where each wanted column is among `known`.
fn positions(path: &Path, known: &[String], wanted: &[&str]) -> Result<Vec<usize>, MessagesError> {
    let position = |column: &&str| {
        known.iter().position(|name| name == column).ok_or_else(|| MessagesError::Column {
            path: path.to_owned(),
            column: (*column).to_owned(),
            known: known.to_vec(),
        })
    };
    wanted.iter().map(position).collect()
}

fn content(path: &Path, what: impl ToString) -> MessagesError {
    MessagesError::Content { path: path.to_owned(), what: what.to_string() }
}

fn bytes(path: &Path) -> Result<Vec<u8>, MessagesError> {
    fs::read(path).map_err(|source| MessagesError::File { path: path.to_owned(), source })
}

fn parquet_cells(path: &Path, wanted: &[&str]) -> Result<Cells, MessagesError> {
    let file =
        File::open(path).map_err(|source| MessagesError::File { path: path.to_owned(), source })?;
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| content(path, error))?;
    let known: Vec<String> =
        builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let positions = positions(path, &known, wanted)?;
    let mut cells = Cells::default();
    for batch in builder.build().map_err(|error| content(path, error))? {
        let batch = batch.map_err(|error| content(path, error))?;
        let mut columns = Vec::with_capacity(positions.len());
        for &position in &positions {
            columns.push(
                cast(batch.column(position), &DataType::Utf8)
                    .map_err(|error| content(path, error))?,
            );
        }
        let columns: Vec<_> = columns.iter().map(|column| column.as_string::<i32>()).collect();
        cells.rows.extend((0..batch.num_rows()).map(|row| {
            columns
                .iter()
                .map(|column| column.is_valid(row).then(|| column.value(row).to_owned()))
                .collect::<Vec<_>>()
        }));
    }
    Ok(cells)
}

fn csv_cells(path: &Path, wanted: &[&str], delimiter: u8) -> Result<Cells, MessagesError> {
    let (text, replaced) = decode(&bytes(path)?);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let known: Vec<String> =
        reader.headers().map_err(|error| content(path, error))?.iter().map(str::to_owned).collect();
    let positions = positions(path, &known, wanted)?;
    let mut cells = Cells { rows: Vec::new(), replaced };
    for record in reader.records() {
        let record = record.map_err(|error| content(path, error))?;
        cells.rows.push(positions.iter().map(|&at| record.get(at).map(str::to_owned)).collect());
    }
    Ok(cells)
}

/// JSON lines, or one array of objects. A column is missing only if no object has it.
fn json_cells(path: &Path, wanted: &[&str]) -> Result<Cells, MessagesError> {
    let (text, replaced) = decode(&bytes(path)?);
    let mut cells = Cells { rows: Vec::new(), replaced };
    let mut known: Vec<String> = Vec::new();
    for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
        let objects = match value.map_err(|error| content(path, error))? {
            Value::Array(objects) => objects,
            object => vec![object],
        };
        for object in objects {
            let Value::Object(object) = object else {
                return Err(content(path, format!("value {} is no object", cells.rows.len() + 1)));
            };
            known.extend(
                object.keys().filter(|key| !known.contains(key)).cloned().collect::<Vec<_>>(),
            );
            cells.rows.push(
                wanted.iter().map(|&column| object.get(column).and_then(json_text)).collect(),
            );
        }
    }
    if !cells.rows.is_empty() {
        positions(path, &known, wanted)?;
    }
    Ok(cells)
}

/// A JSON value as text.
fn json_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
