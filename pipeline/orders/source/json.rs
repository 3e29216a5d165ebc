//! JSON as batches of text columns: strings as they are, other values as their JSON, keys of
//! objects within objects as `outer.inner`.
//!
//! Records are the lines of a file, or the members of the one list of objects in a document, at
//! any depth: `[…]`, `{"data": […]}`, `{"result": {"records": […]}}`, GeoJSON features.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use encoding_rs::UTF_8;
use serde_json::{Map, Value};

use super::input_file::InputFile;
use super::json_document::{Ended, longest_list, visit_records};
use super::open::{open_text, unreadable};
use super::{BATCH_ROWS, RefusedRow, SourceBatch};
use crate::orders::{OrdersError, RejectReason};

/// Objects within objects are taken apart to this depth.
const DEPTH_MAX: usize = 4;

/// Where a file's records are: the keys to their list, or `None` for one record a line.
///
/// # Errors
/// When it is no JSON, or holds no list of objects or several.
pub fn find_records(file: &InputFile, text: &str) -> Result<Option<Vec<String>>, OrdersError> {
    let refuse = |reason: String| OrdersError::Json { path: file.path.clone(), reason };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.next() else {
        return Err(OrdersError::EmptyFile { path: file.path.clone() });
    };
    let begins = first.trim_start().chars().next().unwrap_or(' ');
    if !matches!(begins, '{' | '[') {
        return Err(refuse(format!("it begins with {begins:?}, not with {{ or [")));
    }
    let is_object = serde_json::from_str::<Map<String, Value>>(first).is_ok();
    let goes_on = lines.next().is_some();
    if is_object && goes_on {
        return Ok(None);
    }
    match longest_list(open_text(file)?) {
        Ok(Some(keys)) => Ok(Some(keys)),
        // A file of one record.
        Ok(None) if is_object => Ok(None),
        Ok(None) => Err(refuse("it holds no list of objects".into())),
        // Lines of which the first one is broken.
        Err(_) if begins == '{' && !first.trim_end().ends_with(['{', '[', ',']) && goes_on => {
            Ok(None)
        }
        Err(reason) => Err(refuse(reason)),
    }
}

/// The keys that records have, each with those of objects in it. All are looked at: a key may come
/// for the first time in the last record, and a missing column is refused.
pub fn json_schema(file: &InputFile) -> Result<SchemaRef, OrdersError> {
    let mut names = BTreeSet::new();
    each_record(file, |_, record| {
        if let Ok(record) = record {
            add_names(&record, "", 0, &mut names);
            if let Some(properties) = properties_of(&record) {
                add_names(properties, "", 0, &mut names);
            }
        }
        Ok(true)
    })?;
    let fields = names.into_iter().map(|name| Field::new(name, DataType::Utf8, true));
    Ok(Arc::new(Schema::new(fields.collect::<Vec<_>>())))
}

/// Hands over batches of the columns at `projection`; lines that are no JSON object come as
/// refused rows.
///
/// # Errors
/// When the file cannot be read, or `each` refuses.
pub fn read_json(
    file: &InputFile,
    projection: &[usize],
    mut each: impl FnMut(SourceBatch) -> Result<(), OrdersError>,
) -> Result<(), OrdersError> {
    let schema = json_schema(file)?;
    let schema = Arc::new(schema.project(projection).expect("positions come from this schema"));
    let mut pending = Pending::default();
    each_record(file, |row, record| {
        match record {
            Ok(record) => {
                pending.records.push(record);
                pending.rows.push(row);
            }
            Err(reason) => pending.refused.push(RefusedRow { row, reason }),
        }
        if pending.rows.len() == BATCH_ROWS {
            each(pending.take(&schema))?;
        }
        Ok(true)
    })?;
    each(pending.take(&schema))
}

type Record = Map<String, Value>;

