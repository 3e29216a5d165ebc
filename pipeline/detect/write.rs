//! The result, written beside its place and moved there whole.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, UInt32Array};
use arrow::compute::take;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::error::ArrowError;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use rayon::prelude::*;
use yiti_stats::assessment::Assessment;

use super::judge::Row;
use super::layout::Layout;
use super::{DetectError, Request, Summary};

/// Times judged before they are written: two such chunks are in memory at a time.
const CHUNK_TIMES: usize = 500_000;

enum Writer {
    Parquet(Box<Parquet>),
    Csv(Box<arrow::csv::Writer<BufWriter<File>>>),
}

impl Writer {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), String> {
        match self {
            Self::Parquet(parquet) => parquet.write(batch).map_err(|error| error.to_string()),
            Self::Csv(writer) => writer.write(batch).map_err(|error| error.to_string()),
        }
    }

    fn finish(self) -> Result<(), String> {
        match self {
            Self::Parquet(parquet) => {
                parquet.file.close().map(drop).map_err(|error| error.to_string())
            }
            Self::Csv(writer) => {
                drop(writer.into_inner());
                Ok(())
            }
        }
    }
}

/// A Parquet file whose columns are encoded side by side; each batch is a row group.
struct Parquet {
    file: SerializedFileWriter<BufWriter<File>>,
    factory: ArrowRowGroupWriterFactory,
    row_groups: usize,
}

impl Parquet {
    fn new(sink: BufWriter<File>, schema: &SchemaRef) -> Result<Self, ParquetError> {
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk);
        // Nearly every value is a new one: neither a dictionary nor compression makes these
        // smaller.
        for name in ["expected", "score", "p_value"] {
            let column = ColumnPath::from(name);
            properties = properties.set_column_dictionary_enabled(column.clone(), false);
            properties = properties.set_column_compression(column, Compression::UNCOMPRESSED);
        }
        let writer = ArrowWriter::try_new(sink, Arc::clone(schema), Some(properties.build()))?;
        let (file, factory) = writer.into_serialized_writer()?;
        Ok(Self { file, factory, row_groups: 0 })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), ParquetError> {
        let writers = self.factory.create_column_writers(self.row_groups)?;
        let schema = batch.schema();
        let columns: Vec<(ArrowColumnWriter, (&Arc<Field>, &ArrayRef))> =
            writers.into_iter().zip(schema.fields().iter().zip(batch.columns())).collect();
        let encode =
            |(mut writer, (field, values)): (ArrowColumnWriter, (&Arc<Field>, &ArrayRef))| {
                for leaf in compute_leaves(field, values)? {
                    writer.write(&leaf)?;
                }
                writer.close()
            };
        let chunks: Vec<ArrowColumnChunk> =
            columns.into_par_iter().map(encode).collect::<Result<_, _>>()?;
        let mut row_group = self.file.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut row_group)?;
        }
        row_group.close()?;
        self.row_groups += 1;
        Ok(())
    }
}

impl Summary {
    fn add(&mut self, rows: &[Vec<Row>]) {
        let verdicts = || rows.iter().flatten().filter_map(|row| row.verdict.as_ref());
        self.rows += rows.iter().map(Vec::len).sum::<usize>();
        self.alarms += verdicts().filter(|verdict| verdict.alarm).count();
        self.fallbacks += verdicts().filter(|verdict| verdict.fallback).count();
    }
}

/// Judges chunk by chunk with `judge` and writes each.
pub(super) fn write(
    request: &Request,
    layout: &Layout,
    judge: impl Fn(std::ops::Range<usize>) -> Vec<Vec<Row>> + Sync,
) -> Result<Summary, DetectError> {
    let path = request.output.as_path();
    let failed = |message: String| DetectError::Write { path: path.to_owned(), message };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."));
    let file =
        tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(error.to_string()))?;
    let schema = schema(layout, request);
    let sink = BufWriter::new(file.reopen().map_err(|error| failed(error.to_string()))?);
    let mut writer = open(path, sink, &schema)?;
    let mut summary = Summary { series: layout.series.len(), ..Summary::default() };
    let mut chunks = chunks(layout).into_iter();
    let mut judged = chunks.next().map(&judge);
    while let Some(rows) = judged {
        // One chunk is written while the next is judged: no core waits for the disk.
        let (written, next) = rayon::join(
            || {
                let batch =
                    batch(layout, &schema, &rows).map_err(|error| failed(error.to_string()))?;
                writer.write(&batch).map_err(failed)
            },
            || chunks.next().map(&judge),
        );
        written?;
        summary.add(&rows);
        judged = next;
    }
    writer.finish().map_err(failed)?;
    make_readable(&file);
    file.persist(path).map_err(|error| failed(error.to_string()))?;
    Ok(summary)
}

