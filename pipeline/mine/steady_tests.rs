//! Frequent and persistent findings on a small planted city, and the time they take on a large one.

use chrono::{Datelike, Months, NaiveDate};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use super::{Finding, FrequentSettings, PersistentSettings, find_frequent, find_persistent};
use crate::language::Language;
use crate::panel::{Area, AreaId, AreaLevel, Available, Category, CategoryId, CellMonth, Counts, Panel, StatMonth};

/// Size of a planted city.
struct Plan {
    districts: u32,
    streets: u32,
    items: u32,
    months: u32,
    /// Orders a month of an ordinary street and item.
    mean: f64,
}

const SMALL: Plan = Plan { districts: 8, streets: 40, items: 30, months: 24, mean: 6.0 };

/// Three times the city's rate all along.
const PERSISTENT: (u32, u32) = (3, 5);
/// Forty times as much in one month of the period.
const VIOLENT: (u32, u32) = (7, 6);
/// Five times as much from November to February, everywhere.
const SEASONAL: u32 = 10;
/// Resolved badly everywhere, and in the first district only.
const CHRONIC: u32 = 16;
const CHRONIC_IN_ONE_DISTRICT: u32 = 19;

impl Plan {
    fn street_id(&self, street: u32) -> AreaId {
        AreaId(1 + self.districts + street)
    }

    fn item_id(item: u32) -> CategoryId {
        CategoryId(1 + item)
    }

    fn areas(&self) -> Vec<Area> {
        let area = |level, name: String, parent| Area { level, name, parent, population: None };
        let mut areas = vec![area(AreaLevel::City, "city".to_owned(), None)];
        areas.extend((0..self.districts).map(|d| area(AreaLevel::District, format!("d{d}"), Some(AreaId(0)))));
        let district = |s: u32| Some(AreaId(1 + s % self.districts));
        areas.extend((0..self.streets).map(|s| area(AreaLevel::Street, format!("s{s}"), district(s))));
        areas
    }

    fn stat_months(&self) -> Vec<StatMonth> {
        let start = NaiveDate::from_ymd_opt(2023, 1, 1).expect("a day");
        let month = |m: u32| {
            let first_day = start + Months::new(m);
            let last_day = (first_day + Months::new(1)).pred_opt().expect("a day");
            StatMonth { month: first_day, first_day, last_day, coverage: 1.0, complete: true }
        };
        (0..self.months).map(month).collect()
    }

    fn panel(&self) -> Panel {
        let mut categories = vec![Category { level: 1, name: "all".to_owned(), parent: None }];
        let item = |i| Category { level: 2, name: format!("c{i}"), parent: Some(CategoryId(0)) };
        categories.extend((0..self.items).map(item));
        let months = self.stat_months();
        let cells = self.cells(&months);
        Panel {
            areas: self.areas(),
            categories,
            item_level: 2,
            period_months: months.len() - 12..months.len(),
            months,
            cells,
            available: Available { resolved: true, reporter: true, ..Available::default() },
            ..Panel::default()
        }
    }

    /// Street cells are drawn, districts and the city are their sums.
    fn cells(&self, months: &[StatMonth]) -> Vec<CellMonth> {
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        let per_area = (self.items * self.months) as usize;
        let mut totals = vec![Counts::default(); (1 + self.districts + self.streets) as usize * per_area];
        for street in 0..self.streets {
            let size = 0.5 + f64::from(street * 7 % 10) / 5.0;
            for item in 0..self.items {
                let volume = 0.4 + 2.0 * f64::from(item * 11 % 30) / 30.0;
                for (m, month) in months.iter().enumerate() {
                    let mean = self.mean * size * volume * self.factor(street, item, m, month.month.month());
                    let counts = draw(&mut rng, mean, self.chance(street, item));
                    let district = 1 + street % self.districts;
                    for area in [0, district, 1 + self.districts + street] {
                        totals[area as usize * per_area + item as usize * self.months as usize + m].add(&counts);
                    }
                }
            }
        }
        let cell = |(at, counts): (usize, &Counts)| {
            let (area, rest) = (at / per_area, at % per_area);
            let (item, month) = (rest / self.months as usize, rest % self.months as usize);
            let category = Self::item_id(item as u32);
            CellMonth { area: AreaId(area as u32), category, month: month as u16, counts: *counts }
        };
        totals.iter().enumerate().filter(|(_, c)| c.orders > 0).map(cell).collect()
    }

    fn factor(&self, street: u32, item: u32, m: usize, month: u32) -> f64 {
        let violent = (street, item) == VIOLENT && m == self.months as usize - 5;
        let season = item == SEASONAL && !(3..=10).contains(&month);
        let persistent = (street, item) == PERSISTENT;
        [(violent, 40.0), (season, 5.0), (persistent, 3.0)].iter().filter(|(is, _)| *is).map(|(_, f)| f).product()
    }

    fn chance(&self, street: u32, item: u32) -> f64 {
        let fails = item == CHRONIC || (item == CHRONIC_IN_ONE_DISTRICT && street.is_multiple_of(self.districts));
        if fails { 0.4 } else { 0.85 }
    }
}

/// A count with variance 2.5 × mean, four in five of them called back, resolved with the given chance.
fn draw(rng: &mut ChaCha8Rng, mean: f64, chance: f64) -> Counts {
    let rate = Gamma::new(mean / 1.5, 1.5).expect("positive").sample(rng).max(1e-9);
    let orders = Poisson::new(rate).expect("positive").sample(rng) as u32;
    let mut counts = Counts { orders, reporters: orders, ..Counts::default() };
    for _ in 0..orders {
        let asked = rng.random_bool(0.8);
        counts.resolved_known += u32::from(asked);
        counts.resolved += u32::from(asked && rng.random_bool(chance));
    }
    counts
}

