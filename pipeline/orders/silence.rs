//! A feed's silences, held against the like days around them. The rule is in
//! [`super::completeness`].

use chrono::{Datelike, NaiveDate, Weekday};

use super::completeness::Gap;
use super::hourly::DayHours;
use crate::calendar::Holidays;

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

/// More silences than one in so many days, and than so many at all, are a feed's own rhythm.
const RHYTHM_DAYS: usize = 14;
const RHYTHM_MIN: usize = 3;

/// What makes two days alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Weekday(Weekday),
    Holiday,
}

impl Kind {
    /// A weekend day that is worked is like a Friday.
    pub(super) fn of(day: NaiveDate, holidays: &Holidays) -> Self {
        match day.weekday() {
            _ if holidays.name(day).is_some() => Self::Holiday,
            Weekday::Sat | Weekday::Sun if holidays.is_working_day(day) => {
                Self::Weekday(Weekday::Fri)
            }
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
pub(super) struct Feed {
    pub(super) days: Vec<DayHours>,
    pub(super) kinds: Vec<Kind>,
}

impl Feed {
    /// The silences that are gaps, in order of time. The longest are looked at first, so that the
    /// others are not measured by days on which the feed failed.
    pub(super) fn gaps(&self, has_hours: bool) -> Vec<Gap> {
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
            let sides =
                [true, false].map(|before| self.level(from_hour, to_hour, before, &is_silent));
            let known = sides.into_iter().flatten();
            let weakest =
                known.max_by(|a, b| a.ln_chance(dispersion).total_cmp(&b.ln_chance(dispersion)));
            let Some(level) = weakest.filter(|level| level.ln_chance(dispersion) <= ln_chance_max)
            else {
                continue;
            };
            is_silent[from_hour / 24..=(to_hour - 1) / 24].fill(true);
            gaps.push(Gap { from_hour, to_hour, expected: level.usual });
        }
        // A feed that is filled on certain days has that rhythm, and no gaps.
        if gaps.len() > RHYTHM_MIN.max(self.days.len() / RHYTHM_DAYS) {
            gaps.clear();
        }
        gaps.sort_by_key(|gap| gap.from_hour);
        gaps
    }

    /// All stretches without an order: of hours, or of whole days where times are days only.
    fn silences(&self, has_hours: bool) -> Vec<(usize, usize)> {
        let step = if has_hours { 1 } else { 24 };
        let counts = self.days.as_flattened();
        let is_empty: Vec<bool> =
            counts.chunks(step).map(|part| part.iter().all(|&c| c == 0)).collect();
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
    fn like(
        &self,
        kind: Kind,
        range: std::ops::Range<usize>,
        is_silent: &[bool],
        before: bool,
    ) -> Vec<usize> {
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
            for (hour, (orders, counted)) in hours.iter().zip(counted.iter_mut()).enumerate() {
                if (from..to).contains(&(day * 24 + hour)) {
                    level.usual += orders / *like as f64;
                    level.seen += if *counted { 0.0 } else { *orders };
                    *counted = true;
                }
            }
        }
        let add = |sum: Level, (_, level): &(Kind, Level)| Level {
            usual: sum.usual + level.usual,
            seen: sum.seen + level.seen,
        };
        Some(sums.iter().fold(Level::default(), add))
    }

    /// φ: twice the mean of (count − level)² ÷ level over the days below their level, at least 1.
    /// Days above it say nothing of silence; those that may be silent are what is judged.
    fn dispersion(&self, may_be_silent: &[bool]) -> f64 {
        let totals: Vec<f64> =
            self.days.iter().map(|day| f64::from(day.iter().sum::<u32>())).collect();
        let (mut sum, mut days) = (0.0, 0.0);
        for (day, &total) in totals.iter().enumerate() {
            let like = self.like(self.kinds[day], day..day + 1, may_be_silent, true);
            let level =
                like.iter().map(|&other| totals[other]).sum::<f64>() / like.len().max(1) as f64;
            if may_be_silent[day] || like.len() < LIKE_MIN || level <= 0.0 {
                continue;
            }
            sum += (total - level).min(0.0).powi(2) / (level * (1.0 + 1.0 / like.len() as f64));
            days += 1.0;
        }
        if days > 0.0 { (2.0 * sum / days).max(1.0) } else { 1.0 }
    }

    /// Mean of each hour of a day over the nearest like days, those before first; days of a gap are
    /// left out.
    pub(super) fn usual(&self, day: usize, is_silent: &[bool]) -> [f64; 24] {
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