/// Hands over each record with its number, until `each` has enough.
fn each_record(
    file: &InputFile,
    mut each: impl FnMut(u64, Result<Record, RejectReason>) -> Result<bool, OrdersError>,
) -> Result<(), OrdersError> {
    let mut text = open_text(file)?;
    let mut row = 0;
    if let Some(keys) = &file.layout.records {
        let ended = visit_records(text, keys, &mut |value| {
            row += 1;
            each(row, object(value).and_then(|record| whole(file, record)))
        });
        return match ended {
            Ended::Whole => Ok(()),
            Ended::Refused(error) => Err(error),
            Ended::Broken(reason) => Err(OrdersError::Json { path: file.path.clone(), reason }),
        };
    }
    let mut line = Vec::new();
    while text.read_until(b'\n', &mut line).map_err(|e| unreadable(file, e))? > 0 {
        row += 1;
        if !line.iter().all(u8::is_ascii_whitespace) {
            let record = serde_json::from_slice(&line);
            let record = record.map_err(|e| RejectReason::Json(e.to_string()));
            if !each(row, record.and_then(|record| whole(file, record)))? {
                return Ok(());
            }
        }
        line.clear();
    }
    Ok(())
}

fn object(value: Value) -> Result<Record, RejectReason> {
    match value {
        Value::Object(record) => Ok(record),
        other => Err(RejectReason::Json(format!("found {other}"))),
    }
}

/// A record without bytes that were not of the file's encoding.
fn whole(file: &InputFile, record: Record) -> Result<Record, RejectReason> {
    let encoding = file.layout.encoding();
    // Bytes that are not UTF-8 are no JSON either.
    if encoding == UTF_8 || !Value::Object(record.clone()).to_string().contains('\u{fffd}') {
        return Ok(record);
    }
    Err(RejectReason::Encoding { column: "a value".into(), encoding: encoding.name().into() })
}

/// What a GeoJSON feature says, which can be named without "properties." as well.
fn properties_of(record: &Record) -> Option<&Record> {
    let is_feature = record.get("type").and_then(Value::as_str) == Some("Feature");
    record.get("properties").filter(|_| is_feature)?.as_object()
}

fn add_names(record: &Record, outer: &str, depth: usize, names: &mut BTreeSet<String>) {
    for (key, value) in record {
        let name = format!("{outer}{key}");
        if let Some(inner) = value.as_object().filter(|_| depth < DEPTH_MAX) {
            add_names(inner, &format!("{name}."), depth + 1, names);
        }
        names.insert(name);
    }
}

/// The value that a column names: the key as it stands, or keys joined by dots.
fn find<'a>(record: &'a Record, name: &str) -> Option<&'a Value> {
    if let Some(value) = record.get(name) {
        return Some(value);
    }
    for (at, _) in name.match_indices('.') {
        if let Some(inner) = record.get(&name[..at]).and_then(Value::as_object) {
            return find(inner, &name[at + 1..]);
        }
    }
    None
}

#[derive(Default)]
struct Pending {
    records: Vec<Record>,
    rows: Vec<u64>,
    refused: Vec<RefusedRow>,
}

impl Pending {
    fn take(&mut self, schema: &SchemaRef) -> SourceBatch {
        let column = |field: &Arc<Field>| {
            let mut builder = StringBuilder::new();
            for record in &self.records {
                let inner = || find(properties_of(record)?, field.name());
                match find(record, field.name()).or_else(inner) {
                    None | Some(Value::Null) => builder.append_null(),
                    Some(Value::String(text)) if text.is_empty() => builder.append_null(),
                    Some(Value::String(text)) => builder.append_value(text),
                    Some(other) => builder.append_value(other.to_string()),
                }
            }
            Arc::new(builder.finish()) as ArrayRef
        };
        let arrays = schema.fields().iter().map(column).collect();
        let count = RecordBatchOptions::new().with_row_count(Some(self.records.len()));
        let batch = RecordBatch::try_new_with_options(schema.clone(), arrays, &count)
            .expect("one array a field, of equal lengths");
        self.records.clear();
        let (rows, refused) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.refused));
        SourceBatch { batch, rows, refused }
    }
}
