//! The statistical calendar: where a month starts, and which days are holidays.

use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// Day of the month on which the statistical month starts, 1 to 28.
///
/// With 20, the month named October runs from 20 September to 19 October: it bears the name of the
/// calendar month in which it ends, as the city's notices do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct MonthStart(u32);

impl Default for MonthStart {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<u32> for MonthStart {
    type Error = String;

    fn try_from(day: u32) -> Result<Self, String> {
        if (1..=28).contains(&day) {
            Ok(Self(day))
        } else {
            Err(format!("month_start_day must be in 1..=28, found {day}"))
        }
    }
}

impl From<MonthStart> for u32 {
    fn from(start: MonthStart) -> Self {
        start.0
    }
}

impl MonthStart {
    /// First and last day, both inclusive, of the statistical month with this name.
    pub fn month(self, year: i32, month: u32) -> (NaiveDate, NaiveDate) {
        let named = NaiveDate::from_ymd_opt(year, month, 1).expect("month is 1..=12");
        let next = named + Months::new(1);
        if self.0 == 1 {
            return (named, next - Days::new(1));
        }
        let on_start_day = |first: NaiveDate| first.with_day(self.0).expect("start day is 1..=28");
        (on_start_day(named - Months::new(1)), on_start_day(named) - Days::new(1))
    }

    /// First day of the statistical month with this name.
    pub fn first_day_of(self, month: NaiveDate) -> NaiveDate {
        self.month(month.year(), month.month()).0
    }

    /// Name of the statistical month that holds a day: the first day of a calendar month.
    pub fn month_of(self, day: NaiveDate) -> NaiveDate {
        let first = day.with_day(1).expect("every month has a first day");
        if self.0 > 1 && day.day() >= self.0 { first + Months::new(1) } else { first }
    }
}

/// A time zone by its IANA name, `Asia/Shanghai`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZone(pub Tz);

impl Default for TimeZone {
    fn default() -> Self {
        Self(Tz::UTC)
    }
}

impl TryFrom<String> for TimeZone {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let unknown = |_| {
            format!(
                "time_zone must be an IANA name such as Asia/Shanghai or America/New_York, found \
                 {name:?}"
            )
        };
        name.parse().map(Self).map_err(unknown)
    }
}

impl From<TimeZone> for String {
    fn from(zone: TimeZone) -> Self {
        zone.0.name().to_owned()
    }
}

/// `[calendar]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarSettings {
    /// Day on which the statistical month starts.
    pub month_start_day: MonthStart,
    /// Table of public holidays, relative to the configuration; `cn` is the built-in one; none by
    /// default.
    pub holidays: Option<String>,
}

#[cfg(test)]
mod tests;
