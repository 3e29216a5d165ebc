//! Bulk imports: old orders filled into a system at once bear the time of the filling, and are no
//! demand of that day.
//!
//! `hours → surges`: hours and days with far more orders than their like before ([`surges`]).
//! `surges, the times and categories of their orders → imports` ([`find_imports`]): a surge is an
//! import when machines made it, that is
//!
//! - half of its orders bear no more than a twentieth of the hour's seconds (of its minutes, where
//!   times are to the minute), and these seconds bear two orders or more on average: people do not
//!   call so; or
//! - it is ten times the usual and touches all kinds of orders as usual (effective number of
//!   categories by Simpson, at least half of the usual): a storm or a burst pipe is about a few; or
//! - its hours are thirty times the usual and nothing leads up to them or fades after them: people
//!   go on calling about a storm for hours.
//!
//! A feed that does so again and again has that rhythm, and nothing is told.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use yiti_stats::diversity::effective_number_of_counts;

use super::local_time::{HOUR_S, day_of};
use super::surges::{SURGE_MIN, SURGE_RATIO, Surge};

/// How finely a feed's times are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// To the second.
    Second,
    /// To the minute.
    Minute,
    /// Coarser: single moments say nothing.
    Coarse,
}

/// Share of whole minutes or hours from which times are no finer.
const COARSE_SHARE: f64 = 0.95;

impl Precision {
    /// From all orders, and how many of them bear a whole minute and a whole hour.
    pub fn of(orders: u64, whole_minutes: u64, whole_hours: u64) -> Self {
        let most = |part: u64| part as f64 >= COARSE_SHARE * orders as f64;
        match (most(whole_minutes), most(whole_hours)) {
            (_, true) => Self::Coarse,
            (true, false) => Self::Minute,
            (false, false) => Self::Second,
        }
    }

    const fn seconds(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Coarse => HOUR_S,
        }
    }
}

/// An order of a surge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When it was received, in seconds of the city's own clock.
    pub second: i64,
    /// Where, by any number that tells areas apart.
    pub area: u32,
    /// What it is about, by any number that tells categories apart.
    pub category: u32,
}

/// A bulk import.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Its day.
    pub day: NaiveDate,
    /// First and last second of most of its orders.
    pub seconds: (i64, i64),
    /// Different seconds (minutes) that its orders bear.
    pub moments: usize,
    /// Its orders.
    pub orders: u64,
    /// Orders that are usual in that hour or on that day.
    pub usual: f64,
    /// Its orders by area and category.
    pub by_cell: BTreeMap<(u32, u32), u64>,
}

/// Largest share of an hour's moments that half of an import's orders bear, and how many they bear
/// on average at least.
const MOMENTS_SHARE: f64 = 0.05;
const AT_ONCE_MIN: usize = 2;

/// How many times the usual a surge of all kinds is at least.
const ALL_KINDS_RATIO: f64 = 10.0;

/// Smallest effective number of categories of an import, of the usual one; fewer than [`KINDS_MIN`]
/// say nothing.
const ALL_KINDS_SHARE: f64 = 0.5;
const KINDS_MIN: f64 = 3.0;

/// Share of days with imports from which they are the feed's own rhythm, and how many days are
/// none.
const RHYTHM_SHARE: f64 = 0.02;
const RHYTHM_DAYS: usize = 3;

/// Times of day that stand for "day only" are no moment, where the first hour usually has this
/// share of a day's orders.
const MIDNIGHT_SHARE: f64 = 0.2;

/// The imports among the surges of a feed of `days` days, one a day, in order of time. `moments`:
/// the orders of the surges, by time; `usual_kinds`: usual orders of each category.
pub fn find_imports(
    surges: &[Surge],
    moments: &[Moment],
    precision: Precision,
    usual_kinds: &[u64],
    days: usize,
) -> Vec<Import> {
    let kinds = effective_number_of_counts(usual_kinds).unwrap_or_default();
    let usual_days: BTreeMap<NaiveDate, f64> = surges
        .iter()
        .filter(|surge| surge.hour.is_none())
        .map(|surge| (surge.day, surge.usual))
        .collect();
    let mut by_day: BTreeMap<NaiveDate, Found> = BTreeMap::new();
    for surge in surges {
        let seconds = surge.seconds();
        let from = moments.partition_point(|moment| moment.second < seconds.start);
        let to = moments.partition_point(|moment| moment.second < seconds.end);
        let own = &moments[from..to];
        let days_only = surge.hour == Some(0)
            && usual_days
                .get(&surge.day)
                .is_some_and(|usual| surge.usual >= MIDNIGHT_SHARE * usual);
        let at_once =
            (surge.hour.is_some() && !days_only).then(|| at_once(own, precision)).flatten();
        let is_abrupt = surge.is_abrupt && precision != Precision::Coarse && !days_only;
        if at_once.is_none() && !is_abrupt && !is_of_all_kinds(surge, own, kinds) {
            continue;
        }
        let import = import(surge, own, at_once, precision);
        let found = by_day.entry(surge.day).or_default();
        match surge.hour {
            None => found.day = Some(import),
            Some(_) => {
                found.hours = Some(
                    found.hours.take().map_or_else(|| import.clone(), |hours| hours.and(&import)),
                )
            }
        }
    }
    let most = RHYTHM_DAYS.max((RHYTHM_SHARE * days as f64) as usize);
    if by_day.len() > most {
        Vec::new()
    } else {
        by_day.into_values().filter_map(Found::import).collect()
    }
}

