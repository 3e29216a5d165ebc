//! Restatements: which figures of a report that is out differ in the one that replaces it, or in a
//! later one.
//!
//! Of the report of the same period every figure of [`WATCHED`] is compared. Of other reports only
//! counts of demands are, for the months that both have and that were complete then: rates of past
//! months change by themselves as answers come in, deadlines pass, and a month that was not over
//! goes on.

use std::collections::BTreeMap;
use std::path::Path;

use arrow::array::{AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};

use super::read::{ReadError, read_table};
use super::tables::{integers, known_texts, numbers, table, texts};

/// A figure that has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Restatement {
    /// The period of the report that had published it.
    pub period: String,
    /// The edition that no longer has it.
    pub edition: u64,
    /// The table.
    pub table: String,
    /// What names the row: the values of its key, joined.
    pub key: String,
    /// The column.
    pub figure: String,
    /// What was published; `None` = null, or no such row.
    pub was: Option<f64>,
    /// What is now.
    pub is: Option<f64>,
}

/// A table with the columns that name its rows, those that count demands, and other figures.
struct Compared {
    table: &'static str,
    keys: &'static [&'static str],
    counts: &'static [&'static str],
    figures: &'static [&'static str],
}

const RATES: &[&str] =
    &["response_rate", "resolution_rate", "satisfaction_rate", "resolved_at_age"];

const WATCHED: [Compared; 8] = [
    Compared {
        table: "summary_month",
        keys: &["month"],
        // What belongs to no topic depends on the list.
        counts: &[],
        figures: &[
            "rest_orders",
            "topics",
            "comparable",
            "fell",
            "fell_beyond_noise",
            "rose",
            "cannot_tell",
        ],
    },
    Compared {
        table: "progress",
        keys: &["topic_id", "month"],
        counts: &["orders"],
        figures: &["response_rate", "resolution_rate", "satisfaction_rate", "effect"],
    },
    Compared {
        table: "areas_month",
        keys: &["area_level", "parent_area", "area", "month"],
        counts: &["orders"],
        figures: RATES,
    },
    Compared {
        table: "departments_month",
        keys: &["department", "month"],
        counts: &["orders"],
        figures: RATES,
    },
    Compared {
        table: "channels_month",
        keys: &["channel", "month"],
        counts: &["orders"],
        figures: RATES,
    },
    Compared {
        table: "request_types_month",
        keys: &["request_type", "month"],
        counts: &["orders"],
        figures: RATES,
    },
    Compared {
        table: "dispatches_month",
        keys: &["dispatch", "month"],
        counts: &["orders"],
        figures: RATES,
    },
    Compared {
        table: "deadlines_month",
        keys: &["deadline_class", "department", "month"],
        counts: &[],
        figures: &["due", "on_time", "overdue_closed", "overdue_open"],
    },
];

/// A report that is out.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// Its folder.
    pub folder: &'a Path,
    /// Its period.
    pub period: &'a str,
    /// Its edition.
    pub edition: u64,
    /// Whether it is the report that is being replaced, all figures of which are compared.
    pub is_replaced: bool,
}

