//! How often a candidate is selected when nobody knows the right weights (SMAA).
//!
//! Each draw takes weights uniformly from the simplex (normalised exponentials), adds normal
//! sampling noise to every known value, cut to [0, 1], forms weighted means over what is known of
//! each candidate, ranks, and selects. Reported are the share of draws in which a candidate is
//! selected and the 5% and 95% quantiles of its rank.
//!
//! The numbers come from the caller, one stream a draw, so a draw is the same on one core or many.
//!
//! Source: Lahdelma & Salminen 2001, Oper. Res. 49:444, doi 10.1287/opre.49.3.444.11220.

use rand::Rng;
use rand_distr::{Exp1, StandardNormal};
use rayon::prelude::*;

/// What the draws say of one candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Acceptability {
    /// Share of draws that select it, in [0, 1].
    pub frequency: f64,
    /// 5% quantile of its rank, 1 = best.
    pub rank_low: u32,
    /// 95% quantile of its rank.
    pub rank_high: u32,
}

/// Weighted mean over the known values; NaN when none with a positive weight is known.
pub fn weighted_mean<const K: usize>(values: &[f64; K], weights: &[f64; K]) -> f64 {
    let known = || values.iter().zip(weights).filter(|(value, _)| !value.is_nan());
    let (sum, weight) = known().fold((0.0, 0.0), |(sum, weight), (v, w)| (sum + v * w, weight + w));
    if weight > 0.0 { sum / weight } else { f64::NAN }
}

/// Draws weightings and noise, and counts selections and ranks.
///
/// `values`: one row a candidate, in [0, 1], NaN = unknown. `spread`: standard errors of the same
/// shape; NaN and 0 = none. `select` gets the scores and the candidates' order, best first, and
/// returns the selected positions. `stream(i)` gives the random numbers of draw `i`. `draws = 0`
/// gives an empty answer.
pub fn smaa<const K: usize, R: Rng>(
    values: &[[f64; K]],
    spread: &[[f64; K]],
    draws: u32,
    select: impl Fn(&[f64], &[usize]) -> Vec<usize> + Sync,
    stream: impl Fn(u64) -> R + Sync,
) -> Vec<Acceptability> {
    if draws == 0 {
        return Vec::new();
    }
    let n = values.len();
    let tally = (0..draws)
        .into_par_iter()
        .fold(
            || Tally::new(n),
            |mut tally, draw| {
                let scores = draw_scores(values, spread, stream(u64::from(draw)));
                let order = order_of(&scores);
                tally.add(&order, &select(&scores, &order));
                tally
            },
        )
        .reduce(|| Tally::new(n), Tally::merge);
    (0..n).map(|item| tally.acceptability(item, draws)).collect()
}

fn draw_scores<const K: usize>(
    values: &[[f64; K]],
    spread: &[[f64; K]],
    mut rng: impl Rng,
) -> Vec<f64> {
    let weights: [f64; K] = std::array::from_fn(|_| rng.sample(Exp1));
    let mut noisy = |value: f64, sd: f64| {
        if sd > 0.0 {
            (value + sd * rng.sample::<f64, _>(StandardNormal)).clamp(0.0, 1.0)
        } else {
            value
        }
    };
    values
        .iter()
        .zip(spread)
        .map(|(row, sds)| {
            let mut drawn = *row;
            for (value, &sd) in drawn.iter_mut().zip(sds) {
                *value = noisy(*value, sd);
            }
            weighted_mean(&drawn, &weights)
        })
        .collect()
}

fn order_of(scores: &[f64]) -> Vec<usize> {
    let key = |score: f64| if score.is_nan() { f64::NEG_INFINITY } else { score };
    let mut keyed: Vec<(f64, usize)> =
        scores.iter().enumerate().map(|(i, &score)| (key(score), i)).collect();
    keyed.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    keyed.into_iter().map(|(_, i)| i).collect()
}

/// Counts over draws: selections, and ranks by candidate.
struct Tally {
    selected: Vec<u32>,
    ranks: Vec<u32>,
}

impl Tally {
    fn new(n: usize) -> Self {
        Self { selected: vec![0; n], ranks: vec![0; n * n] }
    }

    fn add(&mut self, order: &[usize], selected: &[usize]) {
        selected.iter().for_each(|&item| self.selected[item] += 1);
        let n = order.len();
        order.iter().enumerate().for_each(|(rank, &item)| self.ranks[item * n + rank] += 1);
    }

    fn merge(mut self, other: Self) -> Self {
        self.selected.iter_mut().zip(other.selected).for_each(|(a, b)| *a += b);
        self.ranks.iter_mut().zip(other.ranks).for_each(|(a, b)| *a += b);
        self
    }

    fn acceptability(&self, item: usize, draws: u32) -> Acceptability {
        let n = self.selected.len();
        let counts = &self.ranks[item * n..(item + 1) * n];
        let quantile = |share: f64| {
            let target = (share * f64::from(draws)).ceil() as u32;
            let mut seen = 0;
            let rank = counts.iter().position(|&count| {
                seen += count;
                seen >= target.max(1)
            });
            rank.map_or(n, |rank| rank + 1) as u32
        };
        Acceptability {
            frequency: f64::from(self.selected[item]) / f64::from(draws),
            rank_low: quantile(0.05),
            rank_high: quantile(0.95),
        }
    }
}

#[cfg(test)]
mod tests;
