//! How a file is written, as far as its format leaves that open: what the configuration
//! declares, else what the file shows for sure.

use std::collections::BTreeMap;
use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::detect::{Verdict, detect};
use super::input_file::InputFile;
use super::open::{decode, open, unreadable};
use super::{csv, json, xlsx};
use crate::orders::{Format, OrdersError, Reading, SourceSettings};

/// How a file is written. What does not apply to its format is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Name of the encoding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Whether nothing but ASCII was seen, so that the encoding is taken to be UTF-8.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub plain_ascii: bool,
    /// What stands between fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Line or row of the column names, 1 = the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// The sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Keys that lead to the list of records in a document; `None` = one record a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<Vec<String>>,
}

impl Layout {
    /// The encoding; UTF-8 where none applies.
    pub fn encoding(&self) -> &'static Encoding {
        let named = self.encoding.as_ref().map(|name| Encoding::for_label(name.as_bytes()));
        named.flatten().unwrap_or(UTF_8)
    }
}

/// Bytes at the beginning of a text from which its delimiter and header are told.
const HEAD_BYTES: usize = 1 << 20;

/// Bytes of a text that are searched for characters beyond ASCII.
const SEARCHED_BYTES: usize = 16 << 20;

/// Bytes of lines with such characters that are enough to tell an encoding.
const FOREIGN_BYTES: usize = 1 << 18;

/// Changes whenever the rules by which layouts are found do.
const RULES: &str = "1";

/// Finds the layout of each file; of files that an earlier run looked into, among the `known`.
/// Gives all of them by a key that stands for the content and what is declared of it.
///
/// # Errors
/// Of the first file that shows no layout for sure, with the line to write.
pub fn find_layouts(
    files: &mut [InputFile],
    reading: &Reading,
    known: &BTreeMap<String, Layout>,
) -> Result<BTreeMap<String, Layout>, OrdersError> {
    let find = |file: &mut InputFile| {
        let settings = &reading.sources.all()[file.source];
        let key = layout_key(file, settings);
        file.layout = match known.get(&key) {
            Some(layout) => layout.clone(),
            None => layout_of(file, settings)?,
        };
        Ok((key, file.layout.clone()))
    };
    let found: Vec<Result<_, OrdersError>> = files.par_iter_mut().map(find).collect();
    found.into_iter().collect()
}

fn layout_key(file: &InputFile, settings: &SourceSettings) -> String {
    let declared = (&settings.encoding, &settings.delimiter, settings.header_row, &settings.sheet);
    let declared = serde_json::json!([RULES, file.format, file.path, declared]).to_string();
    format!("{}-{}", file.hash, &blake3::hash(declared.as_bytes()).to_hex()[..16])
}

/// The layout of a file.
///
/// # Errors
/// When it shows none for sure, with the line to write; or cannot be read.
pub fn layout_of(file: &InputFile, settings: &SourceSettings) -> Result<Layout, OrdersError> {
    if file.format == Format::Parquet {
        return Ok(Layout::default());
    }
    if file.format == Format::Xlsx {
        let table = xlsx::find_table(file, settings)?;
        let (sheet, header_row) = (Some(table.sheet), Some(table.header_row));
        return Ok(Layout { sheet, header_row, ..Layout::default() });
    }
    let sample = Sample::of(file)?;
    let (encoding, plain_ascii) = encoding_of(file, settings, &sample)?;
    let layout =
        Layout { encoding: Some(encoding.name().into()), plain_ascii, ..Layout::default() };
    // The last line of the sample may be cut.
    let mut text = decode(&sample.head, encoding);
    if sample.is_cut {
        text.truncate(text.rfind('\n').map_or(text.len(), |end| end + 1));
    }
    match file.format {
        Format::Csv => {
            let (delimiter, header_row) = csv::find_table(file, settings, &text)?;
            let delimiter = Some(char::from(delimiter));
            Ok(Layout { delimiter, header_row: Some(header_row), ..layout })
        }
        _ => {
            let with_encoding = InputFile { layout: layout.clone(), ..file.clone() };
            let records = json::find_records(&with_encoding, &text)?;
            Ok(Layout { records, ..layout })
        }
    }
}

fn encoding_of(
    file: &InputFile,
    settings: &SourceSettings,
    sample: &Sample,
) -> Result<(&'static Encoding, bool), OrdersError> {
    let path = || file.path.clone();
    if let Some(declared) = settings.encoding() {
        // "utf-16" alone leaves the order of the bytes to the mark.
        let big = declared == UTF_16LE && sample.head.starts_with(&[0xfe, 0xff]);
        return Ok((if big { UTF_16BE } else { declared }, false));
    }
    match detect(&sample.head, &sample.foreign) {
        Verdict::Sure(encoding) => Ok((encoding, false)),
        Verdict::PlainAscii => Ok((UTF_8, true)),
        Verdict::Unsure { likely, reason } => {
            Err(OrdersError::Encoding { path: path(), likely: shown(likely), reason })
        }
        Verdict::NotText(reason) => Err(OrdersError::NotText { path: path(), reason }),
    }
}

/// An encoding as people call it, and as a configuration names it.
pub(super) fn shown(encoding: &'static Encoding) -> String {
    match encoding.name() {
        "windows-1252" => "windows-1252 (Latin-1, ISO 8859-1)".into(),
        name => name.into(),
    }
}

/// What is looked at of a text before it is read.
struct Sample {
    head: Vec<u8>,
    /// Lines with bytes beyond ASCII, of the head and of what follows.
    foreign: Vec<u8>,
    /// Whether the file goes on after `head`.
    is_cut: bool,
}

impl Sample {
    fn of(file: &InputFile) -> Result<Self, OrdersError> {
        let mut bytes = open(file)?;
        let mut sample = Self { head: Vec::new(), foreign: Vec::new(), is_cut: false };
        let (mut piece, mut line) = (vec![0; 1 << 16], Vec::new());
        let mut searched = 0;
        loop {
            let read = bytes.read(&mut piece).map_err(|e| unreadable(file, e))?;
            sample.is_cut |= read > 0 && sample.head.len() >= HEAD_BYTES;
            if sample.head.len() < HEAD_BYTES {
                sample.head.extend_from_slice(&piece[..read]);
            }
            sample.add_lines(&piece[..read], &mut line);
            searched += read;
            let enough = sample.foreign.len() >= FOREIGN_BYTES || searched >= SEARCHED_BYTES;
            if read == 0 || (enough && sample.head.len() >= HEAD_BYTES) {
                sample.is_cut |= read > 0;
                sample.add_line(&line);
                return Ok(sample);
            }
        }
    }

    fn add_lines(&mut self, piece: &[u8], line: &mut Vec<u8>) {
        for part in piece.split_inclusive(|byte| *byte == b'\n') {
            line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.add_line(line);
                line.clear();
            }
        }
    }

    fn add_line(&mut self, line: &[u8]) {
        if !line.is_ascii() && self.foreign.len() < FOREIGN_BYTES {
            self.foreign.extend_from_slice(&line[..line.len().min(FOREIGN_BYTES)]);
        }
    }
}
