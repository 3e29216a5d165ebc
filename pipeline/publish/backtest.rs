//! The tables of a backtest.

use arrow::array::RecordBatch;

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
