//! Are paired differences beyond chance? The exact sign-flip test.
//!
//! If nothing differs, each difference could as well have had the other sign. The p-value is the
//! share of all `2ⁿ` assignments of signs whose sum is at least the one seen (one-sided: is the
//! first better?). Of `n` pairs it can be no smaller than `2⁻ⁿ`: four years can never show anything
//! at 5%.
//!
//! Differences that are not finite are left out.
//!
//! Source: Fisher 1935, The Design of Experiments, §21; Pitman 1937, doi 10.2307/2984124.

/// Most pairs for which all assignments are counted: a million of them.
const PAIRS_MAX: usize = 20;

/// The one-sided p-value, in (0, 1]; `None` without pairs, or with more than twenty.
pub fn p_value(differences: &[f64]) -> Option<f64> {
    let differences: Vec<f64> = differences.iter().copied().filter(|d| d.is_finite()).collect();
    if differences.is_empty() || differences.len() > PAIRS_MAX {
        return None;
    }
    let seen: f64 = differences.iter().sum();
    // Rounding must not make the assignment that was seen itself look smaller.
    let slack = 1e-12 * differences.iter().map(|d| d.abs()).sum::<f64>();
    let all = 1_u32 << differences.len();
    let mut as_large = 0;
    for signs in 0..all {
        let mut sum = 0.0;
        for (position, difference) in differences.iter().enumerate() {
            let size = difference.abs();
            sum += if signs >> position & 1 == 1 { size } else { -size };
        }
        as_large += u32::from(sum >= seen - slack);
    }
    Some(f64::from(as_large) / f64::from(all))
}

/// The smallest p-value that so many pairs can show.
pub fn smallest(pairs: usize) -> f64 {
    0.5_f64.powi(pairs.min(1_000) as i32)
}

#[cfg(test)]
mod tests;
