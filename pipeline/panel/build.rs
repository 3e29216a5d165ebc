//! The panel from what the models made of each month.

use std::ops::Range;
use std::sync::OnceLock;

use chrono::{Datelike, Days, NaiveDate};
use thiserror::Error;

use super::keys::PanelKeys;
use super::read::{self, Positions};
use super::table::{Available, Panel, StatMonth};
use crate::config::{Columns, MonthStart};
use crate::orders::Coverage;
use crate::warehouse::{Dimensions, MonthTables};

/// The panel could not be built.
#[derive(Debug, Error)]
pub enum PanelError {
    /// No order lies in the period.
    #[error(
        "no order between {first} and {last}: orders run from {first_order} to {last_order}; choose another --period"
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

/// What the panel is built from.
pub struct Sources<'a> {
    /// By month, oldest first, up to the window's last day.
    pub tables: &'a [MonthTables],
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
}

/// Builds the panel.
pub fn build_panel(sources: &Sources<'_>, window: Window) -> Panel {
    let Sources { tables, dimensions, keys, .. } = sources;
    let months = stat_months(sources, window);
    let month_at = positions(months.iter().map(|month| month.month));
    let first = sources.start.month_of(window.year_first);
    let period_months = months.partition_point(|month| month.month < first)..months.len();
    let of_period = |month: NaiveDate| {
        let at = month_at.get(&month.to_epoch_days());
        at.is_some_and(|at| period_months.contains(&usize::from(*at)))
    };
    let grid = week_grid(sources, window);
    let week_at = positions(grid.iter().copied());
    let complete = |week: &NaiveDate| {
        sources.coverage.share(*week, *week + Days::new(6)) >= sources.complete_at_least
    };
    let (cells, cell_weeks) = rayon::join(
        || read::cells(tables, keys, &month_at),
        || read::cell_weeks(tables, keys, &week_at),
    );
    Panel {
        areas: keys.areas(dimensions),
        categories: keys.categories(dimensions),
        item_level: dimensions.category_level,
        weeks_complete: grid.iter().map(complete).collect(),
        period_weeks: period_weeks(&grid, window),
        available: available(sources.columns),
        neighbours: Vec::new(),
        departments: read::departments(tables, keys, &dimensions.departments, of_period),
        cells,
        cell_weeks,
        period_months,
        months,
        weeks: grid,
        area_starts: OnceLock::new(),
    }
}

fn positions(days: impl Iterator<Item = NaiveDate>) -> Positions {
    days.enumerate().map(|(position, day)| (day.to_epoch_days(), position as u16)).collect()
}

fn stat_months(sources: &Sources<'_>, window: Window) -> Vec<StatMonth> {
    let Some(first) = sources.tables.first().map(|tables| tables.month) else { return Vec::new() };
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

fn week_grid(sources: &Sources<'_>, window: Window) -> Vec<NaiveDate> {
    let first = sources.coverage.first_day.week(chrono::Weekday::Mon).first_day();
    first.iter_weeks().take_while(|monday| *monday + Days::new(6) <= window.period_last).collect()
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_judged_by_the_last_whole_week() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
        let weeks_of = |first: u32, last: u32, mondays: &[u32]| {
            let grid: Vec<NaiveDate> = mondays.iter().map(|monday| day(*monday)).collect();
            period_weeks(
                &grid,
                Window { period_first: day(first), period_last: day(last), year_first: day(1) },
            )
        };
        assert_eq!(weeks_of(1, 31, &[1, 8, 15, 22]), 0..4);
        assert_eq!(weeks_of(28, 28, &[1, 8, 15, 22]), 3..4, "a Sunday ends a week");
        assert_eq!(weeks_of(30, 30, &[1, 8, 15, 22]), 3..4, "a Tuesday does not");
        assert_eq!(weeks_of(3, 3, &[]), 0..0);
        assert_eq!(weeks_of(1, 3, &[]), 0..0, "a year that has just begun");
    }
}
