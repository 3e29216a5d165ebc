//! The largest table, month after month: a month whose cells did not change is copied, not spelled again.

use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::Arc;

use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;

use super::csv;
use super::folder::{Draft, DraftFile, PublishError, encoding};
use super::tables::{PANEL_TABLE, panel_rows};
use crate::cache::Cache;
use crate::panel::{CellMonth, Panel};

/// Changes whenever the same cells would be written differently.
const VERSION: &str = concat!("panel_month v3 ", env!("CARGO_PKG_VERSION"));

/// How the cache names the two files of a month.
const TEXT: &str = "csv";
const ROWS: &str = "parquet";

/// A note in a month's Parquet file: how long the other file is when it is whole.
const TEXT_BYTES: &str = "csv_bytes";

/// Months held in memory at once.
const MONTHS_HELD: usize = 4;

/// Writes the panel as `tables/panel_month.csv` and `tables/panel_month.parquet`, a row group a month.
///
/// # Errors
/// When it cannot be encoded or written.
pub fn write_panel(draft: &Draft, panel: &Panel, cache: &Cache) -> Result<(), PublishError> {
    let parts = Parts { panel, names: names(panel), cache };
    let DraftFile { path: text_path, file: mut text } = draft.create(&format!("tables/{PANEL_TABLE}.csv"))?;
    let DraftFile { path, file } = draft.create(&format!("tables/{PANEL_TABLE}.parquet"))?;
    let encode = |e: ParquetError| PublishError::Encode { path: path.clone(), reason: e.to_string() };
    let write = |source| PublishError::Io { path: text_path.clone(), source };
    let schema = panel_rows(panel, &[]).schema();
    let (mut rows, _) = ArrowWriter::try_new(file, Arc::clone(&schema), Some(encoding(&schema).map_err(encode)?))
        .and_then(ArrowWriter::into_serialized_writer)
        .map_err(encode)?;
    text.write_all(csv::header(&schema).as_bytes()).map_err(write)?;
    let months: Vec<usize> = (0..panel.months.len()).filter(|&month| !panel.made_from[month].is_empty()).collect();
    for months in months.chunks(MONTHS_HELD) {
        for part in parts.of(months).map_err(encode)? {
            match part.text {
                // From file to file: the system copies without showing us the bytes.
                Text::Kept(mut kept) => io::copy(&mut kept, &mut text).map(drop),
                Text::Made(bytes) => text.write_all(&bytes),
            }
            .map_err(write)?;
            append(&mut rows, part.rows).map_err(encode)?;
        }
    }
    rows.close().map(drop).map_err(encode)
}

/// The cells of some months, by area and category.
fn cells_of(panel: &Panel, months: &[usize]) -> Vec<Vec<CellMonth>> {
    let mut cells = vec![Vec::new(); months.len()];
    if months.is_empty() {
        return cells;
    }
    let position = |month: usize| months.iter().position(|&wanted| wanted == month);
    let positions: Vec<Option<usize>> = (0..panel.months.len()).map(position).collect();
    for cell in &panel.cells {
        if let Some(position) = positions[usize::from(cell.month)] {
            cells[position].push(*cell);
        }
    }
    cells
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

/// The table of one month.
struct Part {
    text: Text,
    /// A Parquet file.
    rows: Bytes,
}

/// Lines of CSV.
enum Text {
    Kept(File),
    Made(Vec<u8>),
}

struct Parts<'a> {
    panel: &'a Panel,
    names: blake3::Hasher,
    cache: &'a Cache,
}

