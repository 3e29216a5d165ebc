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
mod tests;
