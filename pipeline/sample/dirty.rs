//! Defects for `--dirty`, each with its exact number of rows in the truth table.
//!
//! Rows that are added carry identifiers of their own (`GX…`), so that each can be found again.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray, TimestampMillisecondArray};
use chrono::{Days, NaiveDate};

use super::columns::{self, position};
use super::truth::Truth;
use super::write;
use super::{Month, SampleError};

/// Hour on the last covered day at which the feed stops.
const STOPS_AT_HOUR: usize = 3;
/// Whole days that are missing after the day on which the feed stops.
const MISSING_DAYS: usize = 5;

/// Counts what was done, to be told in the truth table.
#[derive(Debug, Default)]
pub struct Dirt {
    rows_per_month: usize,
    rows_per_csv: usize,
    duplicates: i64,
    dates: i64,
    areas: i64,
    good_csv: i64,
    bad_bytes: i64,
    csv_dates: i64,
    csv_rows: i64,
    missing: Option<(NaiveDate, NaiveDate, i64)>,
}

impl Dirt {
    /// About one row in 2,000 for each defect.
    pub fn new(orders: u64, months: usize) -> Self {
        let rows = (orders / 2_000).clamp(24, 2_400) as usize;
        Self { rows_per_month: rows.div_ceil(months).max(1), rows_per_csv: rows, ..Self::default() }
    }

    /// Adds rows with defects to a month.
    pub fn add_to(&mut self, month: &mut Month) {
        let copies = first_rows(month, 4, self.rows_per_month);
        self.duplicates += copies.num_rows() as i64;
        month.batches.push(copies);

        let dates = renamed(&first_rows(month, 5, self.rows_per_month), "GXT", self.dates);
        self.dates += dates.num_rows() as i64;
        month.batches.push(with_impossible_dates(&dates));

        let areas = renamed(&first_rows(month, 6, self.rows_per_month), "GXA", self.areas);
        self.areas += areas.num_rows() as i64;
        let district = replaced(&areas, position::DISTRICT, "不存在区");
        month.batches.push(replaced(&district, position::STREET, "虚构街道"));
    }

    /// Ends the feed of the last month early; the rows after that are gone.
    pub fn cut(&mut self, month: &mut Month, last_day: NaiveDate) {
        let keep = month.batches.len().saturating_sub(MISSING_DAYS + 1);
        let stops_on = last_day - Days::new(MISSING_DAYS as u64);
        let before: usize = month.batches.iter().map(RecordBatch::num_rows).sum();
        let partial = rows_until_stop(&month.batches[keep], stops_on);
        month.batches.truncate(keep + 1);
        month.batches[keep] = month.batches[keep].slice(0, partial);
        let after: usize = month.batches.iter().map(RecordBatch::num_rows).sum();
        self.missing = Some((stops_on, last_day, (before - after) as i64));
        let first_day = month.first_day;
        month.planted.retain(|planted| {
            let offset = planted.day - first_day;
            offset < keep || (offset == keep && planted.row < partial)
        });
    }

    /// Two CSV files beside the Parquet files: one in GB 18030, one with bytes that no encoding
    /// explains.
    pub fn write_csv(
        &mut self,
        folder: &std::path::Path,
        month: &Month,
    ) -> Result<(), SampleError> {
        let good = renamed(&first_rows(month, 7, self.rows_per_csv), "GXG", 0);
        self.good_csv = good.num_rows() as i64;
        let text = csv_text(&good);
        write::bytes(&folder.join("extra-gb18030.csv"), &encoding_rs::GB18030.encode(&text).0)?;

        let bad = renamed(&first_rows(month, 8, self.rows_per_csv), "GXB", 0);
        self.csv_rows = bad.num_rows() as i64;
        let content = self.spoil(&csv_text(&bad));
        write::bytes(&folder.join("extra-invalid-bytes.csv"), &content)
    }

    /// Every second row gets invalid bytes, every fourth a 30 February.
    fn spoil(&mut self, text: &str) -> Vec<u8> {
        let mut content = Vec::with_capacity(text.len());
        for (number, line) in text.lines().enumerate() {
            if number > 0 && number % 2 == 0 {
                self.bad_bytes += 1;
                // Right after the identifier and the time, in the first-level category.
                let after_time =
                    line.match_indices(',').nth(1).map_or(line.len(), |(at, _)| at + 1);
                content.extend_from_slice(&line.as_bytes()[..after_time]);
                content.extend_from_slice(&[0xFF, 0xFE, 0xFF]);
                content.extend_from_slice(&line.as_bytes()[after_time..]);
            } else if number % 4 == 3 {
                self.csv_dates += 1;
                let (id, rest) = line.split_once(',').unwrap_or((line, ""));
                let rest = rest.split_once(',').map_or("", |(_, rest)| rest);
                content.extend_from_slice(format!("{id},2024-02-30 25:61:00,{rest}").as_bytes());
            } else {
                content.extend_from_slice(line.as_bytes());
            }
            content.push(b'\n');
        }
        content
    }

