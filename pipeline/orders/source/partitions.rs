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
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn folders_give_columns_and_days() {
        let path = Path::new("/data/region=%E4%B8%9C%3D1/year=2024/month=3/a=b.parquet");
        let text = |value: &str| Some(value.to_owned());
        assert_eq!(
            partition_values(path),
            [
                ("region".to_owned(), text("东=1")),
                ("year".to_owned(), text("2024")),
                ("month".to_owned(), text("3")),
            ]
        );
        let missing = Path::new("region=__HIVE_DEFAULT_PARTITION__/a.csv");
        assert_eq!(partition_values(missing), [("region".to_owned(), None)]);
        for (path, keys, days) in [
            ("year=2024/month=2/a", vec!["year", "month"], Some(("2024-02-01", "2024-02-29"))),
            ("dt=2024-03-05/a", vec!["dt"], Some(("2024-03-05", "2024-03-05"))),
            ("dt=20240305/a", vec!["dt"], Some(("2024-03-05", "2024-03-05"))),
            ("ym=202403/a", vec!["ym"], Some(("2024-03-01", "2024-03-31"))),
            ("year=2024/a", vec!["year"], Some(("2024-01-01", "2024-12-31"))),
            ("y=2024/m=2/d=30/a", vec!["y", "m", "d"], None),
            ("dt=late/a", vec!["dt"], None),
            ("region=1/a", vec!["dt"], None),
        ] {
            let keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
            let days = days.map(|(first, last)| (day(first), day(last)));
            assert_eq!(partition_days(Path::new(path), &keys), days, "{path}");
        }
    }

    #[test]
    fn a_partition_of_other_days_is_not_needed() {
        let needed = NeededDays { first: day("2023-01-01"), last: day("2024-03-31") };
        let needs = |folder: &str| needed.need(Path::new(folder), &["dt".to_owned()]);
        assert!(needs("dt=2024-03-31/a") && needs("dt=2024-04-01/a") && needs("dt=2022-12-31/a"));
        assert!(!needs("dt=2024-04-02/a") && !needs("dt=2022-12-30/a") && !needs("dt=2024-05/a"));
        assert!(needs("dt=unknown/a") && needs("a"));
        assert!(NeededDays::ALL.need(Path::new("dt=1999-01-01/a"), &["dt".to_owned()]));
    }
}
