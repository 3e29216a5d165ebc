//! Third focus, first factor: long unsolved.
//!
//! ```text
//! lasting    = min(1, effective months / half of the months)      inverse Simpson over the monthly demands
//! badly      = excess(topic's unresolved rate, city's) · share of months in which it lies above the city's
//! burden     = share / (share + typical)                          its share of all unresolved demands
//! unresolved = √(badly · burden)
//! repeats    = excess(topic's repeat share, city's)
//! value      = lasting · (3·unresolved + repeats) / 4,   over what is known
//! ```
//!
//! Half of the months, because services that fail every winter or summer do so for four to six months. The rate is
//! shrunk towards the city's by how much categories differ. Without call-backs and reporters it is known how long, but not
//! how badly: lasting stands alone and counts half.

use yiti_stats::diversity::effective_number;

use super::baseline::Baseline;
use super::demand::Sums;
use super::excess::{excess, mean_known, ratio};
use super::proposal::SubScore;
use crate::panel::{Available, Counts};

/// How much more the unresolved share counts than repeated calls, which only hint at it.
const UNRESOLVED_WEIGHT: f64 = 3.0;
/// What lasting demand counts where nothing tells how badly it is solved.
const LASTING_ALONE: f64 = 0.5;

/// `own_share`: the share of the demands that are the topic's own.
pub(super) fn chronicity(
    topic: &Sums,
    all: &Sums,
    baseline: &Baseline,
    available: &Available,
    own_share: f64,
) -> SubScore {
    let monthly: Vec<f64> = topic.months.iter().map(|month| f64::from(month.orders)).collect();
    let effective_months = effective_number(&monthly);
    let lasting = effective_months.map(|months| (2.0 * months / monthly.len() as f64).min(1.0));
    let unresolved = baseline.unresolved(&topic.total);
    let city = unresolved_rate(&all.total);
    let (above, judged) = months_above(topic, all);
    let months_share = ratio(above as f64, judged as f64);
    let badly = unresolved.zip(city).zip(months_share).map(|((own, city), months)| excess(own, city) * months);
    let share = unresolved.zip(city).and_then(|(own, city)| {
        ratio(own * f64::from(topic.total.orders) * own_share, city * f64::from(all.total.orders))
    });
    let burden = share.map(|share| share / (share + baseline.typical_share));
    let failing = badly.zip(burden).map(|(badly, burden)| (badly * burden).sqrt());
    let repeat = |counts: &Counts| available.reporter.then(|| ratio(counts.repeat_orders, counts.orders)).flatten();
    let repeats = repeat(&topic.total).zip(repeat(&all.total));
    let unsolved = mean_known(&[(failing, UNRESOLVED_WEIGHT), (repeats.map(|(own, city)| excess(own, city)), 1.0)])
        .or(Some(LASTING_ALONE));
    SubScore::new(
        lasting.zip(unsolved).map(|(lasting, unsolved)| lasting * unsolved),
        &[
            ("effective_months", effective_months),
            ("unresolved_rate", unresolved),
            ("city_unresolved_rate", city),
            ("unresolved_share", share),
            ("typical_share", share.map(|_| baseline.typical_share)),
            ("answered", available.resolved.then(|| f64::from(topic.total.resolved_known))),
            ("months_above_city", failing.map(|_| above as f64)),
            ("months_judged", failing.map(|_| judged as f64)),
            ("repeat_share", repeats.map(|r| r.0)),
            ("city_repeat_share", repeats.map(|r| r.1)),
        ],
    )
}

/// Unresolved ÷ known answers.
pub(super) fn unresolved_rate(counts: &Counts) -> Option<f64> {
    ratio(counts.resolved_known - counts.resolved, counts.resolved_known)
}

/// Months in which the topic's unresolved rate lies above the city's, of those in which both are known.
fn months_above(topic: &Sums, all: &Sums) -> (usize, usize) {
    let rates = topic.months.iter().zip(&all.months).map(|(own, city)| unresolved_rate(own).zip(unresolved_rate(city)));
    rates.flatten().fold((0, 0), |(above, judged), (own, city)| (above + usize::from(own > city), judged + 1))
}
