//! A small planted city for the tests of frequent and persistent findings.

use chrono::{Datelike, Months, NaiveDate};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use crate::panel::{
    Area, AreaId, AreaLevel, Available, Category, CategoryId, CellMonth, Counts, Panel, StatMonth,
};

/// Size of a planted city.
pub(super) struct Plan {
    pub(super) districts: u32,
    pub(super) streets: u32,
    pub(super) items: u32,
    pub(super) months: u32,
    /// Orders a month of an ordinary street and item.
    pub(super) mean: f64,
    /// How far the persistent cell lies above the city's rate.
    pub(super) ratio: f64,
}

pub(super) const SMALL: Plan =
    Plan { districts: 8, streets: 40, items: 30, months: 24, mean: 6.0, ratio: 3.0 };

/// Above the city's rate all along.
pub(super) const PERSISTENT: (u32, u32) = (3, 5);
/// Forty times as much in one month of the period.
pub(super) const VIOLENT: (u32, u32) = (7, 6);
/// Five times as much from November to February, everywhere.
pub(super) const SEASONAL: u32 = 10;
/// Resolved badly everywhere, and in the first district only.
pub(super) const CHRONIC: u32 = 16;
pub(super) const CHRONIC_IN_ONE_DISTRICT: u32 = 19;

impl Plan {
    pub(super) fn street_id(&self, street: u32) -> AreaId {
        AreaId(1 + self.districts + street)
    }

    pub(super) fn item_id(item: u32) -> CategoryId {
        CategoryId(1 + item)
    }

    fn areas(&self) -> Vec<Area> {
        let area = |level, name: String, parent| Area { level, name, parent, population: None };
        let mut areas = vec![area(AreaLevel::City, "city".to_owned(), None)];
        areas.extend(
            (0..self.districts)
                .map(|d| area(AreaLevel::District, format!("d{d}"), Some(AreaId(0)))),
        );
        let district = |s: u32| Some(AreaId(1 + s % self.districts));
        areas.extend(
            (0..self.streets).map(|s| area(AreaLevel::Street, format!("s{s}"), district(s))),
        );
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

    pub(super) fn panel(&self) -> Panel {
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
        let mut totals =
            vec![Counts::default(); (1 + self.districts + self.streets) as usize * per_area];
        for street in 0..self.streets {
            let size = 0.5 + f64::from(street * 7 % 10) / 5.0;
            for item in 0..self.items {
                let volume = 0.4 + 2.0 * f64::from(item * 11 % 30) / 30.0;
                for (m, month) in months.iter().enumerate() {
                    let mean = self.mean
                        * size
                        * volume
                        * self.factor(street, item, m, month.month.month());
                    let counts = draw(&mut rng, mean, self.chance(street, item));
                    let district = 1 + street % self.districts;
                    for area in [0, district, 1 + self.districts + street] {
                        totals[area as usize * per_area + item as usize * self.months as usize + m]
                            .add(&counts);
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
        [(violent, 40.0), (season, 5.0), (persistent, self.ratio)]
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, f)| f)
            .product()
    }

    fn chance(&self, street: u32, item: u32) -> f64 {
        let fails = item == CHRONIC
            || (item == CHRONIC_IN_ONE_DISTRICT && street.is_multiple_of(self.districts));
        if fails { 0.4 } else { 0.85 }
    }
}

/// A count with variance 2.5 × mean, four in five of them called back, resolved with the given
/// chance.
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
