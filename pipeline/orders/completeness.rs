//! Is the period complete? Stretches without any order that the level around them makes
//! implausible.
//!
//! A silence is held against the same weekdays and hours of the eight weeks before it and of the
//! eight weeks after it (public holidays against holidays): with `m` orders usual in its hours, and
//! `k` orders seen in the hours that say so,
//!
//! `P(no order) = (1 + m/k)^(−k/φ)`,
//!
//! the chance of zero under a negative binomial whose level is known from `k` orders only; φ ≥ 1 is
//! the dispersion of days below their level. It is a gap when this is implausible by both sides,
//! all silences of the feed taken into account. So a busy feed misses a night, a feed of one letter
//! in five days misses a season, and neither is judged by another year's level. A feed that knows
//! days only has no hours; one that is silent more often than once a fortnight is filled on certain
//! days, and has no gaps.

use chrono::{Datelike, Days, NaiveDate};

use super::floods::{Surge, surges};
use super::hourly::{DayHours, HourlyCounts, Strays};
use super::silence::{Feed, Kind};
use crate::calendar::Holidays;

/// Share of orders in one hour, or two neighbouring ones (a summer time), from which times are days
/// only.
const DAILY_SHARE: f64 = 0.99;

/// A stretch of hours in which the feed brought nothing though it should have.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Hours since the first day's midnight, inclusive.
    pub from_hour: usize,
    /// Hours since the first day's midnight, exclusive.
    pub to_hour: usize,
    /// Orders that usually come in these hours.
    pub expected: f64,
}

/// What a feed covers, hour by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// First day with an order, strays left out.
    pub first_day: NaiveDate,
    /// Last day with an order, strays left out.
    pub last_day: NaiveDate,
    /// Stretches of silence, in order of time.
    pub gaps: Vec<Gap>,
    /// Whether times are finer than days.
    pub has_hours: bool,
    /// Orders whose days lie apart.
    pub strays: Strays,
    /// Hours and days with far more orders than usual, in which bulk imports are looked for.
    pub surges: Vec<Surge>,
    /// Orders usual for each hour since the first day's midnight.
    expected: Vec<f64>,
}

impl Coverage {
    /// The feed's gaps as days and hours: first silent hour and last silent hour.
    pub fn describe(&self, gap: &Gap) -> (NaiveDate, usize, NaiveDate, usize) {
        let day = |hour: usize| self.first_day + Days::new((hour / 24) as u64);
        (day(gap.from_hour), gap.from_hour % 24, day(gap.to_hour - 1), (gap.to_hour - 1) % 24)
    }

    /// The gaps as far as they lie between two days, both inclusive, each with its part of the
    /// usual orders.
    pub fn gaps_between(&self, first: NaiveDate, last: NaiveDate) -> Vec<Gap> {
        let hour = |day: NaiveDate| (day - self.first_day).num_days().max(0) as usize * 24;
        let (first, end) = (hour(first), hour(last + Days::new(1)));
        let usual = |from: usize, to: usize| self.expected[from..to].iter().sum::<f64>();
        let cut = |gap: &Gap| {
            let (from_hour, to_hour) = (gap.from_hour.max(first), gap.to_hour.min(end));
            if from_hour >= to_hour {
                return None;
            }
            let whole = usual(gap.from_hour, gap.to_hour);
            let share = if whole > 0.0 { usual(from_hour, to_hour) / whole } else { 1.0 };
            Some(Gap { from_hour, to_hour, expected: gap.expected * share })
        };
        self.gaps.iter().filter_map(cut).collect()
    }

    /// Share in [0, 1] of the usual orders of some days, both ends inclusive, that fall in hours
    /// which the feed covers. Days before the first or after the last order are not covered.
    pub fn share(&self, first: NaiveDate, last: NaiveDate) -> f64 {
        let (mut covered, mut usual) = (0.0, 0.0);
        let weekday = self.weekday_means();
        for day in first.iter_days().take_while(|day| *day <= last) {
            let inside = day >= self.first_day && day <= self.last_day;
            if !inside {
                usual += weekday[day.weekday().num_days_from_monday() as usize];
                continue;
            }
            let start = (day - self.first_day).num_days() as usize * 24;
            for hour in start..start + 24 {
                usual += self.expected[hour];
                if !self.gaps.iter().any(|gap| (gap.from_hour..gap.to_hour).contains(&hour)) {
                    covered += self.expected[hour];
                }
            }
        }
        if usual > 0.0 { covered / usual } else { 0.0 }
    }

    /// Orders usual on some days, both ends inclusive, as far as they lie within the feed.
    pub fn usual(&self, first: NaiveDate, last: NaiveDate) -> f64 {
        let end = self.expected.len();
        let hour =
            |day: NaiveDate| ((day - self.first_day).num_days().max(0) as usize * 24).min(end);
        let (from, to) = (hour(first), hour(last + Days::new(1)));
        self.expected[from..to.max(from)].iter().sum()
    }

    fn weekday_means(&self) -> [f64; 7] {
        let (mut sum, mut days) = ([0.0; 7], [0.0; 7]);
        for (index, hours) in self.expected.chunks(24).enumerate() {
            let day = self.first_day + Days::new(index as u64);
            let weekday = day.weekday().num_days_from_monday() as usize;
            sum[weekday] += hours.iter().sum::<f64>();
            days[weekday] += 1.0;
        }
        std::array::from_fn(|i| if days[i] > 0.0 { sum[i] / days[i] } else { 0.0 })
    }
}

/// Assesses a feed up to the day `limit`; `today` tells which orders are dated in the future. The
/// last day's last order decides where the feed ends. Without any order up to then, the limit alone
/// is covered.
pub fn assess(
    counts: HourlyCounts,
    limit: NaiveDate,
    today: NaiveDate,
    holidays: &Holidays,
) -> Coverage {
    let (body, strays) = counts.up_to(limit, today);
    let (first_day, last_day) = body.span().unwrap_or((limit, limit));
    let mut days = body.dense();
    if days.is_empty() {
        days.push([0; 24]);
    }
    let has_hours = has_hours(&days);
    let kinds = first_day.iter_days().take(days.len()).map(|day| Kind::of(day, holidays)).collect();
    let feed = Feed { days, kinds };
    let gaps = feed.gaps(has_hours);
    let mut is_silent = vec![false; feed.days.len()];
    for gap in &gaps {
        is_silent[gap.from_hour / 24..=(gap.to_hour - 1) / 24].fill(true);
    }
    let usual = |day| feed.usual(day, &is_silent);
    let expected: Vec<f64> = (0..feed.days.len()).flat_map(usual).collect();
    let surges = surges(first_day, &feed.days, &expected);
    Coverage { first_day, last_day, gaps, has_hours, strays, surges, expected }
}

/// Whether orders come at more than one hour of the day, or two side by side.
fn has_hours(days: &[DayHours]) -> bool {
    let mut by_hour = [0_u64; 24];
    for (hour, orders) in days.iter().flat_map(|hours| hours.iter().enumerate()) {
        by_hour[hour % 24] += u64::from(*orders);
    }
    let total: u64 = by_hour.iter().sum();
    let most =
        (0..24).map(|hour| by_hour[hour] + by_hour[(hour + 1) % 24]).max().unwrap_or_default();
    (most as f64) < DAILY_SHARE * total as f64
}

#[cfg(test)]
mod tests;
