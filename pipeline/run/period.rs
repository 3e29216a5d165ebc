//! Which days a run looks at.

use chrono::{Datelike, Months, NaiveDate};

use super::Job;
use crate::calendar::{Holidays, MonthStart, Period};
use crate::orders::{Coverage, HourlyCounts, assess};
use crate::panel::{HourRow, PanelError, Window};

/// The period and the day as of which the data is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The period, in the words of the command line.
    pub period: Period,
    /// Its days.
    pub window: Window,
    /// The last day that the run may see.
    pub as_of: NaiveDate,
}

/// Share of a period's days that must be seen for its report to be worth reading before others: of
/// a month three, of a year some five weeks.
const BEGUN_SHARE: f64 = 0.1;

impl Clock {
    /// Whether so little of the period is seen that its report says next to nothing.
    pub fn has_hardly_begun(&self, start: MonthStart) -> bool {
        seen_share(self.period, self.window.period_last, start) < BEGUN_SHARE
    }
}

/// Share of a period's days up to the last that is seen.
fn seen_share(period: Period, last: NaiveDate, start: MonthStart) -> f64 {
    let (first, end) = (period.first_day(start), period.last_day(start));
    let days = |last: NaiveDate| (last - first).num_days() + 1;
    days(last.min(end)).max(0) as f64 / days(end) as f64
}

/// What the feed covers up to the day as of which it is read. `hours`: demands by day and hour.
pub fn coverage(
    hours: &[HourRow],
    as_of: Option<NaiveDate>,
    today: NaiveDate,
    holidays: &Holidays,
) -> Coverage {
    let counts = HourlyCounts::from_rows(hours.iter().map(|row| (row.day, row.hour, row.orders)));
    assess(counts, as_of.unwrap_or(today), today, holidays)
}

/// The demands received in the period.
///
/// # Errors
/// When there is none: the feed may well have some before and after it.
pub fn orders_in_period(
    hours: &[HourRow],
    clock: &Clock,
    coverage: &Coverage,
    start: MonthStart,
) -> Result<u64, PanelError> {
    let Window { period_first, period_last, .. } = clock.window;
    match orders_between(hours, period_first, period_last) {
        0 => Err(empty(clock.period, coverage, start)),
        orders => Ok(orders),
    }
}

/// The demands received on some days, both ends inclusive.
pub fn orders_between(hours: &[HourRow], first: NaiveDate, last: NaiveDate) -> u64 {
    let days = first..=last;
    hours.iter().filter(|row| days.contains(&row.day)).map(|row| u64::from(row.orders)).sum()
}

fn empty(period: Period, coverage: &Coverage, start: MonthStart) -> PanelError {
    PanelError::EmptyPeriod {
        first: period.first_day(start),
        last: period.last_day(start),
        first_order: coverage.first_day,
        last_order: coverage.last_day,
    }
}

/// Chooses the period: the one asked for, else the last complete year, else the year with most of
/// its days covered, so that a year that has hardly begun is not reported on.
///
/// # Errors
/// When the period lies before the first order or after the last.
pub fn choose(job: &Job, coverage: &Coverage) -> Result<Clock, PanelError> {
    let start = job.config.calendar.month_start_day;
    let as_of = job.as_of.unwrap_or(job.today).min(coverage.last_day);
    let last_year = start.month_of(as_of).year();
    let complete = |year: &i32| {
        let period = Period::Year(*year);
        let (first, last) = (period.first_day(start), period.last_day(start));
        last <= as_of && coverage.share(first, last) >= job.config.check.complete_at_least
    };
    let years = (0..3).map(|back| last_year - back);
    let covered = |year: i32| {
        let period = Period::Year(year);
        let (first, last) = (period.first_day(start), period.last_day(start));
        coverage.share(first, last.min(as_of)) * seen_share(period, as_of, start)
    };
    let fullest =
        || years.clone().max_by(|a, b| covered(*a).total_cmp(&covered(*b)).then(a.cmp(b)));
    let chosen = || years.clone().find(complete).or_else(fullest).unwrap_or(last_year);
    let period = job.period.unwrap_or_else(|| Period::Year(chosen()));
    let (first, last) = (period.first_day(start), period.last_day(start).min(as_of));
    if last < coverage.first_day || first > coverage.last_day {
        return Err(empty(period, coverage, start));
    }
    let year_first = match period {
        Period::Year(_) => first,
        // Shorter periods are judged on the twelve months that end with them.
        _ => {
            let month = start.month_of(last) - Months::new(11);
            start.month(month.year(), month.month()).0
        }
    };
    Ok(Clock {
        period,
        window: Window { period_first: first, period_last: last, year_first },
        as_of,
    })
}

#[cfg(test)]
mod tests;
