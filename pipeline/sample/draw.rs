//! The orders of one day: what, where, when, and by which plant.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::intensity::{self, MOST_CELL_LUCK};
use super::season::hour_shares;
use super::world::World;

/// What people ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestType {
    /// 诉求, a demand.
    Demand,
    /// 咨询, a question.
    Question,
    /// 建议, a suggestion.
    Suggestion,
    /// 表扬, praise.
    Praise,
}

/// One order before its details.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// Seconds since midnight.
    pub second: u32,
    /// Position in the tree.
    pub category: usize,
    /// Position in the city.
    pub street: usize,
    /// Position in [`World::plants`], if it is planted.
    pub plant: Option<usize>,
    /// What people ask for.
    pub request: RequestType,
}

/// Draws a day's orders, earliest first.
pub fn orders_of_day(world: &World, day: usize, rng: &mut ChaCha8Rng) -> Vec<Order> {
    let mut sum = 0.0;
    let cumulative: Vec<f64> = world
        .day_weights(day)
        .into_iter()
        .map(|weight| {
            sum += weight;
            sum
        })
        .collect();
    let week = intensity::week_of(world.days[day]);
    let categories = world.tree.categories.len();
    let hours: Vec<[f64; 24]> =
        world.tree.groups.iter().map(|group| hour_shares(group.rhythm)).collect();
    let mut orders: Vec<Order> = (0..world.day_orders[day])
        .map(|_| {
            let part = below(&cumulative, rng.random::<f64>() * sum);
            let mut order = if part < categories {
                usual(world, part, week, rng)
            } else {
                planted(world, part - categories, rng)
            };
            order.second = second(rng, &hours[world.tree.categories[order.category].group]);
            order
        })
        .collect();
    orders.sort_by_key(|order| order.second);
    orders
}

fn usual(world: &World, category: usize, week: i64, rng: &mut ChaCha8Rng) -> Order {
    let street = loop {
        let street = below(&world.street_cumulative[category], rng.random());
        let luck = intensity::cell_luck(world.seed, street, category, week);
        if rng.random::<f64>() * MOST_CELL_LUCK < luck {
            break street;
        }
    };
    let request = if rng.random::<f64>() < world.baseline.demand_share[category] {
        RequestType::Demand
    } else {
        match rng.random_range(0..100) {
            0..70 => RequestType::Question,
            70..88 => RequestType::Suggestion,
            _ => RequestType::Praise,
        }
    };
    Order { second: 0, category, street, plant: None, request }
}

fn planted(world: &World, index: usize, rng: &mut ChaCha8Rng) -> Order {
    let plant = &world.plants[index];
    let mut left: f64 = rng.random();
    let category = plant.categories.iter().find(|(_, share)| {
        left -= share;
        left < 0.0
    });
    let category = category.unwrap_or(&plant.categories[0]).0;
    let street =
        plant.street.unwrap_or_else(|| below(&world.street_cumulative[category], rng.random()));
    Order { second: 0, category, street, plant: Some(index), request: RequestType::Demand }
}

fn second(rng: &mut ChaCha8Rng, hours: &[f64; 24]) -> u32 {
    below(hours, rng.random()) as u32 * 3600 + rng.random_range(0..3600)
}

/// Position of the first cumulative share above a value.
fn below(cumulative: &[f64], value: f64) -> usize {
    cumulative.partition_point(|&share| share <= value).min(cumulative.len() - 1)
}
