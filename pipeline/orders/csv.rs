//! CSV in UTF-8 (with or without a byte-order mark) or GB 18030, as batches of text columns.

use std::fs::File;
use std::io::{BufReader, Read};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, GB18030, UTF_8};

use super::files::InputFile;
use super::source::{BATCH_ROWS, RefusedRow, SourceBatch};
use super::{OrdersError, RejectReason};

/// Bytes looked at to tell the encoding.
const PROBE_BYTES: u64 = 1 << 20;

/// Share of a file's non-ASCII bytes that may be wrong UTF-8 before it is taken for GB 18030.
const MAX_BROKEN_UTF8: f64 = 0.05;

/// The columns that the header line names.
pub fn csv_schema(file: &InputFile) -> Result<SchemaRef, OrdersError> {
    Ok(open_csv(file)?.1)
}

/// Hands over batches; rows of another width than the header come as refused rows.
pub fn read_csv(
    file: &InputFile,
    mut each: impl FnMut(SourceBatch) -> Result<(), OrdersError>,
) -> Result<(), OrdersError> {
    let (mut reader, schema, encoding) = open_csv(file)?;
    let mut columns = Columns::new(schema, encoding);
    let (mut row, mut record) = (0, ByteRecord::new());
    while reader.read_byte_record(&mut record).map_err(|e| damaged(file, e.to_string()))? {
        row += 1;
        columns.push(row, &record);
        if columns.len() == BATCH_ROWS {
            each(columns.take())?;
        }
    }
    each(columns.take())
}

type OpenCsv = (csv::Reader<BufReader<File>>, SchemaRef, &'static Encoding);

fn open_csv(file: &InputFile) -> Result<OpenCsv, OrdersError> {
    let open = |source| OrdersError::Open { path: file.path.clone(), source };
    let encoding = detect_encoding(&file.path).map_err(open)?;
    let input = BufReader::with_capacity(1 << 20, File::open(&file.path).map_err(open)?);
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(input);
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).map_err(|e| damaged(file, e.to_string()))? {
        return Err(damaged(file, "no header line".into()));
    }
    Ok((reader, header(&record, encoding), encoding))
}

fn damaged(file: &InputFile, reason: String) -> OrdersError {
    OrdersError::Damaged { path: file.path.clone(), reason }
}

fn detect_encoding(path: &std::path::Path) -> std::io::Result<&'static Encoding> {
    let mut probe = Vec::new();
    File::open(path)?.take(PROBE_BYTES).read_to_end(&mut probe)?;
    if probe.starts_with(b"\xEF\xBB\xBF") {
        return Ok(UTF_8);
    }
    let broken: usize = probe.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let foreign = probe.iter().filter(|byte| !byte.is_ascii()).count();
    Ok(if broken as f64 > MAX_BROKEN_UTF8 * foreign as f64 + 3.0 { GB18030 } else { UTF_8 })
}

fn header(record: &ByteRecord, encoding: &'static Encoding) -> SchemaRef {
    let names = record.iter().map(|name| encoding.decode(name).0.trim().to_owned());
    Arc::new(Schema::new(names.map(|name| Field::new(name, DataType::Utf8, true)).collect::<Vec<_>>()))
}

struct Columns {
    schema: SchemaRef,
    encoding: &'static Encoding,
    builders: Vec<StringBuilder>,
    rows: Vec<u64>,
    refused: Vec<RefusedRow>,
}

impl Columns {
    fn new(schema: SchemaRef, encoding: &'static Encoding) -> Self {
        let builders = schema.fields().iter().map(|_| StringBuilder::new()).collect();
        Self { schema, encoding, builders, rows: Vec::new(), refused: Vec::new() }
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn push(&mut self, row: u64, record: &ByteRecord) {
        if record.len() != self.builders.len() {
            let reason = RejectReason::Shape { found: record.len(), expected: self.builders.len() };
            return self.refused.push(RefusedRow { row, reason });
        }
        let mut values = Vec::with_capacity(record.len());
        for (index, bytes) in record.iter().enumerate() {
            let (text, broken) = self.encoding.decode_without_bom_handling(bytes);
            if broken {
                let column = self.schema.field(index).name().clone();
                let reason = RejectReason::Encoding { column, encoding: self.encoding.name().into() };
                return self.refused.push(RefusedRow { row, reason });
            }
            values.push(text);
        }
        for (builder, text) in self.builders.iter_mut().zip(values) {
            builder.append_option((!text.is_empty()).then_some(text));
        }
        self.rows.push(row);
    }

    fn take(&mut self) -> SourceBatch {
        let arrays = self.builders.iter_mut().map(|b| Arc::new(b.finish()) as ArrayRef).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), arrays).expect("one array a field, of equal lengths");
        SourceBatch { batch, rows: std::mem::take(&mut self.rows), refused: std::mem::take(&mut self.refused) }
    }
}
