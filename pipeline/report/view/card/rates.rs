//! The three rates of a topic with their denominators.

use serde::Serialize;
use yiti_stats::rates::Answers;

use super::super::Source;
use crate::language::count;
use crate::panel::Counts;
use crate::report::figures;
use crate::report::format::{self, fill};
use crate::topics::Topic;

const CONFIDENCE: f64 = 0.95;

/// One rate.
#[derive(Debug, Serialize)]
pub struct RateView {
    name: String,
    /// Worded, or that the data does not have it.
    value: String,
    known: bool,
    /// For the bar: percent of its width.
    percent: f64,
    note: String,
    city: String,
}

/// Responded, resolved, satisfied.
pub(super) fn rates(source: Source<'_>, topic: Option<&Topic>) -> Vec<RateView> {
    let panel = source.report.panel;
    let (words, available) = (source.words, panel.available);
    let months = panel.period_months.clone();
    let own = topic.map(|topic| figures::topic_total(panel, topic, months)).unwrap_or_default();
    let city = figures::city_total(panel);
    let responded = |c: &Counts| (c.responded, c.responded_known);
    let resolved = |c: &Counts| (c.resolved, c.resolved_known);
    let satisfied = |c: &Counts| (c.satisfied, c.satisfied_known);
    vec![
        rate(source, words.responded, available.responded, responded(&own), responded(&city)),
        rate(source, words.resolved, available.resolved, resolved(&own), resolved(&city)),
        rate(source, words.satisfied, available.satisfied, satisfied(&own), satisfied(&city)),
    ]
}

fn rate(
    source: Source<'_>,
    name: &str,
    available: bool,
    own: (u32, u32),
    city: (u32, u32),
) -> RateView {
    let words = source.words;
    let answers =
        |(yes, known): (u32, u32)| Answers { yes: u64::from(yes), asked: u64::from(known) };
    let unknown = |value: &str, note: &str| RateView {
        name: name.to_owned(),
        value: value.to_owned(),
        known: false,
        percent: 0.0,
        note: note.to_owned(),
        city: String::new(),
    };
    if !available {
        return unknown(words.not_in_data, "");
    }
    let Some(estimate) = answers(own).wilson(CONFIDENCE) else {
        return unknown(format::UNKNOWN, words.no_answers);
    };
    let values = [
        ("yes", count(u64::from(own.0))),
        ("known", count(u64::from(own.1))),
        ("low", format::rate(Some(estimate.low))),
        ("high", format::rate(Some(estimate.high))),
    ];
    RateView {
        name: name.to_owned(),
        value: format::rate(Some(estimate.value)),
        known: true,
        percent: (estimate.value * 1000.0).round() / 10.0,
        note: values
            .iter()
            .fold(words.of_answers.to_owned(), |text, (key, value)| fill(&text, &[(key, value)])),
        city: fill(words.city_average, &[("rate", &format::rate(answers(city).rate()))]),
    }
}
