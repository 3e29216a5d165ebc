//! Parquet files, row group by row group.

use std::fs::File;
use std::ops::Range;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowSelection,
    RowSelectionPolicy,
};

use super::input_file::InputFile;
use super::{BATCH_ROWS, Part, SourceBatch};
use crate::orders::OrdersError;

/// One row group of a file.
#[derive(Debug, Clone)]
pub struct RowGroup {
    /// Footer of the file, read once.
    metadata: ArrowReaderMetadata,
    /// Its position.
    index: usize,
    /// Rows before it.
    rows_before: u64,
}

impl RowGroup {
    /// The file's own columns.
    pub fn schema(&self) -> SchemaRef {
        self.metadata.schema().clone()
    }

    /// Numbers of its rows in its file, 1 = the first.
    pub fn rows(&self) -> Range<u64> {
        let rows = self.metadata.metadata().row_group(self.index).num_rows().unsigned_abs();
        self.rows_before + 1..self.rows_before + rows + 1
    }

    /// The same row group with some text columns read as codes into their distinct values.
    #[must_use]
    pub fn with_codes(&self, columns: &[usize]) -> Self {
        let codes = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let coded = |(at, field): (usize, &Arc<Field>)| match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View if columns.contains(&at) => {
                field.as_ref().clone().with_data_type(codes.clone())
            }
            _ => field.as_ref().clone(),
        };
        let fields = self.metadata.schema().fields();
        let fields: Vec<Field> = fields.iter().enumerate().map(coded).collect();
        let options = ArrowReaderOptions::new().with_schema(Arc::new(Schema::new(fields)));
        let coded = ArrowReaderMetadata::try_new(self.metadata.metadata().clone(), options);
        Self { metadata: coded.unwrap_or_else(|_| self.metadata.clone()), ..*self }
    }
}

/// The row groups of a file.
///
/// # Errors
/// When its footer is damaged.
pub fn row_groups(file: &InputFile) -> Result<Vec<RowGroup>, OrdersError> {
    let reader = open(file)?;
    let metadata = ArrowReaderMetadata::load(&reader, ArrowReaderOptions::new())
        .map_err(|e| OrdersError::Damaged { path: file.path.clone(), reason: e.to_string() })?;
    let mut rows_before = 0;
    let mut groups = Vec::new();
    for (index, group) in metadata.metadata().row_groups().iter().enumerate() {
        groups.push(RowGroup { metadata: metadata.clone(), index, rows_before });
        rows_before += group.num_rows().unsigned_abs();
    }
    Ok(groups)
}

fn open(file: &InputFile) -> Result<File, OrdersError> {
    let open = |source| OrdersError::Open { path: file.path.clone(), source };
    File::open(&file.location).map_err(open)
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
    let Part::RowGroup(RowGroup { metadata, index, rows_before }) = part else { return Ok(()) };
    let damaged = |reason: String| OrdersError::Damaged { path: file.path.clone(), reason };
    let reader = open(file)?;
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
