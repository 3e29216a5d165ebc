//! Plants with additional demand: persistent cells, spikes, bursts. Their sizes are absolute
//! numbers of demands, so that what is planted in a small sample can be seen in it.

use std::collections::BTreeSet;

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::categories::Tree;
use super::city::City;
use super::intensity::Baseline;
use super::plant::{Excess, Plant, PlantKind, Profile};
use super::rng;

const DAYS_PER_MONTH: f64 = 30.44;
/// Share of time-bound plants that lie in the last year, the period of a default run.
const IN_LAST_YEAR: f64 = 0.65;

/// Least mean of a category's day factors over a plant's days, where the year offers it.
const IN_SEASON: f64 = 0.7;

/// What planning needs to know.
pub struct Ground<'a> {
    /// Seed of the sample.
    pub seed: u64,
    /// Orders over all days.
    pub orders: f64,
    /// Number of days.
    pub days: usize,
    /// First day of the last year.
    pub last_year: usize,
    /// Places.
    pub city: &'a City,
    /// Categories.
    pub tree: &'a Tree,
    /// Demand without plants.
    pub baseline: &'a Baseline,
    /// Categories whose rates are planted already.
    pub taken: BTreeSet<usize>,
    /// Those of them with a measure.
    pub measured: BTreeSet<usize>,
}

impl Ground<'_> {
    /// How many plants of a kind: `at_60k` in 60,000 orders over two years; above, growing with the
    /// power 0.35 of the orders a day; below, in proportion.
    pub fn scaled(&self, at_60k: f64) -> usize {
        let ratio = self.orders / self.days as f64 / 82.0;
        (at_60k * ratio.powf(if ratio < 1.0 { 1.0 } else { 0.35 })).round() as usize
    }

    /// A day that leaves room for `length` days, mostly in the last year and not out of the
    /// category's season.
    pub fn first_day(&self, rng: &mut ChaCha8Rng, category: usize, length: usize) -> usize {
        let factors = &self.baseline.day_factor[category];
        let mean =
            |first: usize| factors[first..first + length].iter().sum::<f64>() / length as f64;
        let draws: Vec<usize> = (0..12).map(|_| self.any_day(rng, length)).collect();
        let best = draws
            .iter()
            .copied()
            .max_by(|&a, &b| mean(a).total_cmp(&mean(b)))
            .expect("twelve draws");
        draws.into_iter().find(|&first| mean(first) >= IN_SEASON).unwrap_or(best)
    }

    fn any_day(&self, rng: &mut ChaCha8Rng, length: usize) -> usize {
        let in_last_year = self.last_year == 0 || rng.random_bool(IN_LAST_YEAR);
        let from = if in_last_year { self.last_year } else { 0 };
        let to = if in_last_year { self.days } else { self.last_year };
        from + rng.random_range(0..(to - from).saturating_sub(length).max(1))
    }

    fn week_mean(
        &self,
        category: usize,
        street: Option<usize>,
        days: std::ops::RangeInclusive<usize>,
    ) -> f64 {
        let weeks = (days.end() - days.start() + 1) as f64 / 7.0;
        self.baseline.demands(self.orders, category, street, days) / weeks
    }
}

/// Plans all of them; cells are used once.
pub fn plan(ground: &Ground) -> Vec<Plant> {
    let mut rng = rng::stream(ground.seed, &[32]);
    let mut used = BTreeSet::new();
    let mut plants = Vec::new();
    for _ in 0..ground.scaled(12.0) {
        plants.push(persistent(ground, &mut rng, &mut used));
    }
    for _ in 0..ground.scaled(16.0) {
        plants.push(local_spike(ground, &mut rng, &mut used));
    }
    for _ in 0..ground.scaled(8.0) {
        plants.push(citywide_spike(ground, &mut rng, &mut used));
    }
    for _ in 0..ground.scaled(4.0) {
        plants.push(burst(ground, &mut rng, &mut used));
    }
    plants
}

type Used = BTreeSet<(usize, usize)>;

/// A month of at least this many demands is expected beside the plant, where the volume allows it.
const PERSISTENT_EXPECTED: f64 = 3.0;
/// Additional demands a month, at least.
const PERSISTENT_EXCESS: f64 = 5.0;

fn persistent(ground: &Ground, rng: &mut ChaCha8Rng, used: &mut Used) -> Plant {
    let months = ground.days as f64 / DAYS_PER_MONTH;
    let monthly = |(street, category): (usize, usize)| {
        ground.baseline.demands(ground.orders, category, Some(street), 0..=ground.days - 1) / months
    };
    let draws: Vec<(usize, usize)> = (0..40).map(|_| cell(ground, rng, used)).collect();
    let best = draws
        .iter()
        .copied()
        .max_by(|&a, &b| monthly(a).total_cmp(&monthly(b)))
        .expect("forty draws");
    let (street, category) =
        draws.into_iter().find(|&c| monthly(c) >= PERSISTENT_EXPECTED).unwrap_or(best);
    used.insert((street, category));
    let expected = monthly((street, category));
    let excess = (expected * rng.random_range(1.6..3.5)).max(PERSISTENT_EXCESS);
    let starts_late = ground.last_year > 0 && rng.random_bool(0.3);
    let first =
        if starts_late { rng.random_range(ground.last_year / 2..ground.last_year) } else { 0 };
    let days = first..=ground.days - 1;
    let orders = excess * (ground.days - first) as f64 / DAYS_PER_MONTH;
    let strength = 1.0 + excess / expected;
    let note = format!("每月预计约{expected:.1}件，另加约{excess:.1}件");
    let mut plant =
        event(PlantKind::PersistentCell, Some(street), category, days, strength, orders, note);
    plant.excess = plant.excess.map(|e| Excess { profile: Profile::Season, ..e });
    plant.resolution = Some(rng.random_range(0.45..0.75));
    plant
}

