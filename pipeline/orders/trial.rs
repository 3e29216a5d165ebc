//! A mapping tried on the first rows of a file: what each canonical column reads, and what it
//! cannot read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use chrono::DateTime;
use chrono_tz::Tz;

use super::OrdersError;
use super::canonical::{booleans, local_seconds, texts};
use super::mapping::{Mapped, Mapping, Wanted};
use super::source::{FoundFile, find_layouts, parts, read_part, schema};
use crate::orders::Reading;

/// Distinct examples kept of a column.
const EXAMPLES: usize = 3;

/// What one canonical column became in some rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnTrial {
    /// Its canonical name.
    pub column: &'static str,
    /// Its expression.
    pub sql: String,
    /// Values that were read.
    pub known: usize,
    /// Rows without a value.
    pub empty: usize,
    /// Values that cannot be read.
    pub unreadable: usize,
    /// The first different values, as they were read.
    pub examples: Vec<String>,
    /// The first value that cannot be read, or why it cannot be computed.
    pub failure: Option<String>,
    /// Different values that were read.
    pub distinct: usize,
}

/// What the first rows of a file became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTrial {
    /// The file.
    pub path: PathBuf,
    /// The file's own columns.
    pub own: Vec<String>,
    /// Rows tried, those that have no row's shape included.
    pub rows: usize,
    /// Rows that have no row's shape.
    pub broken: usize,
    /// Rows that `[keep]` keeps.
    pub kept: usize,
    /// The mapped columns, in canonical order.
    pub columns: Vec<ColumnTrial>,
}

/// Reads the first `rows` rows of a file through the configuration's mapping; nothing is kept of
/// them.
///
/// # Errors
/// When the file cannot be read, or an expression does not fit it.
pub fn try_mapping(
    reading: &Reading,
    found: &FoundFile,
    rows: usize,
) -> Result<FileTrial, OrdersError> {
    let mut inputs = [found.clone().with_hash("", found.bytes)];
    find_layouts(&mut inputs, reading, &BTreeMap::new())?;
    let [input] = inputs;
    let parts = parts(&input)?;
    let mut trial = FileTrial {
        path: found.path.clone(),
        own: Vec::new(),
        rows: 0,
        broken: 0,
        kept: 0,
        columns: Vec::new(),
    };
    let Some(first) = parts.first() else { return Ok(trial) };
    let own = schema(&input, first)?;
    let mapping = Mapping::compile(reading, &input, &own, Wanted::All)?;
    trial.own = own.fields().iter().map(|field| field.name().clone()).collect();
    for part in &parts {
        let read = read_part(&input, part, &mapping.projection, |mut source| {
            let left = rows - trial.rows;
            source.refused.truncate(left);
            let left = left - source.refused.len();
            source.rows.truncate(left);
            source.batch = source.batch.slice(0, source.rows.len());
            trial.broken += source.refused.len();
            trial.rows += source.refused.len() + source.rows.len();
            trial.add(reading, found.source, &mapping.apply(&source), source.rows.len());
            // Enough: the reading ends with an error that nobody sees.
            let enough = || OrdersError::UnknownFormat { path: PathBuf::new() };
            if trial.rows < rows { Ok(()) } else { Err(enough()) }
        });
        if trial.rows >= rows {
            break;
        }
        read?;
    }
    Ok(trial)
}

impl FileTrial {
    fn add(&mut self, reading: &Reading, source: usize, mapped: &Mapped, rows: usize) {
        self.kept += (0..rows).filter(|&row| mapped.kept.value(row)).count();
        if self.columns.is_empty() {
            let empty = |(column, sql): (&'static str, &str)| ColumnTrial {
                column,
                sql: sql.to_owned(),
                ..ColumnTrial::default()
            };
            self.columns = reading.columns_of(source).mapped().into_iter().map(empty).collect();
        }
        for column in &mut self.columns {
            let own = column.column;
            let values = mapped.columns.iter().find(|(name, _)| *name == own);
            let failed = mapped.failed.iter().filter(|(_, name, _)| *name == own);
            if let Some((_, values)) = values {
                column.add(
                    values,
                    reading.time_zone.0,
                    failed.map(|(row, _, why)| (*row, why.as_str())),
                );
            }
        }
    }
}

impl ColumnTrial {
    /// Whether the column needs a value in every row.
    pub fn is_required(&self) -> bool {
        matches!(self.column, "order_id" | "received_at")
    }

    fn add<'a>(
        &mut self,
        values: &ArrayRef,
        zone: Tz,
        failed: impl Iterator<Item = (usize, &'a str)>,
    ) {
        let failed: BTreeMap<usize, &str> = failed.collect();
        let Some(written) = texts(values) else { return };
        let read = read(self.column, values, &written, zone);
        let mut seen: BTreeSet<String> = self.examples.iter().cloned().collect();
        let before = seen.len();
        for (row, value) in read.iter().enumerate() {
            let text = if written.is_valid(row) { written.value(row).trim() } else { "" };
            match (value, failed.get(&row)) {
                (_, Some(why)) => self.fail(why),
                (Some(value), None) if !value.is_empty() => {
                    self.known += 1;
                    if self.examples.len() < EXAMPLES && !seen.contains(value) {
                        self.examples.push(value.clone());
                    }
                    seen.insert(value.clone());
                }
                _ if text.is_empty() => self.empty += 1,
                _ => self.fail(text),
            }
        }
        self.distinct += seen.len() - before;
    }

    fn fail(&mut self, why: &str) {
        self.unreadable += 1;
        if self.failure.is_none() {
            self.failure = Some(why.to_owned());
        }
    }
}

/// The values of a canonical column as it reads them, for people; `None` where there is none or it
/// cannot be read.
fn read(column: &str, values: &ArrayRef, written: &StringArray, zone: Tz) -> Vec<Option<String>> {
    match column {
        "received_at" | "due_at" | "closed_at" | "updated_at" => {
            let show = |second: i64| {
                DateTime::from_timestamp(second, 0).map(|at| at.naive_utc().to_string())
            };
            local_seconds(values, zone).iter().map(|second| second.and_then(show)).collect()
        }
        "responded" | "resolved" | "satisfied" | "escalated" => {
            booleans(values).iter().map(|answer| answer.map(|yes| yes.to_string())).collect()
        }
        "lon" | "lat" => match cast(values, &DataType::Float64) {
            Ok(numbers) => numbers
                .as_primitive::<Float64Type>()
                .iter()
                .map(|n| n.map(|n| n.to_string()))
                .collect(),
            Err(_) => vec![None; values.len()],
        },
        _ => written.iter().map(|text| text.map(|text| text.trim().to_owned())).collect(),
    }
}
