//! Is the period complete? Stretches without any order that the level around them makes implausible.
//!
//! A silence is held against the same weekdays and hours of the eight weeks before it and of the eight weeks after it
//! (public holidays against holidays): with `m` orders usual in its hours, and `k` orders seen in the hours that say so,
//!
//! `P(no order) = (1 + m/k)^(−k/φ)`,
//!
//! the chance of zero under a negative binomial whose level is known from `k` orders only; φ ≥ 1 is the dispersion of days
//! below their level. It is a gap when this is implausible by both sides, all silences of the feed taken into account. So
//! a busy feed misses a night, a feed of one letter in five days misses a season, and neither is judged by another year's
//! level. A feed that knows days only has no hours.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::floods::{Surge, surges};
use super::hourly::{DayHours, HourlyCounts, Strays};
use crate::config::Holidays;

/// Like days looked at on each side for what an hour usually brings.
const DAYS_BESIDE: usize = 8;

/// Like days without which a day says nothing of dispersion.
const LIKE_MIN: usize = 2;

/// Chance of silence below which it is a gap, if it were looked at once …
const CHANCE_MAX: f64 = 1e-5;

/// … and expected number of false gaps in the whole feed.
const FALSE_GAPS_MAX: f64 = 0.01;

/// Hours of silence below which a gap inside the feed is taken for a holiday or a night.
const MIN_INNER_HOURS: usize = 36;

/// Share of orders in one hour, or two neighbouring ones (a summer time), from which times are days only.
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

    /// The gaps as far as they lie between two days, both inclusive, each with its part of the usual orders.
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

    /// Share in [0, 1] of the usual orders of some days, both ends inclusive, that fall in hours which the feed covers.
    /// Days before the first or after the last order are not covered.
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

/// Assesses a feed up to the day `limit`; `today` tells which orders are dated in the future. The last day's last order
/// decides where the feed ends. Without any order up to then, the limit alone is covered.
pub fn assess(counts: HourlyCounts, limit: NaiveDate, today: NaiveDate, holidays: &Holidays) -> Coverage {
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
    let most = (0..24).map(|hour| by_hour[hour] + by_hour[(hour + 1) % 24]).max().unwrap_or_default();
    (most as f64) < DAILY_SHARE * total as f64
}

/// What makes two days alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Weekday(Weekday),
    Holiday,
}

impl Kind {
    /// A weekend day that is worked is like a Friday.
    fn of(day: NaiveDate, holidays: &Holidays) -> Self {
        match day.weekday() {
            _ if holidays.name(day).is_some() => Self::Holiday,
            Weekday::Sat | Weekday::Sun if holidays.is_working_day(day) => Self::Weekday(Weekday::Fri),
            weekday => Self::Weekday(weekday),
        }
    }
}

/// Usual orders of a silence, and the orders seen in the hours that say so.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    usual: f64,
    seen: f64,
}

impl Level {
    /// ln of the chance of no order at all.
    fn ln_chance(self, dispersion: f64) -> f64 {
        if self.seen <= 0.0 {
            return 0.0;
        }
        -self.seen / dispersion * (self.usual / self.seen).ln_1p()
    }
}

/// A feed's days and hours, and what makes them alike.
struct Feed {
    days: Vec<DayHours>,
    kinds: Vec<Kind>,
}

impl Feed {
    /// The silences that are gaps, in order of time. The longest are looked at first, so that the others are not measured
    /// by days on which the feed failed.
    fn gaps(&self, has_hours: bool) -> Vec<Gap> {
        let silences = self.silences(has_hours);
        let hours = self.days.len() * 24;
        let looks = silences.len().max(1) as f64;
        let ln_chance_max = CHANCE_MAX.min(FALSE_GAPS_MAX / looks).ln();
        let mut candidates: Vec<(usize, usize)> = silences
            .into_iter()
            .filter(|(from, to)| *from == 0 || *to == hours || to - from >= MIN_INNER_HOURS)
            .collect();
        let mut is_silent = vec![false; self.days.len()];
        for (from, to) in &candidates {
            is_silent[from / 24..=(to - 1) / 24].fill(true);
        }
        let dispersion = self.dispersion(&is_silent);
        is_silent.fill(false);
        candidates.sort_by_key(|(from, to)| (std::cmp::Reverse(to - from), *from));
        let mut gaps = Vec::new();
        for (from_hour, to_hour) in candidates {
            let sides = [true, false].map(|before| self.level(from_hour, to_hour, before, &is_silent));
            let known = sides.into_iter().flatten();
            let weakest = known.max_by(|a, b| a.ln_chance(dispersion).total_cmp(&b.ln_chance(dispersion)));
            let Some(level) = weakest.filter(|level| level.ln_chance(dispersion) <= ln_chance_max) else { continue };
            is_silent[from_hour / 24..=(to_hour - 1) / 24].fill(true);
            gaps.push(Gap { from_hour, to_hour, expected: level.usual });
        }
        gaps.sort_by_key(|gap| gap.from_hour);
        gaps
    }

