//! How much of the list is a matter of weights: selection frequencies, and what would let a near
//! miss in.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use yiti_stats::select::Selector;
use yiti_stats::smaa::{Acceptability, smaa, weighted_mean};

use super::focus::Focus;
use super::proposal::{Entry, Stability};
use super::settings::Settings;

/// Draws weightings and sampling noise. One row a candidate that nothing keeps off.
pub(super) fn frequencies(
    values: &[[f64; 4]],
    noise: &[[f64; 4]],
    selector: &Selector,
    settings: &Settings,
) -> Vec<Acceptability> {
    let stream = |draw: u64| {
        let mut rng = ChaCha8Rng::seed_from_u64(settings.seed);
        rng.set_stream(draw);
        rng
    };
    smaa(
        values,
        noise,
        settings.draws,
        |scores, order| selector.choose_in_order(scores, order),
        stream,
    )
}

/// What a selection frequency means.
pub(super) fn stability(frequency: f64, settings: &Settings) -> Stability {
    if frequency >= settings.stable_from {
        Stability::Stable
    } else if frequency < settings.marginal_below {
        Stability::Marginal
    } else {
        Stability::DependsOnWeights
    }
}

/// For each candidate, the smallest move of one weight under which it is selected, the others
/// keeping their proportions. Weights move in steps of one percentage point. `None` for what no
/// single weight lets in, or what is in already.
pub(super) fn entries(
    values: &[[f64; 4]],
    selector: &Selector,
    weights: [f64; 4],
) -> Vec<Option<Entry>> {
    let mut best: Vec<Option<Entry>> = vec![None; values.len()];
    let mut is_in = vec![false; values.len()];
    select(values, selector, weights).into_iter().for_each(|item| is_in[item] = true);
    for (position, &focus) in Focus::ALL.iter().enumerate() {
        let from = weights[position];
        for to in (0..=100).map(|step| f64::from(step) / 100.0) {
            for item in select(values, selector, moved(weights, position, to)) {
                let nearer = best[item]
                    .is_none_or(|entry| (to - from).abs() < (entry.to - entry.from).abs());
                if !is_in[item] && nearer {
                    best[item] = Some(Entry { focus, from, to });
                }
            }
        }
    }
    best
}

fn select(values: &[[f64; 4]], selector: &Selector, weights: [f64; 4]) -> Vec<usize> {
    let scores: Vec<f64> = values.iter().map(|row| weighted_mean(row, &weights)).collect();
    selector.choose(&scores)
}

/// The weights with one of them at `to`, the others scaled to fill the rest.
fn moved(weights: [f64; 4], position: usize, to: f64) -> [f64; 4] {
    let others = 1.0 - weights[position];
    let mut moved =
        weights.map(|w| if others > 0.0 { w / others * (1.0 - to) } else { (1.0 - to) / 3.0 });
    moved[position] = to;
    moved
}
