//! Another series beside the first: where both rise, where only one does.
//!
//! A series rises in a month when it has more than in the month before, by more than is usual from
//! month to month ([`yiti_stats::noise`], at `[monitor] noise_level`). Categories and districts are
//! matched by name; what has no namesake in the other series is not compared.

use chrono::NaiveDate;
use yiti_stats::noise;

use super::MonitorSettings;
use crate::panel::{AreaId, AreaLevel, CategoryId, Panel};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondOf {
    /// Everything in the city.
    City,
    /// A category, in the whole city.
    Category(CategoryId),
    /// A district, over all categories.
    District(AreaId),
}

/// How two series move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondMove {
    /// Both rise.
    Both,
    /// Only the first does.
    FirstOnly,
    /// Only the other does.
    SecondOnly,
    /// Neither does.
    Neither,
}

impl SecondMove {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::FirstOnly => "first_only",
            Self::SecondOnly => "second_only",
            Self::Neither => "neither",
        }
    }
}

/// The last month of both series, for one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondRow {
    /// What the other series is called.
    pub series: String,
    /// Of what, in the first series' panel.
    pub of: SecondOf,
    /// Name of the month.
    pub month: NaiveDate,
    /// Demands in the first series.
    pub orders: u64,
    /// … in the month before; `None` where that cannot be compared.
    pub orders_prev: Option<u64>,
    /// Records in the other series; `None` where it does not have the month.
    pub second: Option<u64>,
    /// … in the month before.
    pub second_prev: Option<u64>,
    /// How they move; `None` where either past is too short or a month is missing.
    pub moves: Option<SecondMove>,
}

/// Compares the last month of the first series with the same month of the other.
pub fn beside(
    panel: &Panel,
    other: &Panel,
    series: &str,
    settings: &MonitorSettings,
) -> Vec<SecondRow> {
    let Some(at) = panel.months.len().checked_sub(1) else { return Vec::new() };
    let month = panel.months[at].month;
    let other_at = other.months.iter().position(|known| known.month == month);
    let row = |of: SecondOf, own: Vec<u64>, theirs: Vec<u64>| {
        let first = Months::of(panel, &own, Some(at), settings.noise_level);
        let second = Months::of(other, &theirs, other_at, settings.noise_level);
        let moves = first.rises.zip(second.rises).map(|rises| match rises {
            (true, true) => SecondMove::Both,
            (true, false) => SecondMove::FirstOnly,
            (false, true) => SecondMove::SecondOnly,
            (false, false) => SecondMove::Neither,
        });
        SecondRow {
            series: series.to_owned(),
            of,
            month,
            orders: own[at],
            orders_prev: first.before,
            second: second.now,
            second_prev: second.before,
            moves,
        }
    };
    let mut rows =
        vec![row(SecondOf::City, panel.area_orders(panel.city()), other.area_orders(other.city()))];
    for item in panel.items() {
        let name = &panel.category(item).name;
        let namesake = other.items().find(|id| other.category(*id).name == *name);
        if let Some(namesake) = namesake {
            let of = |panel: &Panel, id| widen(panel.monthly_orders(panel.city(), id));
            rows.push(row(SecondOf::Category(item), of(panel, item), of(other, namesake)));
        }
    }
    for district in panel.areas_of(AreaLevel::District) {
        let name = &panel.area(district).name;
        let mut theirs = other.areas_of(AreaLevel::District);
        if let Some(namesake) = theirs.find(|id| other.area(*id).name == *name) {
            let of = SecondOf::District(district);
            rows.push(row(of, panel.area_orders(district), other.area_orders(namesake)));
        }
    }
    rows
}

/// A month with the one before, and whether it rises.
#[derive(Default)]
struct Months {
    now: Option<u64>,
    before: Option<u64>,
    rises: Option<bool>,
}

impl Months {
    fn of(panel: &Panel, orders: &[u64], at: Option<usize>, level: f64) -> Self {
        let Some(at) = at else { return Self::default() };
        let known: Vec<Option<f64>> = orders
            .iter()
            .zip(&panel.months)
            .map(|(orders, month)| month.complete.then_some(*orders as f64))
            .collect();
        let before = at
            .checked_sub(1)
            .filter(|&before| panel.months[at].complete && panel.months[before].complete);
        let before = before.map(|before| orders[before]);
        let exceeds = noise::exceeds_usual(&known, at, level);
        Self {
            now: panel.months[at].complete.then_some(orders[at]),
            before,
            rises: exceeds.zip(before).map(|(exceeds, before)| exceeds && orders[at] > before),
        }
    }
}

fn widen(orders: Vec<u32>) -> Vec<u64> {
    orders.into_iter().map(u64::from).collect()
}

#[cfg(test)]
mod tests;
