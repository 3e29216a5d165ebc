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
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::judge::Row;
use super::layout::Layout;
use super::{DetectError, Request, Summary};

/// Times judged before they are written: two such chunks are in memory at a time.
const CHUNK_TIMES: usize = 500_000;

enum Writer {
    Parquet(Box<ArrowWriter<BufWriter<File>>>),
    Csv(Box<arrow::csv::Writer<BufWriter<File>>>),
}

impl Writer {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), String> {
        match self {
            Self::Parquet(writer) => writer.write(batch).map_err(|error| error.to_string()),
            Self::Csv(writer) => writer.write(batch).map_err(|error| error.to_string()),
        }
    }
}

impl Summary {
    fn add(&mut self, rows: &[Row]) {
        let verdicts = || rows.iter().filter_map(|row| row.verdict);
        self.rows += rows.len();
        self.alarms += verdicts().filter(|verdict| verdict.alarm).count();
        self.fallbacks += verdicts().filter(|verdict| verdict.fallback).count();
    }
}

/// Judges chunk by chunk with `judge` and writes each.
pub(super) fn write(
    request: &Request,
    layout: &Layout,
    judge: impl Fn(std::ops::Range<usize>) -> Vec<Row> + Sync,
) -> Result<Summary, DetectError> {
    let path = request.output.as_path();
    let failed = |message: String| DetectError::Write { path: path.to_owned(), message };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(error.to_string()))?;
    let schema = schema(layout, request);
    let sink = BufWriter::new(file.reopen().map_err(|error| failed(error.to_string()))?);
    let mut writer = open(path, sink, &schema)?;
    let mut summary = Summary { series: layout.series.len(), ..Summary::default() };
    let mut chunks = chunks(layout).into_iter();
    let mut judged = chunks.next().map(&judge);
    while let Some(rows) = judged {
        // One chunk is written while the next is judged: encoding keeps only one core busy.
        let (written, next) = rayon::join(
            || {
                let batch = batch(layout, &schema, &rows).map_err(|error| failed(error.to_string()))?;
                writer.write(&batch).map_err(failed)
            },
            || chunks.next().map(&judge),
        );
        written?;
        summary.add(&rows);
        judged = next;
    }
    match writer {
        Writer::Parquet(writer) => drop(writer.into_inner().map_err(|error| failed(error.to_string()))?),
        Writer::Csv(writer) => drop(writer.into_inner()),
    }
    make_readable(&file);
    file.persist(path).map_err(|error| failed(error.to_string()))?;
    Ok(summary)
}

/// A temporary file is its owner's alone; a result is as readable as any new file.
#[cfg(unix)]
fn make_readable(file: &tempfile::NamedTempFile) {
    use std::os::unix::fs::PermissionsExt;
    // Where the mode cannot be changed the file is still whole and its owner's: nothing to fail for.
    let _ = file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn make_readable(_file: &tempfile::NamedTempFile) {}

fn open(path: &Path, sink: BufWriter<File>, schema: &SchemaRef) -> Result<Writer, DetectError> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("parquet") => {
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let writer = ArrowWriter::try_new(sink, Arc::clone(schema), Some(properties));
            let writer =
                writer.map_err(|error| DetectError::Write { path: path.to_owned(), message: error.to_string() })?;
            Ok(Writer::Parquet(Box::new(writer)))
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
        times += layout.series[unit.clone()].iter().map(|series| series.counts.len()).sum::<usize>();
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
    fields.extend(["expected", "upper", "score", "p_value"].map(|name| Field::new(name, DataType::Float64, true)));
    fields.push(Field::new("alarm", DataType::Boolean, true));
    Arc::new(Schema::new(fields))
}

fn batch(layout: &Layout, schema: &SchemaRef, rows: &[Row]) -> Result<RecordBatch, ArrowError> {
    let keys: UInt32Array = rows.iter().map(|row| row.key).collect::<Vec<u32>>().into();
    let mut columns: Vec<ArrayRef> =
        layout.keys.iter().map(|values| take(values, &keys, None)).collect::<Result<_, _>>()?;
    columns.push(layout.time_type.column(rows.iter().map(|row| row.time).collect())?);
    let count = |row: &Row| (!row.count.is_nan()).then_some(row.count as i64);
    columns.push(Arc::new(rows.iter().map(count).collect::<Int64Array>()));
    let number = |value: fn(&yiti_stats::assessment::Assessment) -> Option<f64>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| row.verdict.as_ref().and_then(value)).collect::<Float64Array>())
    };
    columns.push(number(|verdict| verdict.expected));
    columns.push(number(|verdict| verdict.upper));
    columns.push(number(|verdict| Some(verdict.score)));
    columns.push(number(|verdict| verdict.p_value));
    columns.push(Arc::new(rows.iter().map(|row| row.verdict.map(|verdict| verdict.alarm)).collect::<BooleanArray>()));
    RecordBatch::try_new(Arc::clone(schema), columns)
}
