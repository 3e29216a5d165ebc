//! The review of months: areas, departments and channels with their rates, bands and ranks; deadlines; how soon demands are
//! closed; what the coming months will bring.
//!
//! `panel + outcomes → plain values`. Invariant: every figure is that of a published table; pages only show it.

mod completion;
mod deadlines;
mod lacks;
mod outlook;
mod peers;
mod rates;
mod standing;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use completion::{Completion, CompletionStep};
pub use deadlines::DeadlineRow;
pub use lacks::{Lack, lacks};
pub use outlook::{Forecast, Subject};
pub use peers::PeerGroup;
pub use rates::{BandRate, UnitRates};
pub use standing::AreaMonth;

use super::{GovernanceMonth, MonitorSettings};
use crate::panel::{Handler, MonthOutcomes, Panel, UnitMonth};
use crate::topics::Topic;

/// A department or channel in one month.
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
    /// One row a deadline class, department and month of the period.
    pub deadlines: Vec<DeadlineRow>,
    /// The same of all departments together.
    pub deadline_totals: Vec<DeadlineRow>,
    /// How soon demands are closed, of the whole period and of its last month.
    pub completion: Vec<Completion>,
    /// The coming months: of the city, of districts, then of topics.
    pub outlook: Vec<Forecast>,
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
pub fn review(
    panel: &Panel,
    outcomes: &MonthOutcomes,
    topics: &[Topic],
    governance: &[GovernanceMonth],
    as_of: NaiveDate,
) -> Review {
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
        areas: standing::area_months(panel, outcomes, governance),
        departments: named(&outcomes.departments, &outcomes.by_department),
        channels: named(&outcomes.channels, &outcomes.by_channel),
        deadlines,
        deadline_totals,
        completion: completion::curves(panel, outcomes, as_of),
        outlook: outlook::forecasts(panel, topics),
    }
}

/// What became of demands is looked at when they are that old.
pub const fn old_days(settings: &MonitorSettings) -> u16 {
    settings.age_days + settings.answer_days
}
