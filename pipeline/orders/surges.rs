//! Hours and days with far more orders than their like before, and which of them begin and end at
//! once.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::hourly::DayHours;
use super::local_time::{DAY_S, HOUR_S, midnight};

/// An hour or a day with far more orders than usual.
#[derive(Debug, Clone, PartialEq)]
pub struct Surge {
    /// The day.
    pub day: NaiveDate,
    /// The hour; `None` for the whole day.
    pub hour: Option<u32>,
    /// Its orders.
    pub orders: u64,
    /// Orders that are usual then.
    pub usual: f64,
    /// Whether it begins and ends at once, far above the usual; known of hours alone.
    pub is_abrupt: bool,
}

impl Surge {
    /// Its seconds since 1970-01-01 00:00 of the city's own clock.
    pub fn seconds(&self) -> std::ops::Range<i64> {
        let start = midnight(self.day);
        match self.hour {
            Some(hour) => start + i64::from(hour) * HOUR_S..start + i64::from(hour + 1) * HOUR_S,
            None => start..start + DAY_S,
        }
    }
}

/// Fewest orders of a surge: fewer, spread over categories, make no finding.
pub(super) const SURGE_MIN: f64 = 30.0;

/// A surge is more than this many times the usual, and [`SURGE_MIN`] more.
pub(super) const SURGE_RATIO: f64 = 3.0;

/// Hours and days with far more orders than usual, in order of time. `expected`: usual orders of
/// each hour.
pub fn surges(first_day: NaiveDate, days: &[DayHours], expected: &[f64]) -> Vec<Surge> {
    let is_surge = |orders: u64, usual: f64| orders as f64 >= SURGE_RATIO * usual + SURGE_MIN;
    let abrupt = abrupt_hours(days, expected, is_surge);
    let mut found = Vec::new();
    for (at, hours) in days.iter().enumerate() {
        let day = first_day + Days::new(at as u64);
        let usual = &expected[at * 24..at * 24 + 24];
        let (orders, usual_of_day) =
            (hours.iter().map(|&c| u64::from(c)).sum(), usual.iter().sum());
        if is_surge(orders, usual_of_day) {
            let (hour, is_abrupt) = (None, false);
            found.push(Surge { day, hour, orders, usual: usual_of_day, is_abrupt });
        }
        for (hour, (&orders, &usual)) in (0..).zip(hours.iter().zip(usual)) {
            let orders = u64::from(orders);
            if is_surge(orders, usual) {
                let is_abrupt = abrupt.contains(&(at * 24 + hour as usize));
                found.push(Surge { day, hour: Some(hour), orders, usual, is_abrupt });
            }
        }
    }
    found
}

/// How many times the usual an abrupt run of hours is at least, and the longest such run.
const ABRUPT_RATIO: f64 = 30.0;
const ABRUPT_HOURS_MAX: usize = 6;

/// Most orders beyond the usual two hours before and after the hours that have half of the
/// largest's orders, as a share of it: calls that halve every hour are a quarter then.
const BESIDE_HOURS: usize = 2;
const BESIDE_SHARE: f64 = 0.03;

/// The hours of runs of surges that begin and end at once.
fn abrupt_hours(
    days: &[DayHours],
    expected: &[f64],
    is_surge: impl Fn(u64, f64) -> bool,
) -> BTreeSet<usize> {
    let hours: Vec<u64> = days.iter().flatten().map(|&orders| u64::from(orders)).collect();
    let is_surge = |at: &usize| is_surge(hours[*at], expected[*at]);
    let mut abrupt = BTreeSet::new();
    let mut at = 0;
    while at < hours.len() {
        let end = (at..hours.len()).find(|at| !is_surge(at)).unwrap_or(hours.len());
        let run = at..end;
        at = end + 1;
        if run.is_empty() || run.len() > ABRUPT_HOURS_MAX {
            continue;
        }
        let orders: u64 = hours[run.clone()].iter().sum();
        let usual: f64 = expected[run.clone()].iter().sum();
        let largest = hours[run.clone()].iter().copied().max().unwrap_or_default() as f64;
        let is_quiet = |beside: Option<usize>| {
            beside.filter(|at| *at < hours.len()).is_none_or(|at| {
                let chance = SURGE_RATIO * expected[at].sqrt();
                hours[at] as f64 <= expected[at] + chance + BESIDE_SHARE * largest
            })
        };
        let is_high = |at: &usize| hours[*at] as f64 >= largest / 2.0;
        let (first, last) = (run.clone().find(is_high), run.clone().rev().find(is_high));
        let before = first.and_then(|first| first.checked_sub(BESIDE_HOURS));
        let is_alone = is_quiet(before) && is_quiet(last.map(|last| last + BESIDE_HOURS));
        if is_alone && orders as f64 >= ABRUPT_RATIO * (usual + SURGE_MIN / SURGE_RATIO) {
            abrupt.extend(run);
        }
    }
    abrupt
}
