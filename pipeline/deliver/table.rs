//! A published table in memory, its values as people's documents need them.

use std::fs::File;
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{DataType, Date32Type, Field, Float64Type, Int64Type, Schema};
use chrono::NaiveDate;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::sync::Arc;

use super::DeliverError;
use crate::publish::Kind;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(NaiveDate),
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name, as in `tables/<name>.parquet`.
    pub name: String,
    rows: RecordBatch,
}

impl Table {
    /// Reads a published table; coded names become texts.
    pub fn read(path: &Path) -> Result<Self, DeliverError> {
        Self::read_rows(path, usize::MAX)
    }

    /// The columns of a published table, without its rows.
    pub fn columns_of(path: &Path) -> Result<Self, DeliverError> {
        Self::read_rows(path, 0)
    }

    fn read_rows(path: &Path, limit: usize) -> Result<Self, DeliverError> {
        let refuse = |reason: String| DeliverError::Published { path: path.to_owned(), reason };
        let file = File::open(path).map_err(|e| refuse(e.to_string()))?;
        let reader =
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| refuse(e.to_string()))?;
        let schema = Arc::clone(reader.schema());
        let rows = usize::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(limit);
        // In one batch: joining several would hold a long table twice.
        let batches: Vec<RecordBatch> = reader
            .with_limit(limit)
            .with_batch_size(rows.min(limit).max(1))
            .build()
            .map_err(|e| refuse(e.to_string()))?
            .collect::<Result<_, _>>()
            .map_err(|e| refuse(e.to_string()))?;
        let rows = concat_batches(&schema, &batches);
        drop(batches);
        let rows = rows.and_then(plain).map_err(|e| refuse(e.to_string()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, rows })
    }

    /// A table of values.
    #[cfg(test)]
    pub fn of(name: &str, rows: RecordBatch) -> Self {
        Self { name: name.to_owned(), rows: plain(rows).unwrap() }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.num_rows()
    }

    /// Names of its columns, in order.
    pub fn columns(&self) -> impl Iterator<Item = String> + '_ {
        self.rows.schema_ref().fields().iter().map(|field| field.name().clone())
    }

    /// Whether it has a column.
    pub fn has(&self, column: &str) -> bool {
        self.rows.column_by_name(column).is_some()
    }

    /// What the values of a column are where the dictionary does not say.
    pub fn kind(&self, column: &str) -> Kind {
        match self.rows.column_by_name(column).map(|values| values.data_type().clone()) {
            Some(DataType::Int64) => Kind::Count,
            Some(DataType::Float64) => Kind::Number,
            Some(DataType::Date32) => Kind::Day,
            Some(DataType::Boolean) => Kind::Flag,
            _ => Kind::Name,
        }
    }

    /// A value; empty where there is no such column.
    pub fn cell(&self, column: &str, row: usize) -> Cell {
        let Some(values) = self.rows.column_by_name(column) else { return Cell::Empty };
        if values.is_null(row) {
            return Cell::Empty;
        }
        match values.data_type() {
            DataType::Int64 => Cell::Number(values.as_primitive::<Int64Type>().value(row) as f64),
            DataType::Float64 => Cell::Number(values.as_primitive::<Float64Type>().value(row)),
            DataType::Boolean => Cell::Flag(values.as_boolean().value(row)),
            DataType::Date32 => values
                .as_primitive::<Date32Type>()
                .value_as_date(row)
                .map_or(Cell::Empty, Cell::Day),
            DataType::Utf8 => Cell::Text(values.as_string::<i32>().value(row).to_owned()),
            _ => Cell::Empty,
        }
    }

    /// A text; `None` where it is not known.
    pub fn text(&self, column: &str, row: usize) -> Option<&str> {
        let values = self.rows.column_by_name(column)?.as_string_opt::<i32>()?;
        values.is_valid(row).then(|| values.value(row))
    }

    /// A number; `None` where it is not known.
    pub fn number(&self, column: &str, row: usize) -> Option<f64> {
        match self.cell(column, row) {
            Cell::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A day; `None` where it is not known.
    pub fn day(&self, column: &str, row: usize) -> Option<NaiveDate> {
        match self.cell(column, row) {
            Cell::Day(day) => Some(day),
            _ => None,
        }
    }

    /// Yes or no; `None` where it is not known.
    pub fn flag(&self, column: &str, row: usize) -> Option<bool> {
        match self.cell(column, row) {
            Cell::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// The rows in which a column has a text.
    pub fn rows_with<'a>(
        &'a self,
        column: &'a str,
        text: &'a str,
    ) -> impl Iterator<Item = usize> + 'a {
        (0..self.len()).filter(move |&row| self.text(column, row) == Some(text))
    }
}

/// The same rows with texts, whole numbers, numbers, days and flags only; a column at a time.
fn plain(rows: RecordBatch) -> Result<RecordBatch, arrow::error::ArrowError> {
    let simple = |data_type: &DataType| match data_type {
        DataType::Int64 | DataType::Float64 | DataType::Date32 | DataType::Boolean => {
            data_type.clone()
        }
        other if other.is_integer() => DataType::Int64,
        other if other.is_floating() => DataType::Float64,
        _ => DataType::Utf8,
    };
    let (schema, columns, _) = rows.into_parts();
    let columns: Vec<ArrayRef> = columns
        .into_iter()
        .map(|values| cast(&values, &simple(values.data_type())))
        .collect::<Result<_, _>>()?;
    let fields: Vec<Field> = schema
        .fields()
        .iter()
        .map(|field| Field::new(field.name(), simple(field.data_type()), true))
        .collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}
