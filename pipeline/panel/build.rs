//! The panel, put together from what the models made of each month.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate};
use rustc_hash::FxHashMap;
use thiserror::Error;

use super::keys::PanelKeys;
use super::lookup::Lookup;
use super::read::{self, MonthPart, Positions};
use super::table::{Available, Panel, StatMonth};
use crate::calendar::MonthStart;
use crate::orders::{Columns, Coverage};
use crate::warehouse::{Dimensions, MonthTables};

/// The panel could not be built.
#[derive(Debug, Error)]
pub enum PanelError {
    /// No order lies in the period.
    #[error(
        "no order between {first} and {last}: orders run from {first_order} to {last_order}; \
         choose another --period"
    )]
    EmptyPeriod {
        /// First day of the period.
        first: NaiveDate,
        /// Last day of the period.
        last: NaiveDate,
        /// First day with an order.
        first_order: NaiveDate,
        /// Last day with an order.
        last_order: NaiveDate,
    },
}

/// The days a run looks at. All inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day of the period.
    pub period_first: NaiveDate,
    /// Last day of the period, or the last day that may be seen.
    pub period_last: NaiveDate,
    /// First day of the twelve months that end with the period: what is judged as a year.
    pub year_first: NaiveDate,
}

/// What the panel is built from, but for the orders.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// Months with orders up to the window's last day, oldest first.
    pub months: &'a [NaiveDate],
    /// The names.
    pub dimensions: &'a Dimensions,
    /// Where each key stands.
    pub keys: &'a PanelKeys,
    /// Which columns are mapped.
    pub columns: &'a Columns,
    /// What the feed covers.
    pub coverage: &'a Coverage,
    /// Where months start.
    pub start: MonthStart,
    /// Coverage from which a month counts as complete.
    pub complete_at_least: f64,
    /// The days that are looked at.
    pub window: Window,
}

/// The axes of a panel: its months and weeks, areas and categories. Parts are read into it month by
/// month, so that the models' rows of few months are held at once.
pub struct PanelFrame<'a> {
    sources: Sources<'a>,
    months: Vec<StatMonth>,
    month_at: Positions,
    period_months: Range<usize>,
    weeks: Vec<NaiveDate>,
    week_at: Positions,
    department_at: FxHashMap<i64, u32>,
}

impl<'a> PanelFrame<'a> {
    /// The axes.
    pub fn new(sources: &Sources<'a>) -> Self {
        let months = stat_months(sources);
        let first = sources.start.month_of(sources.window.year_first);
        let weeks = week_grid(sources);
        let departments = sources.dimensions.departments.iter().map(|(key, _)| *key);
        Self {
            sources: *sources,
            month_at: positions(months.iter().map(|month| month.month)),
            period_months: months.partition_point(|month| month.month < first)..months.len(),
            months,
            week_at: positions(weeks.iter().copied()),
            weeks,
            department_at: departments.zip(0..).collect(),
        }
    }

    /// What the models made of a month.
    pub fn part(&self, tables: &MonthTables) -> MonthPart {
        let keys = self.sources.keys;
        let at = self.month_at.get(&tables.month.to_epoch_days());
        let of_period = at.is_some_and(|at| self.period_months.contains(&usize::from(*at)));
        let departments = match of_period {
            true => tables.rows("category_department_month"),
            false => &[],
        };
        MonthPart {
            cells: read::cells(tables.rows("area_category_month"), keys, &self.month_at),
            weeks: read::cell_weeks(tables.rows("area_category_week"), keys, &self.week_at),
            departments: read::departments(departments, keys, &self.department_at),
        }
    }

    /// The panel of all months.
    pub fn panel(self, parts: Vec<MonthPart>) -> Panel {
        let Sources { dimensions, keys, coverage, complete_at_least, window, .. } = self.sources;
        let complete =
            |week: &NaiveDate| coverage.share(*week, *week + Days::new(6)) >= complete_at_least;
        let (cells, cell_weeks, departments) = MonthPart::join(parts);
        Panel {
            areas: keys.areas(dimensions),
            categories: keys.categories(dimensions),
            item_level: dimensions.category_level,
            weeks_complete: self.weeks.iter().map(complete).collect(),
            period_weeks: period_weeks(&self.weeks, window),
            available: available(self.sources.columns),
            neighbours: Vec::new(),
            departments: read::department_shares(departments, &dimensions.departments),
            cells,
            cell_weeks,
            period_months: self.period_months,
            months: self.months,
            weeks: self.weeks,
            lookup: Lookup::default(),
        }
    }
}

fn positions(days: impl Iterator<Item = NaiveDate>) -> Positions {
    days.enumerate().map(|(position, day)| (day.to_epoch_days(), position as u16)).collect()
}

fn stat_months(sources: &Sources<'_>) -> Vec<StatMonth> {
    let (Some(&first), window) = (sources.months.first(), sources.window) else {
        return Vec::new();
    };
    let last = sources.start.month_of(window.period_last);
    let mut months = Vec::new();
    let mut month = first;
    while month <= last {
        let (first_day, last_day) = sources.start.month(month.year(), month.month());
        let coverage = sources.coverage.share(first_day, last_day);
        let complete = coverage >= sources.complete_at_least && last_day <= window.period_last;
        months.push(StatMonth { month, first_day, last_day, coverage, complete });
        month = month + chrono::Months::new(1);
    }
    months
}

fn week_grid(sources: &Sources<'_>) -> Vec<NaiveDate> {
    let first = sources.coverage.first_day.week(chrono::Weekday::Mon).first_day();
    first
        .iter_weeks()
        .take_while(|monday| *monday + Days::new(6) <= sources.window.period_last)
        .collect()
}

/// The weeks that end in the period; of a part of a year where none does, the last whole one.
fn period_weeks(grid: &[NaiveDate], window: Window) -> Range<usize> {
    let first = grid.partition_point(|week| *week + Days::new(6) < window.period_first);
    let is_part = window.year_first < window.period_first;
    if is_part { first.min(grid.len().saturating_sub(1))..grid.len() } else { first..grid.len() }
}

const fn available(columns: &Columns) -> Available {
    Available {
        responded: columns.responded.is_some(),
        resolved: columns.resolved.is_some(),
        satisfied: columns.satisfied.is_some(),
        reporter: columns.reporter.is_some(),
        escalated: columns.escalated.is_some(),
        department: columns.department.is_some(),
        text: columns.text.is_some(),
        closed: columns.closed_at.is_some(),
        due: columns.due_at.is_some(),
        channel: columns.channel.is_some(),
        request_type: columns.request_type.is_some(),
        dispatch: columns.dispatch.is_some(),
        community: columns.community.is_some(),
        place: columns.community.is_some() || (columns.lon.is_some() && columns.lat.is_some()),
    }
}

#[cfg(test)]
mod tests;
