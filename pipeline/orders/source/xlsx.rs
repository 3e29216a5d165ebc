//! A sheet of a workbook as typed columns: dates are times, whole numbers have no ".0".

use std::io::{Cursor, Read};
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray,
};
use arrow::datatypes::{Field, Schema};
use calamine::{Data, ExcelDateTime, Range, Reader, SheetVisible, Sheets};
use chrono::{NaiveDate, NaiveDateTime};

use super::header::{ROWS_SEEN, Row, column_names, find_header};
use super::input_file::InputFile;
use super::open::{open, unreadable};
use crate::orders::{OrdersError, SourceSettings};

/// Whole numbers up to here are exact in a spreadsheet.
const EXACT_MAX: f64 = 9_007_199_254_740_992.0;

/// The sheet to read and the row that names its columns.
pub struct Found {
    /// Its name.
    pub sheet: String,
    /// 1 = the first row of the sheet.
    pub header_row: u64,
}

type Workbook = Sheets<Cursor<Vec<u8>>>;

/// Finds the table of a workbook: on the declared sheet, else on the only one that holds one.
///
/// # Errors
/// When there is none, or several, with the line to write.
pub fn find_table(file: &InputFile, settings: &SourceSettings) -> Result<Found, OrdersError> {
    let mut workbook = open_workbook(file)?;
    let names: Vec<String> = workbook.sheet_names();
    if let Some(sheet) = &settings.sheet {
        if !names.contains(sheet) {
            return Err(sheets(file, format!("it has no sheet {sheet:?}"), &names));
        }
        let range = range(file, &mut workbook, sheet)?;
        let header_row = header_row(file, settings, &range)?;
        return Ok(Found { sheet: sheet.clone(), header_row });
    }
    let hidden = |name: &String| {
        let about = workbook.sheets_metadata().iter().find(|sheet| sheet.name == *name);
        about.is_some_and(|sheet| sheet.visible != SheetVisible::Visible)
    };
    let visible: Vec<String> = names.iter().filter(|name| !hidden(name)).cloned().collect();
    let mut tables = Vec::new();
    for sheet in &visible {
        let range = range(file, &mut workbook, sheet)?;
        // A sheet of one column is a note.
        if range.width() >= 2 && range.height() >= 2 {
            tables.push((sheet.clone(), range));
        }
    }
    match tables.as_slice() {
        [] => Err(sheets(file, "no sheet has a table".into(), &names)),
        [(sheet, range)] => {
            Ok(Found { sheet: sheet.clone(), header_row: header_row(file, settings, range)? })
        }
        several => {
            let names: Vec<String> = several.iter().map(|(name, _)| name.clone()).collect();
            Err(sheets(file, format!("{} sheets have a table", names.len()), &names))
        }
    }
}

fn sheets(file: &InputFile, reason: String, names: &[String]) -> OrdersError {
    OrdersError::Sheet { path: file.path.clone(), reason, sheets: names.join(", ") }
}

fn open_workbook(file: &InputFile) -> Result<Workbook, OrdersError> {
    let mut bytes = Vec::new();
    open(file)?.read_to_end(&mut bytes).map_err(|e| unreadable(file, e))?;
    let is_workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    if !is_workbook {
        let reason = "no workbook, though its name says so; if it is delimited text, \
                      set format = \"csv\" under [source], else save it as xlsx";
        return Err(OrdersError::NotText { path: file.path.clone(), reason: reason.into() });
    }
    calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| damaged(file, &e))
}

fn damaged(file: &InputFile, error: &calamine::Error) -> OrdersError {
    OrdersError::Damaged { path: file.path.clone(), reason: error.to_string() }
}

fn range(
    file: &InputFile,
    workbook: &mut Workbook,
    sheet: &str,
) -> Result<Range<Data>, OrdersError> {
    workbook.worksheet_range(sheet).map_err(|e| damaged(file, &e))
}

/// The number of the first row that a range holds, 1 = the first of the sheet.
fn first_row(range: &Range<Data>) -> u64 {
    range.start().map_or(1, |(row, _)| u64::from(row) + 1)
}

fn header_row(
    file: &InputFile,
    settings: &SourceSettings,
    range: &Range<Data>,
) -> Result<u64, OrdersError> {
    if let Some(row) = settings.header_row {
        return Ok(row);
    }
    let first = first_row(range);
    let row = |(at, cells): (usize, &[Data])| Row {
        number: first + at as u64,
        cells: cells.iter().map(|cell| text(cell).unwrap_or_default()).collect(),
    };
    let rows = range.rows().enumerate().map(row);
    let filled = rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let rows: Vec<Row> = filled.take(ROWS_SEEN).collect();
    if rows.is_empty() {
        return Err(OrdersError::EmptyFile { path: file.path.clone() });
    }
    find_header(&rows).map_err(|reason| OrdersError::Header { path: file.path.clone(), reason })
}

