//! The published tables: nouns in, one record batch a table out.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array,
    Int64Array, RecordBatch, StringBuilder, StringDictionaryBuilder,
};
use arrow::datatypes::Int32Type;
use chrono::NaiveDate;

use crate::invisible::shown;
use crate::mine::Finding;
use crate::monitor::Progress;
use crate::panel::Panel;
use crate::propose::{Candidate, ProposedTopic};
use crate::topics::Topic;
use crate::warehouse::StagedFile;

mod decided;
mod livelihood;
mod monitored;
mod movers;
mod quadrants;
mod reporting;
mod review;
mod second;
mod watch;

use decided::{candidates, findings, proposal, score_inputs, topics};
pub use monitored::{checkup_table, monitored_tables};
pub use movers::movers_table;
pub use reporting::reporting_tables;
pub use review::review_tables;
pub use second::second_table;
pub use watch::watch_table;

/// What is published as tables.
#[derive(Clone, Copy)]
pub struct Published<'a> {
    /// The panel.
    pub panel: &'a Panel,
    /// The findings.
    pub findings: &'a [Finding],
    /// The topics.
    pub topics: &'a [Topic],
    /// The candidates.
    pub candidates: &'a [Candidate],
    /// The list.
    pub proposal: &'a [ProposedTopic],
    /// The progress.
    pub progress: &'a [Progress],
    /// Of proposed topics, by id: the smallest fall that could be seen.
    pub detectable: &'a BTreeMap<String, f64>,
}

/// Name of the table that holds the panel.
pub const PANEL_TABLE: &str = "panel_month";

/// Name of the table with what each sub-score was computed from.
pub const SCORE_INPUTS_TABLE: &str = "score_inputs";

/// Name and rows of each table beside the panel.
pub fn decided_tables(nouns: &Published<'_>) -> Vec<(&'static str, RecordBatch)> {
    vec![
        ("findings", findings(nouns.panel, nouns.findings)),
        ("topics", topics(nouns.panel, nouns.topics)),
        ("candidates", candidates(nouns.candidates)),
        (SCORE_INPUTS_TABLE, score_inputs(nouns.candidates)),
        ("proposal", proposal(nouns.proposal, nouns.detectable)),
        ("progress", progress(nouns.progress)),
    ]
}

pub(super) fn table(columns: Vec<(&'static str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, values)| (name, values, true)),
    )
    .expect("one value a row in every column")
}

/// Texts, in which characters that nobody sees are escapes.
pub(super) fn texts<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> ArrayRef {
    known_texts(values.into_iter().map(Some))
}

pub(super) fn known_texts<T: AsRef<str>>(values: impl IntoIterator<Item = Option<T>>) -> ArrayRef {
    let mut builder = StringBuilder::new();
    for value in values {
        builder.append_option(value.as_ref().map(|text| shown(text.as_ref())));
    }
    fitted(builder.finish())
}

/// Without the room that was left for more rows: up to half of a long column.
fn fitted(mut values: impl Array + 'static) -> ArrayRef {
    values.shrink_to_fit();
    Arc::new(values)
}

/// Texts that repeat a lot.
fn names<'a>(values: impl IntoIterator<Item = &'a str>) -> ArrayRef {
    let mut builder = StringDictionaryBuilder::<Int32Type>::new();
    values.into_iter().for_each(|value| builder.append_value(shown(value)));
    fitted(builder.finish())
}

/// The same, where each row's position in the texts is known.
pub(super) fn names_at(values: &ArrayRef, rows: impl Iterator<Item = u32>) -> ArrayRef {
    let keys = Int32Array::from_iter_values(rows.map(|position| position as i32));
    Arc::new(DictionaryArray::new(keys, Arc::clone(values)))
}

pub(super) fn integers(values: impl IntoIterator<Item = u64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values.into_iter().map(|value| value as i64)))
}

fn known_integers(values: impl IntoIterator<Item = Option<u64>>) -> ArrayRef {
    Arc::new(
        values.into_iter().map(|value| value.map(|value| value as i64)).collect::<Int64Array>(),
    )
}

pub(super) fn numbers(values: impl IntoIterator<Item = Option<f64>>) -> ArrayRef {
    let finite = values.into_iter().map(|value| value.filter(|value| value.is_finite()));
    fitted(finite.collect::<Float64Array>())
}

pub(super) fn days(values: impl IntoIterator<Item = Option<NaiveDate>>) -> ArrayRef {
    Arc::new(
        values.into_iter().map(|day| day.map(|day| day.to_epoch_days())).collect::<Date32Array>(),
    )
}

fn flags(values: impl IntoIterator<Item = Option<bool>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<BooleanArray>())
}

/// Several texts in one field.
pub(super) fn joined(texts: &[String]) -> String {
    texts.join("; ")
}

fn progress(rows: &[Progress]) -> RecordBatch {
    table(vec![
        ("topic_id", texts(rows.iter().map(|p| &p.topic_id))),
        ("title", texts(rows.iter().map(|p| &p.title))),
        ("month", days(rows.iter().map(|p| Some(p.month)))),
        ("complete", flags(rows.iter().map(|p| Some(p.complete)))),
        ("orders", integers(rows.iter().map(|p| p.orders))),
        ("orders_prev", known_integers(rows.iter().map(|p| p.orders_prev))),
        ("mom", numbers(rows.iter().map(|p| p.mom))),
        ("orders_last_year", known_integers(rows.iter().map(|p| p.orders_last_year))),
        ("yoy", numbers(rows.iter().map(|p| p.yoy))),
        ("answered", known_integers(rows.iter().map(|p| p.answered))),
        ("response_rate", numbers(rows.iter().map(|p| p.response_rate))),
        ("resolution_rate", numbers(rows.iter().map(|p| p.resolution_rate))),
        ("satisfaction_rate", numbers(rows.iter().map(|p| p.satisfaction_rate))),
        ("expected", numbers(rows.iter().map(|p| p.expected))),
        ("expected_low", numbers(rows.iter().map(|p| p.expected_low))),
        ("expected_high", numbers(rows.iter().map(|p| p.expected_high))),
        ("effect", numbers(rows.iter().map(|p| p.effect))),
        ("effect_low", numbers(rows.iter().map(|p| p.effect_low))),
        ("effect_high", numbers(rows.iter().map(|p| p.effect_high))),
        ("light", texts(rows.iter().map(|p| p.light.name()))),
    ])
}

/// Each row that was refused, with its file, row number and reason.
pub fn rejects(files: &[StagedFile]) -> RecordBatch {
    let rows: Vec<_> = files
        .iter()
        .flat_map(|file| {
            file.gate
                .rejected
                .iter()
                .map(|refused| (file.input.path.display().to_string(), refused))
        })
        .collect();
    table(vec![
        ("file", texts(rows.iter().map(|(file, _)| file))),
        ("row", integers(rows.iter().map(|(_, refused)| refused.row))),
        ("reason", texts(rows.iter().map(|(_, refused)| refused.reason.kind()))),
        ("detail", texts(rows.iter().map(|(_, refused)| refused.reason.to_string()))),
    ])
}
