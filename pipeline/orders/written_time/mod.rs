//! Times as people and programs write them. `configs/reference.toml` lists the forms.
//!
//! Only what can be read in one way is read: years stand first, or months have names. What has
//! several readings, or is a bare number, is a [`Problem`] that names the expression to write.

mod clock;
mod problem;
mod scan;

use chrono::NaiveDate;

use clock::{of_day, time_of_day, zone};
pub use problem::Problem;
use scan::Scan;

use super::local_time::midnight;

/// A time that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenTime {
    /// Seconds since 1970-01-01 00:00 of the clock that it was read from.
    pub seconds: i64,
    /// Seconds by which that clock is ahead of UTC; `None` = the city's own clock.
    pub offset: Option<i64>,
}

/// Reads a time.
///
/// # Errors
/// When it has no known form, or several readings.
pub fn read_time(text: &str) -> Result<WrittenTime, Problem> {
    let mut scan = Scan { rest: bare_number(text.trim())? };
    let (day, early) = date(&mut scan)?;
    let (of_day, offset) = match early {
        Some(of_day) => (of_day, zone(&mut scan).ok_or(Problem::Unknown)?),
        None if scan.rest.is_empty() => {
            return Ok(WrittenTime { seconds: midnight(day), offset: None });
        }
        None => {
            let of_day = time_of_day(&mut scan).ok_or(Problem::Unknown)?;
            (of_day, zone(&mut scan).ok_or(Problem::Unknown)?)
        }
    };
    match scan.rest {
        "" => Ok(WrittenTime { seconds: midnight(day) + of_day, offset }),
        _ => Err(Problem::Unknown),
    }
}

/// A text that is no bare number, or one that is a compact date, without the ".0" of programs
/// that take it for a number.
fn bare_number(text: &str) -> Result<&str, Problem> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((number, power)) = part.split_once(['e', 'E']) {
        let is_rounded = digits(whole) && digits(number) && power.starts_with('+');
        return if is_rounded { Err(Problem::Rounded) } else { Ok(text) };
    }
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return Ok(text);
    }
    let is_whole = part.bytes().all(|digit| digit == b'0');
    match whole.len() {
        8 | 12 | 14 | 17 if is_whole => Ok(whole),
        length => Err(Problem::Number(length, text.contains('.'))),
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The position of the name that a word is or shortens to three or more letters.
fn named(names: &[&str], word: &str) -> Option<u32> {
    let fits = |name: &&str| word.len() >= 3 && name.starts_with(word);
    // "sept" is as usual as "sep".
    names.iter().position(fits).map(|at| at as u32 + 1)
}

fn month_name(scan: &mut Scan) -> Option<u32> {
    let month = scan.word(|word| named(&MONTHS, word))?;
    scan.eat(&["."]);
    Some(month)
}

/// A day, and the time of day where both are one number.
fn date(scan: &mut Scan) -> Result<(NaiveDate, Option<i64>), Problem> {
    if scan.word(|word| named(&WEEKDAYS, word)).is_some() {
        scan.eat(&[".", ","]);
        scan.eat(&[","]);
        scan.spaces();
    }
    let day = |year: u64, month: u32, day: u32| {
        NaiveDate::from_ymd_opt(year as i32, month, day).ok_or(Problem::Unknown)
    };
    if let Some(month) = month_name(scan) {
        scan.spaces();
        let number = scan.short().ok_or(Problem::Unknown)?;
        scan.eat(&["st", "nd", "rd", "th"]);
        scan.eat(&[","]);
        scan.spaces();
        let year = four_digits(scan).ok_or(Problem::Unknown)?;
        return Ok((day(year, month, number)?, None));
    }
    let (first, digits) = scan.number().ok_or(Problem::Unknown)?;
    match digits {
        8 => Ok((compact_day(first)?, None)),
        12 => Ok((compact_day(first / 10_000)?, compact_time(first % 10_000 * 100)?)),
        14 => Ok((compact_day(first / 1_000_000)?, compact_time(first % 1_000_000)?)),
        17 => {
            let first = first / 1_000;
            Ok((compact_day(first / 1_000_000)?, compact_time(first % 1_000_000)?))
        }
        4 => {
            let (month, number) = month_and_day(scan).ok_or(Problem::Unknown)?;
            Ok((day(first, month, number)?, None))
        }
        1 | 2 => {
            let (month, year) = after_day(scan, first as u32)?;
            Ok((day(year, month, first as u32)?, None))
        }
        _ => Err(Problem::Unknown),
    }
}

fn four_digits(scan: &mut Scan) -> Option<u64> {
    let (year, digits) = scan.number()?;
    (digits == 4).then_some(year)
}

fn compact_day(number: u64) -> Result<NaiveDate, Problem> {
    let (month, day) = (number / 100 % 100, number % 100);
    let date = NaiveDate::from_ymd_opt((number / 10_000) as i32, month as u32, day as u32);
    date.ok_or(Problem::Unknown)
}

/// Hours, minutes and seconds as one number.
fn compact_time(number: u64) -> Result<Option<i64>, Problem> {
    let [hour, minute, second] = [number / 10_000, number / 100 % 100, number % 100];
    of_day(hour as u32, minute as u32, second as u32).map(Some).ok_or(Problem::Unknown)
}

/// Month and day after a year: `-1-31`, `/1/31`, `.1.31`, `-Jan-31`, `年1月31日`.
fn month_and_day(scan: &mut Scan) -> Option<(u32, u32)> {
    if scan.eat(&["年"]) {
        scan.spaces();
        let month = scan.short()?;
        scan.eat(&["月"]).then_some(())?;
        scan.spaces();
        let day = scan.short()?;
        scan.eat(&["日", "号", "號"]).then_some(())?;
        return Some((month, day));
    }
    let between = ["-", "/", "."].into_iter().find(|sign| scan.eat(&[*sign]))?;
    let month = match month_name(scan) {
        Some(month) => month,
        None => scan.short()?,
    };
    scan.eat(&[between]).then_some(())?;
    Some((month, scan.short()?))
}

/// Month and year after a day, where the month has a name.
fn after_day(scan: &mut Scan, first: u32) -> Result<(u32, u64), Problem> {
    scan.eat(&["st", "nd", "rd", "th"]);
    let sign = scan.rest.chars().next().filter(|sign| "-/. ".contains(*sign));
    let sign = sign.ok_or(Problem::Unknown)?;
    scan.rest = &scan.rest[1..];
    if let Some(month) = month_name(scan) {
        scan.eat(&[","]);
        scan.eat(&["-", "/", " "]);
        scan.spaces();
        return Ok((month, four_digits(scan).ok_or(Problem::Unknown)?));
    }
    let second = scan.short().ok_or(Problem::Unknown)?;
    let has_year = scan.rest.starts_with(sign) && {
        scan.rest = &scan.rest[1..];
        scan.number().is_some_and(|(_, digits)| digits == 4 || digits == 2)
    };
    Err(if has_year { Problem::DayOrMonth(first, second, sign) } else { Problem::Unknown })
}

#[cfg(test)]
mod tests;
