//! Which columns are times, in which form, and what expression reads them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::profile::Profile;
use crate::orders::{TimeProblem, read_time};

/// How a column's times are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TimeForm {
    /// A form that is read as it is.
    Usual,
    /// Day and month as these formats say: some values fit no other order.
    Formats(Vec<String>),
    /// Day and month that nothing tells apart: the formats with the day first, and with the month
    /// first.
    Ambiguous([Vec<String>; 2]),
    /// Seconds, or thousandths of them, since 1970.
    Seconds,
    Millis,
    /// Serial days of a spreadsheet.
    Serial,
}

/// A column of times.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TimeColumn {
    /// Position among the profiles.
    pub(super) column: usize,
    pub(super) form: TimeForm,
    /// By row, in seconds.
    pub(super) seconds: Vec<Option<i64>>,
}

/// Share of the known values that must be times.
const TIMES_SHARE: f64 = 0.9;

/// Distinct values that are looked at, of more each so many-th.
const LOOKED_AT: usize = 2_000;

/// Years that a work order may be of: whole numbers between are times only in a column that is
/// called so.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2050;

impl TimeColumn {
    /// `None` where the values are no times.
    pub(super) fn of(column: usize, profile: &Profile, is_called_time: bool) -> Option<Self> {
        let form = form(profile, is_called_time)?;
        let read: Vec<Option<i64>> =
            profile.values.iter().map(|value| seconds(value, &form)).collect();
        let of_row = |code: &u32| read[code.checked_sub(1)? as usize];
        Some(Self { column, form, seconds: profile.codes.iter().map(of_row).collect() })
    }

    /// The expression that reads the column.
    pub(super) fn sql(&self, profile: &Profile) -> String {
        let column = profile.sql();
        match &self.form {
            TimeForm::Usual => column,
            TimeForm::Formats(formats) | TimeForm::Ambiguous([formats, _]) => {
                by_formats(profile, formats)
            }
            TimeForm::Seconds => format!("to_timestamp_seconds(cast({column} as bigint))"),
            TimeForm::Millis => format!("to_timestamp_millis(cast({column} as bigint))"),
            TimeForm::Serial => format!("spreadsheet_time({column})"),
        }
    }
}

/// A text column read by some formats; an empty text is no time.
pub(super) fn by_formats(profile: &Profile, formats: &[String]) -> String {
    let column = profile.sql();
    let formats: Vec<String> = formats.iter().map(|format| format!("'{format}'")).collect();
    let column = match profile.known_share() < 1.0 {
        true => format!("nullif(trim({column}), '')"),
        false => column,
    };
    format!("to_timestamp({column}, {})", formats.join(", "))
}

#[derive(Default)]
struct Tally {
    all: f64,
    usual: f64,
    day_first: f64,
    month_first: f64,
    either: f64,
    seconds: f64,
    millis: f64,
    serial: f64,
    formats: [Vec<String>; 2],
    usual_formats: Vec<String>,
}

/// Usual forms as formats, for columns that have others too.
const USUAL_FORMATS: [&str; 12] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y-%b-%d %H:%M:%S",
    "%Y-%b-%d %H:%M",
    "%d-%b-%Y %H:%M:%S",
    "%d-%b-%Y",
    "%Y年%m月%d日",
];

/// Formats that one column has: with and without seconds, or a time at all.
const FORMATS_MAX: usize = 4;

fn form(profile: &Profile, is_called_time: bool) -> Option<TimeForm> {
    let mut tally = Tally::default();
    // Of all parts of the file: a source may change its form from one month to the next.
    let step = profile.values.len().div_ceil(LOOKED_AT).max(1);
    for (value, count) in profile.values.iter().zip(&profile.counts).step_by(step) {
        tally.add(value, f64::from(*count));
    }
    let most = |count: f64| count >= TIMES_SHARE * tally.all;
    let [day, month] = tally.formats.clone();
    let numbered = tally.day_first + tally.month_first + tally.either;
    if tally.all == 0.0 {
        return None;
    }
    if profile.is_time || most(tally.usual) {
        return Some(TimeForm::Usual);
    }
    if numbered > 0.0 && most(numbered + tally.usual) {
        // Values of a usual form between them are read by a format as well.
        let [day, month] =
            [day, month].map(|formats| [tally.usual_formats.clone(), formats].concat());
        return match (tally.day_first > 0.0, tally.month_first > 0.0) {
            (true, false) => Some(TimeForm::Formats(day)),
            (false, true) => Some(TimeForm::Formats(month)),
            (false, false) => Some(TimeForm::Ambiguous([day, month])),
            (true, true) => None,
        };
    }
    let counted = [
        (tally.seconds, TimeForm::Seconds),
        (tally.millis, TimeForm::Millis),
        (tally.serial, TimeForm::Serial),
    ];
    let counted = counted.into_iter().find(|(count, _)| most(*count));
    counted.filter(|_| is_called_time).map(|(_, form)| form)
}

