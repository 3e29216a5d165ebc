//! Time of day and offset, after a day.

use super::scan::Scan;
use crate::orders::local_time::HOUR_S;

/// Seconds of the day, after what stands between a date and a time.
pub fn time_of_day(scan: &mut Scan) -> Option<i64> {
    scan.eat(&[","]);
    scan.spaces();
    scan.eat(&["T", "t"]);
    weekday_zh(scan);
    let half = half_of_day(scan);
    scan.spaces();
    let (hour, digits) = scan.number()?;
    let (hour, minute, second) = match digits {
        6 => (hour / 10_000, hour / 100 % 100, hour % 100),
        4 => (hour / 100, hour % 100, 0),
        1 | 2 => {
            let (minute, second) = minutes(scan)?;
            (hour, minute, second)
        }
        _ => return None,
    };
    if scan.rest.starts_with(['.', ',']) {
        scan.rest = &scan.rest[1..];
        scan.number()?;
    }
    scan.eat(&["秒"]);
    let before_space = scan.rest;
    scan.spaces();
    let half = half.or_else(|| half_of_day(scan));
    if half.is_none() {
        scan.rest = before_space;
    }
    of_day(
        half.map_or(Some(hour as u32), |half| half.hour(hour as u32))?,
        minute as u32,
        second as u32,
    )
}

/// Minutes and seconds after an hour.
fn minutes(scan: &mut Scan) -> Option<(u64, u64)> {
    if scan.eat(&["时", "時", "点", "點"]) {
        scan.spaces();
        let Some(minute) = scan.short() else { return Some((0, 0)) };
        scan.eat(&["分"]);
        scan.spaces();
        let second = scan.short().unwrap_or(0);
        return Some((minute.into(), second.into()));
    }
    // "8 AM"
    if !scan.eat(&[":", "："]) {
        let next = scan.rest.trim_start().to_ascii_lowercase();
        return next.starts_with(['a', 'p']).then_some((0, 0));
    }
    let minute = scan.short()?;
    if !scan.eat(&[":", "："]) {
        return Some((minute.into(), 0));
    }
    Some((minute.into(), scan.short()?.into()))
}

fn weekday_zh(scan: &mut Scan) {
    if scan.eat(&["星期", "周", "週"]) {
        scan.eat(&["一", "二", "三", "四", "五", "六", "日", "天"]);
        scan.spaces();
    }
}

#[derive(Debug, Clone, Copy)]
enum Half {
    Morning,
    /// Noon as well: its hours are 11, 12, and 1 of the afternoon.
    Noon,
    Afternoon,
    /// From evening to midnight: 12 may be either end of the day.
    Evening,
}

impl Half {
    /// The hour of 24.
    fn hour(self, hour: u32) -> Option<u32> {
        match (self, hour) {
            (Self::Morning, 12) => Some(0),
            (Self::Morning, 0..=11) | (Self::Noon, 11 | 12) | (Self::Afternoon, 12..=23) => {
                Some(hour)
            }
            (Self::Noon | Self::Afternoon | Self::Evening, 1..=11) => Some(hour + 12),
            (Self::Evening, 13..=23) => Some(hour),
            _ => None,
        }
    }
}

fn half_of_day(scan: &mut Scan) -> Option<Half> {
    let chinese: [(&[&str], Half); 4] = [
        (&["上午", "凌晨", "早上", "清晨"], Half::Morning),
        (&["中午"], Half::Noon),
        (&["下午"], Half::Afternoon),
        (&["晚上", "傍晚"], Half::Evening),
    ];
    if let Some((_, half)) = chinese.into_iter().find(|(words, _)| scan.eat(words)) {
        return Some(half);
    }
    if scan.eat(&["a.m.", "A.M."]) {
        return Some(Half::Morning);
    }
    if scan.eat(&["p.m.", "P.M."]) {
        return Some(Half::Afternoon);
    }
    scan.word(|word| match word {
        "am" => Some(Half::Morning),
        "pm" => Some(Half::Afternoon),
        _ => None,
    })
}

/// Seconds since midnight. The end of a day may be written as 24:00; leap seconds are read.
pub fn of_day(hour: u32, minute: u32, second: u32) -> Option<i64> {
    let is_end = (hour, minute, second) == (24, 0, 0);
    let is_time = hour < 24 && minute < 60 && second <= 60;
    let seconds = i64::from(hour) * HOUR_S + i64::from(minute) * 60 + i64::from(second);
    (is_time || is_end).then_some(seconds)
}

/// The offset from UTC, if any; `None` where what follows is none.
#[expect(clippy::option_option, reason = "an offset may be absent, or unreadable")]
pub fn zone(scan: &mut Scan) -> Option<Option<i64>> {
    scan.spaces();
    if scan.rest.is_empty() {
        return Some(None);
    }
    let is_utc = scan.word(|word| matches!(word, "z" | "utc" | "gmt").then_some(())).is_some();
    scan.spaces();
    let sign = match () {
        () if scan.eat(&["+"]) => 1,
        () if scan.eat(&["-", "\u{2212}"]) => -1,
        () if is_utc => return ended(scan, 0),
        () => return None,
    };
    let (number, digits) = scan.number()?;
    let (hours, minutes) = match digits {
        1 | 2 if scan.eat(&[":"]) => (number, scan.number().filter(|(_, d)| *d == 2)?.0),
        1 | 2 => (number, 0),
        4 => (number / 100, number % 100),
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    ended(scan, sign * (hours as i64 * HOUR_S + minutes as i64 * 60))
}

/// An offset, after which its name may stand in brackets.
#[expect(clippy::option_option, reason = "as zone")]
fn ended(scan: &mut Scan, offset: i64) -> Option<Option<i64>> {
    scan.spaces();
    let enclosed = |open, close| scan.rest.starts_with(open) && scan.rest.ends_with(close);
    if enclosed('(', ')') || enclosed('[', ']') {
        scan.rest = "";
    }
    Some(Some(offset))
}
