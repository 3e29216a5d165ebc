//! Delimited text of any encoding, as batches of text columns.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};

use super::delimiter::{find_delimiter, first_rows};
use super::detect::guess;
use super::header::{column_names, find_header};
use super::input_file::InputFile;
use super::layout::shown;
use super::open::{open_text, unreadable};
use super::{BATCH_ROWS, RefusedRow, SourceBatch};
use crate::orders::{OrdersError, RejectReason, SourceSettings};

/// Longest record: a quote that is never closed would swallow the rest of the file.
const RECORD_BYTES_MAX: u64 = 64 << 20;

/// Delimiter and header line of a text that begins so.
///
/// # Errors
/// When they are neither declared nor sure, with the line to write.
pub fn find_table(
    file: &InputFile,
    settings: &SourceSettings,
    text: &str,
) -> Result<(u8, u64), OrdersError> {
    if text.trim().is_empty() {
        return Err(OrdersError::EmptyFile { path: file.path.clone() });
    }
    if is_json(text) {
        return Err(OrdersError::NotTable { path: file.path.clone() });
    }
    let from = settings.header_row.map_or(0, |row| line_start(text, row));
    let delimiter =
        match settings.delimiter() {
            Some(delimiter) => delimiter,
            None => find_delimiter(&text[from..]).map_err(|(one, other)| {
                OrdersError::Delimiter { path: file.path.clone(), one, other }
            })?,
        };
    if let Some(row) = settings.header_row {
        return Ok((delimiter, row));
    }
    let header = find_header(&first_rows(text, delimiter));
    let header =
        header.map_err(|reason| OrdersError::Header { path: file.path.clone(), reason })?;
    if header > 1 {
        let path = file.path.display();
        tracing::info!(
            "{path}: the columns are named in line {header}; what stands above is left out"
        );
    }
    Ok((delimiter, header))
}

/// Whether a text begins as an object of JSON does, or a list of objects.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let inside = text.strip_prefix('[').unwrap_or(text).trim_start().strip_prefix('{');
    inside.is_some_and(|inside| inside.trim_start().starts_with('"'))
}

/// The byte at which a line begins, 1 = the first; the end where there are fewer.
fn line_start(text: &str, line: u64) -> usize {
    let mut rest = BufReader::new(text.as_bytes());
    let mut skipped = 0;
    for _ in 1..line {
        // Memory cannot fail to be read.
        skipped += skip_line(&mut rest).unwrap_or(0);
    }
    skipped.min(text.len())
}

/// Reads past the end of a line, LF, CR LF or CR alone; gives the bytes read.
fn skip_line(text: &mut impl BufRead) -> io::Result<usize> {
    let mut skipped = 0;
    loop {
        let buffer = text.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let Some(end) = buffer.iter().position(|byte| b"\r\n".contains(byte)) else {
            let all = buffer.len();
            skipped += all;
            text.consume(all);
            continue;
        };
        let is_return = buffer[end] == b'\r';
        skipped += end + 1;
        text.consume(end + 1);
        if is_return && text.fill_buf()?.first() == Some(&b'\n') {
            skipped += 1;
            text.consume(1);
        }
        return Ok(skipped);
    }
}

/// The columns that the header names.
pub fn csv_schema(file: &InputFile) -> Result<SchemaRef, OrdersError> {
    Ok(open_csv(file)?.1)
}

/// Hands over batches of the columns at `projection`; rows of another width than the header, or
/// with bytes in these columns that are not of the encoding, come as refused rows.
///
/// # Errors
/// When the file cannot be read, or was taken for UTF-8 and is not, or `each` refuses.
pub fn read_csv(
    file: &InputFile,
    projection: &[usize],
    mut each: impl FnMut(SourceBatch) -> Result<(), OrdersError>,
) -> Result<(), OrdersError> {
    let (mut reader, schema) = open_csv(file)?;
    let mut columns = Columns::new(file, &schema, projection);
    let (mut row, mut record) = (0, ByteRecord::new());
    while read_record(file, &mut reader, &mut record)? {
        row += 1;
        columns.push(row, &record)?;
        if columns.rows.len() == BATCH_ROWS {
            each(columns.take())?;
        }
    }
    each(columns.take())
}

type Text = Bounded<BufReader<Box<dyn Read + Send>>>;

