//! Times on the city's own clock: seconds since 1970-01-01 00:00 there, whatever its time zone.

use std::ops::Range;

use chrono::{DateTime, NaiveDate};

/// Seconds of a day.
pub const DAY_S: i64 = 86_400;

/// Seconds of an hour.
pub const HOUR_S: i64 = 3_600;

/// The day that holds a time; the first or last of all days where no date reaches it.
pub fn day_of(seconds: i64) -> NaiveDate {
    let beyond = if seconds < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    DateTime::from_timestamp(seconds, 0).map_or(beyond, |time| time.date_naive())
}

/// The time at which a day begins.
pub fn midnight(day: NaiveDate) -> i64 {
    i64::from(day.to_epoch_days()) * DAY_S
}

/// All times from the first day to the last, both included.
pub fn seconds_of(first: NaiveDate, last: NaiveDate) -> Range<i64> {
    midnight(first)..midnight(last) + DAY_S
}

#[cfg(test)]
mod tests;
