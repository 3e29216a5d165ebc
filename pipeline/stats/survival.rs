//! How soon things end, when some have not ended yet: the product-limit estimate.
//!
//! ```text
//! S(t) = Π over ages a ≤ t of (1 − d(a) / r(a))
//! d(a) ended at age a, r(a) at risk: at least a old
//! ```
//!
//! Ages are whole units (days). What has not ended is censored at its present age: it counts as at
//! risk up to and including that age, and says nothing after it. Source: Kaplan & Meier 1958, JASA
//! 53:457, doi 10.1080/01621459.1958.10501452.

use std::collections::BTreeMap;

/// One step of the curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Age.
    pub age: u32,
    /// At least that old and not ended before.
    pub at_risk: u64,
    /// Ended at that age.
    pub ended: u64,
    /// Share not ended after it, in [0, 1].
    pub open: f64,
}

/// The curve from `(age, how many)` of what ended and of what has not; one step for each age at
/// which something ended.
pub fn product_limit(
    ended: impl IntoIterator<Item = (u32, u64)>,
    open: impl IntoIterator<Item = (u32, u64)>,
) -> Vec<Step> {
    let mut ages: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for (age, count) in ended {
        ages.entry(age).or_default().0 += count;
    }
    for (age, count) in open {
        ages.entry(age).or_default().1 += count;
    }
    let mut at_risk: u64 = ages.values().map(|(ended, open)| ended + open).sum();
    let mut share = 1.0;
    let mut steps = Vec::new();
    for (age, (ended, open)) in ages {
        if ended > 0 {
            share *= 1.0 - ended as f64 / at_risk as f64;
            steps.push(Step { age, at_risk, ended, open: share });
        }
        at_risk -= ended + open;
    }
    steps
}

/// The age by which a share has ended; `None` where the curve does not reach it.
pub fn quantile(steps: &[Step], share: f64) -> Option<u32> {
    steps.iter().find(|step| 1.0 - step.open >= share - 1e-12).map(|step| step.age)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 6-MP arm of Freireich et al. 1963, as in R's `survival::survfit` and every textbook:
    /// S(6) = .857, S(7) = .807, S(10) = .753, S(13) = .690, S(16) = .627, S(22) = .538, S(23) =
    /// .448.
    #[test]
    fn matches_the_textbook() {
        let ended = [(6, 3), (7, 1), (10, 1), (13, 1), (16, 1), (22, 1), (23, 1)];
        let open = [
            (6, 1),
            (9, 1),
            (10, 1),
            (11, 1),
            (17, 1),
            (19, 1),
            (20, 1),
            (25, 1),
            (32, 2),
            (34, 1),
            (35, 1),
        ];
        let steps = product_limit(ended, open);
        let found: Vec<f64> =
            steps.iter().map(|step| (step.open * 1000.0).round() / 1000.0).collect();
        assert_eq!(found, [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]);
        assert_eq!(steps[0].at_risk, 21);
        assert_eq!(quantile(&steps, 0.5), Some(23));
        assert_eq!(quantile(&steps, 0.9), None);
    }

    #[test]
    fn nothing_has_no_curve() {
        assert_eq!(product_limit([], [(3, 4)]), []);
        assert_eq!(quantile(&[], 0.5), None);
    }
}
