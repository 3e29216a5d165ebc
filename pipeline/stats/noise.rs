//! The usual noise from one month to the next, and whether a change exceeds it.
//!
//! A change is `dₜ = ln((yₜ + ½)/(yₜ₋₁ + ½))`. Its usual size s is 1.4826 × the median of the
//! earlier `|d|` (the standard deviation of a normal variable around 0, which a few wild months
//! cannot inflate), never less than counting noise alone, `√(1/yₜ + 1/yₜ₋₁)`. A change exceeds it
//! when `|dₜ| > z·s`, z the normal quantile of the one-sided level, and when it also goes further
//! than the same months' change a year before, where that is known: `|dₜ − dₜ₋₁₂| > z·s·√2` in the
//! same direction. So a topic that falls every April has not fallen by more than usual.

use statrs::distribution::{ContinuousCDF, Normal};

/// Fewest earlier changes from which a spread is learnt.
pub const CHANGES_MIN: usize = 6;

/// Whether the change from `at − 1` to `at` exceeds what is usual before it, at the one-sided
/// `level` (0.05 for 5%). `counts` are consecutive; `None` marks months that cannot be compared.
/// `None` when either month is missing, fewer than [`CHANGES_MIN`] earlier changes are known, or
/// `level` is not in (0, 1).
pub fn exceeds_usual(counts: &[Option<f64>], at: usize, level: f64) -> Option<bool> {
    let change = |t: usize| Some(((counts[t]? + 0.5) / (counts[t - 1]? + 0.5)).ln());
    let pair = |t: usize| counts.get(t).copied().flatten().map(|n| 1.0 / (n + 0.5));
    let counting = (pair(at)? + pair(at.checked_sub(1)?)?).sqrt();
    let earlier: Vec<f64> = (1..at).filter_map(change).collect();
    (earlier.len() >= CHANGES_MIN && level > 0.0 && level < 1.0).then_some(())?;
    let spread = 1.4826 * median(earlier.iter().map(|c| c.abs()).collect());
    let limit = Normal::standard().inverse_cdf(1.0 - level) * spread.max(counting);
    let now = change(at)?;
    let last_year = at.checked_sub(MONTHS_A_YEAR).filter(|t| *t > 0).and_then(change);
    let beyond_season = last_year
        .is_none_or(|before| (now - before) * now.signum() > limit * std::f64::consts::SQRT_2);
    Some(now.abs() > limit && beyond_season)
}

const MONTHS_A_YEAR: usize = 12;

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { 0.5 * (values[middle - 1] + values[middle]) }
}

#[cfg(test)]
mod tests;
