//! Districts side by side in bands, and the areas with most demands.

use serde::Serialize;
use yiti_stats::bands::Band;

use super::lights::Cell;
use super::{Context, unit_cells};
use crate::language::{count, percent};
use crate::monitor::AreaMonth;
use crate::panel::{AreaId, AreaLevel};
use crate::report::format::{self, fill};

/// A band in words.
#[derive(Debug, Clone, Serialize)]
pub struct BandView {
    key: &'static str,
    name: &'static str,
    /// Where it sorts: the lowest first. Empty where it is not known.
    sort: &'static str,
}

/// One area.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    href: String,
    orders: Cell,
    share: Cell,
    per_10k: Cell,
    at_age: Cell,
    satisfied: Cell,
    band: BandView,
    entered: bool,
}

/// The tables.
#[derive(Debug, Serialize)]
pub struct Places {
    lines: Vec<Line>,
    age_label: String,
    has_residents: bool,
    listed: Vec<Line>,
    listed_title: &'static str,
    left: String,
}

impl Places {
    /// Of the reviewed month; districts, or streets where there are none.
    pub(super) fn of(context: Context<'_>) -> Self {
        let panel = context.source.report.panel;
        let districts: Vec<AreaId> = panel.areas_of(AreaLevel::District).collect();
        let mut lines = lines(context, &districts);
        lines.sort_by(by_orders);
        let governance = context.governance();
        let listed: Vec<AreaId> = governance
            .map(|month| month.areas.iter().map(|area| area.area).collect())
            .unwrap_or_default();
        let left: Vec<String> = governance
            .and_then(|month| month.left.as_ref())
            .map(|left| left.iter().map(|area| context.source.area(*area)).collect())
            .unwrap_or_default();
        Self {
            lines,
            age_label: unit_cells::age_label(context),
            has_residents: panel.areas.iter().any(|area| area.population.is_some()),
            listed: self::lines(context, &listed),
            listed_title: context.words.governance,
            left: match left.is_empty() {
                true => String::new(),
                false => fill(context.source.words.left, &[("areas", &context.source.join(&left))]),
            },
        }
    }
}

/// Most demands first.
pub(super) fn by_orders(one: &Line, other: &Line) -> std::cmp::Ordering {
    other.orders.order().total_cmp(&one.orders.order())
}

/// A line for each of some areas, in the order given.
pub(super) fn lines(context: Context<'_>, areas: &[AreaId]) -> Vec<Line> {
    areas.iter().filter_map(|&area| line(context, area)).collect()
}

fn line(context: Context<'_>, area: AreaId) -> Option<Line> {
    let source = context.source;
    let now = context.area_month(area, context.at)?;
    let before = context.before(context.at).and_then(|at| context.area_month(area, at));
    let city = context.area_month(source.report.panel.city(), context.at);
    let all = city.and_then(|city| city.rates.orders).filter(|all| *all > 0);
    let share = now.rates.orders.zip(all).map(|(own, all)| own as f64 / all as f64);
    let before = before.map(|row| &row.rates);
    Some(Line {
        name: source.area(area),
        href: context.area_href(area),
        orders: unit_cells::orders(context, &now.rates, before),
        share: Cell::new(format::rate(share), vec![], share),
        per_10k: Cell::new(format::number(now.per_10k), vec![], now.per_10k),
        at_age: unit_cells::at_age(context, &now.rates, before),
        satisfied: unit_cells::answered(context, now.rates.satisfied),
        band: band(context, now),
        entered: now.entered == Some(true),
    })
}

/// Where an area stands among its peers.
pub(super) fn band(context: Context<'_>, row: &AreaMonth) -> BandView {
    let words = context.words;
    match row.standing.map(|standing| standing.band) {
        Some(Band::High) => BandView { key: "green", name: words.band_high, sort: "3" },
        Some(Band::Middle) => BandView { key: "grey", name: words.band_middle, sort: "2" },
        Some(Band::Low) => BandView { key: "red", name: words.band_low, sort: "1" },
        None => BandView { key: "unknown", name: format::UNKNOWN, sort: "" },
    }
}

/// The band's rate with the range of ranks that chance allows, in words; empty where it is not known.
pub(super) fn standing(context: Context<'_>, row: &AreaMonth) -> String {
    let Some(standing) = row.standing else { return String::new() };
    let values = [
        ("rate", percent(standing.rate)),
        ("low", count(standing.rank_low as u64)),
        ("high", count(standing.rank_high as u64)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    fill(context.words.standing, &values)
}