impl Parts<'_> {
    /// The parts of some months, from the cache where they are known.
    fn of(&self, months: &[usize]) -> Result<Vec<Part>, ParquetError> {
        let keys: Vec<String> = months.iter().map(|&month| self.key(month)).collect();
        let mut parts: Vec<Option<Part>> = keys.par_iter().map(|key| self.load(key)).collect();
        let unknown: Vec<usize> = (0..months.len()).filter(|&at| parts[at].is_none()).collect();
        let cells = cells_of(self.panel, &unknown.iter().map(|&at| months[at]).collect::<Vec<_>>());
        let make = |(&at, cells): (&usize, &Vec<CellMonth>)| Ok((at, self.make(&keys[at], cells)?));
        for (at, part) in unknown.par_iter().zip(&cells).map(make).collect::<Result<Vec<_>, ParquetError>>()? {
            parts[at] = Some(part);
        }
        Ok(parts.into_iter().flatten().collect())
    }

    /// Makes and keeps the part with some cells.
    fn make(&self, key: &str, cells: &[CellMonth]) -> Result<Part, ParquetError> {
        let table = panel_rows(self.panel, cells);
        let text = csv::rows(&table)?;
        let mut rows = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut rows, table.schema(), Some(encoding(&table.schema())?))?;
        writer.write(&table)?;
        writer.append_key_value_metadata(KeyValue::new(TEXT_BYTES.to_owned(), text.len().to_string()));
        writer.close()?;
        let keep = || {
            self.cache.keep(key, TEXT, |file| file.write_all(&text))?;
            self.cache.keep(key, ROWS, |file| file.write_all(&rows))
        };
        // A cache that cannot be written only costs the next run its time.
        if let Err(error) = keep() {
            tracing::warn!(%error, "a month of the panel's table could not be kept");
        }
        Ok(Part { text: Text::Made(text), rows: rows.into() })
    }

    /// `None` unless both files are whole.
    fn load(&self, key: &str) -> Option<Part> {
        let mut rows = Vec::new();
        self.cache.file(key, ROWS)?.read_to_end(&mut rows).ok()?;
        let rows = Bytes::from(rows);
        let about = ArrowReaderMetadata::load(&rows, ArrowReaderOptions::default()).ok()?;
        let notes = about.metadata().file_metadata().key_value_metadata()?;
        let text_bytes: u64 = notes.iter().find(|note| note.key == TEXT_BYTES)?.value.as_ref()?.parse().ok()?;
        let text =
            self.cache.file(key, TEXT).filter(|text| text.metadata().is_ok_and(|about| about.len() == text_bytes))?;
        Some(Part { text: Text::Kept(text), rows })
    }

    fn key(&self, month: usize) -> String {
        let hash = self.names.clone().update(self.panel.made_from[month].as_bytes()).finalize().to_hex();
        format!("{}-{}", self.panel.months[month].month, &hash[..32])
    }
}

/// Adds the row groups of one Parquet file to another, as they are.
fn append(table: &mut SerializedFileWriter<File>, part: Bytes) -> Result<(), ParquetError> {
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
    use arrow::array::{ArrayRef, RecordBatch};
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
            assert_eq!(std::fs::read_dir(kept.path()).unwrap().count(), [4, 4, 6][again]);
        }
    }

    #[test]
    fn a_month_kept_by_half_is_made_again() {
        let (output, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let cache = Cache::open(kept.path()).unwrap();
        let write = || {
            let draft = Draft::new(output.path()).unwrap();
            write_panel(&draft, &panel(), &cache).unwrap();
            std::fs::read(draft.publish("table").unwrap().join("tables/panel_month.csv")).unwrap()
        };
        let whole = write();
        for ending in ["csv", "parquet"] {
            let files = std::fs::read_dir(kept.path()).unwrap().map(|entry| entry.unwrap().path());
            let path = files.filter(|path| path.extension().unwrap() == ending).min().unwrap();
            let bytes = std::fs::read(&path).unwrap();
            for length in [0, bytes.len() / 2, bytes.len() - 1] {
                std::fs::write(&path, &bytes[..length]).unwrap();
                assert!(write() == whole, "{length} bytes of {ending}");
                assert_eq!(std::fs::read(&path).unwrap().len(), bytes.len());
            }
        }
    }

    fn spelled(column: &ArrayRef) -> Vec<String> {
        let values = arrow::util::display::ArrayFormatter::try_new(column, &Default::default()).unwrap();
        (0..column.len()).map(|row| values.value(row).to_string()).collect()
    }
}
