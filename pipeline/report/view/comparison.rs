//! Why not simply the most frequent? The proposal beside as many topics by volume alone.

use serde::Serialize;

use super::{Source, list};
use crate::language::{count, percent};
use crate::propose::{Candidate, CandidateStatus};
use crate::report::format::{self, fill};

/// A topic that is on one of the two lists only.
#[derive(Debug, Serialize)]
pub struct Line {
    title: String,
    /// Where its card stands; empty for what is not proposed.
    /// The topic’s page; empty where it has none.
    href: String,
    orders: String,
    volume_rank: String,
    /// How badly it is solved, or how long it lasts where that is not in the data.
    measure: String,
    /// Over how many areas it fails, or over how many it spreads.
    spread: String,
    reason: String,
}

/// Both lists.
#[derive(Debug, Serialize)]
pub struct Comparison {
    answer: String,
    measure: String,
    spread: String,
    note: String,
    /// Proposed, and not among the most frequent.
    only_proposed: Vec<Line>,
    /// Most frequent, and not proposed.
    only_frequent: Vec<Line>,
    both: String,
}

impl Comparison {
    /// `None` for an empty list.
    pub(super) fn of(source: Source<'_>) -> Option<Self> {
        let (report, words) = (source.report, source.words);
        let n = report.proposal.len();
        let proposed: Vec<&Candidate> =
            report.candidates.iter().filter(|c| c.status == CandidateStatus::Proposed).collect();
        let is_frequent = |c: &Candidate| c.volume_rank.is_some_and(|rank| rank as usize <= n);
        let mut frequent: Vec<&Candidate> =
            report.candidates.iter().filter(|c| is_frequent(c)).collect();
        frequent.sort_by_key(|c| c.volume_rank);
        if n == 0 || frequent.is_empty() {
            return None;
        }
        let both: Vec<String> =
            frequent.iter().filter(|c| is_listed(c)).map(|c| c.title.clone()).collect();
        let left: Vec<&Candidate> = frequent.into_iter().filter(|c| !is_listed(c)).collect();
        let mut taken: Vec<&Candidate> = proposed.into_iter().filter(|c| !is_frequent(c)).collect();
        taken.sort_by_key(|c| c.rank);
        let rates = report.panel.available.resolved;
        Some(Self {
            answer: answer(source, (n, both.len()), &left, &taken),
            measure: if rates { words.comparison_unresolved } else { words.comparison_months }
                .to_owned(),
            spread: if rates { words.comparison_units } else { words.comparison_areas }.to_owned(),
            note: if rates { words.comparison_note_rates } else { words.comparison_note_volume }
                .to_owned(),
            only_proposed: taken.into_iter().map(|c| line(source, c)).collect(),
            only_frequent: left.into_iter().map(|c| line(source, c)).collect(),
            both: source.join(&both),
        })
    }
}

fn is_listed(candidate: &Candidate) -> bool {
    candidate.status == CandidateStatus::Proposed
}

/// The one sentence that says what the choice changes.
fn answer(
    source: Source<'_>,
    (n, both): (usize, usize),
    left: &[&Candidate],
    taken: &[&Candidate],
) -> String {
    let words = source.words;
    let counts =
        [("n", n.to_string()), ("both", both.to_string()), ("left", left.len().to_string())];
    let filled = |text: &str, values: &[(&str, String)]| {
        values.iter().fold(text.to_owned(), |text, (key, value)| fill(&text, &[(key, value)]))
    };
    let first = filled(words.comparison_answer, &counts);
    let rates = pooled_rate(left).zip(pooled_rate(taken)).zip(city_rate(left));
    let second = match rates {
        Some(((left, taken), city)) => {
            let values =
                [("left", percent(left)), ("taken", percent(taken)), ("city", percent(city))];
            let moral = if left < taken { words.comparison_answer_moral } else { "" };
            format!("{}{moral}", filled(words.comparison_answer_rates, &values))
        }
        None if source.report.panel.available.resolved => String::new(),
        None => words.comparison_answer_volume.to_owned(),
    };
    format!("{first}{second}")
}

/// Unresolved ÷ answered over all of them; `None` without answers.
fn pooled_rate(candidates: &[&Candidate]) -> Option<f64> {
    let sum = |name: &str| candidates.iter().filter_map(|c| c.chronicity.input(name)).sum::<f64>();
    let answered = sum("answered");
    (answered > 0.0).then(|| sum("unresolved") / answered)
}

fn city_rate(candidates: &[&Candidate]) -> Option<f64> {
    candidates.iter().find_map(|c| c.chronicity.input("city_unresolved_rate"))
}

fn line(source: Source<'_>, candidate: &Candidate) -> Line {
    let rates = source.report.panel.available.resolved;
    let of = |part: Option<f64>, all: Option<f64>, digits: usize| match part.zip(all) {
        Some((part, all)) => format!("{part:.digits$} / {all:.0}"),
        None => format::UNKNOWN.to_owned(),
    };
    let (chronicity, breadth) = (&candidate.chronicity, &candidate.breadth);
    let (measure, spread) = if rates {
        let rate = pooled_rate(&[candidate]);
        let failing =
            of(candidate.municipal.input("units_worse"), candidate.municipal.input("units"), 0);
        (rate.map_or_else(|| format::UNKNOWN.to_owned(), percent), failing)
    } else {
        let months = of(chronicity.input("effective_months"), chronicity.input("months"), 1);
        (months, of(breadth.input("effective_areas"), breadth.input("areas"), 0))
    };
    Line {
        title: candidate.title.clone(),
        href: list::href(source, &candidate.topic_id),
        orders: count(candidate.orders),
        volume_rank: candidate
            .volume_rank
            .map_or_else(|| format::UNKNOWN.to_owned(), |rank| rank.to_string()),
        measure,
        spread,
        reason: reason(source, candidate),
    }
}

/// Why a frequent topic is not on the list, in a few words: the first reason that holds.
fn reason(source: Source<'_>, candidate: &Candidate) -> String {
    let (language, words) = (source.language, source.words);
    if let Some(exclusion) = &candidate.exclusion {
        return exclusion.label(language);
    }
    let below = |part: Option<f64>, all: Option<f64>| {
        part.zip(all).is_some_and(|(part, all)| 2.0 * part < all)
    };
    let city = candidate.chronicity.input("city_unresolved_rate");
    let (municipal, breadth) = (&candidate.municipal, &candidate.breadth);
    let last = source
        .report
        .candidates
        .iter()
        .filter(|c| is_listed(c))
        .map(|c| c.score)
        .fold(f64::INFINITY, f64::min);
    if pooled_rate(&[candidate]).zip(city).is_some_and(|(own, city)| own <= city) {
        words.comparison_solved.to_owned()
    } else if below(municipal.input("units_worse"), municipal.input("units")) {
        words.comparison_few_units.to_owned()
    } else if below(
        candidate.chronicity.input("effective_months"),
        candidate.chronicity.input("months"),
    ) {
        words.comparison_season.to_owned()
    } else if candidate.score >= last {
        let theme = list::theme_name(source, &candidate.theme_name);
        fill(words.comparison_theme_full, &[("theme", &theme)])
    } else if below(breadth.input("effective_areas"), breadth.input("effective_areas_all")) {
        words.comparison_narrow.to_owned()
    } else {
        let (own, last) = (format!("{:.2}", candidate.score), format!("{last:.2}"));
        fill(&fill(words.comparison_score, &[("own", &own)]), &[("last", &last)])
    }
}
