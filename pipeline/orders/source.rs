//! Source files as batches of their own columns, with the number of each row in its file.

use std::fs::File;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowSelection, RowSelectionPolicy,
};
use serde::{Deserialize, Serialize};

use super::OrdersError;
use super::RejectReason;
use super::csv::{csv_schema, read_csv};
use super::files::InputFile;
use super::json::{json_schema, read_json};
use crate::config::Format;

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
    /// One row group of a Parquet file, and the rows before it.
    RowGroup {
        /// Footer of the file, read once.
        metadata: ArrowReaderMetadata,
        /// Its position.
        index: usize,
        /// Rows before it.
        rows_before: u64,
    },
}

impl Part {
    /// The same part with some text columns read as codes into their distinct values, as Parquet stores them.
    /// Columns of other types, and files of other formats, stay as they are.
    pub fn with_codes(&self, columns: &[usize]) -> Self {
        let Self::RowGroup { metadata, index, rows_before } = self else { return self.clone() };
        let codes = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let coded = |(at, field): (usize, &Arc<Field>)| match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View if columns.contains(&at) => {
                field.as_ref().clone().with_data_type(codes.clone())
            }
            _ => field.as_ref().clone(),
        };
        let fields: Vec<Field> = metadata.schema().fields().iter().enumerate().map(coded).collect();
        let options = ArrowReaderOptions::new().with_schema(Arc::new(Schema::new(fields)));
        let coded = ArrowReaderMetadata::try_new(metadata.metadata().clone(), options);
        Self::RowGroup {
            metadata: coded.unwrap_or_else(|_| metadata.clone()),
            index: *index,
            rows_before: *rows_before,
        }
    }

    /// Numbers of its rows in its file, 1 = the first; `None` where that is known only after reading.
    pub fn rows(&self) -> Option<Range<u64>> {
        let Self::RowGroup { metadata, index, rows_before } = self else { return None };
        let rows = metadata.metadata().row_group(*index).num_rows().unsigned_abs();
        Some(rows_before + 1..rows_before + rows + 1)
    }
}

/// Parts of a file that can be read side by side.
///
/// # Errors
/// When a Parquet file's footer is damaged.
pub fn parts(file: &InputFile) -> Result<Vec<Part>, OrdersError> {
    if file.format != Format::Parquet {
        return Ok(vec![Part::Whole]);
    }
    let open = |source| OrdersError::Open { path: file.path.clone(), source };
    let reader = File::open(&file.path).map_err(open)?;
    let metadata = ArrowReaderMetadata::load(&reader, ArrowReaderOptions::new())
        .map_err(|e| OrdersError::Damaged { path: file.path.clone(), reason: e.to_string() })?;
    let mut rows_before = 0;
    let groups = metadata.metadata().row_groups().iter().enumerate();
    Ok(groups
        .map(|(index, group)| {
            let part = Part::RowGroup { metadata: metadata.clone(), index, rows_before };
            rows_before += group.num_rows().unsigned_abs();
            part
        })
        .collect())
}

/// The file's own columns.
///
/// # Errors
/// When the file cannot be opened or has no header.
pub fn schema(file: &InputFile, part: &Part) -> Result<SchemaRef, OrdersError> {
    match (file.format, part) {
        (Format::Csv, _) => csv_schema(file),
        (Format::Json, _) => json_schema(file),
        (Format::Parquet, Part::RowGroup { metadata, .. }) => Ok(metadata.schema().clone()),
        (Format::Parquet, Part::Whole) => unreachable!("parts() splits Parquet files into row groups"),
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
    let project = |mut source: SourceBatch| {
        source.batch = source.batch.project(projection).expect("the projection was made for this schema");
        each(source)
    };
    match (file.format, part) {
        (Format::Csv, _) => read_csv(file, project),
        (Format::Json, _) => read_json(file, project),
        (Format::Parquet, Part::RowGroup { .. }) => {
            let rows = part.rows().expect("a row group knows its rows");
            read_row_group(file, part, projection, rows.collect(), each)
        }
        (Format::Parquet, Part::Whole) => unreachable!("parts() splits Parquet files into row groups"),
    }
}

/// Hands over some rows of a row group, by their numbers in the file, ascending.
///
/// # Errors
/// As [`read_part`].
pub fn read_row_group(
    file: &InputFile,
    part: &Part,
    projection: &[usize],
    rows: Vec<u64>,
    mut each: impl FnMut(SourceBatch) -> Result<(), OrdersError>,
) -> Result<(), OrdersError> {
    let Part::RowGroup { metadata, index, rows_before } = part else { return Ok(()) };
    let damaged = |reason: String| OrdersError::Damaged { path: file.path.clone(), reason };
    let reader = File::open(&file.path).map_err(|source| OrdersError::Open { path: file.path.clone(), source })?;
    let mask = ProjectionMask::roots(metadata.parquet_schema(), projection.iter().copied());
    let total = metadata.metadata().row_group(*index).num_rows().unsigned_abs() as usize;
    let runs = rows.chunk_by(|a, b| a + 1 == *b).map(|run| {
        let first = (run[0] - rows_before - 1) as usize;
        first..first + run.len()
    });
    let batches = ParquetRecordBatchReaderBuilder::new_with_metadata(reader, metadata.clone())
        .with_row_groups(vec![*index])
        .with_projection(mask)
        .with_row_selection(RowSelection::from_consecutive_ranges(runs, total))
        // Where few rows are wanted, the texts between them must not be decoded.
        .with_row_selection_policy(RowSelectionPolicy::Selectors)
        .with_batch_size(BATCH_ROWS)
        .build()
        .map_err(|e| damaged(e.to_string()))?;
    let mut rows = rows.into_iter();
    for batch in batches {
        let batch = batch.map_err(|e| damaged(e.to_string()))?;
        let rows = rows.by_ref().take(batch.num_rows()).collect();
        each(SourceBatch { batch, rows, refused: Vec::new() })?;
    }
    Ok(())
}