fn places(findings: &[Finding], level: AreaLevel, panel: &Panel) -> Vec<(AreaId, CategoryId)> {
    findings.iter().filter(|f| panel.area(f.area).level == level).map(|f| (f.area, f.category)).collect()
}

#[test]
fn the_persistent_cell_is_found_and_neither_season_nor_a_violent_month_is() {
    let panel = SMALL.panel();
    let found = find_persistent(&panel, &PersistentSettings::default(), Language::En);
    let planted = (SMALL.street_id(PERSISTENT.0), Plan::item_id(PERSISTENT.1));
    assert_eq!(places(&found, AreaLevel::Street, &panel), [planted]);
    let cell = found.iter().find(|f| f.area == planted.0).expect("the planted cell");
    assert!(cell.months_flagged.is_some_and(|m| m >= 10), "{cell:?}");
    assert!(cell.strength.is_some_and(|s| s > 2.3 && s < 3.7), "{cell:?}");
    assert!(cell.reason.contains("of 12 months") && cell.reason.contains("unresolved"), "{}", cell.reason);
}

#[test]
fn city_wide_only_what_fails_in_every_district_is_persistent() {
    let mut panel = SMALL.panel();
    let settings = PersistentSettings::default();
    let found = find_persistent(&panel, &settings, Language::Zh);
    assert_eq!(places(&found, AreaLevel::City, &panel), [(AreaId(0), Plan::item_id(CHRONIC))]);
    assert!(found[0].reason.contains("8 个区中有 8 个区"), "{}", found[0].reason);
    panel.available.resolved = false;
    let found = find_persistent(&panel, &settings, Language::Zh);
    assert!(places(&found, AreaLevel::City, &panel).is_empty());
    assert!(found.iter().all(|f| f.resolution_rate.is_none() && !f.reason.contains("未解决")));
}

#[test]
fn incomplete_months_are_left_out_and_a_short_year_says_nothing() {
    let mut panel = SMALL.panel();
    for month in &mut panel.months[12..16] {
        month.complete = false;
    }
    let settings = PersistentSettings::default();
    let found = find_persistent(&panel, &settings, Language::En);
    assert!(found.iter().any(|f| f.reason.contains("of 8 months")));
    for month in &mut panel.months[12..20] {
        month.complete = false;
    }
    assert!(find_persistent(&panel, &settings, Language::En).is_empty());
    assert!(find_persistent(&Panel::default(), &settings, Language::En).is_empty());
    assert!(find_frequent(&Panel::default(), &FrequentSettings::default(), Language::En).is_empty());
}

#[test]
fn frequent_covers_four_fifths_of_the_city_and_points_at_the_cell() {
    let panel = SMALL.panel();
    let settings = FrequentSettings::default();
    let found = find_frequent(&panel, &settings, Language::En);
    let city: Vec<&Finding> = found.iter().filter(|f| f.area == AreaId(0)).collect();
    let total: u64 = panel.items().map(|i| u64::from(panel.total(AreaId(0), i, 12..24).orders)).sum();
    let covered: u64 = city.iter().map(|f| f.orders).sum();
    let last = city.last().expect("city findings").orders;
    assert!(covered as f64 >= 0.8 * total as f64 && ((covered - last) as f64) < 0.8 * total as f64);
    assert!(city.windows(2).all(|pair| pair[0].orders >= pair[1].orders));
    let planted = (SMALL.street_id(PERSISTENT.0), Plan::item_id(PERSISTENT.1));
    let violent = (SMALL.street_id(VIOLENT.0), Plan::item_id(VIOLENT.1));
    let streets = places(&found, AreaLevel::Street, &panel);
    assert!(streets.contains(&planted) && streets.contains(&violent) && streets.len() <= 3, "{streets:?}");
}

#[test]
fn the_same_panel_gives_the_same_findings() {
    let panel = SMALL.panel();
    let run = || find_persistent(&panel, &PersistentSettings::default(), Language::Zh);
    assert_eq!(run(), run());
    let ids: std::collections::BTreeSet<String> = run().into_iter().map(|f| f.finding_id).collect();
    assert_eq!(ids.len(), run().len());
}

#[test]
fn settings_outside_their_range_are_refused() {
    let refused = FrequentSettings { cover_share: 1.4, ..FrequentSettings::default() }.validate();
    assert_eq!(refused, Err("cover_share must be in (0, 1], found 1.4".to_owned()));
    assert!(PersistentSettings { ratio_min: f64::NAN, ..PersistentSettings::default() }.validate().is_err());
    assert!(FrequentSettings::default().validate().is_ok() && PersistentSettings::default().validate().is_ok());
}

/// `cargo test --release -- --ignored --nocapture a_large_city`: each finder under a second on two cores.
#[test]
#[ignore = "a timing, for release builds"]
fn a_large_city_takes_a_second() {
    let large = Plan { districts: 16, streets: 343, items: 300, months: 24, mean: 2.4 };
    let panel = large.panel();
    let clock = std::time::Instant::now();
    let frequent = find_frequent(&panel, &FrequentSettings::default(), Language::Zh);
    let first = clock.elapsed();
    let persistent = find_persistent(&panel, &PersistentSettings::default(), Language::Zh);
    let second = clock.elapsed() - first;
    println!(
        "{} cells: frequent {} in {first:?}, persistent {} in {second:?}",
        panel.cells.len(),
        frequent.len(),
        persistent.len()
    );
    assert!(first.as_secs_f64() < 1.0 && second.as_secs_f64() < 1.0);
}
