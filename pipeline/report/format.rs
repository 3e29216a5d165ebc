//! Figures and dates as people write them. What is unknown is a dash, never 0.

use chrono::{Datelike as _, NaiveDate};

pub use crate::language::fill;
use crate::language::{Language, count, percent};

/// What stands for an unknown figure.
pub const UNKNOWN: &str = "—";

const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A share in [0, 1] as a percentage, or a dash.
pub fn rate(share: Option<f64>) -> String {
    share.filter(|share| share.is_finite()).map_or_else(|| UNKNOWN.to_owned(), percent)
}

/// A share in [0, 1] as a whole percentage; shares short of one never read 100%.
pub fn whole_percent(share: f64) -> String {
    let percent = if share < 1.0 { (share * 100.0).round().min(99.0) } else { 100.0 };
    format!("{percent:.0}%")
}

/// A relative change with its sign: `+12.3%`, `−4.0%`, or a dash.
pub fn change(change: Option<f64>) -> String {
    let Some(change) = change.filter(|change| change.is_finite()) else {
        return UNKNOWN.to_owned();
    };
    let size = percent(change.abs());
    match size.as_str() {
        "0.0%" => size,
        _ if change < 0.0 => format!("−{size}"),
        _ => format!("+{size}"),
    }
}

/// A count, or a dash.
pub fn whole(number: Option<u64>) -> String {
    number.map_or_else(|| UNKNOWN.to_owned(), count)
}

/// A figure that need not be whole: no decimals from 100, one from 10, two below; or a dash.
pub fn number(value: Option<f64>) -> String {
    match value.filter(|value| value.is_finite()) {
        None => UNKNOWN.to_owned(),
        Some(value) if value >= 100.0 => count(value.round() as u64),
        Some(value) if value.abs() >= 10.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.2}"),
    }
}

/// A count of orders that was estimated: whole, or one decimal below 10.
pub fn expected(value: Option<f64>) -> String {
    match value.filter(|value| value.is_finite()) {
        None => UNKNOWN.to_owned(),
        Some(value) if value >= 10.0 => count(value.round() as u64),
        Some(value) => format!("{value:.1}"),
    }
}

/// `2024年1月26日`, `26 Jan 2024`.
pub fn day(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Language::En => {
            format!("{} {} {}", date.day(), month_name(date.month(), language), date.year())
        }
    }
}

/// `1月26日—2月15日`, `26 Jan – 15 Feb`; one day stands alone. Years only where they differ.
pub fn days(first: NaiveDate, last: NaiveDate, language: Language) -> String {
    let short = |date: NaiveDate| match language {
        Language::Zh => format!("{}月{}日", date.month(), date.day()),
        Language::En => format!("{} {}", date.day(), month_name(date.month(), language)),
    };
    let dash = language.pick("—", " – ");
    match first == last {
        true => short(first),
        false if first.year() == last.year() => format!("{}{dash}{}", short(first), short(last)),
        false => format!("{}{dash}{}", day(first, language), day(last, language)),
    }
}

/// `2024年1月`, `Jan 2024`.
pub fn month(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Zh => format!("{}年{}月", date.year(), date.month()),
        Language::En => format!("{} {}", month_name(date.month(), language), date.year()),
    }
}

/// `1月`, `Jan`.
pub fn month_name(month: u32, language: Language) -> String {
    match language {
        Language::Zh => format!("{month}月"),
        Language::En => {
            MONTHS_EN.get((month as usize).wrapping_sub(1)).copied().unwrap_or(UNKNOWN).to_owned()
        }
    }
}

#[cfg(test)]
mod tests;
