//! What became of an order: deadline, closing, escalation, and the answers at call-back.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::categories::Tree;
use super::city::City;
use super::plant::{Plant, PlantKind};
use super::rng;

/// Four in five demands are reached at call-back.
const REACHED: f64 = 0.8;
/// Share of streets that do well even where a category fails everywhere.
const DEVIANT_STREETS: f64 = 0.08;
const DEVIANT_RESOLUTION: f64 = 0.85;

/// Days that an unsolved demand stays open beyond the pace of the solved ones: nobody closes it
/// gladly, so that the first answers of a month are better than all of them.
const UNSOLVED_DAYS: Range<f64> = 3.0..15.0;

/// Chances by category and street.
#[derive(Debug, Clone)]
pub struct Outcomes {
    seed: u64,
    streets: usize,
    /// Chance that a demand is solved, by category and street.
    resolved: Vec<f32>,
    /// Share of the unsolved whom the effort satisfies all the same, by category.
    pleased: Vec<f64>,
    /// Whether a category is planted as failing somewhere.
    is_chronic: Vec<bool>,
}

/// One order's answers. `None` is "not asked" or "not yet".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// When it must be closed.
    pub due: DateTime<Utc>,
    /// When it was closed.
    pub closed: Option<DateTime<Utc>>,
    /// Contacted?
    pub responded: Option<bool>,
    /// Solved?
    pub resolved: Option<bool>,
    /// Satisfied?
    pub satisfied: Option<bool>,
    /// Taken to a higher level.
    pub escalated: bool,
}

/// What an outcome depends on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// Its category.
    pub category: usize,
    /// Its street.
    pub street: usize,
    /// The plant it belongs to.
    pub plant: Option<&'a Plant>,
    /// 诉求, which alone are called back.
    pub is_demand: bool,
    /// When it came in.
    pub received: DateTime<Utc>,
    /// Days allowed.
    pub deadline_hours: i64,
    /// The end of the data: nothing after it is known.
    pub end: DateTime<Utc>,
}

impl Outcomes {
    /// Chances for every category and street.
    pub fn new(seed: u64, city: &City, tree: &Tree, plants: &[Plant]) -> Self {
        let streets = city.streets.len();
        let categories = 0..tree.categories.len();
        let resolved = categories
            .clone()
            .flat_map(|c| (0..streets).map(move |s| (c, s)))
            .map(|(c, s)| chance_of(seed, city, tree, plants, c, s) as f32)
            .collect();
        let is_chronic: Vec<bool> =
            categories.clone().map(|c| failing(plants, c).is_some()).collect();
        // So that satisfaction lies 10 to 20 points above resolution for most categories, good and
        // bad.
        let pleased = |c: usize| {
            let least = match failing(plants, c) {
                None => 0.50,
                Some(plant) if plant.districts.is_empty() => 0.20,
                Some(_) => 0.35,
            };
            least + 0.2 * rng::uniform(&[seed, 53, c as u64])
        };
        let pleased = categories.map(pleased).collect();
        Self { seed, streets, resolved, pleased, is_chronic }
    }

    /// Whether a category fails somewhere.
    pub fn is_chronic(&self, category: usize) -> bool {
        self.is_chronic[category]
    }

    /// Chance that a demand of a cell is solved.
    pub fn resolution(&self, category: usize, street: usize) -> f64 {
        f64::from(self.resolved[category * self.streets + street])
    }

    /// Draws one order's answers.
    pub fn draw(&self, rng: &mut ChaCha8Rng, case: &Case) -> Outcome {
        let chronic = self.is_chronic[case.category];
        let deadline = TimeDelta::hours(case.deadline_hours);
        let due = case.received + deadline;
        let late = if chronic { 0.22 } else { 0.07 };
        let pace: f64 = if rng.random_bool(late) {
            rng.random_range(1.02..2.2)
        } else {
            rng.random::<f64>().powf(0.6) * 0.98
        };
        let lag = TimeDelta::hours(rng.random_range(12..96));
        let is_reachable = rng.random_bool(REACHED) && case.is_demand;
        let chance = case
            .plant
            .and_then(own_resolution)
            .unwrap_or_else(|| self.resolution(case.category, case.street));
        let is_resolved = rng.random_bool(chance);
        let mut seconds = deadline.num_seconds() as f64 * pace;
        if !is_resolved && case.is_demand {
            seconds += self.unsolved_days(case) * 86_400.0;
        }
        let closed = case.received + TimeDelta::seconds(seconds as i64);
        let reached = is_reachable && closed + lag < case.end;
        let is_satisfied =
            rng.random_bool(if is_resolved { 0.97 } else { self.pleased[case.category] });
        let responded = rng.random_bool(if chronic { 0.95 } else { 0.985 });
        let escalated = rng.random_bool(if is_resolved { 0.008 } else { 0.05 });
        let answers_satisfied = rng.random_bool(0.97);
        Outcome {
            due,
            closed: (closed < case.end).then_some(closed),
            responded: reached.then_some(responded),
            resolved: reached.then_some(is_resolved),
            satisfied: (reached && answers_satisfied).then_some(is_satisfied),
            escalated,
        }
    }

    /// From a stream of its own, so that nothing else depends on it.
    fn unsolved_days(&self, case: &Case) -> f64 {
        let Case { category, street, received, .. } = case;
        let of_order =
            [self.seed, 57, *category as u64, *street as u64, received.timestamp() as u64];
        let Range { start, end } = UNSOLVED_DAYS;
        start + (end - start) * rng::uniform(&of_order)
    }
}

/// A plant with additional demand carries its own chance; the others are in the table.
fn own_resolution(plant: &Plant) -> Option<f64> {
    plant.excess.as_ref().and(plant.resolution)
}

fn failing(plants: &[Plant], category: usize) -> Option<&Plant> {
    let is_chronic = |kind| matches!(kind, PlantKind::ChronicCitywide | PlantKind::ChronicDistrict);
    plants.iter().find(|plant| is_chronic(plant.kind) && plant.categories[0].0 == category)
}

fn chance_of(
    seed: u64,
    city: &City,
    tree: &Tree,
    plants: &[Plant],
    category: usize,
    street: usize,
) -> f64 {
    let district = city.streets[street].district;
    let [c, s, d] = [category as u64, street as u64, district as u64];
    let item = &tree.categories[category];
    let usual = if item.is_hard { 0.62 } else { 0.74 } + 0.14 * rng::uniform(&[seed, 51, c]);
    let base = match failing(plants, category) {
        None => usual,
        Some(plant) if plant.districts.is_empty() => {
            let deviant = rng::uniform(&[seed, 52, c, s]) < DEVIANT_STREETS;
            if deviant { DEVIANT_RESOLUTION } else { plant.resolution.unwrap_or(usual) }
        }
        Some(plant) if plant.districts.contains(&district) => plant.resolution.unwrap_or(usual),
        Some(_) => 0.88 + 0.06 * rng::uniform(&[seed, 51, c]),
    };
    let scatter = 0.15 * rng::normal(&[seed, 54, c, d]) + 0.2 * rng::normal(&[seed, 55, s]);
    logistic((base / (1.0 - base)).ln() + scatter)
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
