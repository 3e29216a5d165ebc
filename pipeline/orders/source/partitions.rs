//! Folders named `key=value`, as Hive, Spark and others lay tables out: columns of the rows below
//! them, and, where the configuration says so, the days on which those rows were received.

use std::path::Path;

use chrono::{Datelike, Days, Months, NaiveDate};

/// What Hive writes for a value that is missing.
const MISSING: &str = "__HIVE_DEFAULT_PARTITION__";

/// Keys and values of a file's folders, outermost first; `None` = the value is missing.
pub fn partition_values(path: &Path) -> Vec<(String, Option<String>)> {
    let folders = path.parent().into_iter().flat_map(Path::components);
    let texts = folders.filter_map(|folder| folder.as_os_str().to_str());
    let pairs = texts.filter_map(|folder| folder.split_once('='));
    let pairs = pairs.filter(|(key, _)| !key.is_empty());
    pairs
        .map(|(key, value)| (key.to_owned(), (value != MISSING).then(|| unescape(value))))
        .collect()
}

/// Characters that a path cannot hold are written as `%` and two hexadecimal digits.
fn unescape(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned())
}

/// First and last day that the folders of some keys name: a year, a month or a day, in one folder
/// (`dt=2024-03-01`, `month=202403`) or in several (`year=2024/month=3`). `None` when they name
/// none.
pub fn partition_days(path: &Path, keys: &[String]) -> Option<(NaiveDate, NaiveDate)> {
    let values = partition_values(path);
    let mut numbers: Vec<u32> = Vec::new();
    for key in keys {
        let value = values.iter().rev().find(|(name, _)| name == key)?.1.as_deref()?;
        for digits in value.split(['-', '/', '.', '_']) {
            let parts = match digits.len() {
                8 => vec![&digits[..4], &digits[4..6], &digits[6..]],
                6 => vec![&digits[..4], &digits[4..]],
                _ => vec![digits],
            };
            for part in parts {
                numbers.push(part.parse().ok()?);
            }
        }
    }
    let (&year, rest) = numbers.split_first()?;
    let year = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    match *rest {
        [] => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)),
        [month] => {
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some((first, first + Months::new(1) - Days::new(1)))
        }
        [month, day] => {
            let day = NaiveDate::from_ymd_opt(year, month, day)?;
            Some((day, day))
        }
        _ => None,
    }
}

/// The days whose partitions a run needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeededDays {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

impl NeededDays {
    /// Every day.
    pub const ALL: Self = Self { first: NaiveDate::MIN, last: NaiveDate::MAX };

    /// Whether a run needs a file: its folders do not say that it was received on other days. A day
    /// more is needed at each end, since a folder may be named by the day of another time zone.
    pub fn need(&self, path: &Path, keys: &[String]) -> bool {
        let Some((first, last)) = partition_days(path, keys) else { return true };
        first.num_days_from_ce() <= self.last.num_days_from_ce().saturating_add(1)
            && last.num_days_from_ce() >= self.first.num_days_from_ce().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests;
