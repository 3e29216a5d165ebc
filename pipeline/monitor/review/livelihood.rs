//! Livelihood (民生): tiers, the seven "haves" and the five "natures", rings from home to city, by
//! what residents answered.
//!
//! ```text
//! index of a have or nature = mean of the rates that are known: responded, resolved, satisfied
//! index of all              = Σ weight · index / Σ weight
//! weights from the theme tree, 1 each by default
//! ```
//!
//! Categories belong where the theme tree places them: to one tier, one ring, several haves and
//! natures, or to none, which is counted. The index that cities publish has two halves, residents'
//! answers and figures that are monitored elsewhere (beds, places, distances); orders tell of the
//! first alone.

use std::ops::Range;

use yiti_stats::rates::Answers;

use super::rates::UnitRates;
use crate::language::Language;
use crate::panel::{CategoryId, Counts, Panel};
use crate::topics::{Facets, ThemeTree};

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LivelihoodKind {
    /// One of the tiers of livelihood.
    Tier,
    /// One of the seven "haves" (七有).
    Have,
    /// One of the five "natures" (五性).
    Nature,
    /// How far from home: the dwelling, the estate, the street, the city, what lies beyond.
    Ring,
}

impl LivelihoodKind {
    /// Whether it counts in the index.
    pub const fn is_indexed(self) -> bool {
        matches!(self, Self::Have | Self::Nature)
    }

    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tier => "tier",
            Self::Have => "have",
            Self::Nature => "nature",
            Self::Ring => "ring",
        }
    }
}

/// One tier, have, nature or ring over the period's own months.
#[derive(Debug, Clone, PartialEq)]
pub struct LivelihoodRow {
    /// Of which kind.
    pub kind: LivelihoodKind,
    /// Its key in the theme tree.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its second published name.
    pub also: Option<String>,
    /// What it counts for in the index; `None` of tiers and rings, which are in none.
    pub weight: Option<f64>,
    /// Demands and the three rates.
    pub rates: UnitRates,
    /// Demands of as many months before, where all of both are complete.
    pub orders_before: Option<u64>,
    /// The index, in [0, 1]; `None` of tiers and rings, and without answers.
    pub index: Option<f64>,
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Livelihood {
    /// Tiers, haves, natures, then rings, in the tree's order.
    pub rows: Vec<LivelihoodRow>,
    /// The index of haves and natures together.
    pub index: Option<f64>,
    /// Demands that belong to no tier.
    pub unplaced: u64,
    /// All demands.
    pub orders: u64,
}

/// Sums the categories of each over some months.
pub(super) fn livelihood(
    panel: &Panel,
    tree: &ThemeTree,
    months: Range<usize>,
    language: Language,
) -> Livelihood {
    let before = months.start.checked_sub(months.len()).map(|start| start..months.start);
    let is_complete =
        |months: &Range<usize>| panel.months[months.clone()].iter().all(|month| month.complete);
    let before = before.filter(|before| is_complete(before) && is_complete(&months));
    let placed: Vec<(CategoryId, Facets)> = panel
        .items()
        .map(|item| {
            let category = panel.category(item);
            let parent = category.parent.map(|parent| panel.category(parent).name.as_str());
            (item, tree.place(parent, &category.name).facets)
        })
        .collect();
    let total = |months: &Range<usize>, is_in: &dyn Fn(&Facets) -> bool| {
        let mut all = Counts::default();
        for (item, _) in placed.iter().filter(|(_, facets)| is_in(facets)) {
            all.add(&panel.total(panel.city(), *item, months.clone()));
        }
        all
    };
    let mut rows = Vec::new();
    let kinds = [
        (LivelihoodKind::Tier, &tree.tiers),
        (LivelihoodKind::Have, &tree.haves),
        (LivelihoodKind::Nature, &tree.natures),
        (LivelihoodKind::Ring, &tree.rings),
    ];
    for (kind, labels) in kinds {
        for label in labels {
            let is_in = |facets: &Facets| match kind {
                LivelihoodKind::Tier => facets.tier.as_ref() == Some(&label.key),
                LivelihoodKind::Have => facets.haves.contains(&label.key),
                LivelihoodKind::Nature => facets.natures.contains(&label.key),
                LivelihoodKind::Ring => facets.ring.as_ref() == Some(&label.key),
            };
            let rates = rates(panel, &total(&months, &is_in));
            let is_indexed = kind.is_indexed();
            rows.push(LivelihoodRow {
                kind,
                key: label.key.clone(),
                name: label.names.pick(language).to_owned(),
                also: label.also.as_ref().map(|names| names.pick(language).to_owned()),
                weight: is_indexed.then_some(label.weight),
                rates,
                orders_before: before.as_ref().map(|months| total(months, &is_in).orders.into()),
                index: index_of(&rates).filter(|_| is_indexed),
            });
        }
    }
    Livelihood {
        index: index(&rows),
        unplaced: total(&months, &|facets| facets.tier.is_none()).orders.into(),
        orders: total(&months, &|_| true).orders.into(),
        rows,
    }
}

fn rates(panel: &Panel, counts: &Counts) -> UnitRates {
    let answers = |is_there: bool, yes: u32, asked: u32| {
        is_there.then(|| Answers { yes: yes.into(), asked: asked.into() })
    };
    let available = panel.available;
    UnitRates {
        orders: Some(counts.orders.into()),
        responded: answers(available.responded, counts.responded, counts.responded_known),
        resolved: answers(available.resolved, counts.resolved, counts.resolved_known),
        satisfied: answers(available.satisfied, counts.satisfied, counts.satisfied_known),
        ..UnitRates::default()
    }
}

/// The mean of the rates that are known.
fn index_of(rates: &UnitRates) -> Option<f64> {
    let all = [rates.responded, rates.resolved, rates.satisfied];
    let known: Vec<f64> = all.into_iter().flatten().filter_map(Answers::rate).collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

/// The weighted mean of those that have one.
fn index(rows: &[LivelihoodRow]) -> Option<f64> {
    let known = rows.iter().filter_map(|row| Some((row.weight?, row.index?)));
    let (sum, weights) = known.fold((0.0, 0.0), |(sum, weights), (weight, index)| {
        (sum + weight * index, weights + weight)
    });
    (weights > 0.0).then(|| sum / weights)
}

#[cfg(test)]
mod tests;
