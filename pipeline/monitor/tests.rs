//! The monitor on a small planted city: a topic that a measure lowered, one that did not change,
//! one too small to tell.

use chrono::{Datelike, Days, Months, NaiveDate};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use super::*;
use crate::panel::{
    Area, AreaId, AreaLevel, Available, Category, CategoryId, CellMonth, CellWeek, Counts,
    StatMonth,
};

mod effects;
mod lights;
mod year;

const MONTHS: u32 = 24;
const STREETS: u32 = 14;
const CATEGORIES: u32 = 24;
/// Lowered by 60% from its measure on; unchanged; one order now and then; the largest of the
/// untreated rest.
const LOWERED: CategoryId = CategoryId(0);
const UNCHANGED: CategoryId = CategoryId(1);
const TINY: CategoryId = CategoryId(2);
const REST: CategoryId = CategoryId(3);
const MEASURE_MONTH: u32 = 15;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// Orders of one street in a month on average: both topics have a season, the whole city is busier
/// in the second year.
fn mean(item: CategoryId, month: u32) -> f64 {
    let season = 1.0 + 0.4 * (std::f64::consts::TAU * f64::from(month) / 12.0).cos();
    let city = if month >= 12 { 1.3 } else { 1.0 };
    city * match item {
        LOWERED if month >= MEASURE_MONTH => 12.0 * season,
        LOWERED | UNCHANGED => 30.0 * season,
        TINY => 0.05,
        REST => 200.0,
        CategoryId(other) => 12.0 + 3.0 * f64::from(other),
    }
}

pub(in crate::monitor) fn panel() -> Panel {
    let start = day(2023, 1, 1);
    let month = |m: u32| {
        let first_day = start + Months::new(m);
        let last_day = (first_day + Months::new(1)).pred_opt().expect("a day");
        StatMonth { month: first_day, first_day, last_day, coverage: 1.0, complete: true }
    };
    let area =
        |level, name: String, parent| Area { level, name, parent, population: Some(50_000.0) };
    let mut areas = vec![area(AreaLevel::City, "city".to_owned(), None)];
    areas.extend((0..STREETS).map(|s| area(AreaLevel::Street, format!("s{s}"), Some(AreaId(0)))));
    let weeks: Vec<NaiveDate> = (0..104).map(|w| day(2023, 1, 2) + Days::new(7 * w)).collect();
    let categories = (0..CATEGORIES)
        .map(|c| Category { level: 2, name: format!("c{c}"), parent: None })
        .collect();
    Panel {
        areas,
        categories,
        item_level: 2,
        months: (0..MONTHS).map(month).collect(),
        period_months: 12..24,
        cells: cells(),
        weeks_complete: vec![true; weeks.len()],
        weeks,
        available: Available { resolved: true, satisfied: true, ..Available::default() },
        ..Panel::default()
    }
}

/// Street counts with variance 2.5 × mean, and their sum as the city.
fn cells() -> Vec<CellMonth> {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut city = vec![Counts::default(); (CATEGORIES * MONTHS) as usize];
    let mut cells = Vec::new();
    for street in 0..STREETS {
        for item in (0..CATEGORIES).map(CategoryId) {
            for month in 0..MONTHS {
                let size = 0.5 + f64::from(street) / f64::from(STREETS);
                let mean = size * mean(item, month);
                let rate =
                    Gamma::new(mean / 1.5, 1.5).expect("positive").sample(&mut rng).max(1e-9);
                let orders = Poisson::new(rate).expect("positive").sample(&mut rng) as u32;
                let satisfied = if item == LOWERED { orders / 2 } else { orders * 9 / 10 };
                let counts = Counts {
                    orders,
                    resolved_known: orders,
                    resolved: satisfied,
                    satisfied_known: orders,
                    satisfied,
                    ..Counts::default()
                };
                city[(item.0 * MONTHS + month) as usize].add(&counts);
                cells.push(CellMonth {
                    area: AreaId(1 + street),
                    category: item,
                    month: month as u16,
                    counts,
                });
            }
        }
    }
    let of_city = |(at, counts): (usize, &Counts)| {
        let (item, month) = (at as u32 / MONTHS, at as u32 % MONTHS);
        CellMonth {
            area: AreaId(0),
            category: CategoryId(item),
            month: month as u16,
            counts: *counts,
        }
    };
    let mut all: Vec<CellMonth> = city.iter().enumerate().map(of_city).collect();
    all.extend(cells);
    all.retain(|cell| cell.counts.orders > 0);
    all
}

pub(in crate::monitor) fn topic(
    id: &str,
    category: CategoryId,
    areas: Option<Vec<AreaId>>,
) -> Topic {
    let (topic_id, title) = (id.to_owned(), id.to_owned());
    Topic { topic_id, title, categories: vec![category], areas, ..Topic::default() }
}

fn topics() -> Vec<Topic> {
    vec![
        topic("lowered", LOWERED, None),
        topic("unchanged", UNCHANGED, None),
        topic("tiny", TINY, None),
    ]
}

fn with_measures() -> MonitorSettings {
    let start = day(2024, 4, 1);
    let measure_start = ["lowered", "unchanged"].map(|id| (id.to_owned(), start)).into();
    MonitorSettings { measure_start, ..MonitorSettings::default() }
}

