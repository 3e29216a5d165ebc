//! Orders by day and hour of the city's own clock: all that completeness and floods are judged
//! from. Times that lie far outside the rest, or in the future, say nothing of the feed and are
//! taken out first.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

/// Orders of each hour of a day.
pub type DayHours = [u32; 24];

/// Orders by day and hour; days without any order are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HourlyCounts(BTreeMap<NaiveDate, DayHours>);

impl HourlyCounts {
    /// Adds up rows of day, hour (0 to 23; others are taken for 23) and orders, in any order.
    pub fn from_rows(rows: impl IntoIterator<Item = (NaiveDate, u32, u32)>) -> Self {
        let mut days: BTreeMap<NaiveDate, DayHours> = BTreeMap::new();
        for (day, hour, orders) in rows.into_iter().filter(|row| row.2 > 0) {
            days.entry(day).or_default()[(hour as usize).min(23)] += orders;
        }
        Self(days)
    }

    /// Orders of all days.
    pub fn total(&self) -> u64 {
        self.0.values().map(orders_of).sum()
    }

    /// The days up to `limit`, without what says nothing of how far the feed reaches; what is later
    /// than `today` is told as well, what lies between the two is not looked at.
    pub fn up_to(mut self, limit: NaiveDate, today: NaiveDate) -> (Self, Strays) {
        let mut future = self.0.split_off(&(limit + Days::new(1)));
        let future = future.split_off(&(today.max(limit) + Days::new(1)));
        let (early, late) = far_ends(&self.0);
        let body_end = late.unwrap_or(limit + Days::new(1));
        let after = self.0.split_off(&body_end);
        let body = early.map_or_else(BTreeMap::new, |begin| self.0.split_off(&begin));
        let (before, body) =
            if early.is_some() { (self.0, body) } else { (BTreeMap::new(), self.0) };
        let strays = Strays {
            before: Stray::of(&before),
            after: Stray::of(&after),
            future: Stray::of(&future),
        };
        (Self(body), strays)
    }

    /// First and last day with an order; `None` without any.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        Some((*self.0.first_key_value()?.0, *self.0.last_key_value()?.0))
    }

    /// Every day from the first to the last with an order, those without any as zeros.
    pub fn dense(&self) -> Vec<DayHours> {
        let Some((first, last)) = self.span() else { return Vec::new() };
        let mut days = vec![[0; 24]; (last - first).num_days() as usize + 1];
        for (day, hours) in &self.0 {
            days[(*day - first).num_days() as usize] = *hours;
        }
        days
    }
}

fn orders_of(hours: &DayHours) -> u64 {
    hours.iter().map(|&orders| u64::from(orders)).sum()
}

/// Orders whose days lie apart from the feed's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Orders.
    pub orders: u64,
    /// First of their days.
    pub first: NaiveDate,
    /// Last of their days.
    pub last: NaiveDate,
}

impl Stray {
    fn of(days: &BTreeMap<NaiveDate, DayHours>) -> Option<Self> {
        let (first, last) = (*days.first_key_value()?.0, *days.last_key_value()?.0);
        Some(Self { orders: days.values().map(orders_of).sum(), first, last })
    }
}

/// What was taken out of a feed; it is counted and told, starts no coverage, and no silence beside
/// it is a gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strays {
    /// Far before all others.
    pub before: Option<Stray>,
    /// Far after all others, though not in the future.
    pub after: Option<Stray>,
    /// After today.
    pub future: Option<Stray>,
}

/// Silence, in days, that parts a stray from the feed at least.
const FAR_DAYS: i64 = 90;

/// … and in the feed's own mean intervals between orders: so long a silence comes by chance once in
/// e²⁰.
const FAR_INTERVALS: f64 = 20.0;

/// Share of all orders that strays at one end may be: a feed's own beginning is more than that.
const STRAY_SHARE: f64 = 0.01;

/// … or of a day or three: dates that stand for "unknown", as 1970-01-01, are as many as rows that
/// may be rejected.
const DEFAULT_DATE_SHARE: f64 = 0.05;
const DEFAULT_DATES: usize = 3;

/// Strays of a small feed, whatever their share.
const STRAYS_ALWAYS: u64 = 2;

/// The first day of the feed where orders lie far before it, and the first day of those that lie
/// far after it.
fn far_ends(days: &BTreeMap<NaiveDate, DayHours>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let counts: Vec<(NaiveDate, u64)> =
        days.iter().map(|(day, hours)| (*day, orders_of(hours))).collect();
    let total: u64 = counts.iter().map(|(_, orders)| orders).sum();
    let far = |one: NaiveDate, other: NaiveDate, rest: &[(NaiveDate, u64)]| {
        let orders: u64 = rest.iter().map(|(_, orders)| orders).sum();
        let span = (rest[rest.len() - 1].0 - rest[0].0).num_days() + 1;
        let interval = span as f64 / orders as f64;
        let silence = (other - one).num_days();
        silence > FAR_DAYS && silence as f64 > FAR_INTERVALS * interval
    };
    let may_stray = |orders: u64, days: usize| {
        let share = if days <= DEFAULT_DATES { DEFAULT_DATE_SHARE } else { STRAY_SHARE };
        orders as f64 <= share * total as f64 || orders <= STRAYS_ALWAYS && orders * 4 <= total
    };
    let (mut early, mut orders) = (None, 0);
    for at in 1..counts.len() {
        orders += counts[at - 1].1;
        if !may_stray(orders, at) {
            break;
        }
        if far(counts[at - 1].0, counts[at].0, &counts[at..]) {
            early = Some(at);
        }
    }
    let first = early.unwrap_or(0);
    let (mut late, mut orders) = (None, 0);
    for at in (first + 1..counts.len()).rev() {
        orders += counts[at].1;
        if !may_stray(orders, counts.len() - at) {
            break;
        }
        if far(counts[at - 1].0, counts[at].0, &counts[first..at]) {
            late = Some(at);
        }
    }
    (early.map(|at| counts[at].0), late.map(|at| counts[at].0))
}

#[cfg(test)]
mod tests;
