//! The hot index and the ranking.
//!
//! heat = (0.85 · counted + 0.15 · reporters) · (1 + 0.25 · recency) · clarity
//!
//! - counted: messages, but at most ten of one user: nobody makes a matter hot by writing again and
//!   again;
//! - reporters: distinct users; where users are unknown, heat takes messages alone;
//! - recency = exp(−days from the topic's last day to the last day of the data / 60), 0 without
//!   days;
//! - clarity = p² / (p² + 0.2²) with p the mean similarity of its texts to each other: a heap of
//!   loosely related messages is less hot than one matter of the same size.
//!
//! hot_index = 100 · heat / the largest heat, so the first topic has 100.

use std::collections::BTreeMap;

use chrono::NaiveDate;

const MESSAGE_WEIGHT: f64 = 0.85;
const RECENCY_WEIGHT: f64 = 0.25;
const RECENCY_DAYS: f64 = 60.0;
const CLARITY_HALF: f64 = 0.2;
const COUNTED_PER_USER_MAX: usize = 10;

/// What heat is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fuel {
    /// Messages of the topic, at most ten of one user (see [`counted`]).
    pub counted: usize,
    /// Distinct users; `None` if unknown.
    pub reporters: Option<usize>,
    /// Last day of the topic.
    pub last_day: Option<NaiveDate>,
    /// Mean similarity of its texts to each other, in [0, 1].
    pub cohesion: f64,
}

/// How many messages count, given who wrote each; those of unknown users all do.
pub fn counted(users: impl Iterator<Item = Option<u64>>) -> usize {
    let mut by_user: BTreeMap<u64, usize> = BTreeMap::new();
    let mut unknown = 0;
    for user in users {
        match user {
            Some(user) => *by_user.entry(user).or_default() += 1,
            None => unknown += 1,
        }
    }
    unknown + by_user.values().map(|&count| count.min(COUNTED_PER_USER_MAX)).sum::<usize>()
}

/// Heat by the formula above, 0 or more.
pub fn heat(fuel: Fuel, last_of_all: Option<NaiveDate>) -> f64 {
    let counted = fuel.counted as f64;
    let size = match fuel.reporters {
        Some(reporters) => MESSAGE_WEIGHT * counted + (1.0 - MESSAGE_WEIGHT) * reporters as f64,
        None => counted,
    };
    let recency = match (fuel.last_day, last_of_all) {
        (Some(last), Some(end)) => (-((end - last).num_days().max(0) as f64) / RECENCY_DAYS).exp(),
        _ => 0.0,
    };
    let square = fuel.cohesion * fuel.cohesion;
    size * (1.0 + RECENCY_WEIGHT * recency) * square / (square + CLARITY_HALF * CLARITY_HALF)
}

/// Hot index of each heat, and the order from hot to cold (equals in the order given).
pub fn rank(heats: &[f64]) -> (Vec<f64>, Vec<usize>) {
    let largest = heats.iter().copied().fold(0.0, f64::max);
    let index =
        heats.iter().map(|heat| if largest > 0.0 { 100.0 * heat / largest } else { 0.0 }).collect();
    let mut order: Vec<usize> = (0..heats.len()).collect();
    order.sort_by(|&a, &b| heats[b].total_cmp(&heats[a]));
    (index, order)
}

#[cfg(test)]
mod tests;
