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
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Ten orders a day in 2023 and 2024, and others.
    fn feed(others: &[(&str, u32)]) -> HourlyCounts {
        let usual = day("2023-01-01").iter_days().take(731).map(|day| (day, 9, 10));
        HourlyCounts::from_rows(
            usual.chain(others.iter().map(|(text, orders)| (day(text), 3, *orders))),
        )
    }

    #[test]
    fn what_lies_far_outside_is_taken_out_and_counted() {
        let others = [("1994-08-10", 1), ("2021-03-04", 2), ("2025-09-09", 1), ("2031-01-01", 4)];
        let (body, strays) = feed(&others).up_to(day("2026-06-01"), day("2026-06-01"));
        assert_eq!(body.span(), Some((day("2023-01-01"), day("2024-12-31"))));
        let stray = |orders, first: &str, last: &str| {
            Some(Stray { orders, first: day(first), last: day(last) })
        };
        assert_eq!(strays.before, stray(3, "1994-08-10", "2021-03-04"));
        assert_eq!(strays.after, stray(1, "2025-09-09", "2025-09-09"));
        assert_eq!(strays.future, stray(4, "2031-01-01", "2031-01-01"));
        assert_eq!(body.total(), 7_310);
    }

    #[test]
    fn a_date_that_stands_for_unknown_is_no_beginning_but_a_pilot_is() {
        let (body, strays) =
            feed(&[("2000-01-01", 300)]).up_to(day("2026-06-01"), day("2026-06-01"));
        assert_eq!(
            (body.span().unwrap().0, strays.before.unwrap().orders),
            (day("2023-01-01"), 300)
        );
        let pilot = day("2021-01-01").iter_days().take(60).map(|day| (day, 9, 10));
        let feed = feed(&[]);
        let rows = feed.0.iter().map(|(day, hours)| (*day, 9, hours[9]));
        let (body, strays) =
            HourlyCounts::from_rows(rows.chain(pilot)).up_to(day("2026-06-01"), day("2026-06-01"));
        assert_eq!((body.span().unwrap().0, strays), (day("2021-01-01"), Strays::default()));
    }

    #[test]
    fn a_feed_of_few_orders_has_long_silences_and_no_strays() {
        let days =
            ["2020-01-07", "2020-09-01", "2021-02-03", "2022-01-01", "2022-03-04", "2023-01-05"];
        let feed = HourlyCounts::from_rows(days.iter().map(|text| (day(text), 0, 1)));
        let (body, strays) = feed.clone().up_to(day("2026-06-01"), day("2026-06-01"));
        assert_eq!((body, strays), (feed, Strays::default()));
        assert_eq!(
            HourlyCounts::default().up_to(day("2026-06-01"), day("2026-06-01")).0.span(),
            None
        );
    }
}
