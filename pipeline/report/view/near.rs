//! What is not on the list, and why.

use serde::Serialize;

use super::list::{self, StabilityView};
use super::{Source, format};
use crate::language::count;
use crate::propose::{Candidate, CandidateStatus};
use crate::report::format::fill;

/// One candidate that is not proposed.
#[derive(Debug, Serialize)]
pub struct Miss {
    rank: String,
    title: String,
    theme: String,
    orders: String,
    score: String,
    stability: StabilityView,
    /// The facts and what would let it in; who takes care of it stands in a column of its own.
    why: String,
    mode: String,
}

/// Both tables.
#[derive(Debug, Serialize)]
pub struct Near {
    misses: Vec<Miss>,
    misses_note: String,
    excluded: Vec<Miss>,
    excluded_note: String,
}

impl Near {
    pub(super) fn of(source: Source<'_>) -> Self {
        let (misses, misses_note) = table(source, CandidateStatus::NearMiss);
        let (excluded, excluded_note) = table(source, CandidateStatus::Excluded);
        Self { misses, misses_note, excluded, excluded_note }
    }
}

fn table(source: Source<'_>, status: CandidateStatus) -> (Vec<Miss>, String) {
    let most = source.report.settings.near_misses_shown;
    let all: Vec<&Candidate> =
        source.report.candidates.iter().filter(|c| c.status == status).collect();
    let shown: Vec<Miss> = all.iter().take(most).map(|candidate| miss(source, candidate)).collect();
    let note = match all.len() > most {
        true => shown_of(source, shown.len(), all.len(), "tables/candidates.csv"),
        false => String::new(),
    };
    (shown, note)
}

/// How much of a table is on the page.
pub(super) fn shown_of(source: Source<'_>, shown: usize, all: usize, file: &str) -> String {
    fill(
        source.words.shown_of,
        &[("shown", &shown.to_string()), ("all", &count(all as u64)), ("file", file)],
    )
}

fn miss(source: Source<'_>, candidate: &Candidate) -> Miss {
    let mode = candidate
        .mode
        .as_ref()
        .map_or_else(|| format::UNKNOWN.to_owned(), |m| m.sentence(source.language));
    let why = candidate.why.strip_suffix(&mode).unwrap_or(&candidate.why).trim_end();
    Miss {
        rank: candidate.rank.to_string(),
        title: candidate.title.clone(),
        theme: list::theme_name(source, &candidate.theme_name),
        orders: count(candidate.orders),
        score: format!("{:.2}", candidate.score),
        stability: list::stability(source, Some(candidate)),
        why: why.to_owned(),
        mode,
    }
}
