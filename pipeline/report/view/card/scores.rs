//! The sub-scores of a topic with their inputs.

use serde::Serialize;

use super::super::Source;
use crate::language::percent;
use crate::propose::{Candidate, SubScore};
use crate::report::format;
use crate::report::terms;

/// Inputs that only serve to redo the shrinking of a rate or the scale of a probability; they are
/// in the tables.
const BEHIND: [&str; 2] = ["prior_", "calibration_"];

/// One sub-score.
#[derive(Debug, Serialize)]
pub struct ScoreView {
    name: String,
    value: String,
    known: bool,
    percent: f64,
    /// Names and values of the inputs that are known.
    inputs: Vec<(String, String)>,
    /// Names of those that are not.
    unknown: String,
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
    let name_of = |key: &str| terms::input_name(key, source.language);
    let (known, unknown): (Vec<_>, Vec<_>) = score
        .inputs
        .iter()
        .filter(|(key, _)| !BEHIND.iter().any(|behind| key.starts_with(behind)))
        .partition(|(_, value)| value.is_some_and(f64::is_finite));
    let known =
        known.into_iter().filter_map(|(key, value)| Some((name_of(key), input(key, value?))));
    let unknown: Vec<String> = unknown.into_iter().map(|(key, _)| name_of(key)).collect();
    ScoreView {
        name: name.to_owned(),
        value: score
            .value
            .map_or_else(|| format::UNKNOWN.to_owned(), |value| format!("{value:.2}")),
        known: score.value.is_some(),
        percent: score.value.map_or(0.0, |value| (value.clamp(0.0, 1.0) * 1000.0).round() / 10.0),
        inputs: known.collect(),
        unknown: source.join(&unknown),
    }
}

/// An input by its name: shares and rates as percentages, ratios as multiples, all else as numbers.
fn input(key: &str, value: f64) -> String {
    match key {
        key if key.ends_with("share") && value < 0.01 => format!("{:.2}%", value * 100.0),
        key if ["share", "rate", "probability", "evidence"]
            .iter()
            .any(|end| key.ends_with(end)) =>
        {
            percent(value)
        }
        "trend" | "lean_before" => format!("{value:+.2}").replace('-', "−"),
        key if key.ends_with("ratio") => format!("×{value:.2}"),
        _ if value.fract() == 0.0 && value >= 0.0 => crate::language::count(value as u64),
        _ => format::number(Some(value)),
    }
}
