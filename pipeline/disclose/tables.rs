//! The tables of an outward edition.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, BooleanArray, Int64Array, RecordBatch};
use arrow::compute::nullif;
use arrow::datatypes::{Date32Type, Int64Type};
use arrow::error::ArrowError;

use super::panel::Hidden;
use crate::panel::Panel;

/// Tables that are published, with the columns that stay inside: figures of persons, and sentences
/// that hold exact figures.
const PUBLIC: [(&str, &[&str]); 5] = [
    ("proposal", &["why", "smallest_detectable"]),
    ("candidates", &["why", "inputs"]),
    ("topics", &["keywords", "area_names"]),
    (
        "findings",
        &[
            "top_reporter_share",
            "single_source",
            "reason",
            "expected",
            "upper",
            "strength",
            "resolution_rate",
        ],
    ),
    ("progress", &[]),
];

/// Totals of a whole period are rounded to multiples of this.
const ROUNDED_TO: i64 = 10;

/// Columns that name a row rather than tell of it.
const NAMES: [&str; 4] = ["topic_id", "title", "month", "complete"];

/// The tables that may leave, with what may be seen of them.
///
/// # Errors
/// When a column is of another type than it is published with.
pub fn public_tables(
    tables: Vec<(&'static str, RecordBatch)>,
    panel: &Panel,
    hidden: &Hidden,
) -> Result<Vec<(&'static str, RecordBatch)>, ArrowError> {
    let mut all = Vec::new();
    for (name, rows) in tables {
        let Some((_, inside)) = PUBLIC.iter().find(|(public, _)| *public == name) else { continue };
        let kept: Vec<usize> = (0..rows.num_columns())
            .filter(|&at| !inside.contains(&rows.schema_ref().field(at).name().as_str()))
            .collect();
        let rows = rows.project(&kept)?;
        let rows = match name {
            "progress" => masked_progress(&rows, panel, hidden)?,
            _ => rounded(&rows)?,
        };
        all.push((name, rows));
    }
    Ok(all)
}

/// `orders` to the nearest multiple; what is less than one is not told.
fn rounded(rows: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let round = |value: i64| (value + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO;
    let columns =
        rows.schema_ref().fields().iter().zip(rows.columns()).map(|(field, values)| {
            match (field.name().as_str(), values.as_primitive_opt::<Int64Type>()) {
                ("orders", Some(values)) => {
                    let known =
                        values.iter().map(|value| value.filter(|&value| value >= ROUNDED_TO));
                    Arc::new(known.map(|value| value.map(round)).collect::<Int64Array>())
                        as ArrayRef
                }
                _ => Arc::clone(values),
            }
        });
    RecordBatch::try_new(rows.schema(), columns.collect())
}

/// Months that are hidden have no figures; nor has what compares with such a month, or is computed
/// from it.
fn masked_progress(
    rows: &RecordBatch,
    panel: &Panel,
    hidden: &Hidden,
) -> Result<RecordBatch, ArrowError> {
    let topic_ids = rows.column_by_name("topic_id").and_then(|ids| ids.as_string_opt::<i32>());
    let months =
        rows.column_by_name("month").and_then(|days| days.as_primitive_opt::<Date32Type>());
    let (Some(topic_ids), Some(months)) = (topic_ids, months) else {
        return Err(ArrowError::SchemaError("progress has no topic_id or month".to_owned()));
    };
    // How many months before the row's own; a month that the panel has not is not told either.
    let is_hidden = |row: usize, before: usize| {
        let own =
            panel.months.iter().position(|month| months.value_as_date(row) == Some(month.month));
        let of_topic = hidden.topics.get(topic_ids.value(row));
        let month = own.and_then(|own| own.checked_sub(before));
        of_topic.zip(month).is_none_or(|(of_topic, month)| of_topic[month])
    };
    let mask = |before: &[usize]| -> BooleanArray {
        (0..rows.num_rows())
            .map(|row| Some(before.iter().any(|&before| is_hidden(row, before))))
            .collect()
    };
    let columns = rows.schema_ref().fields().iter().zip(rows.columns()).map(|(field, values)| {
        match field.name().as_str() {
            name if NAMES.contains(&name) => Ok(Arc::clone(values)),
            "orders_prev" => nullif(values, &mask(&[1])),
            "orders_last_year" => nullif(values, &mask(&[12])),
            "mom" => nullif(values, &mask(&[0, 1])),
            "yoy" => nullif(values, &mask(&[0, 12])),
            _ => nullif(values, &mask(&[0])),
        }
    });
    RecordBatch::try_new(rows.schema(), columns.collect::<Result<_, _>>()?)
}