    /// All stretches without an order: of hours, or of whole days where times are days only.
    fn silences(&self, has_hours: bool) -> Vec<(usize, usize)> {
        let step = if has_hours { 1 } else { 24 };
        let counts = self.days.as_flattened();
        let is_empty: Vec<bool> = counts.chunks(step).map(|part| part.iter().all(|&c| c == 0)).collect();
        let mut silences = Vec::new();
        let mut at = 0;
        while at < is_empty.len() {
            let length = is_empty[at..].iter().take_while(|empty| **empty).count();
            if length > 0 {
                silences.push((at * step, (at + length) * step));
            }
            at += length.max(1);
        }
        silences
    }

    /// The nearest days of a day's kind on one side of some others, nearest first.
    fn like(&self, kind: Kind, range: std::ops::Range<usize>, is_silent: &[bool], before: bool) -> Vec<usize> {
        let is_like = |day: &usize| self.kinds[*day] == kind && !is_silent[*day];
        match before {
            true => (0..range.start).rev().filter(is_like).take(DAYS_BESIDE).collect(),
            false => (range.end..self.days.len()).filter(is_like).take(DAYS_BESIDE).collect(),
        }
    }

    /// What one side says of some hours; `None` where it has no like day for one of theirs.
    fn level(&self, from: usize, to: usize, before: bool, is_silent: &[bool]) -> Option<Level> {
        let days = from / 24..to.div_ceil(24);
        let mut sums: Vec<(Kind, Level)> = Vec::new();
        let mut seen: Vec<(Kind, [f64; 24], usize, [bool; 24])> = Vec::new();
        for day in days.clone() {
            let kind = self.kinds[day];
            let position = seen.iter().position(|(other, ..)| *other == kind);
            let position = match position {
                Some(position) => position,
                None => {
                    let like = self.like(kind, days.clone(), is_silent, before);
                    if like.is_empty() {
                        return None;
                    }
                    let hours = std::array::from_fn(|hour| {
                        like.iter().map(|&other| f64::from(self.days[other][hour])).sum()
                    });
                    seen.push((kind, hours, like.len(), [false; 24]));
                    sums.push((kind, Level::default()));
                    seen.len() - 1
                }
            };
            let (_, hours, like, counted) = &mut seen[position];
            let level = &mut sums[position].1;
            for hour in 0..24 {
                if (from..to).contains(&(day * 24 + hour)) {
                    level.usual += hours[hour] / *like as f64;
                    level.seen += if counted[hour] { 0.0 } else { hours[hour] };
                    counted[hour] = true;
                }
            }
        }
        let add = |sum: Level, (_, level): &(Kind, Level)| Level {
            usual: sum.usual + level.usual,
            seen: sum.seen + level.seen,
        };
        Some(sums.iter().fold(Level::default(), add))
    }

    /// φ: twice the mean of (count − level)² ÷ level over the days below their level, at least 1. Days above it say nothing
    /// of silence; those that may be silent are what is judged.
    fn dispersion(&self, may_be_silent: &[bool]) -> f64 {
        let totals: Vec<f64> = self.days.iter().map(|day| f64::from(day.iter().sum::<u32>())).collect();
        let (mut sum, mut days) = (0.0, 0.0);
        for (day, &total) in totals.iter().enumerate() {
            let like = self.like(self.kinds[day], day..day + 1, may_be_silent, true);
            let level = like.iter().map(|&other| totals[other]).sum::<f64>() / like.len().max(1) as f64;
            if may_be_silent[day] || like.len() < LIKE_MIN || level <= 0.0 {
                continue;
            }
            sum += (total - level).min(0.0).powi(2) / (level * (1.0 + 1.0 / like.len() as f64));
            days += 1.0;
        }
        if days > 0.0 { (2.0 * sum / days).max(1.0) } else { 1.0 }
    }

    /// Mean of each hour of a day over the nearest like days, those before first; days of a gap are left out.
    fn usual(&self, day: usize, is_silent: &[bool]) -> [f64; 24] {
        let kind = self.kinds[day];
        let mut days = self.like(kind, day..day + 1, is_silent, true);
        if days.len() < DAYS_BESIDE / 2 {
            let after = self.like(kind, day..day + 1, is_silent, false);
            days.extend(after.into_iter().take(DAYS_BESIDE - days.len()));
        }
        if days.is_empty() {
            return self.days[day].map(f64::from);
        }
        let mean = |hour: usize| {
            days.iter().map(|&d| f64::from(self.days[d][hour])).sum::<f64>() / days.len() as f64
        };
        std::array::from_fn(mean)
    }
}

#[cfg(test)]
mod tests;