fn local_spike(ground: &Ground, rng: &mut ChaCha8Rng, used: &mut Used) -> Plant {
    let (street, category) = cell(ground, rng, used);
    used.insert((street, category));
    let length = [7, 10, 14, 21][rng.random_range(0..4)];
    let first = ground.first_day(rng, category, length);
    let days = first..=first + length - 1;
    let mean = ground.week_mean(category, Some(street), days.clone());
    // Negative-binomial scatter of a cell's week (shape 4).
    let deviation = (mean + mean * mean / 4.0).sqrt();
    let weekly = rng.random_range(7.0..13.0) * deviation + rng.random_range(5.0..8.0);
    spike(PlantKind::SpikeLocal, Some(street), category, days, mean, weekly)
}

fn citywide_spike(ground: &Ground, rng: &mut ChaCha8Rng, used: &mut Used) -> Plant {
    let category = loop {
        let category = any_category(ground, rng);
        if used.insert((usize::MAX, category)) {
            break category;
        }
    };
    let length = [7, 14, 21, 28][rng.random_range(0..4)];
    let first = ground.first_day(rng, category, length);
    let days = first..=first + length - 1;
    let mean = ground.week_mean(category, None, days.clone());
    let deviation = (mean + mean * mean / 60.0).sqrt();
    let weekly = (rng.random_range(5.0..10.0) * deviation + 3.0).max(12.0);
    spike(PlantKind::SpikeCitywide, None, category, days, mean, weekly)
}

fn spike(
    kind: PlantKind,
    street: Option<usize>,
    category: usize,
    days: std::ops::RangeInclusive<usize>,
    week_mean: f64,
    weekly: f64,
) -> Plant {
    let weeks = (days.end() - days.start() + 1) as f64 / 7.0;
    // Later weeks of a spike are weaker: about two thirds of the first on average.
    let orders = weekly * (1.0 + (weeks - 1.0) * 0.6);
    let note = format!("平时每周约{week_mean:.1}件，高峰周另加约{weekly:.1}件");
    event(kind, street, category, days, 1.0 + orders / (week_mean * weeks), orders, note)
}

fn burst(ground: &Ground, rng: &mut ChaCha8Rng, used: &mut Used) -> Plant {
    let (street, category) = cell(ground, rng, used);
    used.insert((street, category));
    let length = rng.random_range(5..=20);
    let first = ground.first_day(rng, category, length);
    let days = first..=first + length - 1;
    let orders = rng.random_range(35.0..70.0) * (ground.orders / 60_000.0).max(0.1).powf(0.3);
    let mean = ground.week_mean(category, Some(street), days.clone()) * length as f64 / 7.0;
    let note = "约95%由同一人反映，应标为单一来源，不得进入议题".to_owned();
    let mut plant = event(
        PlantKind::BurstOneReporter,
        Some(street),
        category,
        days,
        1.0 + orders / mean,
        orders,
        note,
    );
    plant.excess = plant.excess.map(|e| Excess { top_reporter_share: 0.95, reporters: 3, ..e });
    plant
}

fn event(
    kind: PlantKind,
    street: Option<usize>,
    category: usize,
    days: std::ops::RangeInclusive<usize>,
    strength: f64,
    orders: f64,
    note: String,
) -> Plant {
    let reporters = (orders * 0.8).ceil().max(3.0) as u64;
    Plant {
        kind,
        street,
        districts: Vec::new(),
        categories: vec![(category, 1.0)],
        days,
        strength,
        resolution: None,
        excess: Some(Excess {
            orders,
            profile: Profile::Burst,
            top_reporter_share: 0.0,
            reporters,
        }),
        matter: None,
        note,
    }
}

/// A street by population and a category by size, not yet used, no general bucket.
fn cell(ground: &Ground, rng: &mut ChaCha8Rng, used: &Used) -> (usize, usize) {
    loop {
        let category = any_category(ground, rng);
        let street = pick(rng, &ground.baseline.street_share[category]);
        if !used.contains(&(street, category)) {
            return (street, category);
        }
    }
}

fn any_category(ground: &Ground, rng: &mut ChaCha8Rng) -> usize {
    loop {
        let category = pick(rng, &ground.baseline.share);
        if !ground.tree.categories[category].is_bucket && !ground.taken.contains(&category) {
            return category;
        }
    }
}

/// A position drawn by weight; weights add up to 1.
pub fn pick(rng: &mut ChaCha8Rng, weights: &[f64]) -> usize {
    let mut left: f64 = rng.random();
    for (i, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return i;
        }
    }
    weights.len() - 1
}