/// What a day's surges say.
#[derive(Debug, Default)]
struct Found {
    day: Option<Import>,
    hours: Option<Import>,
}

impl Found {
    /// The hours, which are finer, unless they are the lesser part of the day.
    fn import(self) -> Option<Import> {
        match (self.day, self.hours) {
            (Some(day), Some(hours)) if hours.orders * 2 < day.orders => Some(day),
            (day, hours) => hours.or(day),
        }
    }
}

impl Import {
    /// Its orders by category.
    pub fn by_category(&self) -> BTreeMap<u32, u64> {
        let mut sums = BTreeMap::new();
        for ((_, category), orders) in &self.by_cell {
            *sums.entry(*category).or_default() += orders;
        }
        sums
    }

    /// Both hours of one day together.
    fn and(mut self, other: &Self) -> Self {
        self.seconds = (self.seconds.0.min(other.seconds.0), self.seconds.1.max(other.seconds.1));
        self.moments += other.moments;
        self.orders += other.orders;
        self.usual += other.usual;
        for (cell, orders) in &other.by_cell {
            *self.by_cell.entry(*cell).or_default() += orders;
        }
        self
    }
}

/// First and last of the moments that bear an hour's orders, if a few of them bear half.
fn at_once(own: &[Moment], precision: Precision) -> Option<(i64, i64)> {
    if precision == Precision::Coarse || own.is_empty() {
        return None;
    }
    // A clerk's own orders may be told to the minute where others are to the second: what shares a
    // moment with others tells how fine moments are.
    let mut at_moment: BTreeMap<i64, usize> = BTreeMap::new();
    for moment in own {
        *at_moment.entry(moment.second).or_default() += 1;
    }
    let shared = || at_moment.iter().filter(|(_, orders)| **orders > 1);
    let orders_of_shared: usize = shared().map(|(_, orders)| orders).sum();
    let whole_minutes: usize =
        shared().filter(|(second, _)| *second % 60 == 0).map(|(_, orders)| orders).sum();
    let is_coarser = whole_minutes as f64 >= COARSE_SHARE * orders_of_shared as f64;
    let step = if is_coarser { Precision::Minute.seconds() } else { precision.seconds() };
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for moment in own {
        *counts.entry(moment.second.div_euclid(step) * step).or_default() += 1;
    }
    let mut largest: Vec<(usize, i64)> =
        counts.iter().map(|(second, orders)| (*orders, *second)).collect();
    largest.sort_unstable_by(|a, b| b.cmp(a));
    let few = (MOMENTS_SHARE * (HOUR_S / step) as f64) as usize;
    let mut orders = 0;
    for (at, (count, _)) in largest.iter().enumerate().take(few) {
        orders += count;
        if orders * 2 >= own.len() {
            if orders < AT_ONCE_MIN * (at + 1) {
                return None;
            }
            // The other moments of the same filling bear about as many.
            let full = largest.iter().filter(|(other, _)| other * 2 >= largest[at].0);
            let seconds: Vec<i64> = full.map(|(_, second)| *second).collect();
            return Some((*seconds.iter().min()?, *seconds.iter().max()? + step - 1));
        }
    }
    None
}

/// Whether a surge is far above the usual and of all kinds of orders.
fn is_of_all_kinds(surge: &Surge, own: &[Moment], usual_kinds: f64) -> bool {
    let far = surge.orders as f64 >= ALL_KINDS_RATIO * (surge.usual + SURGE_MIN / SURGE_RATIO);
    let counts: Vec<u64> = counts(own, |moment| moment.category).into_values().collect();
    let kinds = effective_number_of_counts(&counts).unwrap_or_default();
    far && usual_kinds >= KINDS_MIN && kinds >= ALL_KINDS_SHARE * usual_kinds
}

fn counts<K: Ord>(own: &[Moment], key: impl Fn(&Moment) -> K) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for moment in own {
        *counts.entry(key(moment)).or_default() += 1;
    }
    counts
}

fn import(
    surge: &Surge,
    own: &[Moment],
    at_once: Option<(i64, i64)>,
    precision: Precision,
) -> Import {
    let inside = |moment: &&Moment| {
        at_once.is_none_or(|(first, last)| (first..=last).contains(&moment.second))
    };
    let own: Vec<Moment> = own.iter().filter(inside).copied().collect();
    let step = precision.seconds();
    let mut moments: Vec<i64> = own.iter().map(|moment| moment.second.div_euclid(step)).collect();
    moments.dedup();
    let ends = |first: &Moment, last: &Moment| (first.second, last.second);
    let seconds = own.first().zip(own.last()).map(|(first, last)| ends(first, last));
    Import {
        day: seconds.map_or(surge.day, |(first, _)| day_of(first)),
        seconds: seconds.unwrap_or_default(),
        moments: moments.len(),
        orders: own.len() as u64,
        usual: surge.usual,
        by_cell: counts(&own, |moment| (moment.area, moment.category)),
    }
}

#[cfg(test)]
mod tests;
