//! The period a run reports on: a year, a month, an ISO week or a day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use thiserror::Error;

use super::months::MonthStart;

/// A period in the words of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// `2025`
    Year(i32),
    /// `2025-10`
    Month(i32, u32),
    /// `2025-W41`
    Week(i32, u32),
    /// `2025-10-03`
    Day(NaiveDate),
}

/// A kind of period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// Days.
    Daily,
    /// ISO weeks.
    Weekly,
    /// Statistical months.
    Monthly,
    /// Years of statistical months.
    Annual,
}

/// The text was none of the four forms.
#[derive(Debug, Error)]
#[error(
    "period must be a year 2025, a month 2025-10, an ISO week 2025-W41 or a day 2025-10-03, found \
     {0:?}"
)]
pub struct PeriodError(String);

impl Period {
    /// The period of a kind that holds a day.
    pub fn containing(cadence: Cadence, day: NaiveDate, start: MonthStart) -> Self {
        let month = start.month_of(day);
        match cadence {
            Cadence::Daily => Self::Day(day),
            Cadence::Weekly => Self::Week(day.iso_week().year(), day.iso_week().week()),
            Cadence::Monthly => Self::Month(month.year(), month.month()),
            Cadence::Annual => Self::Year(month.year()),
        }
    }

    /// Its kind.
    pub const fn cadence(self) -> Cadence {
        match self {
            Self::Year(_) => Cadence::Annual,
            Self::Month(..) => Cadence::Monthly,
            Self::Week(..) => Cadence::Weekly,
            Self::Day(_) => Cadence::Daily,
        }
    }

    /// First day, inclusive. Years and months start on the statistical month's start day.
    pub fn first_day(self, start: MonthStart) -> NaiveDate {
        match self {
            Self::Year(year) => start.month(year, 1).0,
            Self::Month(year, month) => start.month(year, month).0,
            Self::Week(year, week) => monday(year, week),
            Self::Day(day) => day,
        }
    }

    /// Last day, inclusive.
    pub fn last_day(self, start: MonthStart) -> NaiveDate {
        match self {
            Self::Year(year) => start.month(year, 12).1,
            Self::Month(year, month) => start.month(year, month).1,
            Self::Week(year, week) => monday(year, week) + Days::new(6),
            Self::Day(day) => day,
        }
    }
}

fn monday(year: i32, week: u32) -> NaiveDate {
    NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).expect("checked when the period was read")
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| PeriodError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    let plausible = |year: i32| (1900..=2200).contains(&year).then_some(year);
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return plausible(day.year()).map(|_| Period::Day(day));
    }
    let Some((year, rest)) = text.split_once('-') else {
        return plausible(text.parse().ok()?).map(Period::Year);
    };
    let year = plausible(year.parse().ok()?)?;
    match rest.strip_prefix('W') {
        Some(week) => {
            let week = week.parse().ok()?;
            NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|_| Period::Week(year, week))
        }
        None => {
            let month = rest.parse().ok()?;
            (1..=12).contains(&month).then_some(Period::Month(year, month))
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Week(year, week) => write!(f, "{year}-W{week:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

#[cfg(test)]
mod tests;