    /// Rows for the truth table.
    pub fn truth(&self) -> Vec<Truth> {
        let row = |kind: &str, orders: i64, note: &str| Truth {
            plant_id: format!("{kind}-001"),
            kind: kind.to_owned(),
            orders: Some(orders),
            note: note.to_owned(),
            ..Truth::default()
        };
        let mut rows = vec![
            row("dirty_duplicate", self.duplicates, "按月追加在 Parquet 文件末尾的完全重复行"),
            row("dirty_impossible_date", self.dates, "受理时间为1900年、2099年或空，编号以GXT开头"),
            row(
                "dirty_unknown_area",
                self.areas,
                "所属区为不存在区、街道为虚构街道，编号以GXA开头",
            ),
            row("dirty_gb18030_csv", self.good_csv, "extra-gb18030.csv 中的正常行，编号以GXG开头"),
            row("dirty_csv_rows", self.csv_rows, "extra-invalid-bytes.csv 的全部行，编号以GXB开头"),
            row("dirty_invalid_bytes", self.bad_bytes, "其中一级分类含非法字节的行"),
            row("dirty_csv_impossible_date", self.csv_dates, "其中受理时间为2月30日25时61分的行"),
        ];
        rows.extend(self.missing.map(|(first_day, last_day, orders)| Truth {
            first_day: Some(first_day),
            last_day: Some(last_day),
            ..row("dirty_missing_tail", orders, "首日3时起数据中断，共缺少的行数")
        }));
        rows
    }
}

fn first_rows(month: &Month, day: usize, rows: usize) -> RecordBatch {
    let batch = &month.batches[day];
    batch.slice(0, rows.min(batch.num_rows()))
}

/// Rows of a day before the hour at which the feed stops.
fn rows_until_stop(batch: &RecordBatch, day: NaiveDate) -> usize {
    let stop = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
        + STOPS_AT_HOUR as i64 * 3_600_000;
    let times =
        batch.column(position::RECEIVED_AT).as_any().downcast_ref::<TimestampMillisecondArray>();
    times.map_or(0, |times| times.values().partition_point(|&at| at < stop))
}

fn with_column(batch: &RecordBatch, index: usize, column: ArrayRef) -> RecordBatch {
    let mut arrays = batch.columns().to_vec();
    arrays[index] = column;
    RecordBatch::try_new(columns::schema(), arrays).expect("a column of the same type and length")
}

fn renamed(batch: &RecordBatch, prefix: &str, start: i64) -> RecordBatch {
    let ids = (0..batch.num_rows() as i64).map(|i| format!("{prefix}{:08}", start + i + 1));
    with_column(batch, position::ORDER_ID, Arc::new(StringArray::from_iter_values(ids)))
}

fn replaced(batch: &RecordBatch, index: usize, name: &str) -> RecordBatch {
    let names = vec![name; batch.num_rows()];
    let column: arrow::array::DictionaryArray<arrow::datatypes::Int32Type> =
        names.into_iter().collect();
    with_column(batch, index, Arc::new(column))
}

fn with_impossible_dates(batch: &RecordBatch) -> RecordBatch {
    let [y1900, y2099] = [-2_208_988_800_000_i64, 4_102_358_400_000];
    let times = (0..batch.num_rows()).map(|row| [Some(y1900), Some(y2099), None][row % 3]);
    with_column(
        batch,
        position::RECEIVED_AT,
        Arc::new(times.collect::<TimestampMillisecondArray>()),
    )
}

fn csv_text(batch: &RecordBatch) -> String {
    let mut bytes = Vec::new();
    let mut writer = arrow::csv::WriterBuilder::new()
        .with_timestamp_format("%Y-%m-%d %H:%M:%S".to_owned())
        .build(&mut bytes);
    writer.write(batch).expect("writing to memory");
    drop(writer);
    String::from_utf8(bytes).expect("the sample's text is UTF-8")
}
