//! Who calls: most people once or twice, a few again and again about the same thing.

use chrono::Datelike;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::draw::Order;
use super::rng;
use super::world::World;

/// Numbers set aside for each street's callers.
const PER_STREET: u64 = 10_000_000;
/// Where the numbers of a street's regular callers start.
const REGULARS: u64 = 5_000_000;
/// Where the numbers of the reporters of planted matters start.
const PLANTED: u64 = 9_000_000_000;
/// Distinct callers per order of a street.
const CALLERS_PER_ORDER: f64 = 0.6;
/// Orders that a regular caller makes about one matter in one month.
const ORDERS_PER_REGULAR: f64 = 3.0;
const DAYS_PER_MONTH: f64 = 30.44;

/// The reporter of an order.
pub fn reporter(world: &World, rng: &mut ChaCha8Rng, day: usize, order: &Order) -> i64 {
    let number = match order.plant {
        Some(index) => planted(world, rng, index),
        None => background(world, rng, day, order),
    };
    i64::try_from(number).expect("numbers stay below 10^11")
}

fn planted(world: &World, rng: &mut ChaCha8Rng, index: usize) -> u64 {
    let start = PLANTED + index as u64 * 1_000_000;
    let Some(excess) = &world.plants[index].excess else { return start };
    if rng.random_bool(excess.top_reporter_share) {
        start
    } else {
        start + 1 + rng.random_range(0..excess.reporters)
    }
}

fn background(world: &World, rng: &mut ChaCha8Rng, day: usize, order: &Order) -> u64 {
    let start = (order.street as u64 + 1) * PER_STREET;
    let is_chronic = world.outcomes.is_chronic(order.category);
    let regular = if is_chronic { 0.3 } else { 0.12 };
    let share = world.baseline.street_share[order.category][order.street];
    let months = world.days.len() as f64 / DAYS_PER_MONTH;
    let cell = world.background_orders * world.baseline.share[order.category] * share / months;
    if rng.random_bool(regular) {
        let month = u64::from(world.days[day].month()) + 12 * world.days[day].year() as u64;
        let count = (cell * regular / ORDERS_PER_REGULAR).ceil().max(1.0) as u64;
        let key = rng::hash(&[61, order.category as u64, month, rng.random_range(0..count)]);
        return start + REGULARS + key % (PER_STREET - REGULARS);
    }
    let resident_share = world.city.streets[order.street].population / 21_840_000.0;
    let callers =
        (world.background_orders * resident_share * CALLERS_PER_ORDER).ceil().max(3.0) as u64;
    start + rng.random_range(0..callers.min(REGULARS))
}