/// What of an earlier report differs in these tables. Tables that it does not have are not
/// compared.
///
/// # Errors
/// When a table of it is damaged.
pub fn restatements(
    earlier: Earlier<'_>,
    tables: &[(&'static str, RecordBatch)],
) -> Result<Vec<Restatement>, ReadError> {
    let mut changed = Vec::new();
    for compared in &WATCHED {
        let now = tables.iter().find(|(name, _)| *name == compared.table);
        let Some((_, now)) = now else { continue };
        let Some(then) = read_table(earlier.folder, compared.table)? else { continue };
        let others = if earlier.is_replaced { compared.figures } else { &[] };
        let figures: Vec<&str> = compared.counts.iter().chain(others).copied().collect();
        let was = rows(&then, compared.keys, &figures);
        let is = rows(std::slice::from_ref(now), compared.keys, &figures);
        for (key, was) in &was {
            let is = is.get(key);
            if !earlier.is_replaced && (is.is_none() || !was.was_complete) {
                // The later report looks at other months, or the month was not over.
                continue;
            }
            for (at, figure) in figures.iter().enumerate() {
                let (was, is) = (was.figures[at], is.and_then(|is| is.figures[at]));
                if !is_same(was, is) {
                    changed.push(Restatement {
                        period: earlier.period.to_owned(),
                        edition: earlier.edition,
                        table: compared.table.to_owned(),
                        key: key.clone(),
                        figure: (*figure).to_owned(),
                        was,
                        is,
                    });
                }
            }
        }
    }
    Ok(changed)
}

/// One row of a table.
struct Row {
    figures: Vec<Option<f64>>,
    /// Whether its month was complete; rows without a month that can be are.
    was_complete: bool,
}

/// Figures by key; a column that a table does not have is null.
fn rows(batches: &[RecordBatch], keys: &[&str], figures: &[&str]) -> BTreeMap<String, Row> {
    let mut rows = BTreeMap::new();
    for batch in batches {
        let keys: Vec<Vec<String>> = keys.iter().map(|name| spelt(batch, name)).collect();
        let figures: Vec<Vec<Option<f64>>> =
            figures.iter().map(|name| figure(batch, name)).collect();
        let complete = batch.column_by_name("complete").and_then(|flags| flags.as_boolean_opt());
        for row in 0..batch.num_rows() {
            let key: Vec<&str> = keys.iter().map(|column| column[row].as_str()).collect();
            let figures = figures.iter().map(|column| column[row]).collect();
            let was_complete = complete.is_none_or(|flags| flags.value(row));
            rows.insert(key.join(" / "), Row { figures, was_complete });
        }
    }
    rows
}

/// A column as texts; null is empty.
fn spelt(batch: &RecordBatch, name: &str) -> Vec<String> {
    let column = batch.column_by_name(name).and_then(|column| cast(column, &DataType::Utf8).ok());
    let Some(column) = column else { return vec![String::new(); batch.num_rows()] };
    column.as_string::<i32>().iter().map(|text| text.unwrap_or_default().to_owned()).collect()
}

fn figure(batch: &RecordBatch, name: &str) -> Vec<Option<f64>> {
    let column =
        batch.column_by_name(name).and_then(|column| cast(column, &DataType::Float64).ok());
    let Some(column) = column else { return vec![None; batch.num_rows()] };
    column.as_primitive::<Float64Type>().iter().collect()
}

/// Equal but for the last digits, in which sums may differ from version to version.
fn is_same(was: Option<f64>, is: Option<f64>) -> bool {
    match (was, is) {
        (Some(was), Some(is)) => (was - is).abs() <= 1e-9 * was.abs().max(1.0),
        (None, None) => true,
        _ => false,
    }
}

/// The table of restatements.
pub fn restatement_table(rows: &[Restatement]) -> RecordBatch {
    table(vec![
        ("period", texts(rows.iter().map(|row| &row.period))),
        ("edition", integers(rows.iter().map(|row| row.edition))),
        ("table", texts(rows.iter().map(|row| &row.table))),
        ("key", texts(rows.iter().map(|row| &row.key))),
        ("figure", known_texts(rows.iter().map(|row| Some(&row.figure)))),
        ("was", numbers(rows.iter().map(|row| row.was))),
        ("is", numbers(rows.iter().map(|row| row.is))),
    ])
}

/// The restatements that a report lists.
///
/// # Errors
/// When its table is damaged.
pub fn read_restatements(folder: &Path) -> Result<Vec<Restatement>, ReadError> {
    let mut all = Vec::new();
    for batch in read_table(folder, "restatements")?.unwrap_or_default() {
        let [period, table, key, figure_name] =
            ["period", "table", "key", "figure"].map(|name| spelt(&batch, name));
        let [edition, was, is] = ["edition", "was", "is"].map(|name| figure(&batch, name));
        for row in 0..batch.num_rows() {
            all.push(Restatement {
                period: period[row].clone(),
                edition: edition[row].unwrap_or_default() as u64,
                table: table[row].clone(),
                key: key[row].clone(),
                figure: figure_name[row].clone(),
                was: was[row],
                is: is[row],
            });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests;
