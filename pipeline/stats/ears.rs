//! EARS C1, C2 and C3: short-history detectors of Hutwagner et al. 2003, J. Urban Health 80(2 Suppl
//! 1):i89.
//!
//! With mean `m` and standard deviation `s` of a seven-period baseline and `z` the normal quantile
//! of 1 − α:
//! - C1: baseline t−7 … t−1; upper `m + z·s`.
//! - C2: baseline t−9 … t−3, two periods away; upper `m + z·s`.
//! - C3: `Σ max(0, C2(i) − 1)` over i = t−1, t−2 against `z`, as R's `surveillance` 1.20.3 computes
//!   it: upper `max(0, y + s·(z − Σ))`. This period's own count enters only from the next period
//!   on.
//!
//! An alarm is a count above the upper bound. The score of C1 and C2 is `(y − m)/s`, of C3 the sum.
//! C1 and C2 carry a p-value of Student's t with 6 degrees of freedom, which counts in that mean
//! and deviation are estimated from seven values. A constant baseline has s = 0: for C1 and C2
//! anything above it alarms, with p = 10⁻³⁰⁰; for C3, as in R, a count equal to its constant
//! baseline has no score (0/0), and the two periods after it neither bound nor alarm. A baseline
//! with a period that was not reported gives no verdict.

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::assessment::{Assessment, Series};
use crate::normal::{TAIL_MIN, upper_quantile};

/// Periods of the baseline.
const BASELINE: usize = 7;

/// Periods between the baseline and the time judged, for C2 and C3.
const LAG: usize = 2;

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Baseline next to the time judged.
    C1,
    /// Baseline two periods away.
    C2,
    /// C2's excess over the two periods before.
    C3,
}

/// Mean, standard deviation and the standardised count.
#[derive(Debug, Clone, Copy)]
struct Standard {
    mean: f64,
    deviation: f64,
    score: f64,
}

/// Verdicts on the times from `from` on; `alpha` in (0, 0.5].
pub fn assess(
    series: &Series<'_>,
    from: usize,
    variant: Variant,
    alpha: f64,
) -> Vec<Option<Assessment>> {
    let z = upper_quantile(alpha);
    let judge = |time| match variant {
        Variant::C1 => standard(series.counts, time, 0)
            .map(|standard| by_bound(series.counts[time], standard, z)),
        Variant::C2 => standard(series.counts, time, LAG)
            .map(|standard| by_bound(series.counts[time], standard, z)),
        Variant::C3 => cumulative(series.counts, time, z),
    };
    (from..series.counts.len()).map(judge).collect()
}

fn standard(counts: &[f64], time: usize, lag: usize) -> Option<Standard> {
    let end = time.checked_sub(lag)?;
    let baseline = &counts[end.checked_sub(BASELINE)?..end];
    let count = counts[time];
    if count.is_nan() || baseline.iter().any(|count| count.is_nan()) {
        return None;
    }
    let mean = baseline.iter().sum::<f64>() / BASELINE as f64;
    let squares: f64 = baseline.iter().map(|count| (count - mean) * (count - mean)).sum();
    let deviation = (squares / (BASELINE - 1) as f64).sqrt();
    let score = if deviation > 0.0 {
        (count - mean) / deviation
    } else if count > mean {
        f64::MAX
    } else {
        0.0
    };
    Some(Standard { mean, deviation, score })
}

fn by_bound(count: f64, standard: Standard, z: f64) -> Assessment {
    let upper = standard.mean + z * standard.deviation;
    let p_value = student_tail(standard.score).max(TAIL_MIN);
    Assessment {
        expected: Some(standard.mean),
        upper: Some(upper),
        score: -p_value.log10(),
        p_value: Some(p_value),
        alarm: count > upper,
        fallback: false,
    }
}

/// `P(T > score / √(1 + 1/7))` for six degrees of freedom: a new value against the mean and
/// deviation of seven.
fn student_tail(score: f64) -> f64 {
    if score >= f64::MAX {
        return 0.0;
    }
    let spread = (1.0 + 1.0 / BASELINE as f64).sqrt();
    StudentsT::new(0.0, 1.0, (BASELINE - 1) as f64)
        .map_or(f64::NAN, |student| student.cdf(-score / spread))
}

fn cumulative(counts: &[f64], time: usize, z: f64) -> Option<Assessment> {
    let now = standard(counts, time, LAG)?;
    let (one, two) = (standard(counts, time - 1, LAG)?, standard(counts, time - 2, LAG)?);
    let sum = excess(one, counts[time - 1]) + excess(two, counts[time - 2]);
    // NaN where a score is 0/0, or where an endless excess meets no deviation.
    let upper = counts[time] + now.deviation * (z - sum);
    let upper = (!upper.is_nan()).then(|| upper.max(0.0));
    Some(Assessment {
        expected: Some(now.mean),
        upper,
        score: if upper.is_some() { sum.min(f64::MAX) } else { 0.0 },
        p_value: None,
        alarm: upper.is_some_and(|upper| counts[time] > upper),
        fallback: false,
    })
}

/// `max(0, C2 − 1)`: NaN for a count equal to a constant baseline, endless for one above it.
fn excess(standard: Standard, count: f64) -> f64 {
    let score = (count - standard.mean) / standard.deviation;
    if score.is_nan() { score } else { (score - 1.0).max(0.0) }
}

#[cfg(test)]
mod tests;
