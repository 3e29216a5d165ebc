//! Expected demand without plants: by category, day and street, and how it scatters.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::categories::Tree;
use super::city::City;
use super::plant::{Plant, PlantKind};
use super::rng;
use super::season::Calendar;

/// Gamma quantiles (shape 4, 32 equal steps, mean 1): a cell's luck in one week, variance 0.24 of
/// its squared mean.
/// `scipy.stats.gamma.ppf((arange(32) + .5) / 32, 4)` divided by its mean, scipy 1.17.
const CELL_LUCK: [f64; 32] = [
    0.236, 0.335, 0.4, 0.452, 0.498, 0.54, 0.58, 0.617, 0.654, 0.69, 0.725, 0.76, 0.795, 0.83,
    0.866, 0.902, 0.94, 0.978, 1.018, 1.06, 1.104, 1.15, 1.199, 1.253, 1.311, 1.376, 1.45, 1.535,
    1.639, 1.773, 1.969, 2.365,
];
/// The same with shape 60: a category's luck in one week, city-wide.
const CATEGORY_LUCK: [f64; 32] = [
    0.743, 0.794, 0.823, 0.845, 0.862, 0.878, 0.892, 0.904, 0.916, 0.928, 0.938, 0.949, 0.959,
    0.97, 0.98, 0.99, 1.0, 1.01, 1.02, 1.031, 1.042, 1.053, 1.065, 1.077, 1.091, 1.105, 1.122,
    1.14, 1.161, 1.188, 1.226, 1.298,
];
/// The largest value of a cell's luck, for drawing by rejection.
pub const MOST_CELL_LUCK: f64 = 2.365;
/// Demand in the districts where a category fails, against elsewhere.
const FAILING_DISTRICT_FACTOR: f64 = 2.0;
/// Days over which a measure takes effect.
const MEASURE_RAMP_DAYS: f64 = 30.0;

/// The luck of one street and category in one week, mean 1.
pub fn cell_luck(seed: u64, street: usize, category: usize, week: i64) -> f64 {
    CELL_LUCK[(rng::hash(&[seed, 11, street as u64, category as u64, week as u64]) % 32) as usize]
}

/// The luck of a category in one week over the whole city, mean 1.
pub fn category_luck(seed: u64, category: usize, week: i64) -> f64 {
    CATEGORY_LUCK[(rng::hash(&[seed, 12, category as u64, week as u64]) % 32) as usize]
}

/// Monday-based week number of a day.
pub fn week_of(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce() - 1).div_euclid(7)
}

/// Expected demand without additional demand of plants.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// Share of all orders, by category; adds up to 1.
    pub share: Vec<f64>,
    /// Share of a category's orders that are demands (诉求).
    pub demand_share: Vec<f64>,
    /// By category and day: season, weekday, growth, measures; mean 1 before measures.
    pub day_factor: Vec<Vec<f64>>,
    /// By category: share of each street; adds up to 1.
    pub street_share: Vec<Vec<f64>>,
}

impl Baseline {
    /// From the shares of the categories and the plants that change rates.
    pub fn new(
        seed: u64,
        city: &City,
        tree: &Tree,
        days: &[NaiveDate],
        share: Vec<f64>,
        plants: &[Plant],
    ) -> Self {
        let calendar = Calendar::new();
        let categories = 0..tree.categories.len();
        let day_factor = categories
            .clone()
            .map(|c| day_factors(seed, tree, &calendar, days, c, plants))
            .collect();
        let street_share =
            categories.clone().map(|c| street_shares(seed, city, tree, c, plants)).collect();
        let demand_share = categories.map(|c| demand_share(seed, tree, c)).collect();
        Self { share, demand_share, day_factor, street_share }
    }

    /// Expected demands (诉求) of a category over some days when the whole sample has `orders`
    /// orders, in one street or, with `None`, in the city.
    pub fn demands(
        &self,
        orders: f64,
        category: usize,
        street: Option<usize>,
        days: RangeInclusive<usize>,
    ) -> f64 {
        let factors = &self.day_factor[category];
        let per_day =
            orders * self.share[category] * self.demand_share[category] / factors.len() as f64;
        let place = street.map_or(1.0, |s| self.street_share[category][s]);
        per_day * place * factors[days].iter().sum::<f64>()
    }
}

/// Shares of the categories before any is made chronic: the table's weights with some scatter.
pub fn plain_shares(seed: u64, tree: &Tree) -> Vec<f64> {
    let scatter = |c: usize| (0.25 * rng::normal(&[seed, 21, c as u64])).exp();
    let weights: Vec<f64> =
        tree.categories.iter().enumerate().map(|(c, item)| item.weight * scatter(c)).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / total).collect()
}

fn demand_share(seed: u64, tree: &Tree, category: usize) -> f64 {
    match tree.categories[category].name {
        "其他诉求" => 0.9,
        _ if tree.categories[category].is_bucket => 0.15,
        _ => 0.86 + 0.1 * rng::uniform(&[seed, 22, category as u64]),
    }
}

fn day_factors(
    seed: u64,
    tree: &Tree,
    calendar: &Calendar,
    days: &[NaiveDate],
    category: usize,
    plants: &[Plant],
) -> Vec<f64> {
    let season = tree.categories[category].season;
    let rhythm = tree.group(category).rhythm;
    let growth = 0.06 * rng::normal(&[seed, 23, category as u64]);
    let plain: Vec<f64> = days
        .iter()
        .enumerate()
        .map(|(i, &day)| {
            let trend = (growth * i as f64 / 365.25).exp();
            season.factor(day, calendar) * calendar.weekday_factor(rhythm, day) * trend
        })
        .collect();
    let mean = plain.iter().sum::<f64>() / plain.len() as f64;
    let measure = plants
        .iter()
        .find(|p| p.kind == PlantKind::TopicWithMeasure && p.categories[0].0 == category);
    plain
        .iter()
        .enumerate()
        .map(|(i, f)| f / mean * measure.map_or(1.0, |plant| after_measure(plant, i)))
        .collect()
}

fn after_measure(plant: &Plant, day: usize) -> f64 {
    let since = day as f64 - *plant.days.start() as f64;
    1.0 - plant.strength * (since / MEASURE_RAMP_DAYS).clamp(0.0, 1.0)
}

fn street_shares(
    seed: u64,
    city: &City,
    tree: &Tree,
    category: usize,
    plants: &[Plant],
) -> Vec<f64> {
    let is_rural = tree.group(category).theme == "rural";
    let failing = plants
        .iter()
        .find(|p| p.kind == PlantKind::ChronicDistrict && p.categories[0].0 == category);
    let weights: Vec<f64> = city
        .streets
        .iter()
        .enumerate()
        .map(|(s, street)| {
            let rural = match (is_rural, street.is_town) {
                (true, true) => 1.25,
                (true, false) if city.districts[street.district].has_villages => 0.8,
                // People in the old city call about the village they come from.
                (true, false) => 0.5,
                (false, _) => 1.0,
            };
            let fails = failing.is_some_and(|plant| plant.districts.contains(&street.district));
            let failing = if fails { FAILING_DISTRICT_FACTOR } else { 1.0 };
            let taste = 0.22 * rng::normal(&[seed, 24, s as u64, category as u64]);
            let lively = 0.15 * rng::normal(&[seed, 25, s as u64]);
            street.population * rural * failing * (taste + lively).exp()
        })
        .collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / total).collect()
}
