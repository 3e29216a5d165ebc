//! The review of months: areas, departments and channels with their rates, bands and ranks;
//! deadlines; how soon demands are closed; what the coming months will bring, and what came of what
//! was expected.
//!
//! `panel + outcomes → plain values`. Invariant: every figure is that of a published table; pages
//! only show it.

mod communities;
mod completion;
mod deadlines;
mod lacks;
mod livelihood;
mod outlook;
mod peers;
mod rates;
mod resources;
mod scores;
mod seasons;
mod silent;
mod standing;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use communities::CommunityMonth;
pub use completion::{Completion, CompletionStep};
pub use deadlines::DeadlineRow;
pub use lacks::{Lack, lacks};
pub use livelihood::{Livelihood, LivelihoodKind, LivelihoodRow};
pub use outlook::{Forecast, Subject};
pub use peers::PeerGroup;
pub use rates::{BandRate, UnitRates};
pub use resources::Resources;
pub use scores::{PublishedForecast, PublishedSubject, ScoredForecast};
pub use seasons::{MONTHS_AHEAD, UsualPeak};
pub use silent::{SilentChannel, silent_channels};
pub use standing::AreaMonth;

use super::{GovernanceMonth, MonitorSettings, Quadrants, cross};
use crate::language::Language;
use crate::panel::{AreaId, Handler, MonthOutcomes, Panel, UnitMonth};
use crate::topics::{ThemeTree, Topic};

/// A department, channel, kind of request or way of dispatch in one month.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedMonth {
    /// Its name.
    pub name: String,
    /// Name of the month.
    pub month: NaiveDate,
    /// Whether the feed covers the month.
    pub complete: bool,
    /// Demands and rates.
    pub rates: UnitRates,
}

/// What the review of a period's months says, as plain values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Review {
    /// Days after receipt at which old demands are looked at.
    pub age_days: u16,
    /// One row an area and month of the period: by month, in the panel's order.
    pub areas: Vec<AreaMonth>,
    /// One row a department and month of the period: by month and name.
    pub departments: Vec<NamedMonth>,
    /// One row a channel and month of the period: by month and name.
    pub channels: Vec<NamedMonth>,
    /// One row a kind of request and month of the period: by month and name.
    pub request_types: Vec<NamedMonth>,
    /// One row a way of dispatch and month of the period: by month and name.
    pub dispatches: Vec<NamedMonth>,
    /// The communities with most demands, by month and rank.
    pub communities: Vec<CommunityMonth>,
    /// One row a deadline class, department and month of the period.
    pub deadlines: Vec<DeadlineRow>,
    /// The same of all departments together.
    pub deadline_totals: Vec<DeadlineRow>,
    /// How soon demands are closed, of the whole period and of its last month.
    pub completion: Vec<Completion>,
    /// The coming months: of the city, of districts, then of topics.
    pub outlook: Vec<Forecast>,
    /// What earlier reports expected of months that have come: by month, areas before topics.
    pub scores: Vec<ScoredForecast>,
    /// Categories that are usually high in the two coming months.
    pub usual_peaks: Vec<UsualPeak>,
    /// Issues, districts and streets by volume and satisfaction, over the period's own months.
    pub quadrants: Vec<Quadrants>,
    /// Tiers, haves and natures, over the period's own months.
    pub livelihood: Livelihood,
    /// Whether the city says how many people any area has.
    pub has_workers: bool,
    /// Whether the city says how much money any area has.
    pub has_budgets: bool,
}

/// What a review looks at beside the panel.
#[derive(Debug, Clone, Copy)]
pub struct Reviewing<'a> {
    /// What became of demands.
    pub outcomes: &'a MonthOutcomes,
    /// The topics that are followed.
    pub followed: &'a [Topic],
    /// All topics.
    pub topics: &'a [Topic],
    /// Each month's list of areas with most demands.
    pub governance: &'a [GovernanceMonth],
    /// What areas have to work with.
    pub resources: &'a BTreeMap<AreaId, Resources>,
    /// Where categories belong.
    pub tree: &'a ThemeTree,
    /// Of the names of tiers, haves and natures.
    pub language: Language,
    /// Residents from which a street below its peers is named.
    pub large_population: f64,
    /// The period's own months, the last ones of those reviewed: 1 of a month, 12 of a year, 0 of
    /// what is shorter.
    pub own_months: usize,
    /// What earlier reports expected, oldest report first.
    pub published: &'a [PublishedForecast],
    /// The day as of which the data is read.
    pub as_of: NaiveDate,
}

impl Review {
    /// The curve of a unit; `newest`: of the last month, else of the whole period.
    pub fn completion_of(&self, handler: Handler, newest: bool) -> Option<&Completion> {
        let is_wanted =
            |curve: &&Completion| curve.handler == handler && curve.month.is_some() == newest;
        self.completion.iter().find(is_wanted)
    }
}

/// Reviews the months of the period.
pub fn review(panel: &Panel, reviewing: Reviewing<'_>) -> Review {
    let Reviewing { outcomes, followed, topics, published, as_of, .. } = reviewing;
    let own_months = reviewing.own_months;
    let own = panel.period_months.end.saturating_sub(own_months)..panel.period_months.end;
    let of_period = |month: u16| panel.period_months.contains(&usize::from(month));
    let named = |names: &[String], rows: &[UnitMonth<u32>]| {
        let row = |row: &UnitMonth<u32>| {
            let month = &panel.months[usize::from(row.month)];
            NamedMonth {
                name: names[row.unit as usize].clone(),
                month: month.month,
                complete: month.complete,
                rates: UnitRates::of(&row.outcomes, panel.available),
            }
        };
        rows.iter().filter(|row| of_period(row.month)).map(row).collect()
    };
    let (deadlines, deadline_totals) = deadlines::rows(panel, outcomes, as_of);
    Review {
        age_days: outcomes.age_days,
        areas: standing::area_months(panel, &reviewing),
        departments: named(&outcomes.departments, &outcomes.by_department),
        channels: named(&outcomes.channels, &outcomes.by_channel),
        request_types: named(&outcomes.request_types, &outcomes.by_request_type),
        dispatches: named(&outcomes.dispatches, &outcomes.by_dispatch),
        communities: communities::communities(panel, outcomes),
        deadlines,
        deadline_totals,
        completion: completion::curves(panel, outcomes, as_of),
        outlook: outlook::forecasts(panel, followed),
        scores: scores::score(panel, topics, published),
        usual_peaks: seasons::usual_peaks(panel),
        quadrants: if own.is_empty() { Vec::new() } else { cross(panel, own.clone()) },
        livelihood: match own.is_empty() {
            true => Livelihood::default(),
            false => livelihood::livelihood(panel, reviewing.tree, own, reviewing.language),
        },
        has_workers: reviewing.resources.values().any(|own| own.workers.is_some()),
        has_budgets: reviewing.resources.values().any(|own| own.budget.is_some()),
    }
}

/// What became of demands is looked at when they are that old.
pub const fn old_days(settings: &MonitorSettings) -> u16 {
    settings.age_days + settings.answer_days
}
