//! Which days a run looks at.

use chrono::{Datelike, Months, NaiveDate};

use super::Job;
use crate::config::{Holidays, MonthStart, Period};
use crate::orders::{Coverage, assess};
use crate::panel::{PanelError, Window};

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

/// What the feed covers up to the day as of which it is read. `hours`: demands by day and hour.
pub fn coverage(
    hours: &[(NaiveDate, u32, u32)],
    as_of: Option<NaiveDate>,
    today: NaiveDate,
    holidays: &Holidays,
) -> Coverage {
    let limit = as_of.unwrap_or(today);
    let first = hours.iter().map(|(day, ..)| *day).min().unwrap_or(limit);
    // An order that is dated in the future says nothing of how far the feed reaches.
    let seen = hours.iter().map(|(day, ..)| *day).filter(|day| *day <= limit);
    let last = seen.max().unwrap_or(limit).max(first);
    let mut counts = vec![[0; 24]; (last - first).num_days() as usize + 1];
    for (day, hour, orders) in hours {
        let at = (*day - first).num_days() as usize * 24 + *hour as usize;
        if let Some(count) = counts.as_flattened_mut().get_mut(at) {
            *count += orders;
        }
    }
    assess(first, &counts, holidays)
}

/// The demands received in the period.
///
/// # Errors
/// When there is none: the feed may well have some before and after it.
pub fn orders_in_period(
    hours: &[(NaiveDate, u32, u32)],
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
pub fn orders_between(hours: &[(NaiveDate, u32, u32)], first: NaiveDate, last: NaiveDate) -> u64 {
    let days = first..=last;
    hours.iter().filter(|(day, ..)| days.contains(day)).map(|(.., orders)| u64::from(*orders)).sum()
}

fn empty(period: Period, coverage: &Coverage, start: MonthStart) -> PanelError {
    PanelError::EmptyPeriod {
        first: period.first_day(start),
        last: period.last_day(start),
        first_order: coverage.first_day,
        last_order: coverage.last_day,
    }
}

/// Chooses the period: the one asked for, else the last complete year, else the last year with orders.
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
    let period = job.period.unwrap_or_else(|| Period::Year(years.clone().find(complete).unwrap_or(last_year)));
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
    Ok(Clock { period, window: Window { period_first: first, period_last: last, year_first }, as_of })
}
