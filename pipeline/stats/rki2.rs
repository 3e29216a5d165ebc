//! RKI 2, the Robert Koch Institute's second rule: six weeks of this year and thirteen of last
//! year.
//!
//! Baseline: t−6 … t−1 and the 13 weeks around t−52. Above a mean of 20 the upper bound is the mean
//! plus two standard deviations; up to it, the upper 95% limit of Crow & Gardner 1959, Biometrika
//! 46:441, for a Poisson count of that mean rounded down. An alarm is a count above the bound. For
//! weekly series.

use crate::assessment::{Assessment, Series};

/// Weeks of a year in this rule.
const YEAR: usize = 52;

/// Half the weeks taken around this week of last year, and all those taken from this year.
const HALF_WIDTH: usize = 6;

/// Upper 95% limits for a Poisson mean of 0, 1, … 20.
const LIMITS: [f64; 21] = [
    3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768, 17.633, 19.05,
    20.335, 21.364, 22.945, 23.762, 25.4, 26.306, 27.735, 28.966, 30.017,
];

/// Verdicts on the times from `from` on; `None` without a whole baseline.
pub fn assess(series: &Series<'_>, from: usize) -> Vec<Option<Assessment>> {
    (from..series.counts.len()).map(|time| judge(series.counts, time)).collect()
}

fn judge(counts: &[f64], time: usize) -> Option<Assessment> {
    let last_year = time.checked_sub(YEAR)?;
    let count = counts[time];
    let mut baseline = counts[last_year.checked_sub(HALF_WIDTH)?..=last_year + HALF_WIDTH].to_vec();
    baseline.extend_from_slice(&counts[time - HALF_WIDTH..time]);
    if count.is_nan() || baseline.iter().any(|count| count.is_nan()) {
        return None;
    }
    let mean = baseline.iter().sum::<f64>() / baseline.len() as f64;
    let squares: f64 = baseline.iter().map(|count| (count - mean) * (count - mean)).sum();
    let deviation = (squares / (baseline.len() - 1) as f64).sqrt();
    let upper = if mean > 20.0 { mean + 2.0 * deviation } else { LIMITS[mean as usize] };
    Some(Assessment {
        expected: Some(mean),
        upper: Some(upper),
        score: (count - mean) / (upper - mean),
        p_value: None,
        alarm: count > upper,
        fallback: false,
    })
}
