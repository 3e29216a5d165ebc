//! The columns of a request, read from Parquet or CSV.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::compute::{cast, concat_batches, take};
use arrow::csv::reader::{Format, ReaderBuilder};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::util::display::array_value_to_string;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use rayon::prelude::*;

use super::time::TimeType;
use super::{DetectError, Request};

/// Rows of one batch of the reader.
const BATCH_ROWS: usize = 65_536;

/// Rows of a CSV file from which its types are inferred.
const INFER_ROWS: usize = 10_000;

/// A table of counts, one entry a row.
#[derive(Debug)]
pub(super) struct Table {
    /// The key columns' fields: series, area, category, those that were asked for.
    pub(super) key_fields: Vec<Field>,
    /// The key columns, one row for each distinct key, in the order of first appearance.
    pub(super) keys: Vec<ArrayRef>,
    /// Each row's key.
    pub(super) codes: Vec<u32>,
    pub(super) time_type: TimeType,
    pub(super) times: Vec<i64>,
    /// NaN = null.
    pub(super) counts: Vec<f64>,
    pub(super) populations: Option<Vec<f64>>,
}

impl Table {
    /// A key as people read it: `series 12, area Dorchester`.
    pub(super) fn show_key(&self, code: usize) -> String {
        let show = |(field, column): (&Field, &ArrayRef)| {
            format!("{} {}", field.name(), array_value_to_string(column, code).unwrap_or_default())
        };
        self.key_fields.iter().zip(&self.keys).map(show).collect::<Vec<_>>().join(", ")
    }
}

/// Reads the file of a request.
pub(super) fn read(request: &Request) -> Result<Table, DetectError> {
    let keys: Vec<&str> = [&request.series, &request.area, &request.category]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let mut wanted = keys.clone();
    wanted.extend([request.time.as_str(), request.count.as_str()]);
    wanted.extend(request.population.as_deref());
    let batch = read_columns(&request.input, &wanted)?;
    let column = |name: &str| {
        batch.column_by_name(name).cloned().ok_or_else(|| missing(name, batch.schema_ref()))
    };
    let mut key_columns = Vec::new();
    let mut key_fields = Vec::new();
    for name in &keys {
        let values = column(name)?;
        key_fields.push(Field::new(*name, values.data_type().clone(), true));
        key_columns.push(values);
    }
    let (codes, firsts) = code_keys(&key_columns, batch.num_rows())?;
    let distinct = Int64Array::from(firsts);
    let distinct = |values: &ArrayRef| {
        take(values, &distinct, None).map_err(|error| unreadable(&request.input, error))
    };
    let (time_type, times) = TimeType::read(&request.time, &column(&request.time)?)?;
    if let Some(row) = (0..times.len()).find(|&row| times.is_null(row)) {
        return Err(DetectError::Request(format!(
            "column '{}' is empty in row {}",
            request.time,
            row + 1
        )));
    }
    let populations =
        request.population.as_ref().map(|name| numbers(name, &column(name)?)).transpose()?;
    Ok(Table {
        key_fields,
        keys: key_columns.iter().map(distinct).collect::<Result<_, _>>()?,
        codes,
        time_type,
        times: times.values().to_vec(),
        counts: numbers(&request.count, &column(&request.count)?)?,
        populations,
    })
}

fn missing(name: &str, schema: &Schema) -> DetectError {
    let found: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    DetectError::Column { column: name.to_owned(), found: found.join(", ") }
}

fn unreadable(path: &Path, error: impl std::fmt::Display) -> DetectError {
    DetectError::Read { path: path.to_owned(), message: error.to_string() }
}

fn read_columns(path: &Path, wanted: &[&str]) -> Result<RecordBatch, DetectError> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("parquet") => read_parquet(path, &file, wanted),
        Some("csv") => read_csv(path, file, wanted),
        _ => Err(DetectError::Format { path: path.to_owned() }),
    }
}

/// Row groups side by side, each with a reader of its own.
fn read_parquet(path: &Path, file: &File, wanted: &[&str]) -> Result<RecordBatch, DetectError> {
    let failed = |error: parquet::errors::ParquetError| unreadable(path, error);
    let metadata =
        ArrowReaderMetadata::load(file, ArrowReaderOptions::default()).map_err(failed)?;
    let projected = positions(metadata.schema(), wanted)?;
    let schema =
        Arc::new(metadata.schema().project(&projected).map_err(|error| unreadable(path, error))?);
    let mask = ProjectionMask::roots(metadata.parquet_schema(), projected);
    let read = |group: usize| -> Result<Vec<RecordBatch>, DetectError> {
        let own = File::open(path).map_err(|error| unreadable(path, error))?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(own, metadata.clone())
            .with_projection(mask.clone())
            .with_row_groups(vec![group])
            .with_batch_size(BATCH_ROWS);
        let batches = builder.build().map_err(failed)?;
        batches.collect::<Result<_, _>>().map_err(|error| unreadable(path, error))
    };
    let groups: Vec<Result<Vec<RecordBatch>, DetectError>> =
        (0..metadata.metadata().num_row_groups()).into_par_iter().map(read).collect();
    let batches = groups.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
    // The mask keeps the file's order of columns, whatever the order asked for.
    let schema = batches.first().map_or(schema, RecordBatch::schema);
    concat_batches(&schema, &batches).map_err(|error| unreadable(path, error))
}

