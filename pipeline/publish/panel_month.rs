//! The largest table, month after month: a month whose cells did not change is copied, not spelled again.

use std::io::Write;
use std::sync::{Arc, LazyLock};

use arrow::array::{Array, ArrayRef, AsArray, LargeBinaryArray, RecordBatch};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;

use super::csv;
use super::folder::{Draft, DraftFile, PublishError, encoding};
use super::tables::{PANEL_TABLE, panel_rows};
use crate::cache::Cache;
use crate::panel::{CellMonth, Panel};

/// Changes whenever the same cells would be written differently.
const VERSION: &str = concat!("panel_month v1 ", env!("CARGO_PKG_VERSION"));

/// Months held in memory at once.
const MONTHS_HELD: usize = 4;

/// Writes the panel as `tables/panel_month.csv` and `tables/panel_month.parquet`, a row group a month.
///
/// # Errors
/// When it cannot be encoded or written.
pub fn write_panel(draft: &Draft, panel: &Panel, cache: &Cache) -> Result<(), PublishError> {
    let parts = Parts { panel, by_month: LazyLock::new(|| by_month(panel)), names: names(panel), cache };
    let DraftFile { path: text_path, file: mut text } = draft.create(&format!("tables/{PANEL_TABLE}.csv"))?;
    let DraftFile { path, file } = draft.create(&format!("tables/{PANEL_TABLE}.parquet"))?;
    let encode = |e: ParquetError| PublishError::Encode { path: path.clone(), reason: e.to_string() };
    let schema = panel_rows(panel, &[]).schema();
    let (mut rows, _) = ArrowWriter::try_new(file, Arc::clone(&schema), Some(encoding(&schema).map_err(encode)?))
        .and_then(ArrowWriter::into_serialized_writer)
        .map_err(encode)?;
    let write = |text: &mut std::fs::File, bytes: &[u8]| {
        text.write_all(bytes).map_err(|source| PublishError::Io { path: text_path.clone(), source })
    };
    write(&mut text, csv::header(&schema).as_bytes())?;
    let months: Vec<usize> = (0..panel.months.len()).filter(|&month| !panel.made_from[month].is_empty()).collect();
    for months in months.chunks(MONTHS_HELD) {
        let parts = months.par_iter().map(|&month| parts.part(month)).collect::<Result<Vec<_>, _>>().map_err(encode)?;
        for part in &parts {
            write(&mut text, part.text())?;
            append(&mut rows, Bytes::copy_from_slice(part.rows())).map_err(encode)?;
        }
    }
    rows.close().map(drop).map_err(encode)
}

/// The cells of each month that has any, by area and category.
fn by_month(panel: &Panel) -> Vec<Vec<CellMonth>> {
    let mut months = vec![Vec::new(); panel.months.len()];
    panel.cells.iter().for_each(|cell| months[usize::from(cell.month)].push(*cell));
    months
}

/// Everything but the cells that a part is made from.
fn names(panel: &Panel) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new();
    hasher.update(VERSION.as_bytes());
    hasher.update(format!("{:?}", panel.available).as_bytes());
    for area in &panel.areas {
        hasher.update(format!("{} {}\0", area.level.name(), area.name).as_bytes());
    }
    for category in &panel.categories {
        hasher.update(format!("{} {}\0", category.level, category.name).as_bytes());
    }
    hasher
}

/// The table of one month: a row with the bytes of both files.
struct Part(RecordBatch);

impl Part {
    fn new(text: &[u8], rows: &[u8]) -> Self {
        let column = |bytes: &[u8]| Arc::new(LargeBinaryArray::from_iter_values([bytes])) as ArrayRef;
        let columns = [("csv", column(text)), ("parquet", column(rows))];
        Self(RecordBatch::try_from_iter(columns).expect("one value in every column"))
    }

    /// `None` if it is not one.
    fn of(batches: Vec<RecordBatch>) -> Option<Self> {
        let batch = batches.into_iter().next()?;
        let is_one = |column: &ArrayRef| column.as_binary_opt::<i64>().is_some_and(|bytes| bytes.len() == 1);
        (batch.num_columns() == 2 && batch.columns().iter().all(is_one)).then_some(Self(batch))
    }

    /// Lines of CSV.
    fn text(&self) -> &[u8] {
        self.0.column(0).as_binary::<i64>().value(0)
    }

    /// A Parquet file.
    fn rows(&self) -> &[u8] {
        self.0.column(1).as_binary::<i64>().value(0)
    }
}

struct Parts<'a, F> {
    panel: &'a Panel,
    /// Only made where a month is not known.
    by_month: LazyLock<Vec<Vec<CellMonth>>, F>,
    names: blake3::Hasher,
    cache: &'a Cache,
}

