//! Evidence pooled over two periods, the newer one counting more.
//!
//! An outbreak rarely ends with the week that it starts in, so the sum of two weeks is more powerful than one, but slow. With
//! `p₁` the mid-p value of this period's count and `p₂` that of the last two periods' sum,
//!
//! `T = −ln p₂ − w·ln p₁`, `w = 0.75`.
//!
//! Under the null both terms are exponential and correlated as two normal scores with ρ = √½ are, where both periods expect
//! the same; T is then nearly Gamma with `E = 1 + w` and `Var = 1 + w² + 2·w·c`, `c = (3.263·ρ + 0.71·ρ² + 0.027·ρ³)/4`
//! (Brown 1975, Biometrics 31:987, doi 10.2307/2529826), and its upper tail is a p-value that needs no correction for
//! looking twice. (The larger of the two scores would need one, and finds fewer outbreaks.) A period that is not above its
//! own expectation is judged alone: the echo of last week is not news.

use statrs::function::gamma::gamma_ur;

use crate::assessment::Assessment;
use crate::nb_tail::upper_mid_p;
use crate::normal::TAIL_MIN;

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
}

impl Predictive {
    /// mid-p value of a count.
    pub fn mid_p(&self, count: f64) -> f64 {
        upper_mid_p(count, self.mean, self.dispersion + self.mean * self.log_variance)
    }

    /// The two periods' sum: means add, and their common parameters stay as uncertain.
    pub fn plus(&self, before: &Self) -> Self {
        let mean = self.mean + before.mean;
        let share = if mean > 0.0 { self.mean / mean } else { 0.5 };
        Self {
            mean,
            dispersion: share * self.dispersion + (1.0 - share) * before.dispersion,
            log_variance: share * self.log_variance + (1.0 - share) * before.log_variance,
        }
    }
}

/// Pooled upper-tail p-value of a count, given the period before where it was reported.
pub fn pooled_p(count: f64, now: &Predictive, before: Option<(f64, Predictive)>) -> f64 {
    let alone = now.mid_p(count);
    let Some((count_before, before)) = before else { return alone };
    if count <= now.mean {
        return alone;
    }
    let both = now.plus(&before).mid_p(count + count_before);
    let pooled = -both.max(TAIL_MIN).ln() - WEIGHT * alone.max(TAIL_MIN).ln();
    gamma_ur(MEAN * MEAN / VARIANCE, pooled * MEAN / VARIANCE).clamp(TAIL_MIN, 1.0)
}

/// The verdict on a count: an alarm when the pooled p-value is at most `alpha`, and the two periods hold at least
/// `count_min`.
pub fn verdict(
    count: f64,
    now: &Predictive,
    before: Option<(f64, Predictive)>,
    alpha: f64,
    count_min: f64,
) -> Assessment {
    let p_value = pooled_p(count, now, before);
    let floor = count_min - 1.0 - before.map_or(0.0, |(count, _)| count);
    let upper = upper_limit(alpha, now, before, floor);
    Assessment {
        expected: Some(now.mean),
        upper: Some(upper),
        score: -p_value.max(TAIL_MIN).log10(),
        p_value: Some(p_value),
        alarm: count > upper,
        fallback: false,
    }
}

/// Largest count that is at least the mean and at least `floor`, and whose pooled p-value exceeds `alpha`.
pub fn upper_limit(alpha: f64, now: &Predictive, before: Option<(f64, Predictive)>, floor: f64) -> f64 {
    let quiet = |count: f64| pooled_p(count, now, before) > alpha;
    let mut low = now.mean.floor().max(floor).max(0.0);
    let spread = (now.dispersion * now.mean + now.mean * now.mean * now.log_variance).sqrt();
    let mut step = 1.0;
    while quiet(low + step) && step < COUNT_MAX {
        low += step;
        step = (2.0 * step).max((0.5 * spread).ceil());
    }
    let mut high = low + step;
    while high - low > 1.0 {
        let middle = (0.5 * (low + high)).floor();
        if quiet(middle) { low = middle } else { high = middle }
    }
    low.max(now.mean)
}

/// No limit is searched beyond this.
const COUNT_MAX: f64 = 1e12;

#[cfg(test)]
mod tests {
    use super::*;

    fn predictive(mean: f64) -> Predictive {
        Predictive { mean, dispersion: 1.5, log_variance: 0.01 }
    }

    #[test]
    fn a_count_alarms_just_above_the_limit() {
        for mean in [0.01f64, 0.4, 3.0, 80.0, 1e6] {
            for before in [None, Some((mean.floor(), predictive(mean))), Some((3.0 * mean, predictive(mean)))] {
                let now = predictive(mean);
                let upper = upper_limit(0.01, &now, before, 0.0);
                assert!(upper >= mean.floor());
                assert!(pooled_p(upper.floor() + 1.0, &now, before) <= 0.01, "{mean} {before:?} {upper}");
                assert!(upper <= mean || pooled_p(upper, &now, before) > 0.01, "{mean} {before:?} {upper}");
            }
        }
    }

    #[test]
    fn the_newer_period_counts_more() {
        let now = predictive(20.0);
        let p = |count, before| pooled_p(count, &now, Some((before, predictive(20.0))));
        assert!(p(30.0, 20.0) < p(20.5, 30.0));
        assert!(p(30.0, 30.0) < p(30.0, 20.0));
    }

    #[test]
    fn an_echo_is_not_news() {
        let now = predictive(20.0);
        assert_eq!(pooled_p(10.0, &now, Some((200.0, predictive(20.0)))), now.mid_p(10.0));
    }
}
