//! Which days a run looks at.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::Job;
use crate::config::{Holidays, MonthStart, Period};
use crate::orders::{Coverage, DAY_S, HOUR_S, Orders, assess, day_of, midnight, seconds_of};
use crate::panel::{MonthOrders, PanelError, Run, Window};

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

/// What the feed covers up to the day as of which it is read.
pub fn coverage(orders: &Orders, as_of: Option<NaiveDate>, today: NaiveDate, holidays: &Holidays) -> Coverage {
    let limit = as_of.unwrap_or(today);
    let end = midnight(limit) + DAY_S;
    let hours = || orders.files.iter().flat_map(|file| file.orders.hours.iter());
    let first = hours().map(|(hour, _)| hour).min().map_or(limit, day_of);
    // An order that is dated in the future says nothing of how far the feed reaches.
    let seen = hours().map(|(hour, _)| hour).filter(|hour| *hour < end);
    let last = seen.max().map_or(limit, day_of).max(first);
    let mut counts = vec![[0; 24]; (last - first).num_days() as usize + 1];
    for (hour, orders) in hours() {
        let at = (hour - midnight(first)) / HOUR_S;
        if let Some(count) = counts.as_flattened_mut().get_mut(at as usize) {
            *count += orders;
        }
    }
    assess(first, &counts, holidays)
}

/// The orders received in the period.
///
/// # Errors
/// When there is none: the feed may well have some before and after it.
pub fn orders_in_period(
    orders: &Orders,
    months: &BTreeMap<NaiveDate, MonthOrders>,
    clock: &Clock,
    coverage: &Coverage,
    start: MonthStart,
) -> Result<u64, PanelError> {
    let Window { period_first, period_last, .. } = clock.window;
    let seconds = seconds_of(period_first, period_last);
    let received = |Run { file, positions }: &Run| {
        &orders.files[*file as usize].orders.received[positions.start as usize..positions.end as usize]
    };
    let of_run = |run: &Run| received(run).iter().filter(|second| seconds.contains(second)).count();
    let of_month = |(month, orders): (&NaiveDate, &MonthOrders)| {
        let (first, last) = start.month(month.year(), month.month());
        let is_whole = first >= period_first && last <= period_last;
        if is_whole { orders.count() } else { orders.runs.iter().map(of_run).sum() }
    };
    match months.range(start.month_of(period_first)..).map(of_month).sum::<usize>() {
        0 => Err(empty(clock.period, coverage, start)),
        orders => Ok(orders as u64),
    }
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
