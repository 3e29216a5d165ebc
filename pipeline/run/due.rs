//! Which periods are due: over for long enough, and not published yet, or published before they
//! were over.

use std::path::Path;

use chrono::{DateTime, Days, Utc};

use super::runs::{TryState, last_tries};
use crate::calendar::{Cadence, MonthStart, Period};
use crate::config::{ScheduleSettings, Timetable};
use crate::publish::{PublishedReport, published_reports};

/// Periods looked at for the last one that is due: an expression may come true once in four years.
const PERIODS_MAX: usize = 2_000;

/// The periods that are due at a moment, in the order of their last days; of those that end on one
/// day, the longest comes last.
pub fn due(
    output: &Path,
    settings: &ScheduleSettings,
    timetable: &Timetable<'_>,
    start: MonthStart,
    now: DateTime<Utc>,
) -> Vec<Period> {
    let reports = published_reports(output);
    let given_up = last_tries(output);
    let is_given_up = |period: &Period| {
        let tried = given_up.get(&period.to_string());
        tried.is_some_and(|tried| tried.state == TryState::Skipped)
    };
    let mut due: Vec<Period> = settings
        .cadences()
        .into_iter()
        .filter_map(|cadence| Some((cadence, last_due(timetable, cadence, start, now)?)))
        .flat_map(|(cadence, last)| due_of(&reports, cadence, settings.missed_max, start, last))
        .filter(|period| !is_given_up(period))
        .collect();
    due.sort_by_key(|period| (period.last_day(start), std::cmp::Reverse(period.first_day(start))));
    due
}

/// The last period of a kind whose report is due.
fn last_due(
    timetable: &Timetable<'_>,
    cadence: Cadence,
    start: MonthStart,
    now: DateTime<Utc>,
) -> Option<Period> {
    let current = Period::containing(cadence, timetable.day(now), start);
    let periods =
        std::iter::successors(Some(current), |period| Some(before(*period, cadence, start)));
    let is_due = |period: &Period| timetable.due_at(*period).is_some_and(|due| due <= now);
    periods.take(PERIODS_MAX).find(is_due)
}

/// The next period of a kind whose report will be due.
pub fn next_due(
    timetable: &Timetable<'_>,
    cadence: Cadence,
    start: MonthStart,
    now: DateTime<Utc>,
) -> Option<(Period, DateTime<Utc>)> {
    let first = last_due(timetable, cadence, start, now).map_or_else(
        || Period::containing(cadence, timetable.day(now), start),
        |last| after(last, cadence, start),
    );
    Some((first, timetable.due_at(first)?))
}

/// The periods of one kind up to the last that is due that have no report that saw them to their
/// end, since the oldest that has a report; the last alone where none has: the first time, nothing
/// was missed.
fn due_of(
    reports: &[PublishedReport],
    cadence: Cadence,
    looked_back: usize,
    start: MonthStart,
    last: Period,
) -> Vec<Period> {
    let of_kind = || reports.iter().filter(|report| report.period.cadence() == cadence);
    let is_done = |period: &Period| {
        of_kind().any(|r| r.period == *period && r.last_day >= period.last_day(start))
    };
    let firsts = of_kind().map(|report| report.period.first_day(start));
    let oldest = firsts
        .filter(|first| *first <= last.first_day(start))
        .min()
        .unwrap_or(last.first_day(start));
    let back = std::iter::successors(Some(last), |period| Some(before(*period, cadence, start)))
        .take(looked_back);
    back.take_while(|period| period.first_day(start) >= oldest)
        .filter(|period| !is_done(period))
        .collect()
}

fn after(period: Period, cadence: Cadence, start: MonthStart) -> Period {
    Period::containing(cadence, period.last_day(start) + Days::new(1), start)
}

fn before(period: Period, cadence: Cadence, start: MonthStart) -> Period {
    Period::containing(cadence, period.first_day(start) - Days::new(1), start)
}

#[cfg(test)]
mod tests;
