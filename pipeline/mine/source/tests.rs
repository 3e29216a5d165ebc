//! One account's bulk entry is told from a real event, from the panel to the verdict, over many
//! draws.

use chrono::{Days, NaiveDate};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::judge_sources;
use crate::language::Language;
use crate::mine::{Finding, FindingKind, SpikeSettings, Withheld, find_spikes};
use crate::panel::{Area, AreaId, AreaLevel, Category, CategoryId, CellWeek, Evidence, Panel};

const WEEKS: usize = 104;
const DISTRICTS: u32 = 6;
/// Where and when something happens: district and first week of the month.
const WHERE: u32 = 3;
const WHEN: usize = 80;

struct Order {
    district: u32,
    week: usize,
    reporter: u64,
}

/// A few orders a week everywhere, each by somebody else.
fn ordinary(rng: &mut ChaCha8Rng) -> Vec<Order> {
    let mut orders = Vec::new();
    for week in 0..WEEKS {
        for district in 1..=DISTRICTS {
            let count = rng.random_range(0..6);
            orders.extend((0..count).map(|_| Order {
                district,
                week,
                reporter: rng.random_range(1 << 20..1 << 40),
            }));
        }
    }
    orders
}

/// A month in one district, without what is ordinary there.
fn month(
    rng: &mut ChaCha8Rng,
    count: usize,
    reporter: impl Fn(&mut ChaCha8Rng) -> u64,
) -> Vec<Order> {
    let order = |rng: &mut ChaCha8Rng| {
        let week = WHEN + rng.random_range(0..4);
        Order { district: WHERE, week, reporter: reporter(rng) }
    };
    (0..count).map(|_| order(rng)).collect()
}

fn week_start(week: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 2).expect("a Monday") + Days::new(7 * week as u64)
}

fn panel(orders: &[Order]) -> Panel {
    let area = |level, name: String, parent| Area { level, name, parent, population: None };
    let mut areas = vec![area(AreaLevel::City, "city".to_owned(), None)];
    areas.extend(
        (1..=DISTRICTS).map(|d| area(AreaLevel::District, format!("d{d}"), Some(AreaId(0)))),
    );
    let mut counts = vec![[0u32; WEEKS]; areas.len()];
    for order in orders {
        counts[0][order.week] += 1;
        counts[order.district as usize][order.week] += 1;
    }
    let cell = |(area, weeks): (usize, &[u32; WEEKS])| {
        let (area, category) = (AreaId(area as u32), CategoryId(0));
        let row = move |(week, &orders): (usize, &u32)| CellWeek {
            area,
            category,
            week: week as u16,
            orders,
        };
        weeks.iter().enumerate().map(row).filter(|row| row.orders > 0).collect::<Vec<_>>()
    };
    Panel {
        areas,
        categories: vec![Category { level: 2, name: "matter".to_owned(), parent: None }],
        item_level: 2,
        weeks: (0..WEEKS).map(week_start).collect(),
        weeks_complete: vec![true; WEEKS],
        period_weeks: 52..WEEKS,
        cell_weeks: counts.iter().enumerate().flat_map(cell).collect(),
        ..Panel::default()
    }
}

fn evidence(orders: &[Order], finding: &Finding) -> Evidence {
    let inside = |order: &&Order| {
        let day = week_start(order.week);
        (finding.area == AreaId(0) || finding.area == AreaId(order.district))
            && (finding.first_day..=finding.last_day).contains(&day)
    };
    let mut by_reporter = std::collections::BTreeMap::<u64, u64>::new();
    orders
        .iter()
        .filter(inside)
        .for_each(|order| *by_reporter.entry(order.reporter).or_default() += 1);
    let total = by_reporter.values().sum();
    Evidence {
        orders: total,
        reported: total,
        top_reporter_orders: by_reporter.values().copied().max().unwrap_or_default(),
        peak_day: None,
    }
}

/// The spikes in the month of interest, judged.
fn findings(orders: &[Order]) -> Vec<Finding> {
    let settings = SpikeSettings { levels: vec![AreaLevel::District], ..SpikeSettings::default() };
    let mut found = find_spikes(&panel(orders), &settings, &Withheld::default(), Language::En);
    found.retain(|finding| {
        finding.kind == FindingKind::Spike && finding.last_day >= week_start(WHEN)
    });
    let answers: Vec<Evidence> = found.iter().map(|finding| evidence(orders, finding)).collect();
    judge_sources(&mut found, &answers, true);
    found
}

#[test]
fn bulk_entry_by_one_account_is_single_source() {
    for seed in 0..40 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut orders = ordinary(&mut rng);
        orders.retain(|order| order.district != WHERE || !(WHEN..WHEN + 4).contains(&order.week));
        orders.extend(month(&mut rng, 1_170, |_| 7));
        orders.extend(month(&mut rng, 10, |rng| rng.random_range(1 << 20..1 << 40)));
        let found = findings(&orders);
        assert!(
            found.iter().any(|finding| finding.area == AreaId(WHERE)),
            "seed {seed}: not found"
        );
        for finding in &found {
            assert_eq!(finding.single_source, Some(true), "seed {seed}: {finding:?}");
            assert!(finding.top_reporter_share.is_some_and(|share| share > 0.9), "seed {seed}");
        }
    }
}

#[test]
fn an_event_that_many_report_never_is() {
    for seed in 0..40 {
        let mut rng = ChaCha8Rng::seed_from_u64(1_000 + seed);
        let mut orders = ordinary(&mut rng);
        let (count, people) = (rng.random_range(60..1_500), rng.random_range(30..600));
        orders.extend(month(&mut rng, count, |rng| rng.random_range(1..=people)));
        let found = findings(&orders);
        assert!(
            found.iter().any(|finding| finding.area == AreaId(WHERE)),
            "seed {seed}: not found"
        );
        assert!(
            found.iter().all(|finding| finding.single_source == Some(false)),
            "seed {seed}: {found:?}"
        );
    }
}

#[test]
fn an_account_in_the_middle_of_a_real_event_does_not_hide_it() {
    for seed in 0..40 {
        let mut rng = ChaCha8Rng::seed_from_u64(2_000 + seed);
        let mut orders = ordinary(&mut rng);
        orders.extend(month(&mut rng, 900, |_| 7));
        orders.extend(month(&mut rng, 400, |rng| rng.random_range(1 << 20..1 << 40)));
        let found = findings(&orders);
        let local = found.iter().find(|finding| finding.area == AreaId(WHERE)).expect("a finding");
        assert_eq!(
            local.single_source,
            Some(false),
            "seed {seed}: 400 others reported it too: {local:?}"
        );
    }
}
