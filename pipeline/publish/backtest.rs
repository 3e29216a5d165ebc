//! The tables of a backtest, written and read back.

use std::path::Path;

use arrow::array::RecordBatch;
use chrono::NaiveDate;

use super::read::{ReadError, day, integer, number, rows, text};
use super::tables::{days, integers, joined, numbers, table, texts};
use crate::propose::backtest::{Band, Coverage};

/// What each list covers: one row a list and window.
pub fn backtest_table(rows: &[Coverage]) -> RecordBatch {
    let doubtful = |row: &Coverage| {
        joined(
            &row.doubtful.iter().map(|month| month.format("%Y-%m").to_string()).collect::<Vec<_>>(),
        )
    };
    table(vec![
        ("from", days(rows.iter().map(|row| Some(row.from)))),
        ("next", days(rows.iter().map(|row| Some(row.next)))),
        ("months", integers(rows.iter().map(|row| row.months as u64))),
        ("list", texts(rows.iter().map(|row| row.list.name()))),
        ("topics", integers(rows.iter().map(|row| row.topics.len() as u64))),
        ("unresolved", numbers(rows.iter().map(|row| row.unresolved))),
        ("persistent", numbers(rows.iter().map(|row| row.persistent))),
        ("of_hindsight", numbers(rows.iter().map(|row| row.of_hindsight))),
        ("titles", texts(rows.iter().map(|row| joined(&row.topics)))),
        ("doubtful_months", texts(rows.iter().map(doubtful))),
    ])
}

/// Whether probabilities were right: one row a band.
pub fn reliability_table(rows: &[Band]) -> RecordBatch {
    table(vec![
        ("from", numbers(rows.iter().map(|row| Some(row.from)))),
        ("to", numbers(rows.iter().map(|row| Some(row.to)))),
        ("topics", integers(rows.iter().map(|row| row.topics as u64))),
        ("given", numbers(rows.iter().map(|row| Some(row.given)))),
        ("stayed", integers(rows.iter().map(|row| row.stayed as u64))),
        ("stayed_low", numbers(rows.iter().map(|row| Some(row.low)))),
        ("stayed_high", numbers(rows.iter().map(|row| Some(row.high)))),
    ])
}

/// What a list covered in one window, as published.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedCoverage {
    /// First month of those looked at.
    pub next: NaiveDate,
    /// The list's name.
    pub list: String,
    /// Its persistent coverage as a share of what the best list in hindsight covers.
    pub of_hindsight: Option<f64>,
}

/// Topics given about the same probability, as published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublishedBand {
    /// Topics.
    pub topics: u32,
    /// Mean of what they were given.
    pub given: f64,
    /// How many stayed.
    pub stayed: u32,
    /// Interval of the share that stayed.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The tables of the backtest in a folder of results.
///
/// # Errors
/// When a table is missing, damaged or lacks a column.
pub fn read_backtest(
    output: &Path,
) -> Result<(Vec<PublishedCoverage>, Vec<PublishedBand>), ReadError> {
    let folder = output.join("backtest");
    let of_backtest = |error: ReadError| error.by("backtest");
    let coverage = rows(&folder, "backtest", |batch, i| {
        Some(PublishedCoverage {
            next: day(batch, "next", i)?,
            list: text(batch, "list", i)?,
            of_hindsight: number(batch, "of_hindsight", i),
        })
    })
    .map_err(of_backtest)?;
    let bands = rows(&folder, "reliability", |batch, i| {
        Some(PublishedBand {
            topics: integer(batch, "topics", i)?,
            given: number(batch, "given", i)?,
            stayed: integer(batch, "stayed", i)?,
            low: number(batch, "stayed_low", i)?,
            high: number(batch, "stayed_high", i)?,
        })
    })
    .map_err(of_backtest)?;
    Ok((coverage, bands))
}

#[cfg(test)]
mod tests;
