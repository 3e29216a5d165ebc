//! Times in any common spelling to days.

use chrono::NaiveDate;

/// Which part of a date with the year at its end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `12/31/2024`.
    MonthFirst,
    /// `31/12/2024`.
    DayFirst,
}

/// The order of a column: day first if one value cannot be read with the month first, else month
/// first.
pub fn order<'a>(values: impl IntoIterator<Item = &'a str>) -> Order {
    let day_first = |value: &str| matches!(parts(value)[..], [13..=31, 1..=12, 1000..=9999, ..]);
    if values.into_iter().any(day_first) { Order::DayFirst } else { Order::MonthFirst }
}

/// The day of `value`: year, month, day with any signs between (`2019/2/28 11:25:05`, `2019年2月28日`,
/// `20190228`, `2019-02-28T11:25:05Z`), or with the year last in the given order. The time of day
/// and its zone are not looked at.
pub fn parse(value: &str, order: Order) -> Option<NaiveDate> {
    let (year, month, day) = match parts(value)[..] {
        [joined @ 10_000_101..=99_991_231, ..] => {
            (joined / 10_000, joined / 100 % 100, joined % 100)
        }
        [year @ 1000..=9999, month, day, ..] => (year, month, day),
        [first, second, year @ 1000..=9999, ..] => match order {
            Order::MonthFirst => (year, first, second),
            Order::DayFirst => (year, second, first),
        },
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// The first three numbers of at most eight digits.
fn parts(value: &str) -> Vec<u32> {
    let numbers = value.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    numbers
        .take(3)
        .map_while(|part| (part.len() <= 8).then(|| part.parse().ok()).flatten())
        .collect()
}

#[cfg(test)]
mod tests;
