//! The sample city as a whole: places, categories, plants, and how many orders each day gets.

use chrono::{Datelike, Days, NaiveDate};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Binomial, Distribution};

use super::categories::Tree;
use super::city::City;
use super::events::{self, Ground};
use super::intensity::{self, Baseline};
use super::outcomes::Outcomes;
use super::plant::{Plant, PlantKind, Profile};
use super::season::Calendar;
use super::{chronic, matters, rng};

/// Everything that drawing needs; built once, read by all threads.
#[derive(Debug, Clone)]
pub struct World {
    /// Seed of every draw.
    pub seed: u64,
    /// Places.
    pub city: City,
    /// Categories.
    pub tree: Tree,
    /// All days, in order.
    pub days: Vec<NaiveDate>,
    /// What is planted.
    pub plants: Vec<Plant>,
    /// Demand without plants.
    pub baseline: Baseline,
    /// Answers to call-backs.
    pub outcomes: Outcomes,
    /// By category: cumulative shares of the streets.
    pub street_cumulative: Vec<Vec<f64>>,
    /// Expected orders in total that no plant adds.
    pub background_orders: f64,
    /// By plant: expected additional demands by day, from its first day on.
    pub plant_daily: Vec<Vec<f64>>,
    /// By day: orders to draw; they add up to the orders asked for.
    pub day_orders: Vec<u64>,
}

impl World {
    /// Plans the city for `orders` orders over whole `years` (sorted, consecutive or not).
    pub fn new(seed: u64, orders: u64, years: &[i32]) -> Self {
        let (city, tree) = (City::new(), Tree::new());
        let days = days_of(years);
        let last_year = days.iter().position(|d| Some(&d.year()) == years.last()).unwrap_or(0);
        let mut shares = intensity::plain_shares(seed, &tree);
        let mut plants = chronic::plan(seed, &city, &tree, &mut shares, days.len(), last_year);
        let baseline = Baseline::new(seed, &city, &tree, &days, shares, &plants);
        plants
            .extend(plan_events(seed, orders, &days, last_year, &city, &tree, &baseline, &plants));
        plants.sort_by_key(|plant| plant.kind);
        let outcomes = Outcomes::new(seed, &city, &tree, &plants);
        let plant_daily: Vec<Vec<f64>> =
            plants.iter().map(|p| daily_excess(p, &days, &tree, &baseline)).collect();
        let planted: f64 = plant_daily.iter().flatten().sum();
        let street_cumulative =
            baseline.street_share.iter().map(|shares| cumulative(shares)).collect();
        let mut world = Self {
            seed,
            city,
            tree,
            days,
            plants,
            baseline,
            outcomes,
            street_cumulative,
            background_orders: (orders as f64 - planted).max(0.0),
            plant_daily,
            day_orders: Vec::new(),
        };
        world.day_orders = world.allocate(orders);
        world
    }

    /// Expected orders of a day: first by category, then by plant.
    pub fn day_weights(&self, day: usize) -> Vec<f64> {
        let week = intensity::week_of(self.days[day]);
        let per_day = self.background_orders / self.days.len() as f64;
        let background = (0..self.tree.categories.len()).map(|c| {
            let luck = intensity::category_luck(self.seed, c, week);
            per_day * self.baseline.share[c] * self.baseline.day_factor[c][day] * luck
        });
        let planted = self.plants.iter().zip(&self.plant_daily).map(|(plant, daily)| {
            day.checked_sub(*plant.days.start())
                .and_then(|offset| daily.get(offset))
                .copied()
                .unwrap_or(0.0)
        });
        background.chain(planted).collect()
    }

    /// Poisson counts given their total are multinomial: days are drawn one after the other as
    /// binomials.
    fn allocate(&self, orders: u64) -> Vec<u64> {
        let weights: Vec<f64> =
            (0..self.days.len()).map(|day| self.day_weights(day).iter().sum()).collect();
        let mut rng = rng::stream(self.seed, &[40]);
        let (mut orders_left, mut weight_left) = (orders, weights.iter().sum::<f64>());
        let last = weights.len() - 1;
        let mut counts = Vec::with_capacity(weights.len());
        for (day, weight) in weights.into_iter().enumerate() {
            let share = if day == last { 1.0 } else { (weight / weight_left).clamp(0.0, 1.0) };
            let count = binomial(&mut rng, orders_left, share);
            counts.push(count);
            orders_left -= count;
            weight_left -= weight;
        }
        counts
    }
}

fn binomial(rng: &mut ChaCha8Rng, n: u64, p: f64) -> u64 {
    Binomial::new(n, p).expect("a share in [0, 1]").sample(rng)
}

fn days_of(years: &[i32]) -> Vec<NaiveDate> {
    let first_day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("years are checked before");
    years
        .iter()
        .flat_map(|&year| first_day(year).iter_days().take_while(move |d| d.year() == year))
        .collect()
}

#[expect(clippy::too_many_arguments, reason = "the parts of the city while it is built")]
fn plan_events(
    seed: u64,
    orders: u64,
    days: &[NaiveDate],
    last_year: usize,
    city: &City,
    tree: &Tree,
    baseline: &Baseline,
    rate_plants: &[Plant],
) -> Vec<Plant> {
    let taken = rate_plants.iter().map(|plant| plant.categories[0].0).collect();
    let with_measure = rate_plants.iter().filter(|plant| plant.kind == PlantKind::TopicWithMeasure);
    let measured = with_measure.map(|plant| plant.categories[0].0).collect();
    let orders = orders as f64;
    let ground =
        Ground { seed, orders, days: days.len(), last_year, city, tree, baseline, taken, measured };
    let mut plants = events::plan(&ground);
    plants.extend(matters::plan(&ground));
    plants
}

fn daily_excess(plant: &Plant, days: &[NaiveDate], tree: &Tree, baseline: &Baseline) -> Vec<f64> {
    let Some(excess) = &plant.excess else { return Vec::new() };
    let calendar = Calendar::new();
    let category = plant.categories[0].0;
    let length = plant.days.clone().count() as f64;
    let shape: Vec<f64> = plant
        .days
        .clone()
        .enumerate()
        .map(|(offset, day)| match excess.profile {
            Profile::Season => baseline.day_factor[category][day],
            // Weeks of four fade to about a tenth of the first; a single week fades little.
            Profile::Burst => (-0.08 * offset as f64).exp(),
            Profile::Even => {
                calendar.weekday_factor(tree.group(category).rhythm, days[day]) / length
            }
        })
        .collect();
    let total: f64 = shape.iter().sum();
    shape.into_iter().map(|weight| excess.orders * weight / total).collect()
}

fn cumulative(shares: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    shares
        .iter()
        .map(|share| {
            sum += share;
            sum
        })
        .collect()
}

/// The first moment after the last day: what would happen later is not known yet.
pub fn end_of(days: &[NaiveDate]) -> NaiveDate {
    days.last()
        .and_then(|day| day.checked_add_days(Days::new(1)))
        .expect("at least one day, long before the end of time")
}
