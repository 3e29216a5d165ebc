//! 治理类街乡镇: the areas with most demands in the last complete month (`[monitor] governance_areas`),
//! with who entered and who left.

use chrono::NaiveDate;
use serde::Serialize;

use super::Source;
use crate::language::count;
use crate::monitor::AreaMonth;
use crate::panel::AreaLevel;
use crate::report::format::{self, fill};

/// One area.
#[derive(Debug, Serialize)]
pub struct Line {
    rank: usize,
    area: String,
    orders: String,
    change: String,
    /// The rank a month before, or that it is new on the list.
    before: String,
    entered: bool,
}

/// The list.
#[derive(Debug, Serialize)]
pub struct Busiest {
    title: String,
    lead: String,
    lines: Vec<Line>,
    left: String,
}

impl Busiest {
    /// `None` where no level has more areas than are listed, and without two complete months in a
    /// row.
    pub(super) fn of(source: Source<'_>) -> Option<Self> {
        let (panel, words) = (source.report.panel, source.words);
        let last = panel.period_months.clone().rev().find(|&month| panel.months[month].complete)?;
        let before = last.checked_sub(1).filter(|&month| panel.months[month].complete)?;
        let month = panel.months[last].month;
        let now = ranked(source, month);
        let listed: Vec<&AreaMonth> =
            now.iter().filter(|row| row.governance == Some(true)).copied().collect();
        let level = panel.area(listed.first()?.area).level;
        let mut then = ranked(source, panel.months[before].month);
        then.retain(|row| panel.area(row.area).level == level);
        let left = then.iter().filter(|row| {
            now.iter().any(|other| other.area == row.area && other.left == Some(true))
        });
        let left: Vec<String> = left.map(|row| source.area(row.area)).collect();
        Some(Self {
            title: if level == AreaLevel::Street { words.busiest } else { words.busiest_areas }
                .to_owned(),
            lead: fill(words.busiest_lead, &[("month", &format::month(month, source.language))]),
            lines: (1..).zip(&listed).map(|(rank, row)| line(source, rank, row, &then)).collect(),
            left: if left.is_empty() {
                String::new()
            } else {
                fill(words.left, &[("areas", &source.join(&left))])
            },
        })
    }
}

/// Areas with demands in a month, most first; nothing of a month before the period.
fn ranked(source: Source<'_>, month: NaiveDate) -> Vec<&AreaMonth> {
    let rows = source.report.review.areas.iter().filter(|row| row.month == month);
    let mut areas: Vec<&AreaMonth> =
        rows.filter(|row| row.rates.orders.is_some_and(|orders| orders > 0)).collect();
    areas.sort_by_key(|row| (std::cmp::Reverse(row.rates.orders), row.area));
    areas
}

fn line(source: Source<'_>, rank: usize, row: &AreaMonth, then: &[&AreaMonth]) -> Line {
    let before = then.iter().position(|other| other.area == row.area);
    let orders_before = before.and_then(|at| then[at].rates.orders).map(|n| n as f64);
    let orders = row.rates.orders.unwrap_or_default();
    Line {
        rank,
        area: source.area(row.area),
        orders: count(orders),
        change: format::change(orders_before.map(|n| (orders as f64 - n) / n)),
        before: before.map_or_else(|| format::UNKNOWN.to_owned(), |at| (at + 1).to_string()),
        entered: row.entered == Some(true),
    }
}
