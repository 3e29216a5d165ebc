//! Departments by what they have, found once for all pages.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::super::Source;
use super::late::Sums;
use crate::report::input::Report;

/// Units with a page of their own, those with most demands.
const PAGES: usize = 300;

/// Departments in the orders in which pages list them.
pub(in crate::report) struct UnitRanks<'a> {
    /// Those with demands in the month or the year, most first.
    pub(super) by_orders: Vec<&'a str>,
    /// All months of the period of each, those with most open demands past their deadline first.
    pub(super) by_late: Vec<(&'a str, Sums)>,
    with_page: FxHashSet<&'a str>,
}

impl<'a> UnitRanks<'a> {
    /// Of a report.
    pub(in crate::report) fn of(report: &'a Report<'a>) -> Self {
        let by_orders = by_orders(report);
        let with_page = by_orders.iter().take(PAGES).copied().collect();
        Self { by_orders, by_late: by_late(report), with_page }
    }

    /// Those with a page of their own, most demands first.
    pub(in crate::report) fn with_page(&self) -> &[&'a str] {
        &self.by_orders[..self.with_page.len()]
    }

    /// Whether a unit has a page of its own.
    pub(super) fn has_page(&self, name: &str) -> bool {
        self.with_page.contains(name)
    }
}

fn by_orders<'a>(report: &'a Report<'a>) -> Vec<&'a str> {
    let months: Vec<_> =
        Source::of(report).span().map(|at| report.panel.months[at].month).collect();
    let mut orders: BTreeMap<&str, u64> = BTreeMap::new();
    for row in report.review.departments.iter().filter(|row| months.contains(&row.month)) {
        *orders.entry(&row.name).or_default() += row.rates.orders.unwrap_or_default();
    }
    let mut units: Vec<(&str, u64)> = orders.into_iter().collect();
    units.sort_by_key(|(_, orders)| std::cmp::Reverse(*orders));
    units.into_iter().map(|(name, _)| name).collect()
}

fn by_late<'a>(report: &'a Report<'a>) -> Vec<(&'a str, Sums)> {
    let mut units: BTreeMap<&str, Sums> = BTreeMap::new();
    for row in &report.review.deadlines {
        if let Some(department) = &row.department {
            units.entry(department).or_default().add(row);
        }
    }
    let mut units: Vec<(&str, Sums)> = units.into_iter().collect();
    units.sort_by_key(|(_, sums)| std::cmp::Reverse(sums.open));
    units
}
