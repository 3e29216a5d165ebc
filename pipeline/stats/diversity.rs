//! How many areas a quantity really spreads over.
//!
//! The effective number of areas is the inverse Simpson index (Hill number of order 2):
//!
//! ```text
//! N = (Σ x)² / Σ x²  =  n / (1 + CV²)
//! ```
//!
//! with `CV` the coefficient of variation over the `n` areas. It is chosen over `exp(Shannon)`
//! (order 1) for two reasons: it *is* a statement about the variance between areas, which is what
//! "common to all districts" means, and its estimate from counts is nearly unbiased, where
//! Shannon's depends on areas too small to have been seen.
//!
//! Source: Hill 1973, Ecology 54:427, doi 10.2307/1934352; Simpson 1949, Nature 163:688, doi
//! 10.1038/163688a0.

/// Effective number of areas of non-negative weights, in [1, number of weights].
///
/// Negative and non-finite weights count as 0. `None` when nothing is left.
pub fn effective_number(weights: &[f64]) -> Option<f64> {
    let usable = || weights.iter().copied().filter(|w| w.is_finite() && *w > 0.0);
    let (sum, squares) = usable().fold((0.0, 0.0), |(s, q), w| (s + w, q + w * w));
    (sum > 0.0).then(|| sum * sum / squares)
}

/// Effective number of areas of counts, corrected for small samples: `N (N − 1) / Σ n (n − 1)`.
///
/// Never more than the number of counts, which is also the answer when no area was seen twice.
/// `None` below two in all.
pub fn effective_number_of_counts(counts: &[u64]) -> Option<f64> {
    effective_number_among(counts, counts.len())
}

/// The same where only the areas that were seen are given, of `areas` in all.
pub fn effective_number_among(counts: &[u64], areas: usize) -> Option<f64> {
    let total: f64 = counts.iter().map(|&n| n as f64).sum();
    if total < 2.0 {
        return None;
    }
    let pairs: f64 = counts.iter().map(|&n| n as f64 * (n as f64 - 1.0).max(0.0)).sum();
    let limit = areas as f64;
    Some(if pairs > 0.0 { (total * (total - 1.0) / pairs).min(limit) } else { limit })
}

#[cfg(test)]
mod tests;