impl Tally {
    fn add(&mut self, value: &str, count: f64) {
        self.all += count;
        match read_time(value) {
            Ok(time) => {
                let is_usual = in_years(time.seconds);
                self.usual += if is_usual { count } else { 0.0 };
                let format = USUAL_FORMATS.iter().find(|format| formatted(value, format).is_some());
                if let Some(format) = format
                    && self.usual_formats.iter().all(|known| known != format)
                {
                    self.usual_formats.push((*format).to_owned());
                }
            }
            Err(problem @ TimeProblem::DayOrMonth(first, second, _)) => {
                let formats = problem.formats(value).into_iter().flatten();
                for (known, format) in self.formats.iter_mut().zip(formats) {
                    if known.len() < FORMATS_MAX && !known.contains(&format) {
                        known.push(format);
                    }
                }
                match (first > 12, second > 12) {
                    (true, false) => self.day_first += count,
                    (false, true) => self.month_first += count,
                    (false, false) => self.either += count,
                    (true, true) => {}
                }
            }
            Err(TimeProblem::Number(..)) => self.add_number(value, count),
            Err(_) => {}
        }
    }

    fn add_number(&mut self, value: &str, count: f64) {
        for (form, sum) in [
            (TimeForm::Seconds, &mut self.seconds),
            (TimeForm::Millis, &mut self.millis),
            (TimeForm::Serial, &mut self.serial),
        ] {
            if seconds(value, &form).is_some_and(in_years) {
                *sum += count;
            }
        }
    }
}

fn in_years(seconds: i64) -> bool {
    use chrono::Datelike as _;
    chrono::DateTime::from_timestamp(seconds, 0).is_some_and(|time| YEARS.contains(&time.year()))
}

/// Days from a spreadsheet's day 0, 1899-12-30, to 1970-01-01.
const SERIAL_OF_1970: f64 = 25_569.0;

const DAY_S: f64 = 86_400.0;

fn usual(value: &str) -> Option<i64> {
    read_time(value).ok().map(|time| time.seconds - time.offset.unwrap_or_default())
}

fn formatted(value: &str, format: &str) -> Option<i64> {
    let day = || NaiveDate::parse_from_str(value, format).ok();
    let midnight = || Some(day()?.and_time(NaiveTime::MIN));
    let time = NaiveDateTime::parse_from_str(value, format).ok().or_else(midnight)?;
    Some(time.and_utc().timestamp())
}

fn seconds(value: &str, form: &TimeForm) -> Option<i64> {
    match form {
        TimeForm::Usual => usual(value),
        TimeForm::Formats(formats) | TimeForm::Ambiguous([formats, _]) => {
            formats.iter().find_map(|format| formatted(value, format))
        }
        TimeForm::Seconds => value.parse().ok(),
        TimeForm::Millis => value.parse::<i64>().ok().map(|millis| millis.div_euclid(1_000)),
        TimeForm::Serial => {
            let days: f64 = value.parse().ok()?;
            Some(((days - SERIAL_OF_1970) * DAY_S) as i64)
        }
    }
}

/// Share of the rows with both times in which the first is no later than the second.
pub(super) fn no_later(first: &TimeColumn, second: &TimeColumn) -> f64 {
    let both = first.seconds.iter().zip(&second.seconds);
    let both = both.filter_map(|(first, second)| Some((*first)? <= (*second)?));
    let (yes, all) =
        both.fold((0.0, 0.0), |(yes, all), is| (yes + f64::from(u8::from(is)), all + 1.0));
    if all == 0.0 { 0.0 } else { yes / all }
}

#[cfg(test)]
mod tests;
