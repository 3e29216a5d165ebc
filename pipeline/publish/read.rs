//! What an earlier run published, read back: the proposal for `plan`, findings for their life,
//! tables for restatements.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Date32Type, Float64Type, Int64Type};
use chrono::NaiveDate;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use thiserror::Error;
use yiti_stats::outlook::Expectation;

use super::published_reports;
use crate::monitor::{PublishedForecast, PublishedSubject, WatchCell, WatchState, Watched};
use crate::propose::plan::{Published, PublishedCandidate, PublishedTopic};

/// A published table cannot be read.
#[derive(Debug, Error)]
#[error("{}: {reason}; publish it again with `yiti {verb}`", path.display())]
pub struct ReadError {
    path: PathBuf,
    reason: String,
    verb: &'static str,
}

impl ReadError {
    /// A table that `yiti run` publishes.
    fn of_run(path: &Path, reason: String) -> Self {
        Self { path: path.to_owned(), reason, verb: "run" }
    }

    /// The same, of a table that another verb publishes.
    pub(super) const fn by(mut self, verb: &'static str) -> Self {
        self.verb = verb;
        self
    }
}

/// The proposal and candidates of a published folder.
///
/// # Errors
/// When a table is missing, damaged or lacks a column.
pub fn read_published(folder: &Path) -> Result<Published, ReadError> {
    let proposal = rows(folder, "proposal", |batch, i| {
        Some(PublishedTopic {
            month: integer(batch, "month", i)?,
            rank: integer(batch, "rank", i)?,
            topic_id: text(batch, "topic_id", i)?,
            title: text(batch, "title", i)?,
        })
    })?;
    let candidates = rows(folder, "candidates", |batch, i| {
        Some(PublishedCandidate {
            rank: integer(batch, "rank", i)?,
            topic_id: text(batch, "topic_id", i)?,
            title: text(batch, "title", i)?,
            score: batch.column_by_name("score")?.as_primitive_opt::<Float64Type>()?.value(i),
            status: text(batch, "status", i)?,
        })
    })?;
    Ok(Published { proposal, candidates })
}

