//! A made-up city with planted topics.

use chrono::{Months, NaiveDate};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Binomial, Distribution, Poisson};

use super::super::Labels;
use super::{burst, topic};
use crate::mine::Finding;
use crate::panel::*;
use crate::topics::Topic;

pub(super) const DISTRICTS: usize = 16;
pub(super) const STREETS: usize = 10;
pub(super) const ITEMS: usize = 90;
pub(super) const MONTHS: usize = 24;

/// What a made-up category is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Plant {
    /// Fails in every district.
    Chronic,
    /// Fails in one to three districts.
    FewDistricts(usize),
    /// Very large and well solved.
    Giant,
    /// Ordinary, with one reporter's burst in one street.
    Burst,
    Ordinary,
}

pub(super) fn plant(item: usize) -> Plant {
    match item {
        0..12 => Plant::Chronic,
        12..24 => Plant::FewDistricts(1 + item % 3),
        24..29 => Plant::Giant,
        29..35 => Plant::Burst,
        _ => Plant::Ordinary,
    }
}

/// Yearly demands of a category: chronic ones are middling, ordinary ones fall like a power law.
pub(super) fn volume(item: usize) -> f64 {
    match plant(item) {
        Plant::Giant => 60_000.0,
        Plant::Chronic => 4_000.0 + 1_000.0 * item as f64,
        Plant::FewDistricts(_) => 8_000.0,
        _ => 40_000.0 / (1.0 + (item - 28) as f64),
    }
}

pub(super) fn unresolved(item: usize, district: usize, street_effect: f64) -> f64 {
    let base = match plant(item) {
        Plant::Chronic => 0.45,
        Plant::FewDistricts(count) if (district + item) % DISTRICTS < count => 0.60,
        Plant::Giant => 0.08,
        _ => 0.12 + 0.1 * ((item * 37) % 10) as f64 / 10.0,
    };
    (base + street_effect).clamp(0.02, 0.95)
}

pub(super) struct City {
    pub(super) panel: Panel,
    pub(super) topics: Vec<Topic>,
    pub(super) findings: Vec<Finding>,
    pub(super) labels: Labels,
}

pub(super) fn months() -> Vec<StatMonth> {
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    (0..MONTHS as u32)
        .map(|m| {
            let month = first + Months::new(m);
            let last_day = month + Months::new(1) - chrono::Days::new(1);
            StatMonth { month, first_day: month, last_day, coverage: 1.0, complete: true }
        })
        .collect()
}

pub(super) fn areas() -> Vec<Area> {
    let area = |level, name: String, parent: Option<u32>| Area {
        level,
        name,
        parent: parent.map(AreaId),
        population: None,
    };
    let mut areas = vec![area(AreaLevel::City, "city".to_owned(), None)];
    areas.extend(
        (0..DISTRICTS).map(|d| area(AreaLevel::District, format!("District {d}"), Some(0))),
    );
    for d in 0..DISTRICTS {
        areas.extend(
            (0..STREETS)
                .map(|s| area(AreaLevel::Street, format!("Street {d}-{s}"), Some(d as u32 + 1))),
        );
    }
    areas
}

pub(super) fn categories() -> Vec<Category> {
    let mut categories: Vec<Category> =
        (0..10).map(|i| Category { level: 1, name: format!("group {i}"), parent: None }).collect();
    categories.extend((0..ITEMS).map(|i| Category {
        level: 2,
        name: format!("matter {i}"),
        parent: Some(CategoryId(i as u32 % 10)),
    }));
    categories
}

pub(super) fn item_id(item: usize) -> CategoryId {
    CategoryId(10 + item as u32)
}

pub(super) fn draw(rng: &mut ChaCha8Rng, mean: f64, rate: f64) -> Counts {
    let orders = if mean > 0.0 { Poisson::new(mean).unwrap().sample(rng) as u32 } else { 0 };
    let known = Binomial::new(u64::from(orders), 0.8).unwrap().sample(rng) as u32;
    let resolved = Binomial::new(u64::from(known), 1.0 - rate).unwrap().sample(rng) as u32;
    let repeat_orders =
        Binomial::new(u64::from(orders), 0.03 + 0.2 * rate).unwrap().sample(rng) as u32;
    let (reporters, resolved_known) = (orders - repeat_orders, known);
    Counts { orders, resolved_known, resolved, reporters, repeat_orders, ..Counts::default() }
}

pub(super) fn city() -> City {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let areas = areas();
    let effects: Vec<f64> = areas.iter().map(|_| rng.random_range(-0.12..0.12)).collect();
    let sizes: Vec<f64> = areas.iter().map(|_| rng.random_range(0.4..2.0)).collect();
    let total: f64 =
        (0..areas.len()).filter(|&a| areas[a].level == AreaLevel::Street).map(|a| sizes[a]).sum();
    let mut sums = std::collections::BTreeMap::<(u32, u32, u16), Counts>::new();
    for (a, area) in areas.iter().enumerate().filter(|(_, area)| area.level == AreaLevel::Street) {
        let district = area.parent.unwrap();
        for item in 0..ITEMS {
            let rate = unresolved(item, district.0 as usize - 1, effects[a]);
            for month in 0..MONTHS as u16 {
                let mean = volume(item) / 12.0 * sizes[a] / total * rng.random_range(0.7..1.3);
                let mut counts = draw(&mut rng, mean, rate);
                if plant(item) == Plant::Burst && a == 20 + item && month == 18 {
                    counts.orders += 30_000;
                    counts.reporters += 1;
                }
                for (area, category) in [a as u32, district.0, 0].into_iter().flat_map(|area| {
                    [item_id(item).0, item as u32 % 10].map(|category| (area, category))
                }) {
                    sums.entry((area, category, month)).or_default().add(&counts);
                }
            }
        }
    }
    let cells = sums
        .into_iter()
        .filter(|(_, counts)| counts.orders > 0)
        .map(|((area, category, month), counts)| CellMonth {
            area: AreaId(area),
            category: CategoryId(category),
            month,
            counts,
        })
        .collect();
    let available = Available { resolved: true, reporter: true, ..Available::default() };
    let panel = Panel {
        areas,
        categories: categories(),
        item_level: 2,
        months: months(),
        period_months: 12..24,
        cells,
        available,
        ..Panel::default()
    };
    let topics = (0..ITEMS).map(|item| topic(&panel, item)).collect();
    let findings = (0..ITEMS).filter(|&item| plant(item) == Plant::Burst).map(burst).collect();
    City { panel, topics, findings, labels: Labels::default() }
}