fn read_csv(path: &Path, mut file: File, wanted: &[&str]) -> Result<RecordBatch, DetectError> {
    let format = Format::default().with_header(true);
    let (schema, _) = format
        .infer_schema(&mut file, Some(INFER_ROWS))
        .map_err(|error| unreadable(path, error))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| unreadable(path, error))?;
    let schema = Arc::new(schema);
    let projected = positions(&schema, wanted)?;
    let reader = ReaderBuilder::new(Arc::clone(&schema))
        .with_header(true)
        .with_batch_size(BATCH_ROWS)
        .with_projection(projected)
        .build(file)
        .map_err(|error| unreadable(path, error))?;
    let schema = reader.schema();
    let batches: Vec<RecordBatch> =
        reader.collect::<Result<_, _>>().map_err(|error| unreadable(path, error))?;
    concat_batches(&schema, &batches).map_err(|error| unreadable(path, error))
}

fn positions(schema: &Schema, wanted: &[&str]) -> Result<Vec<usize>, DetectError> {
    wanted.iter().map(|name| schema.index_of(name).map_err(|_| missing(name, schema))).collect()
}

/// Numbers as they are; NaN = null.
fn numbers(name: &str, column: &ArrayRef) -> Result<Vec<f64>, DetectError> {
    let found = column.data_type();
    let wrong = || DetectError::Type {
        column: name.to_owned(),
        found: found.to_string(),
        expected: "numbers",
    };
    if !(found.is_numeric() || *found == DataType::Null) {
        return Err(wrong());
    }
    let values = cast(column, &DataType::Float64).map_err(|_| wrong())?;
    let values = values.as_any().downcast_ref::<Float64Array>().ok_or_else(wrong)?;
    Ok(values.iter().map(|value| value.unwrap_or(f64::NAN)).collect())
}

/// Numbers the distinct keys in the order of their first rows.
fn code_keys(columns: &[ArrayRef], rows: usize) -> Result<(Vec<u32>, Vec<i64>), DetectError> {
    let mut codes = vec![0u32; rows];
    for column in columns {
        let own = code_column(column)?;
        let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
        let mut last = None;
        for (code, own) in codes.iter_mut().zip(own) {
            let pair = (*code, own);
            *code = match last {
                Some((known, known_code)) if known == pair => known_code,
                _ => {
                    let next = pairs.len() as u32;
                    *pairs.entry(pair).or_insert(next)
                }
            };
            last = Some((pair, *code));
        }
    }
    let mut firsts: Vec<i64> = Vec::new();
    for (row, &code) in codes.iter().enumerate() {
        if code as usize == firsts.len() {
            firsts.push(row as i64);
        }
    }
    Ok((codes, firsts))
}

/// Numbers the distinct values of one column, as text; null is a value of its own.
fn code_column(column: &ArrayRef) -> Result<Vec<u32>, DetectError> {
    if let Some(numbers) = column.as_any().downcast_ref::<Int64Array>() {
        return Ok(code(numbers.iter()));
    }
    let wanted = if column.data_type().is_integer() { DataType::Int64 } else { DataType::Utf8 };
    let wrong = |error| DetectError::Request(format!("a key column cannot be read: {error}"));
    let values = cast(column, &wanted).map_err(wrong)?;
    if let Some(numbers) = values.as_any().downcast_ref::<Int64Array>() {
        return Ok(code(numbers.iter()));
    }
    let texts = values.as_any().downcast_ref::<StringArray>();
    Ok(texts.map(|texts| code(texts.iter())).unwrap_or_default())
}

fn code<T: Copy + Eq + std::hash::Hash>(values: impl Iterator<Item = T>) -> Vec<u32> {
    let mut known: HashMap<T, u32> = HashMap::new();
    let mut last: Option<(T, u32)> = None;
    values
        .map(|value| {
            let code = match last {
                Some((known_value, code)) if known_value == value => code,
                _ => {
                    let next = known.len() as u32;
                    *known.entry(value).or_insert(next)
                }
            };
            last = Some((value, code));
            code
        })
        .collect()
}
