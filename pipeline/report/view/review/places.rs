//! Districts side by side in bands, and the areas with most demands.

use std::cmp::Reverse;

use serde::Serialize;
use yiti_stats::bands::Band;

use super::super::near::shown_of;
use super::lights::Cell;
use super::{Context, unit_cells};
use crate::language::{count, percent};
use crate::monitor::AreaMonth;
use crate::panel::{AreaId, AreaLevel};
use crate::report::format::{self, fill};

/// Areas in a table; no district of a city has so many streets.
const SHOWN: usize = 100;

/// A band in words.
#[derive(Debug, Clone, Serialize)]
pub struct BandView {
    key: &'static str,
    name: String,
    /// Where it sorts: the lowest first. Empty where it is not known.
    sort: String,
}

impl BandView {
    fn new(key: &'static str, name: &str, sort: &str) -> Self {
        Self { key, name: name.to_owned(), sort: sort.to_owned() }
    }

    /// Of an area that stands among no peers.
    fn unknown() -> Self {
        Self::new("unknown", format::UNKNOWN, "")
    }
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
    per_worker: Cell,
    budget: Cell,
    band: BandView,
    entered: bool,
    /// For how long it has been on the list; empty off it, and in its first month.
    stays: String,
}

/// Which columns a table of areas has, and what they are called.
#[derive(Debug, Serialize)]
pub struct Columns {
    now_label: &'static str,
    age_label: String,
    has_residents: bool,
    has_workers: bool,
    has_budgets: bool,
}

impl Columns {
    pub(super) fn of(context: Context<'_>) -> Self {
        let report = context.source.report;
        Self {
            now_label: context.now_label(),
            age_label: unit_cells::age_label(context),
            has_residents: report.panel.areas.iter().any(|area| area.population.is_some()),
            // Both are of a month.
            has_workers: report.review.has_workers && !context.is_year(),
            has_budgets: report.review.has_budgets && !context.is_year(),
        }
    }
}

/// The tables.
#[derive(Debug, Serialize)]
pub struct Places {
    lines: Vec<Line>,
    /// How many there are beside those shown, and why none has a page; else empty.
    note: String,
    columns: Columns,
    listed: Vec<Line>,
    listed_title: &'static str,
    left: String,
    /// Streets with many residents that stand below their peers.
    large: Vec<Line>,
    /// Whether people or money are short, where the city does not say.
    resources: &'static str,
}

impl Places {
    /// Of the reviewed month or year: districts, and of a month the areas with most demands.
    pub(in crate::report::view) fn of(context: Context<'_>) -> Self {
        let (lines, mut note) = largest(context, context.districts());
        if context.has_unit_pages() && context.has_many_districts() {
            note.push_str(context.source.language.pick("", " "));
            note.push_str(context.says.no_district_pages);
        }
        let governance = context.governance().filter(|_| !context.is_year());
        let listed: Vec<AreaId> = governance
            .map(|month| month.areas.iter().map(|area| area.area).collect())
            .unwrap_or_default();
        let left: Vec<String> = governance
            .and_then(|month| month.left.as_ref())
            .map(|left| left.iter().map(|area| context.source.area(*area)).collect())
            .unwrap_or_default();
        Self {
            lines,
            note,
            columns: Columns::of(context),
            large: self::lines(context, &large(context)),
            resources: match context.source.report.review {
                review if review.has_workers || review.has_budgets => "",
                _ => context.says.resources_unknown,
            },
            listed: self::lines(context, &listed),
            listed_title: context.says.governance,
            left: match left.is_empty() {
                true => String::new(),
                false => fill(context.source.words.left, &[("areas", &context.source.join(&left))]),
            },
        }
    }
}

/// Streets with many residents below their peers that are not on the month's list.
fn large(context: Context<'_>) -> Vec<AreaId> {
    let month = context.month(context.at);
    let rows = context.source.report.review.areas.iter().filter(|row| row.month == month);
    let panel = context.source.report.panel;
    rows.filter(|row| panel.area(row.area).level == AreaLevel::Street)
        .filter(|row| row.large_and_low == Some(true) && row.governance != Some(true))
        .map(|row| row.area)
        .collect()
}