/// The findings of a published folder that were new or went on, for the report that comes after it.
///
/// # Errors
/// When the table is damaged or lacks a column.
pub fn read_watched(folder: &Path) -> Result<Vec<Watched>, ReadError> {
    // A report of a version before had no list of what became of findings: all were new.
    let table = match folder.join("tables/watch_list.parquet").exists() {
        true => "watch_list",
        false => "findings",
    };
    let found = rows(folder, table, |batch, i| {
        if text(batch, "state", i).as_deref() == Some(WatchState::Over.name()) {
            return Some(None);
        }
        let cell = WatchCell {
            kind: text(batch, "kind", i)?,
            area_level: text(batch, "area_level", i)?,
            area: text(batch, "area", i)?,
            parent_area: text(batch, "parent_area", i),
            category_level: text(batch, "category_level", i)?,
            category: text(batch, "category", i)?,
        };
        let first_day = day(batch, "first_day", i)?;
        let earlier = text(batch, "earlier_ids", i).unwrap_or_default();
        let ids = earlier.split("; ").filter(|id| !id.is_empty());
        Some(Some(Watched {
            finding_id: text(batch, "finding_id", i)?,
            cell,
            state: WatchState::New,
            first_day,
            last_day: day(batch, "last_day", i)?,
            first_seen: day(batch, "first_seen", i).unwrap_or(first_day),
            rarity_months: number(batch, "rarity_months", i),
            verdict: None,
            orders: integer(batch, "orders", i).map_or(0, u64::from),
            earlier_ids: ids.map(str::to_owned).collect(),
        }))
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// What a report of a period expected of coming months; nothing where a version before this one
/// published it without.
///
/// # Errors
/// When a table is damaged or lacks a column.
pub fn read_outlook(folder: &Path, period: &str) -> Result<Vec<PublishedForecast>, ReadError> {
    if !folder.join("tables/outlook.parquet").exists() {
        return Ok(Vec::new());
    }
    let topics: BTreeMap<String, (String, Option<String>)> = rows(folder, "topics", |batch, i| {
        let made_of = (text(batch, "categories", i)?, text(batch, "area_names", i));
        Some((text(batch, "topic_id", i)?, made_of))
    })?
    .into_iter()
    .collect();
    let forecasts = rows(folder, "outlook", |batch, i| {
        let expectation = number(batch, "expected", i)
            .zip(number(batch, "low", i).zip(number(batch, "high", i)))
            .map(|(expected, (low, high))| Expectation { expected, low, high });
        let subject = match text(batch, "topic_id", i) {
            Some(topic_id) => {
                let (categories, areas) = topics.get(&topic_id)?.clone();
                PublishedSubject::Topic { topic_id, categories, areas }
            }
            None => PublishedSubject::Area {
                level: text(batch, "area_level", i)?,
                name: text(batch, "area", i)?,
            },
        };
        let month = day(batch, "month", i)?;
        // What could not be told was not expected.
        Some(expectation.map(|expectation| PublishedForecast {
            period: period.to_owned(),
            subject,
            month,
            expectation,
        }))
    })?;
    Ok(forecasts.into_iter().flatten().collect())
}

/// Id and kind of every finding of all published reports.
///
/// # Errors
/// When a table is damaged or lacks a column.
pub fn published_kinds(output: &Path) -> Result<Vec<(String, String)>, ReadError> {
    let mut all = Vec::new();
    for report in published_reports(output) {
        if report.folder.join("tables/findings.parquet").exists() {
            all.extend(rows(&report.folder, "findings", |batch, i| {
                Some((text(batch, "finding_id", i)?, text(batch, "kind", i)?))
            })?);
        }
    }
    Ok(all)
}

pub(super) fn rows<T>(
    folder: &Path,
    table: &str,
    read: impl Fn(&RecordBatch, usize) -> Option<T>,
) -> Result<Vec<T>, ReadError> {
    let path = table_path(folder, table);
    let refuse = |reason: String| ReadError::of_run(&path, reason);
    let missing = || refuse("the table is missing".to_owned());
    let mut all = Vec::new();
    for batch in read_table(folder, table)?.ok_or_else(missing)? {
        for i in 0..batch.num_rows() {
            all.push(read(&batch, i).ok_or_else(|| {
                refuse(format!("row {}: a column is missing or of another type", i + 1))
            })?);
        }
    }
    Ok(all)
}

fn table_path(folder: &Path, table: &str) -> PathBuf {
    folder.join("tables").join(format!("{table}.parquet"))
}

/// The rows of a published table; `None` where the folder does not have it.
///
/// # Errors
/// When it is damaged.
pub(super) fn read_table(
    folder: &Path,
    table: &str,
) -> Result<Option<Vec<RecordBatch>>, ReadError> {
    let path = table_path(folder, table);
    let refuse = |reason: String| ReadError::of_run(&path, reason);
    let file = match File::open(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file.map_err(|error| refuse(error.to_string()))?,
    };
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|builder| builder.build())
        .map_err(|error| refuse(error.to_string()))?;
    let batches: Result<Vec<RecordBatch>, _> = reader.collect();
    batches.map(Some).map_err(|error| refuse(error.to_string()))
}

pub(super) fn text(batch: &RecordBatch, name: &str, i: usize) -> Option<String> {
    let values = batch.column_by_name(name)?.as_string_opt::<i32>()?;
    values.is_valid(i).then(|| values.value(i).to_owned())
}

pub(super) fn integer(batch: &RecordBatch, name: &str, i: usize) -> Option<u32> {
    u32::try_from(batch.column_by_name(name)?.as_primitive_opt::<Int64Type>()?.value(i)).ok()
}

pub(super) fn number(batch: &RecordBatch, name: &str, i: usize) -> Option<f64> {
    let values = batch.column_by_name(name)?.as_primitive_opt::<Float64Type>()?;
    values.is_valid(i).then(|| values.value(i))
}

pub(super) fn day(batch: &RecordBatch, name: &str, i: usize) -> Option<NaiveDate> {
    let values = batch.column_by_name(name)?.as_primitive_opt::<Date32Type>()?;
    values.is_valid(i).then(|| values.value(i)).and_then(NaiveDate::from_epoch_days)
}