#[test]
fn comparisons_carry_both_bases_and_only_between_complete_months() {
    let mut panel = panel();
    let settings = MonitorSettings::default();
    let found = follow(&panel, &topics(), &settings, Language::En);
    let row = |found: &Monitoring, m: usize| found.progress[m].clone();
    let (january, february) = (row(&found, 0), row(&found, 1));
    assert_eq!(february.orders_prev, Some(january.orders));
    assert_eq!(
        february.orders_last_year,
        Some(u64::from(panel.total(AreaId(0), LOWERED, 1..2).orders))
    );
    let mom = february.orders as f64 / january.orders as f64 - 1.0;
    assert!(february.mom.is_some_and(|found| (found - mom).abs() < 1e-12));
    assert_eq!(february.response_rate, None);
    assert!(february.resolution_rate.is_some_and(|rate| (rate - 0.5).abs() < 0.01));
    panel.months[13].complete = false;
    let found = follow(&panel, &topics(), &settings, Language::En);
    let (february, march) = (row(&found, 1), row(&found, 2));
    assert_eq!(
        (february.complete, february.mom, february.yoy, february.effect),
        (false, None, None, None)
    );
    assert_eq!((march.orders_prev, march.mom, march.light == Light::Grey), (None, None, false));
    assert!(march.yoy.is_some());
    assert_eq!(february.light, Light::Grey);
    assert!(found.summary[1].sentence.contains("incomplete") && found.summary[1].compared == 0);
}

#[test]
fn without_a_past_there_is_no_year_on_year_and_no_light() {
    let mut panel = panel();
    panel.months.drain(..12);
    panel.cells.retain(|cell| cell.month >= 12);
    panel.cells.iter_mut().for_each(|cell| cell.month -= 12);
    panel.period_months = 0..12;
    let found = follow(&panel, &topics(), &MonitorSettings::default(), Language::En);
    assert!(
        found
            .progress
            .iter()
            .all(|p| p.yoy.is_none() && p.effect.is_none() && p.light == Light::Grey)
    );
    assert!(found.progress[0].mom.is_none() && found.progress[1].mom.is_some());
}

#[test]
fn an_incomplete_month_is_compared_week_by_week() {
    let mut panel = panel();
    panel.months[23].complete = false;
    for week in 0..104 {
        let orders = if week >= 52 { 30 } else { 20 };
        panel.cell_weeks.push(CellWeek { area: AreaId(0), category: LOWERED, week, orders });
    }
    panel.weeks_complete[102..].fill(false);
    let found = follow(&panel, &topics()[..1], &MonitorSettings::default(), Language::En);
    assert_eq!(found.like_for_like.len(), 1);
    let weeks = &found.like_for_like[0];
    // December 2024 holds the weeks of 2, 9, 16 and 23 December; the last two are not covered
    assert_eq!(weeks.weeks, [day(2024, 12, 2), day(2024, 12, 9)]);
    assert_eq!((weeks.orders, weeks.orders_last_year), (60, 40));
}

#[test]
fn nested_areas_count_once() {
    let panel = panel();
    let nested = topic("nested", REST, Some(vec![AreaId(3), AreaId(0), AreaId(3)]));
    let series = TopicSeries::gather(&panel, &nested);
    assert_eq!(series.orders()[5], u64::from(panel.total(AreaId(0), REST, 5..6).orders));
    let local =
        TopicSeries::gather(&panel, &topic("local", REST, Some(vec![AreaId(3), AreaId(4)])));
    let two = panel.total(AreaId(3), REST, 5..6).orders + panel.total(AreaId(4), REST, 5..6).orders;
    assert_eq!(local.orders()[5], u64::from(two));
}

#[test]
fn falls_beyond_noise_are_fewer_than_falls() {
    let found = follow(&panel(), &topics(), &MonitorSettings::default(), Language::Zh);
    // season and measure: the lowered topic falls from March to April by far more than a year
    // before
    let april = &found.summary[3];
    assert_eq!(april.month.month(), 4);
    assert!(april.fell >= 1 && april.fell_beyond_noise >= 1, "{april:?}");
    let sum = |f: fn(&MonthSummary) -> u32| found.summary.iter().map(f).sum::<u32>();
    assert!(sum(|s| s.fell_beyond_noise) <= 4 && sum(|s| s.fell) >= 8, "{:?}", found.summary);
}

#[test]
fn governance_areas_enter_and_leave() {
    let mut panel = panel();
    let list = governance_months(&panel, AreaLevel::Street, 10);
    assert_eq!((list.len(), list[0].areas.len()), (12, 10));
    assert!(list.iter().all(|m| m.areas.windows(2).all(|pair| pair[0].orders >= pair[1].orders)));
    assert!(
        list[0].areas[0]
            .per_10k
            .is_some_and(|r| (r - list[0].areas[0].orders as f64 / 5.0).abs() < 1e-9)
    );
    for pair in list.windows(2) {
        let entered = pair[1].areas.iter().filter(|a| a.entered == Some(true)).count();
        assert_eq!(pair[1].left.as_ref().map(Vec::len), Some(entered));
    }
    panel.months[14].complete = false;
    let list = governance_months(&panel, AreaLevel::Street, 10);
    assert!(list[2].left.is_none() && list[3].left.is_none() && list[4].left.is_some());
}

#[test]
fn settings_outside_their_range_are_refused() {
    let refused = MonitorSettings { confidence: 1.4, ..MonitorSettings::default() }.validate();
    assert_eq!(refused, Err("confidence must be in [0.5, 1), found 1.4".to_owned()));
    assert!(MonitorSettings::default().validate().is_ok());
    assert!(light_rule(&MonitorSettings::default(), &[], Language::En).contains("19 of 20"));
}
