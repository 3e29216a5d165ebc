//! Intervals as wide as untreated series ask for.
//!
//! The same model is fitted to K untreated series over the same baseline and months; each gives a
//! [`Departure`] with `z = ln(Y/E)/s` and ν degrees of freedom. Were the model's uncertainty right,
//! z would be a Student's t; since months are correlated, and season and trend were chosen on the
//! same months, it is wider. The half-width of the interval of a treated series is `t₀.₉₇₅(ν)·w`,
//!
//! ```text
//! w = max(1, √mean min(z²·(ν−2)/ν, 25) · t₀.₉₇₅(K)/z₀.₉₇₅, Q₀.₉₅(|z|/t₀.₉₇₅(ν)))
//! ```
//!
//! The mean square, each scaled to the variance 1 of its own t and capped so that one wild series
//! does not blind the rest, serves few series; from 19 on their own 95% quantile (position
//! 0.95·(K + 1), as in conformal prediction) stands beside it and sees tails that no Student has.
//! So the interval is as wide as needed for 19 of 20 untreated series to show no effect.
//!
//! Placebo tests: Abadie, Diamond & Hainmueller 2010, doi 10.1198/jasa.2009.ap08746; why the usual
//! intervals are too narrow in short series: Turner et al. 2021, doi 10.1186/s12874-021-01364-0;
//! quantiles of exchangeable errors: Lei et al. 2018, doi 10.1080/01621459.2017.1307116.
//!
//! Assumes that the treated series is of the same kind as the untreated ones, which is why
//! [`alike`] picks series of like size: large series misfit by their drift, small ones by counting.

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use crate::interrupted::{Departure, Effect};

/// Fewest placebos from which an interval is made.
pub const PLACEBOS_MIN: usize = 3;

/// Placebos that are taken even where they are of another size.
pub const PLACEBOS_ENOUGH: usize = 12;

/// Most placebos: more change nothing and cost time.
pub const PLACEBOS_MAX: usize = 40;

/// Series are of like size within this factor.
const LIKE_SIZE: f64 = 4.0;

/// Largest scaled z² that counts: five standard errors.
const SQUARE_MAX: f64 = 25.0;

/// A departure judged beside placebos.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// The effect; `None` when the expectation is too uncertain to show even a fall of 90%.
    pub effect: Option<Effect>,
    /// How much wider than the model's own the interval is, at least 1.
    pub widening: f64,
    /// Placebos.
    pub placebos: usize,
    /// Place among the placebos by z: 1 = fell more than all of them, `placebos + 1` = less.
    pub rank: usize,
    /// Smallest fall that could be told from no change, as a share of the expected total.
    pub smallest_detectable: f64,
}

/// Positions of the placebos of a series of size `own`, nearest in size first (ratio of sizes):
/// those within a factor of four, at least [`PLACEBOS_ENOUGH`] where there are as many, at most
/// [`PLACEBOS_MAX`]. Sizes are mean counts of a baseline month; those not above 0 take no part.
pub fn alike(own: f64, sizes: &[f64]) -> Vec<usize> {
    let distance = |&size: &f64| (size / own).ln().abs();
    let mut near: Vec<(f64, usize)> =
        sizes.iter().map(distance).zip(0..).filter(|(distance, _)| distance.is_finite()).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let like = near.iter().take_while(|(distance, _)| *distance <= LIKE_SIZE.ln()).count();
    near.truncate(like.clamp(PLACEBOS_ENOUGH, PLACEBOS_MAX));
    near.into_iter().map(|(_, position)| position).collect()
}

/// Judges a departure beside those of its placebos. `confidence` in (0, 1), 0.95 for 95%; `None`
/// with fewer than [`PLACEBOS_MIN`] placebos.
pub fn judge(own: &Departure, placebos: &[Departure], confidence: f64) -> Option<Judgement> {
    let widening = widening(placebos, confidence)?;
    let half_width = student_quantile(own.degrees_of_freedom, confidence)? * widening;
    let z = own.standardised();
    Some(Judgement {
        effect: own.effect(half_width),
        widening,
        placebos: placebos.len(),
        rank: 1 + placebos.iter().filter(|placebo| placebo.standardised() < z).count(),
        smallest_detectable: own.smallest_detectable(half_width),
    })
}

/// w, by which an interval is wider than the model's own.
fn widening(placebos: &[Departure], confidence: f64) -> Option<f64> {
    let count = placebos.len();
    (count >= PLACEBOS_MIN).then_some(())?;
    let (mut squares, mut shares) = (0.0, Vec::with_capacity(count));
    // placebos share two or three degrees of freedom, and a quantile is slow
    let mut quantiles = BTreeMap::new();
    for placebo in placebos {
        let freedom = placebo.degrees_of_freedom;
        let z = placebo.standardised();
        let unit = (freedom as f64 - 2.0).max(1.0) / freedom as f64;
        squares += (z * z * unit).min(SQUARE_MAX);
        let quantile =
            *quantiles.entry(freedom).or_insert_with(|| student_quantile(freedom, confidence));
        shares.push(z.abs() / quantile?);
    }
    let normal = Normal::standard().inverse_cdf(0.5 + 0.5 * confidence);
    let spread = (squares / count as f64).sqrt() * student_quantile(count, confidence)? / normal;
    shares.sort_by(f64::total_cmp);
    Some(spread.max(order_statistic(&shares, confidence).unwrap_or(1.0)).max(1.0))
}

/// The value at position `level·(K + 1)` of K sorted ones, between neighbours in proportion;
/// `None` when there are too few for that.
fn order_statistic(sorted: &[f64], level: f64) -> Option<f64> {
    // 0.95 · 20 is 19, whatever its last bit
    let position = level * (sorted.len() + 1) as f64 - 1.0 - 1e-9;
    let lower = sorted.get(position.floor().max(0.0) as usize)?;
    let upper = sorted.get(position.ceil().max(0.0) as usize)?;
    Some(lower + (upper - lower) * (position - position.floor()).clamp(0.0, 1.0))
}

/// Half-width of a two-sided Student's interval, in standard errors. `None` without freedom.
pub(crate) fn student_quantile(freedom: usize, confidence: f64) -> Option<f64> {
    let student = StudentsT::new(0.0, 1.0, freedom as f64).ok()?;
    Some(student.inverse_cdf(0.5 + 0.5 * confidence))
}

#[cfg(test)]
mod tests;
