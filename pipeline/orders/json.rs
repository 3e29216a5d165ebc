//! JSON lines, as batches of text columns: strings as they are, other values as their JSON.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use serde_json::{Map, Value};

use super::files::InputFile;
use super::source::{BATCH_ROWS, RefusedRow, SourceBatch};
use super::{OrdersError, RejectReason};

/// Lines looked at to learn the column names; a key that appears only later is not seen.
const PROBE_LINES: usize = 1_000;

/// The keys that the first lines name.
pub fn json_schema(file: &InputFile) -> Result<SchemaRef, OrdersError> {
    probe(file).map_err(|source| OrdersError::Open { path: file.path.clone(), source })
}

/// Hands over batches; lines that are not a JSON object come as refused rows.
pub fn read_json(
    file: &InputFile,
    mut each: impl FnMut(SourceBatch) -> Result<(), OrdersError>,
) -> Result<(), OrdersError> {
    let open = |source| OrdersError::Open { path: file.path.clone(), source };
    let schema = json_schema(file)?;
    let mut pending = Pending::default();
    let mut input = BufReader::with_capacity(1 << 20, File::open(&file.path).map_err(open)?);
    let (mut row, mut line) = (0, Vec::new());
    while input.read_until(b'\n', &mut line).map_err(open)? > 0 {
        row += 1;
        pending.push(row, &line);
        line.clear();
        if pending.objects.len() == BATCH_ROWS {
            each(pending.take(&schema))?;
        }
    }
    each(pending.take(&schema))
}

fn probe(file: &InputFile) -> std::io::Result<SchemaRef> {
    let mut names = BTreeSet::new();
    for line in BufReader::new(File::open(&file.path)?).split(b'\n').take(PROBE_LINES) {
        if let Ok(object) = serde_json::from_slice::<Map<String, Value>>(&line?) {
            names.extend(object.into_iter().map(|(name, _)| name));
        }
    }
    Ok(Arc::new(Schema::new(names.into_iter().map(|n| Field::new(n, DataType::Utf8, true)).collect::<Vec<_>>())))
}

#[derive(Default)]
struct Pending {
    objects: Vec<Map<String, Value>>,
    rows: Vec<u64>,
    refused: Vec<RefusedRow>,
}

impl Pending {
    fn push(&mut self, row: u64, line: &[u8]) {
        if line.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        match serde_json::from_slice(line) {
            Ok(object) => {
                self.objects.push(object);
                self.rows.push(row);
            }
            Err(e) => self.refused.push(RefusedRow { row, reason: RejectReason::Json(e.to_string()) }),
        }
    }

    fn take(&mut self, schema: &SchemaRef) -> SourceBatch {
        let column = |field: &Arc<Field>| {
            let mut builder = StringBuilder::new();
            for object in &self.objects {
                match object.get(field.name()) {
                    None | Some(Value::Null) => builder.append_null(),
                    Some(Value::String(text)) if text.is_empty() => builder.append_null(),
                    Some(Value::String(text)) => builder.append_value(text),
                    Some(other) => builder.append_value(other.to_string()),
                }
            }
            Arc::new(builder.finish()) as ArrayRef
        };
        let arrays = schema.fields().iter().map(column).collect();
        let batch = RecordBatch::try_new_with_options(
            schema.clone(),
            arrays,
            &arrow::array::RecordBatchOptions::new().with_row_count(Some(self.objects.len())),
        )
        .expect("one array a field, of equal lengths");
        self.objects.clear();
        SourceBatch { batch, rows: std::mem::take(&mut self.rows), refused: std::mem::take(&mut self.refused) }
    }
}