/// A sheet's rows below its header that are not empty.
#[derive(Debug)]
pub struct Table {
    /// Typed columns.
    pub batch: RecordBatch,
    /// Number of each row below the header, 1 = the first.
    pub rows: Vec<u64>,
}

/// Reads the sheet that the layout names.
///
/// # Errors
/// When it cannot be read.
pub fn read_table(file: &InputFile) -> Result<Table, OrdersError> {
    let mut workbook = open_workbook(file)?;
    let sheet = file.layout.sheet.clone().unwrap_or_default();
    let range = range(file, &mut workbook, &sheet)?;
    let header_row = file.layout.header_row.unwrap_or(1);
    let skipped = header_row.saturating_sub(first_row(&range)) as usize;
    let mut below = range.rows().skip(skipped);
    let header = below.next().unwrap_or_default();
    let names = column_names(header.iter().map(|cell| text(cell).unwrap_or_default()));
    let numbered = below.enumerate().filter(|(_, row)| row.iter().any(|c| text(c).is_some()));
    let (rows, cells): (Vec<u64>, Vec<&[Data]>) =
        numbered.map(|(at, row)| (at as u64 + 1, row)).unzip();
    let arrays: Vec<ArrayRef> = (0..names.len()).map(|column| array(&cells, column)).collect();
    let field =
        |(name, array): (String, &ArrayRef)| Field::new(name, array.data_type().clone(), true);
    let schema = Schema::new(names.into_iter().zip(&arrays).map(field).collect::<Vec<_>>());
    let count = arrow::array::RecordBatchOptions::new().with_row_count(Some(rows.len()));
    let batch = RecordBatch::try_new_with_options(Arc::new(schema), arrays, &count)
        .expect("one array a field, of equal lengths");
    Ok(Table { batch, rows })
}

/// A column with the type that all its cells have, else as text.
fn array(rows: &[&[Data]], column: usize) -> ArrayRef {
    let cells = || rows.iter().map(|row| row.get(column).unwrap_or(&Data::Empty));
    let known = || cells().filter(|cell| !is_empty(cell));
    let any = known().next().is_some();
    if any && known().all(|cell| time(cell).is_some()) {
        let times = cells().map(|cell| time(cell).map(|t| t.and_utc().timestamp_millis()));
        return Arc::new(times.collect::<TimestampMillisecondArray>());
    }
    if any && known().all(|cell| matches!(cell, Data::Bool(_))) {
        let answer = |cell: &Data| if let Data::Bool(answer) = cell { Some(*answer) } else { None };
        return Arc::new(cells().map(answer).collect::<BooleanArray>());
    }
    if any && known().all(|cell| number(cell).is_some()) {
        let numbers = || cells().map(number);
        let whole = |n: f64| n.fract() == 0.0 && n.abs() <= EXACT_MAX;
        return match numbers().flatten().all(whole) {
            true => Arc::new(numbers().map(|n| n.map(|n| n as i64)).collect::<Int64Array>()),
            false => Arc::new(numbers().collect::<Float64Array>()),
        };
    }
    Arc::new(cells().map(text).collect::<StringArray>())
}

fn is_empty(cell: &Data) -> bool {
    match cell {
        Data::Empty | Data::Error(_) => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Int(number) => Some(*number as f64),
        Data::Float(number) => Some(*number),
        _ => None,
    }
}

fn time(cell: &Data) -> Option<NaiveDateTime> {
    let Data::DateTime(time) = cell else { return None };
    // Below one day it is a time of day without a date.
    (time.is_datetime() && time.as_f64() >= 1.0).then(|| date_time(time)).flatten()
}

fn date_time(time: &ExcelDateTime) -> Option<NaiveDateTime> {
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
    date.and_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into())
}

/// A cell as a person reads it; `None` where it is empty or an error.
fn text(cell: &Data) -> Option<String> {
    if is_empty(cell) {
        return None;
    }
    let shown = match cell {
        Data::Float(n) if n.fract() == 0.0 && n.abs() <= EXACT_MAX => (*n as i64).to_string(),
        Data::DateTime(moment) => match time(cell) {
            Some(time) => time.format("%Y-%m-%d %H:%M:%S").to_string(),
            None => of_day(moment.as_f64()),
        },
        Data::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    };
    Some(shown)
}

/// A part of a day, or a duration, as hours, minutes and seconds.
fn of_day(days: f64) -> String {
    let seconds = (days * 86_400.0).round() as i64;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}
