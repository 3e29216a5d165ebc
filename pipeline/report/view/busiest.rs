//! 治理类街乡镇: the areas with most demands in the last complete month (`[monitor] governance_areas`), with who entered
//! and who left.

use serde::Serialize;

use super::Source;
use crate::language::count;
use crate::monitor::AreaMonth;
use crate::panel::{AreaId, AreaLevel};
use crate::report::figures;
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
    /// `None` where no level has more areas than are listed, and without two complete months in a row.
    pub(super) fn of(source: Source<'_>) -> Option<Self> {
        let (panel, words) = (source.report.panel, source.words);
        let last = panel.period_months.clone().rev().find(|&month| panel.months[month].complete)?;
        let before = last.checked_sub(1).filter(|&month| panel.months[month].complete)?;
        let month = panel.months[last].month;
        let of_month = || source.report.review.areas.iter().filter(move |row| row.month == month);
        let mut listed: Vec<&AreaMonth> =
            of_month().filter(|row| row.governance == Some(true)).collect();
        listed.sort_by_key(|row| (std::cmp::Reverse(row.rates.orders), row.area));
        let level = panel.area(listed.first()?.area).level;
        let then = ranked(source, level, before);
        let left: Vec<String> = then
            .iter()
            .filter(|(area, _)| of_month().any(|row| row.area == *area && row.left == Some(true)))
            .map(|(area, _)| source.area(*area))
            .collect();
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

/// Areas with their demands in a month, most first.
fn ranked(source: Source<'_>, level: AreaLevel, month: usize) -> Vec<(AreaId, u32)> {
    let totals = figures::area_totals(source.report.panel, level, &(month..month + 1));
    let mut areas: Vec<(AreaId, u32)> =
        totals.into_iter().map(|(area, counts)| (area, counts.orders)).collect();
    areas.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    areas.retain(|(_, orders)| *orders > 0);
    areas
}

fn line(source: Source<'_>, rank: usize, row: &AreaMonth, then: &[(AreaId, u32)]) -> Line {
    let before = then.iter().position(|(other, _)| *other == row.area);
    let orders_before = before.map(|at| f64::from(then[at].1));
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
