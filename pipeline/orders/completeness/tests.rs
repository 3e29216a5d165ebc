//! Feeds that stop, and feeds that are only quiet.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Counts by day from a first one on, all before today.
fn covered(first: &str, counts: &[DayHours], holidays: &Holidays) -> Coverage {
    let rows = day(first)
        .iter_days()
        .zip(counts)
        .flat_map(|(day, hours)| (0..24).map(move |hour| (day, hour, hours[hour as usize])));
    let limit = day("2026-01-01");
    assess(HourlyCounts::from_rows(rows.collect::<Vec<_>>()), limit, limit, holidays)
}

fn gap_days(coverage: &Coverage) -> Vec<(String, String)> {
    let days = |gap: &Gap| {
        let (from, _, to, _) = coverage.describe(gap);
        (from.to_string(), to.to_string())
    };
    coverage.gaps.iter().map(days).collect()
}

#[test]
fn a_feed_that_stops_at_three_on_the_last_day_is_seen() {
    let mut counts = vec![[20; 24]; 60];
    counts[59][3..].fill(0);
    let coverage = covered("2024-01-01", &counts, &Holidays::default());
    assert_eq!(coverage.gaps.len(), 1);
    let (from, to) = (day("2024-02-29"), day("2024-02-29"));
    assert_eq!(coverage.describe(&coverage.gaps[0]), (from, 3, to, 23));
    assert_eq!(coverage.share(day("2024-01-01"), day("2024-01-31")), 1.0);
    let february = coverage.share(day("2024-02-01"), day("2024-02-29"));
    assert!((february - (1.0 - 21.0 / (29.0 * 24.0))).abs() < 1e-12, "{february}");
    assert!((coverage.share(day("2024-03-01"), day("2024-03-31"))).abs() < 1e-12);
}

#[test]
fn quiet_nights_and_a_small_feed_are_no_gaps() {
    let mut counts = vec![[0; 24]; 60];
    counts.iter_mut().for_each(|day| day[9..17].fill(1));
    assert_eq!(covered("2024-01-01", &counts, &Holidays::default()).gaps, []);
}

#[test]
fn an_office_that_closes_on_holidays_has_no_gap_then_and_one_that_does_not_has() {
    // Spring Festival 2023 is 21 to 27 January, in 2024 10 to 17 February.
    let mut closed = vec![[20; 24]; 460];
    let holidays = Holidays::china();
    let first = day("2022-12-01");
    for (day, hours) in first.iter_days().zip(&mut closed) {
        if holidays.name(day).is_some() {
            *hours = [0; 24];
        }
    }
    assert_eq!(covered("2022-12-01", &closed, &holidays).gaps, []);
    assert!(!covered("2022-12-01", &closed, &Holidays::default()).gaps.is_empty());
    let mut open = vec![[20; 24]; 460];
    let festival = (day("2024-02-10") - first).num_days() as usize;
    open[festival..festival + 3].fill([0; 24]);
    let gaps = covered("2022-12-01", &open, &holidays).gaps;
    let hours = (festival * 24, (festival + 3) * 24);
    assert_eq!((gaps.len(), gaps[0].from_hour, gaps[0].to_hour), (1, hours.0, hours.1));
}

#[test]
fn two_silent_days_inside_a_busy_feed_are_a_gap() {
    let mut counts = vec![[20; 24]; 60];
    counts[30] = [0; 24];
    counts[31] = [0; 24];
    let coverage = covered("2024-01-01", &counts, &Holidays::default());
    let gap = &coverage.gaps[0];
    assert_eq!((gap.from_hour, gap.to_hour), (30 * 24, 32 * 24));
    let half = coverage.gaps_between(day("2024-02-01"), day("2024-12-31"));
    assert_eq!((half[0].from_hour, half[0].expected), (31 * 24, gap.expected / 2.0));
    assert_eq!(coverage.gaps_between(day("2024-03-01"), day("2024-12-31")), []);
}

/// A feed of days only, with about `per_day` orders: a fixed pseudo-random walk through the uniform
/// numbers.
fn letters(days: usize, per_day: f64) -> Vec<DayHours> {
    let mut state = 7_u64;
    let mut uniform = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut poisson = || {
        let (mut orders, mut left) = (0, uniform());
        while left > (-per_day).exp() {
            left *= uniform();
            orders += 1;
        }
        orders
    };
    let mut hours = |_| {
        let mut hours = [0; 24];
        hours[0] = poisson();
        hours
    };
    (0..days).map(&mut hours).collect()
}

#[test]
fn a_quiet_feed_of_days_has_no_gap_until_a_season_is_missing() {
    let mut counts = letters(1_096, 0.2);
    let coverage = covered("2022-01-01", &counts, &Holidays::default());
    assert!(!coverage.has_hours);
    assert_eq!(gap_days(&coverage), []);
    counts[400..600].fill([0; 24]);
    counts[399][0] = 1;
    counts[600][0] = 1;
    let coverage = covered("2022-01-01", &counts, &Holidays::default());
    assert_eq!(gap_days(&coverage), [("2023-02-05".to_owned(), "2023-08-23".to_owned())]);
    let expected = coverage.gaps[0].expected;
    assert!((15.0..=80.0).contains(&expected), "{expected} where 40 are usual");
}

#[test]
fn a_gap_is_measured_by_its_own_year() {
    // Two a day in the first year, two hundred in the second: the silence of the first is of about
    // forty orders.
    let mut counts: Vec<DayHours> = letters(366, 2.0);
    counts[180] = [0; 24];
    counts[180][0] = 2;
    counts[181..201].fill([0; 24]);
    counts.extend(letters(365, 200.0));
    let coverage = covered("2023-01-01", &counts, &Holidays::default());
    assert_eq!(coverage.gaps.len(), 1, "{:?}", gap_days(&coverage));
    let expected = coverage.gaps[0].expected;
    assert!((20.0..=60.0).contains(&expected), "{expected} where 40 are usual");
}

#[test]
fn an_order_of_another_decade_is_no_gap() {
    let rows = day("2023-01-01").iter_days().take(731).map(|day| (day, 9, 30));
    let rows = rows.chain([(day("1994-08-10"), 3, 1), (day("2031-02-03"), 3, 1)]);
    let today = day("2026-01-01");
    let coverage = assess(HourlyCounts::from_rows(rows), today, today, &Holidays::default());
    assert_eq!((coverage.first_day, coverage.last_day), (day("2023-01-01"), day("2024-12-31")));
    assert_eq!(coverage.gaps, []);
    let told = [&coverage.strays.before, &coverage.strays.future]
        .map(|stray| stray.as_ref().map(|s| s.orders));
    assert_eq!(told, [Some(1), Some(1)]);
}

#[test]
fn a_feed_that_is_filled_on_certain_days_has_no_gaps() {
    let mut counts = vec![[0; 24]; 360];
    for day in (0..360).step_by(8) {
        counts[day][10..20].fill(3);
    }
    assert_eq!(gap_days(&covered("2024-01-01", &counts, &Holidays::default())), []);
}

#[test]
fn nothing_is_covered_by_nothing() {
    let today = day("2026-01-01");
    let coverage = assess(HourlyCounts::default(), today, today, &Holidays::default());
    assert_eq!((coverage.first_day, coverage.gaps), (today, vec![]));
}