/// A line for each of the areas with most demands, most first, and how many there are beside them.
pub(super) fn largest(
    context: Context<'_>,
    areas: impl Iterator<Item = AreaId>,
) -> (Vec<Line>, String) {
    let orders = |area| Some((context.area_now(area)?.orders, area));
    let mut all: Vec<(Option<u64>, AreaId)> = areas.filter_map(orders).collect();
    all.sort_by_key(|(orders, _)| Reverse(*orders));
    let shown: Vec<AreaId> = all.iter().take(SHOWN).map(|(_, area)| *area).collect();
    let note = match all.len() > SHOWN {
        true => shown_of(context.source, SHOWN, all.len(), "tables/areas_month.csv"),
        false => String::new(),
    };
    (lines(context, &shown), note)
}

/// A line for each of some areas, in the order given.
fn lines(context: Context<'_>, areas: &[AreaId]) -> Vec<Line> {
    areas.iter().filter_map(|&area| line(context, area)).collect()
}

fn line(context: Context<'_>, area: AreaId) -> Option<Line> {
    let source = context.source;
    let panel = source.report.panel;
    let now = context.area_now(area)?;
    let before = context.area_before(area);
    let city = context.area_now(panel.city());
    let all = city.and_then(|city| city.orders).filter(|all| *all > 0);
    let share = now.orders.zip(all).map(|(own, all)| own as f64 / all as f64);
    let residents = panel.area(area).population.filter(|residents| *residents > 0.0);
    let per_10k = now.orders.zip(residents).map(|(orders, n)| orders as f64 / n * 10_000.0);
    let newest = context.area_month(area, context.at);
    Some(Line {
        name: source.area(area),
        href: context.area_href(area),
        orders: unit_cells::orders(context, &now, before.as_ref()),
        share: Cell::new(format::rate(share), vec![], share),
        per_10k: number(per_10k),
        at_age: unit_cells::at_age(context, &now, before.as_ref()),
        satisfied: unit_cells::answered(context, &now, before.as_ref(), |rates| rates.satisfied),
        per_worker: number(newest.and_then(|row| row.orders_per_worker)),
        budget: number(newest.and_then(|row| row.budget_per_order)),
        stays: newest
            .and_then(|row| row.months_listed)
            .filter(|months| *months > 1 && !context.is_year())
            .map(|months| fill(context.words.stays, &[("n", &months.to_string())]))
            .unwrap_or_default(),
        band: match context.is_year() {
            true => band_of_year(context, area),
            false => newest.map_or_else(BandView::unknown, |row| band(context, row)),
        },
        entered: !context.is_year() && newest.is_some_and(|row| row.entered == Some(true)),
    })
}

/// A figure that need not be whole.
fn number(value: Option<f64>) -> Cell {
    Cell::new(format::number(value), vec![], value)
}

/// In how many months of the year an area stood above and below its peers.
pub(super) fn band_of_year(context: Context<'_>, area: AreaId) -> BandView {
    let rows = context.span().filter_map(|at| context.area_month(area, at));
    let bands: Vec<Band> = rows.filter_map(|row| Some(row.standing?.band)).collect();
    if bands.is_empty() {
        return BandView::unknown();
    }
    let of = |wanted: Band| bands.iter().filter(|band| **band == wanted).count();
    let (low, high) = (of(Band::Low), of(Band::High));
    let values = [("low", low.to_string()), ("high", high.to_string())];
    let values = values.each_ref().map(|(name, n)| (*name, n.as_str()));
    BandView {
        key: match (low, high) {
            (0, 1..) => "green",
            (1.., 0) => "red",
            _ => "grey",
        },
        name: fill(context.says.band_year, &values),
        sort: format!("{}", high as i64 - low as i64),
    }
}

/// Where an area stands among its peers.
pub(super) fn band(context: Context<'_>, row: &AreaMonth) -> BandView {
    let says = context.says;
    match row.standing.map(|standing| standing.band) {
        Some(Band::High) => BandView::new("green", says.band_high, "3"),
        Some(Band::Middle) => BandView::new("grey", says.band_middle, "2"),
        Some(Band::Low) => BandView::new("red", says.band_low, "1"),
        None => BandView::unknown(),
    }
}

/// The band's rate with the range of ranks that chance allows, in words; empty where it is not
/// known.
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
