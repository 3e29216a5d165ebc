//! Evidence pooled over two periods, the newer one counting more.
//!
//! An outbreak rarely ends with the week that it starts in, so the sum of two weeks is more
//! powerful than one, but slow. With
//! `p₁` the mid-p value of this period's count and `p₂` that of the last two periods' sum,
//!
//! `T = −ln p₂ − w·ln p₁`, `w = 0.75`.
//!
//! Under the null both terms are exponential and correlated as two normal scores with ρ = √½ are,
//! where both periods expect the same; T is then nearly Gamma with `E = 1 + w` and `Var = 1 + w² +
//! 2·w·c`, `c = (3.263·ρ + 0.71·ρ² + 0.027·ρ³)/4` (Brown 1975, Biometrics 31:987, doi
//! 10.2307/2529826), and its upper tail is a p-value that needs no correction for looking twice.
//! (The larger of the two scores would need one, and finds fewer outbreaks.) A period that is not
//! above its own expectation is judged alone: the echo of last week is not news.

use std::sync::LazyLock;

use statrs::function::gamma::gamma_ur;

use crate::assessment::Assessment;
use crate::nb_tail::{MidP, upper_mid_p};
use crate::normal::{TAIL_MIN, upper_quantile};
use crate::student::Student;

/// Weight of the period alone: between slow (0) and forgetful (large).
const WEIGHT: f64 = 0.75;

/// Covariance of the two terms: Brown's polynomial at ρ = √½.
const COVARIANCE: f64 = 0.667_959;

/// Mean and variance of T under the null.
const MEAN: f64 = 1.0 + WEIGHT;
const VARIANCE: f64 = 1.0 + WEIGHT * WEIGHT + 2.0 * WEIGHT * COVARIANCE;

/// The predictive distribution of a period: negative binomial with variance `φ·μ + μ²·v`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Predictive {
    /// μ, at least 0.
    pub mean: f64,
    /// φ = variance ÷ mean for a known mean, at least 1.
    pub dispersion: f64,
    /// v: variance of log μ, from the parameters.
    pub log_variance: f64,
    /// Degrees of freedom that φ was estimated with; infinite where it is known.
    pub freedom: f64,
}

impl Predictive {
    /// `Var / μ`: dispersion and the parameters' own uncertainty.
    fn variance_ratio(&self) -> f64 {
        self.dispersion + self.mean * self.log_variance
    }

    /// mid-p value of a count, with Student's tail in place of the normal's at the same normal
    /// score: φ is an estimate.
    pub fn mid_p(&self, count: f64) -> f64 {
        let p = upper_mid_p(count, self.mean, self.variance_ratio());
        (-Student::new(self.freedom).evidence(p)).exp()
    }

    /// Standard deviation.
    pub fn spread(&self) -> f64 {
        (self.mean * self.variance_ratio()).sqrt()
    }

    /// The two periods' sum: means add, and their common parameters stay as uncertain.
    pub fn plus(&self, before: &Self) -> Self {
        let mean = self.mean + before.mean;
        let share = if mean > 0.0 { self.mean / mean } else { 0.5 };
        Self {
            mean,
            dispersion: share * self.dispersion + (1.0 - share) * before.dispersion,
            log_variance: share * self.log_variance + (1.0 - share) * before.log_variance,
            freedom: self.freedom.min(before.freedom),
        }
    }
}

/// The evidence of counts against a predictive distribution, −ln of the mid-p value.
struct Evidence {
    tail: MidP,
    student: Student,
}

impl Evidence {
    /// Made for counts from 0 to about `top`.
    fn new(predictive: &Predictive, student: Student, top: f64) -> Self {
        Self { tail: MidP::new(predictive.mean, predictive.variance_ratio(), top), student }
    }

    fn of(&self, count: f64) -> f64 {
        self.student.evidence(self.tail.of(count))
    }
}

/// A period and the one before it, where it was reported.
struct Pair {
    mean: f64,
    alone: Evidence,
    /// The count before, and both periods' sum.
    both: Option<(f64, Evidence)>,
}

impl Pair {
    /// Made for counts from 0 to about `top`.
    fn new(now: &Predictive, before: Option<(f64, Predictive)>, top: f64) -> Self {
        let student =
            Student::new(before.map_or(now.freedom, |(_, before)| now.freedom.min(before.freedom)));
        let both = before.map(|(count, before)| {
            (count, Evidence::new(&now.plus(&before), student, top + count))
        });
        Self { mean: now.mean, alone: Evidence::new(now, student, top), both }
    }

    fn p_value(&self, count: f64) -> f64 {
        match &self.both {
            Some((before, both)) if count > self.mean => {
                tail(both.of(count + before) + WEIGHT * self.alone.of(count))
            }
            _ => (-self.alone.of(count)).exp(),
        }
    }

    /// Whether a count above the mean is no alarm.
    fn quiet(&self, count: f64, threshold: &Threshold) -> bool {
        let alone = self.alone.of(count);
        match &self.both {
            Some((before, both)) => both.of(count + before) + WEIGHT * alone < threshold.pooled,
            None => alone < threshold.alone,
        }
    }
}

/// Pooled upper-tail p-value of a count, given the period before where it was reported.
pub fn pooled_p(count: f64, now: &Predictive, before: Option<(f64, Predictive)>) -> f64 {
    Pair::new(now, before, count).p_value(count)
}

