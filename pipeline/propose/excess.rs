//! The one yardstick of the sub-scores: the share of something that is beyond the normal.
//!
//! ```text
//! excess(x, normal) = (x − normal) / x   for x > normal, else 0        in [0, 1)
//! ```
//!
//! For rates it is the attributable fraction: of a topic with 41% unresolved in a city with 18%,
//! 56% of the unresolved demands would not be there at the city's rate. It needs no scale of its
//! own and saturates slowly.

/// Share of `x` beyond `normal`; 0 where `x` is not above it.
pub(super) fn excess(x: f64, normal: f64) -> f64 {
    if x > normal && x > 0.0 { (x - normal.max(0.0)) / x } else { 0.0 }
}

/// `a / b`; `None` when `b` is 0.
pub(super) fn ratio(a: impl Into<f64>, b: impl Into<f64>) -> Option<f64> {
    let (a, b) = (a.into(), b.into());
    (b > 0.0).then(|| a / b)
}

/// Weighted mean of what is known; `None` when nothing is.
pub(super) fn mean_known(parts: &[(Option<f64>, f64)]) -> Option<f64> {
    let known = || parts.iter().filter_map(|&(value, weight)| Some((value?, weight)));
    let weight: f64 = known().map(|part| part.1).sum();
    (weight > 0.0).then(|| known().map(|(value, weight)| value * weight).sum::<f64>() / weight)
}
