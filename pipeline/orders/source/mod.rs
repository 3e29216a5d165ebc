//! Source files as batches of their own columns, with the number of each row in its file.
//!
//! The one interface to files: whatever their format, encoding, compression and layout, they come
//! as record batches. Formats know nothing of each other; all bytes come from [`open`].

mod compression;
mod csv;
mod delimiter;
mod delta;
mod detect;
mod encoding;
mod files;
mod header;
mod input_file;
mod json;
mod json_document;
mod layout;
mod open;
mod parquet;
mod partitions;
mod plausible;
mod xlsx;

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use serde::{Deserialize, Serialize};

pub use compression::Compression;
pub use files::{find_files, find_inputs};
pub use input_file::{FoundFile, InputFile};
pub use layout::{Layout, find_layouts};
pub use parquet::{RowGroup, read_row_group};
pub use partitions::NeededDays;

use self::csv::{csv_schema, read_csv};
use super::OrdersError;
use super::RejectReason;
use crate::orders::Format;
use json::{json_schema, read_json};
use xlsx::{Table, read_table};

/// Rows of one batch.
pub const BATCH_ROWS: usize = 32_768;

/// Some rows of a file.
pub struct SourceBatch {
    /// The file's own columns.
    pub batch: RecordBatch,
    /// Number of each row in its file, 1 = the first.
    pub rows: Vec<u64>,
    /// Rows that never became part of a batch.
    pub refused: Vec<RefusedRow>,
}

/// A row that was refused, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// Number in its file, 1 = the first.
    pub row: u64,
    /// Why.
    pub reason: RejectReason,
}

/// A part of a file that can be read on its own.
#[derive(Debug, Clone)]
pub enum Part {
    /// The whole file.
    Whole,
    /// One row group of a Parquet file.
    RowGroup(RowGroup),
    /// The sheet of a workbook, which is held as a whole.
    Sheet(Arc<Table>),
}

impl Part {
    /// The same part with some text columns read as codes into their distinct values, as Parquet
    /// stores them. Columns of other types, and files of other formats, stay as they are.
    #[must_use]
    pub fn with_codes(&self, columns: &[usize]) -> Self {
        match self {
            Self::RowGroup(group) => Self::RowGroup(group.with_codes(columns)),
            other => other.clone(),
        }
    }

    /// Numbers of its rows in its file, 1 = the first; `None` where that is known only after
    /// reading.
    pub fn rows(&self) -> Option<std::ops::Range<u64>> {
        match self {
            Self::RowGroup(group) => Some(group.rows()),
            _ => None,
        }
    }
}

/// Parts of a file that can be read side by side.
///
/// # Errors
/// When a Parquet file's footer, or a workbook, is damaged.
pub fn parts(file: &InputFile) -> Result<Vec<Part>, OrdersError> {
    Ok(match file.format {
        Format::Parquet => parquet::row_groups(file)?.into_iter().map(Part::RowGroup).collect(),
        Format::Xlsx => vec![Part::Sheet(Arc::new(read_table(file)?))],
        Format::Csv | Format::Json => vec![Part::Whole],
    })
}

/// The file's own columns.
///
/// # Errors
/// When the file cannot be opened or has no header.
pub fn schema(file: &InputFile, part: &Part) -> Result<SchemaRef, OrdersError> {
    match part {
        Part::RowGroup(group) => Ok(group.schema()),
        Part::Sheet(table) => Ok(table.batch.schema()),
        Part::Whole if file.format == Format::Json => json_schema(file),
        Part::Whole => csv_schema(file),
    }
}

/// Hands over a part's batches with the columns at `projection`, which is sorted.
///
/// # Errors
/// When the part cannot be read, or `each` refuses.
pub fn read_part(
    file: &InputFile,
    part: &Part,
    projection: &[usize],
    mut each: impl FnMut(SourceBatch) -> Result<(), OrdersError>,
) -> Result<(), OrdersError> {
    match part {
        Part::RowGroup(group) => {
            let deleted = file.of_table.as_ref().map_or(&[][..], |table| &table.deleted);
            let counts = |row: &u64| deleted.binary_search(row).is_err();
            let rows = group.rows().filter(counts).collect();
            read_row_group(file, part, projection, rows, each)
        }
        Part::Sheet(table) => {
            for start in (0..table.rows.len()).step_by(BATCH_ROWS) {
                let length = BATCH_ROWS.min(table.rows.len() - start);
                let batch = table.batch.slice(start, length);
                each(SourceBatch {
                    batch: batch.project(projection).expect("positions of this schema"),
                    rows: table.rows[start..start + length].to_vec(),
                    refused: Vec::new(),
                })?;
            }
            Ok(())
        }
        Part::Whole if file.format == Format::Json => read_json(file, projection, each),
        Part::Whole => read_csv(file, projection, each),
    }
}

#[cfg(test)]
mod tests;