/// A temporary file is its owner's alone; a result is as readable as any new file.
#[cfg(unix)]
fn make_readable(file: &tempfile::NamedTempFile) {
    use std::os::unix::fs::PermissionsExt;
    // Where the mode cannot be changed the file is still whole and its owner's: nothing to fail
    // for.
    let _ = file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn make_readable(_file: &tempfile::NamedTempFile) {}

fn open(path: &Path, sink: BufWriter<File>, schema: &SchemaRef) -> Result<Writer, DetectError> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("parquet") => {
            let failed = |error: ParquetError| DetectError::Write {
                path: path.to_owned(),
                message: error.to_string(),
            };
            Ok(Writer::Parquet(Box::new(Parquet::new(sink, schema).map_err(failed)?)))
        }
        Some("csv") => Ok(Writer::Csv(Box::new(arrow::csv::Writer::new(sink)))),
        _ => Err(DetectError::Format { path: path.to_owned() }),
    }
}

/// Units in runs of about [`CHUNK_TIMES`] times; none is empty.
fn chunks(layout: &Layout) -> Vec<std::ops::Range<usize>> {
    let mut chunks = Vec::new();
    let (mut start, mut times) = (0, 0);
    for (position, unit) in layout.units.iter().enumerate() {
        times +=
            layout.series[unit.clone()].iter().map(|series| series.counts.len()).sum::<usize>();
        if times >= CHUNK_TIMES || position + 1 == layout.units.len() {
            chunks.push(start..position + 1);
            (start, times) = (position + 1, 0);
        }
    }
    chunks
}

fn schema(layout: &Layout, request: &Request) -> SchemaRef {
    let mut fields = layout.key_fields.clone();
    fields.push(Field::new(&request.time, layout.time_type.data_type().clone(), false));
    fields.push(Field::new(&request.count, DataType::Int64, true));
    fields.extend(
        ["expected", "upper", "score", "p_value"]
            .map(|name| Field::new(name, DataType::Float64, true)),
    );
    fields.push(Field::new("alarm", DataType::Boolean, true));
    Arc::new(Schema::new(fields))
}

/// The rows as columns, built side by side.
fn batch(
    layout: &Layout,
    schema: &SchemaRef,
    rows: &[Vec<Row>],
) -> Result<RecordBatch, ArrowError> {
    let each = || rows.iter().flatten();
    let keys: UInt32Array = each().map(|row| row.key).collect::<Vec<u32>>().into();
    let key_count = layout.keys.len();
    let column = |index: usize| -> Result<ArrayRef, ArrowError> {
        let number = |value: fn(&Assessment) -> Option<f64>| -> ArrayRef {
            Arc::new(
                each().map(|row| row.verdict.as_ref().and_then(value)).collect::<Float64Array>(),
            )
        };
        let count = |row: &Row| (!row.count.is_nan()).then_some(row.count as i64);
        let alarm = |row: &Row| row.verdict.as_ref().map(|verdict| verdict.alarm);
        Ok(match index.checked_sub(key_count) {
            None => take(&layout.keys[index], &keys, None)?,
            Some(0) => layout.time_type.column(each().map(|row| row.time).collect())?,
            Some(1) => Arc::new(each().map(count).collect::<Int64Array>()),
            Some(2) => number(|verdict| verdict.expected),
            Some(3) => number(|verdict| verdict.upper),
            Some(4) => number(|verdict| Some(verdict.score)),
            Some(5) => number(|verdict| verdict.p_value),
            Some(_) => Arc::new(each().map(alarm).collect::<BooleanArray>()),
        })
    };
    let columns: Vec<ArrayRef> = (0..schema.fields().len())
        .into_par_iter()
        .map(column)
        .collect::<Result<_, ArrowError>>()?;
    RecordBatch::try_new(Arc::clone(schema), columns)
}