/// Upper tail of T under the null; small T exactly, the others from a table of its logarithm.
fn tail(statistic: f64) -> f64 {
    static TABLE: LazyLock<Vec<f64>> = LazyLock::new(|| {
        (0..TAIL_CELLS).map(|cell| exact_tail(cell as f64 / TAIL_CELLS_A_UNIT).ln()).collect()
    });
    let place = statistic * TAIL_CELLS_A_UNIT;
    if !(place >= TAIL_CELLS_A_UNIT && place < (TAIL_CELLS - 1) as f64) {
        return exact_tail(statistic);
    }
    let cell = place as usize;
    let share = place - cell as f64;
    (TABLE[cell] + share * (TABLE[cell + 1] - TABLE[cell])).exp()
}

/// Fineness and length of the table: relative error under 10⁻⁵, to T = 64.
const TAIL_CELLS_A_UNIT: f64 = 64.0;
const TAIL_CELLS: usize = 4097;

fn exact_tail(statistic: f64) -> f64 {
    if statistic <= 0.0 {
        return 1.0;
    }
    gamma_ur(MEAN * MEAN / VARIANCE, statistic * MEAN / VARIANCE).clamp(TAIL_MIN, 1.0)
}

/// The level of a test, as thresholds that are found once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// −ln α.
    alone: f64,
    /// z with `P(Z > z) = α`.
    z: f64,
    /// Value of T whose tail is α.
    pooled: f64,
}

impl Threshold {
    /// `alpha` in (0, 0.5].
    pub fn new(alpha: f64) -> Self {
        let (mut low, mut high) = (0.0, POOLED_MAX);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if tail(middle) > alpha { low = middle } else { high = middle }
        }
        Self { alone: -alpha.ln(), z: upper_quantile(alpha), pooled: high }
    }
}

/// No tail above [`TAIL_MIN`] belongs to a T beyond this.
const POOLED_MAX: f64 = 2000.0;

/// Halvings of [`POOLED_MAX`] down to the last bits of a small T.
const HALVINGS: usize = 60;

/// The verdict on a count: an alarm when the pooled p-value is at most the level, and the two
/// periods hold at least
/// `count_min`.
pub fn verdict(
    count: f64,
    now: &Predictive,
    before: Option<(f64, Predictive)>,
    threshold: &Threshold,
    count_min: f64,
) -> Assessment {
    let near = near_limit(threshold, now, before);
    let pair = Pair::new(now, before, near.max(count) + SEARCH_COUNTS);
    let p_value = pair.p_value(count);
    let floor = count_min - 1.0 - before.map_or(0.0, |(count, _)| count);
    let upper = search(&pair, threshold, near, now.spread(), floor);
    Assessment {
        expected: Some(now.mean),
        upper: Some(upper),
        score: -p_value.max(TAIL_MIN).log10(),
        p_value: Some(p_value),
        alarm: count > upper,
        fallback: false,
    }
}

/// Largest count that is at least the mean and at least `floor`, and whose pooled p-value exceeds
/// the level.
pub fn upper_limit(
    threshold: &Threshold,
    now: &Predictive,
    before: Option<(f64, Predictive)>,
    floor: f64,
) -> f64 {
    let near = near_limit(threshold, now, before);
    search(&Pair::new(now, before, near + SEARCH_COUNTS), threshold, near, now.spread(), floor)
}

fn search(pair: &Pair, threshold: &Threshold, near: f64, spread: f64, floor: f64) -> f64 {
    let lowest = pair.mean.floor().max(floor).max(0.0);
    // Every count asked for is above the mean, so that both periods speak.
    last_quiet(lowest, near, (spread / 16.0).ceil().max(1.0), |count| pair.quiet(count, threshold))
        .max(pair.mean)
}

/// About where the limit is: the Cornish–Fisher quantile with Student's z, less what the period
/// before has already used up. Only the search's length depends on it.
fn near_limit(threshold: &Threshold, now: &Predictive, before: Option<(f64, Predictive)>) -> f64 {
    let excess_before = before.map_or(0.0, |(count, before)| count - before.mean);
    let squared = threshold.z * threshold.z;
    let skew = (squared - 1.0) * (2.0 * now.variance_ratio() - 1.0) / 6.0;
    let z = threshold.z * (1.0 + (squared + 1.0) / (4.0 * now.freedom.max(1.0)));
    (now.mean + z * now.spread() + skew - EXCESS_SHARE * excess_before).floor().max(0.0)
}

/// Counts above the guess that a search may well ask for.
const SEARCH_COUNTS: f64 = 4.0;

/// How much one count more in the period before lowers the limit, about.
const EXCESS_SHARE: f64 = 0.45;

/// Largest count from `lowest` on before one that is not quiet; `lowest` itself is not asked. In
/// growing steps from
/// `start`, then by halving.
fn last_quiet(lowest: f64, start: f64, mut step: f64, quiet: impl Fn(f64) -> bool) -> f64 {
    let start = start.clamp(lowest + 1.0, COUNT_MAX.max(lowest + 1.0));
    let (mut low, mut high) = (lowest, start);
    if quiet(start) {
        (low, high) = (start, start + step);
        while quiet(high) && high < COUNT_MAX {
            step *= 2.0;
            (low, high) = (high, high + step);
        }
    } else {
        while high - step > lowest && !quiet(high - step) {
            high -= step;
            step *= 2.0;
        }
        low = low.max(high - step);
    }
    while high - low > 1.0 {
        let middle = (0.5 * (low + high)).floor();
        if quiet(middle) { low = middle } else { high = middle }
    }
    low
}

/// No limit is searched beyond this.
const COUNT_MAX: f64 = 1e12;

#[cfg(test)]
mod tests;