fn open_csv(file: &InputFile) -> Result<(csv::Reader<Text>, SchemaRef), OrdersError> {
    let mut text = open_text(file)?;
    for _ in 1..file.layout.header_row.unwrap_or(1) {
        skip_line(&mut text).map_err(|e| unreadable(file, e))?;
    }
    let delimiter = file.layout.delimiter.map_or(b',', |delimiter| delimiter as u8);
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .buffer_capacity(1 << 18)
        .from_reader(Bounded { inner: text, left: RECORD_BYTES_MAX });
    let mut record = ByteRecord::new();
    if !read_record(file, &mut reader, &mut record)? {
        let reason = "no header line".into();
        return Err(OrdersError::Damaged { path: file.path.clone(), reason });
    }
    let names = record.iter().map(|name| String::from_utf8_lossy(name).into_owned());
    let fields = column_names(names).into_iter().map(|n| Field::new(n, DataType::Utf8, true));
    Ok((reader, Arc::new(Schema::new(fields.collect::<Vec<_>>()))))
}

fn read_record(
    file: &InputFile,
    reader: &mut csv::Reader<Text>,
    record: &mut ByteRecord,
) -> Result<bool, OrdersError> {
    reader.get_mut().left = RECORD_BYTES_MAX;
    reader.read_byte_record(record).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => unreadable(file, error),
        other => OrdersError::Damaged { path: file.path.clone(), reason: format!("{other:?}") },
    })
}

/// Stops a record that goes on and on.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            let reason = format!(
                "a row of more than {} MB: a quote that is never closed, or no line ends",
                RECORD_BYTES_MAX >> 20
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        let read = self.inner.read(out)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

/// Columns of one batch while its rows are read.
struct Columns<'a> {
    file: &'a InputFile,
    encoding: &'static Encoding,
    width: usize,
    projection: &'a [usize],
    schema: SchemaRef,
    builders: Vec<StringBuilder>,
    rows: Vec<u64>,
    refused: Vec<RefusedRow>,
}

impl<'a> Columns<'a> {
    fn new(file: &'a InputFile, schema: &SchemaRef, projection: &'a [usize]) -> Self {
        let projected = schema.project(projection).expect("positions come from this schema");
        Self {
            file,
            encoding: file.layout.encoding(),
            width: schema.fields().len(),
            projection,
            schema: Arc::new(projected),
            builders: projection.iter().map(|_| StringBuilder::new()).collect(),
            rows: Vec::new(),
            refused: Vec::new(),
        }
    }

    fn push(&mut self, row: u64, record: &ByteRecord) -> Result<(), OrdersError> {
        // Some programs end each row with a delimiter.
        let spare = record.iter().skip(self.width).all(<[u8]>::is_empty);
        if record.len() < self.width || !spare {
            let reason = RejectReason::Shape { found: record.len(), expected: self.width };
            self.refused.push(RefusedRow { row, reason });
            return Ok(());
        }
        let encoding = self.encoding;
        let is_broken = |text: &str| encoding != UTF_8 && text.contains('\u{fffd}');
        let mut values = Vec::with_capacity(self.projection.len());
        for (at, &position) in self.projection.iter().enumerate() {
            let field = &record[position];
            match std::str::from_utf8(field).ok().filter(|text| !is_broken(text)) {
                Some(text) => values.push(text),
                None if self.file.layout.plain_ascii => return Err(self.surprise(row, record)),
                None => {
                    let column = self.schema.field(at).name().clone();
                    let encoding = encoding.name().into();
                    let reason = RejectReason::Encoding { column, encoding };
                    self.refused.push(RefusedRow { row, reason });
                    return Ok(());
                }
            }
        }
        for (builder, text) in self.builders.iter_mut().zip(values) {
            builder.append_option((!text.is_empty()).then_some(text));
        }
        self.rows.push(row);
        Ok(())
    }

    /// Bytes beyond ASCII that are not UTF-8, where nothing beyond ASCII had been seen before.
    fn surprise(&self, row: u64, record: &ByteRecord) -> OrdersError {
        OrdersError::Encoding {
            path: self.file.path.clone(),
            likely: shown(guess(record.as_slice())),
            reason: format!("row {row} is the first that is neither ASCII nor UTF-8"),
        }
    }

    fn take(&mut self) -> SourceBatch {
        let arrays = self.builders.iter_mut().map(|b| Arc::new(b.finish()) as ArrayRef).collect();
        let rows = std::mem::take(&mut self.rows);
        let count = RecordBatchOptions::new().with_row_count(Some(rows.len()));
        let batch = RecordBatch::try_new_with_options(self.schema.clone(), arrays, &count)
            .expect("one array a field, of equal lengths");
        SourceBatch { batch, rows, refused: std::mem::take(&mut self.refused) }
    }
}
