//! Trend of a seasonal series: the seasonal Mann–Kendall test with ties, and Sen's slope.
//!
//! January is compared with January, July with July: `S = Σ over months and pairs of years of
//! sign(later − earlier)`, with the tie-corrected variance summed over months, and `z = (S ∓
//! 1)/√Var` (Hirsch, Slack & Smith 1982; Hirsch & Slack 1984, Water Resour. Res. 20:727, doi
//! 10.1029/WR020i006p00727). The slope is the median of all same-month changes per year. Order
//! alone counts, so neither season nor one wild month makes a trend.
//!
//! The months of one year are taken as independent; Hirsch & Slack's correction for dependence
//! needs about ten years and is not applied, so with few years a p-value near the limit should be
//! read with reserve. Gaps (`None`, NaN) are left out. Fewer than two values in every season:
//! `None`. All values equal: slope 0, p = 1.

use statrs::distribution::{ContinuousCDF, Normal};

/// Trend of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Kendall's score: rises minus falls over all same-season pairs.
    pub score: f64,
    /// Its variance without a trend.
    pub variance: f64,
    /// Normal score with continuity correction.
    pub z: f64,
    /// Two-sided p-value.
    pub p_value: f64,
    /// Median change per year (per full cycle of seasons), in the series' unit.
    pub slope_per_cycle: f64,
}

/// Tests a series of consecutive values, oldest first, with `seasons` values a cycle (12 for
/// months).
pub fn seasonal_mann_kendall(series: &[Option<f64>], seasons: usize) -> Option<Trend> {
    if seasons == 0 {
        return None;
    }
    let (mut score, mut variance, mut slopes) = (0.0, 0.0, Vec::new());
    for season in 0..seasons.min(series.len()) {
        let known: Vec<(f64, f64)> = series[season..]
            .iter()
            .step_by(seasons)
            .enumerate()
            .filter_map(|(year, value)| value.filter(|v| v.is_finite()).map(|v| (year as f64, v)))
            .collect();
        for (i, earlier) in known.iter().enumerate() {
            for later in &known[i + 1..] {
                let change = later.1 - earlier.1;
                score += if change == 0.0 { 0.0 } else { change.signum() };
                slopes.push(change / (later.0 - earlier.0));
            }
        }
        variance += score_variance(known.iter().map(|k| k.1).collect());
    }
    let slope_per_cycle = median(slopes)?;
    let z = if score == 0.0 || variance == 0.0 {
        0.0
    } else {
        (score - score.signum()) / variance.sqrt()
    };
    let p_value = (2.0 * Normal::standard().sf(z.abs())).min(1.0);
    Some(Trend { score, variance, z, p_value, slope_per_cycle })
}

/// `[n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18` over groups of `t` equal values.
fn score_variance(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let term = |n: usize| (n * n.saturating_sub(1) * (2 * n + 5)) as f64;
    let ties: f64 = values.chunk_by(|a, b| a == b).map(|group| term(group.len())).sum();
    (term(values.len()) - ties) / 18.0
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(values[middle]),
        _ => Some(0.5 * (values[middle - 1] + values[middle])),
    }
}

#[cfg(test)]
mod tests;
