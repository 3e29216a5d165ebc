//! The life of findings from one published period to the next: new, continuing, over; since when;
//! how rare; what people say.
//!
//! A finding goes on when the period before had one of its kind in the same area and category; of
//! sudden ones, only when no more than [`SAME_EVENT_DAYS`] lie between the two. What the period
//! before had and this one has not is over.
//!
//! ```text
//! rarity     = 1 / (p · judgements a month)
//! judgements = area × category cells with demand, each judged every week
//! ```
//!
//! "As rare as once in `rarity` months over all cells": a finding of rarity 1 turns up by chance
//! every month.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::mine::{Finding, FindingKind};
use crate::panel::Panel;
use crate::propose::{FindingReview, FindingVerdict, Ledger};

/// Days between two sudden findings of one cell that are still one event.
const SAME_EVENT_DAYS: i64 = 14;

const WEEKS_A_MONTH: f64 = 365.2425 / 12.0 / 7.0;

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchState {
    /// The period before did not have it.
    New,
    /// The period before had it too.
    Continuing,
    /// The period before had it, this one has not.
    Over,
}

impl WatchState {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Continuing => "continuing",
            Self::Over => "over",
        }
    }
}

/// What a finding is about, in words that outlast a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WatchCell {
    /// The kind of finding.
    pub kind: String,
    /// The area's level.
    pub area_level: String,
    /// The area.
    pub area: String,
    /// The area that holds it.
    pub parent_area: Option<String>,
    /// The category's level.
    pub category_level: String,
    /// The category.
    pub category: String,
}

/// One finding of a published period.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// Its id.
    pub finding_id: String,
    /// Where and what.
    pub cell: WatchCell,
    /// What became of it.
    pub state: WatchState,
    /// First day, of the finding as it is now.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: NaiveDate,
    /// The first day on which it was seen, in whatever period.
    pub first_seen: NaiveDate,
    /// Months in which chance makes one such finding; `None` where there is no probability.
    pub rarity_months: Option<f64>,
    /// What people say of it.
    pub verdict: Option<FindingReview>,
    /// Demands.
    pub orders: u64,
    /// Ids that it had in earlier periods, the newest first.
    pub earlier_ids: Vec<String>,
}

/// Findings of one kind that people have looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The kind; `unknown` for findings that were never published here.
    pub kind: String,
    /// By verdict, in the order of [`FindingVerdict::ALL`].
    pub verdicts: [usize; 4],
}

impl Reviewed {
    /// Real findings among those that people have looked at; who counts duplicates counts twice.
    /// `None` of none.
    pub fn precision(&self) -> Option<f64> {
        let [confirmed, known, artefact, _] = self.verdicts;
        let judged = confirmed + known + artefact;
        (judged > 0).then(|| (confirmed + known) as f64 / judged as f64)
    }
}

/// The findings of a period and those of the period before that are over, in the order given.
/// `before`: what was new or continuing in the latest earlier period of the same kind. `begins`:
/// the period's first day.
pub fn watch(
    panel: &Panel,
    findings: &[Finding],
    before: &[Watched],
    ledger: &Ledger,
    begins: NaiveDate,
) -> Vec<Watched> {
    let mut by_cell: BTreeMap<&WatchCell, Vec<usize>> = BTreeMap::new();
    for (at, row) in before.iter().enumerate() {
        by_cell.entry(&row.cell).or_default().push(at);
    }
    let judgements = cells(panel) as f64 * WEEKS_A_MONTH;
    let mut goes_on = vec![false; before.len()];
    let mut rows = Vec::new();
    for finding in findings {
        let cell = cell_of(panel, finding);
        let sudden = finding.kind == FindingKind::Spike;
        let goes_back = |at: &usize| {
            !sudden || (finding.first_day - before[*at].last_day).num_days() <= SAME_EVENT_DAYS
        };
        let candidates = by_cell.get(&cell).into_iter().flatten().copied();
        let earlier = candidates.filter(goes_back).max_by_key(|at| before[*at].last_day);
        let first = if sudden { finding.first_day } else { finding.first_day.max(begins) };
        let mut row = Watched {
            finding_id: finding.finding_id.clone(),
            cell,
            state: WatchState::New,
            first_day: finding.first_day,
            last_day: finding.last_day,
            first_seen: first,
            rarity_months: finding.p_value.filter(|p| *p > 0.0).map(|p| 1.0 / (p * judgements)),
            verdict: None,
            orders: finding.orders,
            earlier_ids: Vec::new(),
        };
        if let Some(at) = earlier {
            goes_on[at] = true;
            row.state = WatchState::Continuing;
            row.first_seen = before[at].first_seen.min(first);
            row.earlier_ids = ids(&before[at]).filter(|id| *id != row.finding_id).collect();
        }
        rows.push(row);
    }
    let over = before.iter().zip(goes_on).filter(|(_, goes_on)| !goes_on);
    rows.extend(over.map(|(row, _)| Watched { state: WatchState::Over, ..row.clone() }));
    for row in &mut rows {
        let known: Vec<String> = ids(row).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        row.verdict = ledger.verdict_on(&known).cloned();
    }
    rows
}

/// All ids of a finding, the newest first.
fn ids(row: &Watched) -> impl Iterator<Item = String> + '_ {
    std::iter::once(&row.finding_id).chain(&row.earlier_ids).cloned()
}

/// Area × category cells of the item level with demand.
fn cells(panel: &Panel) -> usize {
    let of = |pair: &[crate::panel::CellWeek]| {
        (pair[0].area, pair[0].category) != (pair[1].area, pair[1].category)
    };
    match panel.cell_weeks.is_empty() {
        true => 0,
        false => 1 + panel.cell_weeks.windows(2).filter(|pair| of(pair)).count(),
    }
}

fn cell_of(panel: &Panel, finding: &Finding) -> WatchCell {
    let (area, category) = (panel.area(finding.area), panel.category(finding.category));
    WatchCell {
        kind: finding.kind.name().to_owned(),
        area_level: area.level.name().to_owned(),
        area: area.name.clone(),
        parent_area: area.parent.map(|parent| panel.area(parent).name.clone()),
        category_level: category.level_name().to_owned(),
        category: category.name.clone(),
    }
}

/// How many of the findings that people have looked at are real, by kind. `kind_of`: the kind of a
/// finding that was published here.
pub fn precision(ledger: &Ledger, kind_of: impl Fn(&str) -> Option<String>) -> Vec<Reviewed> {
    let mut last: BTreeMap<&str, FindingVerdict> = BTreeMap::new();
    for review in &ledger.verdicts {
        last.insert(&review.finding, review.verdict);
    }
    let mut by_kind: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for (finding, verdict) in last {
        let kind = kind_of(finding).unwrap_or_else(|| "unknown".to_owned());
        let at = FindingVerdict::ALL.iter().position(|known| *known == verdict).unwrap_or(0);
        by_kind.entry(kind).or_default()[at] += 1;
    }
    by_kind.into_iter().map(|(kind, verdicts)| Reviewed { kind, verdicts }).collect()
}

#[cfg(test)]
mod tests;
