//! 治理类街乡镇: the ten areas with most demands in the last complete month, with who entered and who left.

use serde::Serialize;

use super::Source;
use crate::language::count;
use crate::panel::{AreaId, AreaLevel};
use crate::report::figures;
use crate::report::format::{self, fill};

const TEN: usize = 10;

/// One area.
#[derive(Debug, Serialize)]
pub struct Line {
    rank: usize,
    area: String,
    orders: String,
    change: String,
    /// The rank a month before, or that it is new among the ten.
    before: String,
    entered: bool,
}

/// The ten.
#[derive(Debug, Serialize)]
pub struct Busiest {
    title: String,
    lead: String,
    lines: Vec<Line>,
    left: String,
}

impl Busiest {
    /// `None` when there are not more than ten such areas or no two complete months in a row.
    pub(super) fn of(source: Source<'_>) -> Option<Self> {
        let (panel, words) = (source.report.panel, source.words);
        let level = [AreaLevel::Street, AreaLevel::District]
            .into_iter()
            .find(|&l| panel.areas_of(l).count() > TEN)?;
        let last = panel.period_months.clone().rev().find(|&month| panel.months[month].complete)?;
        let before = last.checked_sub(1).filter(|&month| panel.months[month].complete)?;
        let (now, then) = (ranked(source, level, last), ranked(source, level, before));
        let left: Vec<String> = then
            .iter()
            .take(TEN)
            .filter(|(area, _)| !in_ten(&now, *area))
            .map(|(area, _)| source.area(*area))
            .collect();
        Some(Self {
            title: if level == AreaLevel::Street { words.busiest } else { words.busiest_areas }
                .to_owned(),
            lead: fill(
                words.busiest_lead,
                &[("month", &format::month(panel.months[last].month, source.language))],
            ),
            lines: now
                .iter()
                .take(TEN)
                .enumerate()
                .map(|(i, &place)| line(source, i + 1, place, &then))
                .collect(),
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

fn in_ten(ranked: &[(AreaId, u32)], area: AreaId) -> bool {
    ranked.iter().take(TEN).any(|(other, _)| *other == area)
}

fn line(
    source: Source<'_>,
    rank: usize,
    (area, orders): (AreaId, u32),
    then: &[(AreaId, u32)],
) -> Line {
    let before = then.iter().position(|(other, _)| *other == area);
    let orders_before = before.map(|at| f64::from(then[at].1));
    let entered = before.is_none_or(|at| at >= TEN);
    Line {
        rank,
        area: source.area(area),
        orders: count(u64::from(orders)),
        change: format::change(orders_before.map(|n| (f64::from(orders) - n) / n)),
        before: before.map_or_else(|| format::UNKNOWN.to_owned(), |at| (at + 1).to_string()),
        entered,
    }
}