impl<F: FnOnce() -> Vec<Vec<CellMonth>> + Send> Parts<'_, F> {
    /// One month's part, from the cache where it is known.
    fn part(&self, month: usize) -> Result<Part, ParquetError> {
        let key = self.key(month);
        if let Some(part) = self.cache.batches(&key, "table").and_then(Part::of) {
            return Ok(part);
        }
        let table = panel_rows(self.panel, &self.by_month[month]);
        let mut rows = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut rows, table.schema(), Some(encoding(&table.schema())?))?;
        writer.write(&table)?;
        writer.close()?;
        let part = Part::new(&csv::rows(&table)?, &rows);
        // A cache that cannot be written only costs the next run its time.
        if let Err(error) = self.cache.keep_batches(&key, "table", std::slice::from_ref(&part.0)) {
            tracing::warn!(%error, "a month of the panel's table could not be kept");
        }
        Ok(part)
    }

    fn key(&self, month: usize) -> String {
        let hash = self.names.clone().update(self.panel.made_from[month].as_bytes()).finalize().to_hex();
        format!("{}-{}", self.panel.months[month].month, &hash[..32])
    }
}

/// Adds the row groups of one Parquet file to another, as they are.
fn append(table: &mut SerializedFileWriter<std::fs::File>, part: Bytes) -> Result<(), ParquetError> {
    let metadata = ArrowReaderMetadata::load(&part, ArrowReaderOptions::default())?;
    for group in metadata.metadata().row_groups() {
        let mut rows = table.next_row_group()?;
        for column in group.columns() {
            let close = ColumnCloseResult {
                bytes_written: column.compressed_size() as u64,
                rows_written: group.num_rows() as u64,
                metadata: column.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            rows.append_column(&part, close)?;
        }
        rows.close()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::*;
    use crate::panel::{Area, AreaId, AreaLevel, Category, CategoryId, Counts, StatMonth};
    use crate::publish::tables::panel_rows;

    fn panel() -> Panel {
        let month = |month| {
            let first = NaiveDate::from_ymd_opt(2024, month, 1).unwrap();
            StatMonth { month: first, first_day: first, last_day: first, coverage: 1.0, complete: true }
        };
        let area = |level, name: &str| Area { level, name: name.to_owned(), parent: None, population: None };
        let cell = |area: u32, month: u16, orders: u32| CellMonth {
            area: AreaId(area),
            category: CategoryId(0),
            month,
            counts: Counts { orders, reporters: orders, ..Counts::default() },
        };
        Panel {
            areas: vec![area(AreaLevel::City, "甲市"), area(AreaLevel::District, "乙区, 东")],
            categories: vec![Category { level: 1, name: "噪声".to_owned(), parent: None }],
            months: vec![month(1), month(2), month(3)],
            period_months: 0..3,
            made_from: ["first", "", "third"].map(str::to_owned).to_vec(),
            cells: vec![cell(0, 0, 5), cell(0, 2, 7), cell(1, 0, 5), cell(1, 2, 6)],
            ..Panel::default()
        }
    }

    #[test]
    fn the_files_hold_the_whole_panel_whether_months_are_known_or_not() {
        let (output, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let cache = Cache::open(kept.path()).unwrap();
        let mut panel = panel();
        for again in 0..3 {
            // Nothing is known; all is known; one month of two is.
            if again == 2 {
                panel.cells[3].counts.orders = 9;
                panel.made_from[2] = "third, corrected".to_owned();
            }
            let draft = Draft::new(output.path()).unwrap();
            write_panel(&draft, &panel, &cache).unwrap();
            let folder = draft.publish(&again.to_string()).unwrap().join("tables");
            let by_time: Vec<CellMonth> = [0, 2, 1, 3].map(|at| panel.cells[at]).to_vec();
            let whole = panel_rows(&panel, &by_time);
            let mut text = csv::header(&whole.schema()).into_bytes();
            text.extend(csv::rows(&whole).unwrap());
            assert_eq!(std::fs::read(folder.join("panel_month.csv")).unwrap(), text);
            let file = std::fs::File::open(folder.join("panel_month.parquet")).unwrap();
            let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
            assert_eq!((reader.schema(), reader.metadata().num_row_groups()), (&whole.schema(), 2));
            let rows: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
            let rows = arrow::compute::concat_batches(&whole.schema(), &rows).unwrap();
            for (read, written) in rows.columns().iter().zip(whole.columns()) {
                assert_eq!(spelled(read), spelled(written));
            }
            assert_eq!(std::fs::read_dir(kept.path()).unwrap().count(), [2, 2, 3][again]);
        }
    }

    fn spelled(column: &ArrayRef) -> Vec<String> {
        let values = arrow::util::display::ArrayFormatter::try_new(column, &Default::default()).unwrap();
        (0..column.len()).map(|row| values.value(row).to_string()).collect()
    }
}
