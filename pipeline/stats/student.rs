//! Student's tail at a normal score: what an estimated variance does to a p-value.
//!
//! A p-value computed as if the variance were known is that of a normal score z; with the variance estimated on ν degrees of
//! freedom the same z is a Student's t. Its tail is taken from the normal score of Wallace 1959 (Ann. Math. Stat. 30:1121,
//! doi 10.1214/aoms/1177706099), `(8ν + 1)/(8ν + 3)·√(ν·ln(1 + z²/ν))`, close down to ν = 2.

use crate::normal::{TAIL_MIN, upper_quantile, upper_tail};

/// More degrees of freedom than this change no p-value that matters.
const FREEDOM_MAX: f64 = 1e5;

/// The tail of Student's t with `freedom` ≥ 1 at the normal score of `p`. Only the upper half is changed; NaN stays NaN.
pub(crate) fn student_tail(p: f64, freedom: f64) -> f64 {
    if p.is_nan() || p >= 0.5 || freedom >= FREEDOM_MAX {
        return p;
    }
    let z = upper_quantile(p);
    let score = (8.0 * freedom + 1.0) / (8.0 * freedom + 3.0) * (freedom * (z * z / freedom).ln_1p()).sqrt();
    upper_tail(score).max(TAIL_MIN)
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, StudentsT};

    use super::*;
    use crate::normal::upper_tail;

    #[test]
    fn is_close_to_the_exact_tail() {
        for freedom in [2.0, 5.0, 30.0, 300.0] {
            let exact = StudentsT::new(0.0, 1.0, freedom).expect("positive");
            for z in [0.5, 1.645, 2.326, 4.0, 8.0] {
                let ratio = student_tail(upper_tail(z), freedom) / exact.cdf(-z);
                assert!((ratio - 1.0).abs() < 0.05, "{freedom} {z} {ratio}");
            }
        }
    }

    #[test]
    fn the_lower_half_and_a_known_variance_stay() {
        assert_eq!(student_tail(0.7, 3.0), 0.7);
        assert_eq!(student_tail(0.01, f64::INFINITY), 0.01);
        assert!(student_tail(0.0, 3.0) > 0.0 && student_tail(f64::NAN, 3.0).is_nan());
    }
}
