//! The ranking of candidates as a chart.

use super::{ChartView, Charts, Source};
use crate::chart::{Ranking, RankingRow};
use crate::propose::{Candidate, CandidateStatus};
use crate::report::format::{self, fill};

/// The list and this many more, up to this many in all.
const MORE: usize = 10;
const MOST: usize = 50;

/// Candidates named in the words of the chart.
const NAMED: usize = 5;

/// Draws the ranking; `None` without candidates.
pub(super) fn chart(source: Source<'_>, charts: &mut Charts) -> Option<ChartView> {
    let words = source.words;
    let candidates =
        source.report.candidates.iter().filter(|c| c.status != CandidateStatus::Excluded);
    let shown = (source.report.proposal.len() + MORE).min(MOST);
    let rows: Vec<RankingRow> = candidates.take(shown).map(row).collect();
    let n = rows.len().to_string();
    let ranking = Ranking {
        title: fill(source.chart_words.ranking_title, &[("n", &n)]),
        unit: fill(source.chart_words.ranking_unit, &[("period", &source.figures())]),
        columns: [
            words.score,
            words.prominence,
            words.breadth,
            words.chronicity,
            words.solvability,
            words.municipal,
        ]
        .map(str::to_owned),
        selection_label: source.chart_words.selection.to_owned(),
        proposed_label: source.chart_words.proposed.to_owned(),
        other_label: source.chart_words.not_proposed.to_owned(),
        rows,
    };
    let first = |row: &RankingRow| format!("{} {:.2}", row.label, row.score);
    let first: Vec<String> = ranking.rows.iter().take(NAMED).map(first).collect();
    let says = fill(source.chart_words.ranking_said, &[("first", &source.join(&first))]);
    let alt = source.alt(&ranking.title, &ranking.unit, &says);
    (!ranking.rows.is_empty()).then(|| charts.add("ranking", ranking.draw(), &alt))
}

fn row(candidate: &Candidate) -> RankingRow {
    RankingRow {
        label: format!("{} {}", candidate.rank, candidate.title),
        score: candidate.score,
        sub_scores: [
            candidate.prominence.value,
            candidate.breadth.value,
            candidate.chronicity.value,
            candidate.solvability.value,
            candidate.municipal.value,
        ],
        selection: candidate
            .selection_frequency
            .map_or_else(|| format::UNKNOWN.to_owned(), format::whole_percent),
        proposed: candidate.status == CandidateStatus::Proposed,
    }
}
