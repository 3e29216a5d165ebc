//! The sub-scores of a topic with their inputs.

use serde::Serialize;

use super::super::Source;
use crate::language::percent;
use crate::propose::{Candidate, SubScore};
use crate::report::format;
use crate::report::words;

/// One sub-score.
#[derive(Debug, Serialize)]
pub struct ScoreView {
    name: String,
    value: String,
    known: bool,
    percent: f64,
    inputs: Vec<(String, String)>,
}

/// The sub-scores in the order of the focuses.
pub(super) fn scores(source: Source<'_>, candidate: &Candidate) -> Vec<ScoreView> {
    let words = source.words;
    vec![
        view(source, words.prominence, &candidate.prominence),
        view(source, words.breadth, &candidate.breadth),
        view(source, words.chronicity, &candidate.chronicity),
        view(source, words.solvability, &candidate.solvability),
        view(source, words.municipal, &candidate.municipal),
    ]
}

fn view(source: Source<'_>, name: &str, score: &SubScore) -> ScoreView {
    let inputs = score.inputs.iter();
    ScoreView {
        name: name.to_owned(),
        value: score.value.map_or_else(|| source.words.not_in_data.to_owned(), |value| format!("{value:.2}")),
        known: score.value.is_some(),
        percent: score.value.map_or(0.0, |value| (value.clamp(0.0, 1.0) * 1000.0).round() / 10.0),
        inputs: inputs.map(|(key, value)| (words::input_name(key, source.language), input(key, *value))).collect(),
    }
}

/// An input by its name: shares and rates as percentages, ratios as multiples, all else as numbers.
fn input(key: &str, value: Option<f64>) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else { return format::UNKNOWN.to_owned() };
    match key {
        key if key.ends_with("share") && value < 0.01 => format!("{:.2}%", value * 100.0),
        key if key.ends_with("share") || key.ends_with("rate") => percent(value),
        key if key.ends_with("ratio") => format!("×{value:.2}"),
        _ if value.fract() == 0.0 => crate::language::count(value.max(0.0) as u64),
        _ => format::number(Some(value)),
    }
}
