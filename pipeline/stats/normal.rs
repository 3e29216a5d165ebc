//! The standard normal distribution: upper tail and its inverse.

use statrs::function::erf::{erfc, erfc_inv};

/// Tails under this are taken as this, so that a score stays finite.
pub const TAIL_MIN: f64 = 1e-300;

/// `P(Z > z)`.
pub fn upper_tail(z: f64) -> f64 {
    0.5 * erfc(z / std::f64::consts::SQRT_2)
}

/// The `z` with `P(Z > z) = p`; `p` is kept within [10⁻³⁰⁰, 1 − 10⁻¹²].
pub fn upper_quantile(p: f64) -> f64 {
    std::f64::consts::SQRT_2 * erfc_inv(2.0 * p.clamp(TAIL_MIN, 1.0 - 1e-12))
}

#[cfg(test)]
mod tests;
