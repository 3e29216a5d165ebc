//! Third focus, first factor: long unsolved.
//!
//! ```text
//! lasting    = min(1, effective months / half of the months)      inverse Simpson over the monthly demands
//! badly      = excess(topic's unresolved rate, city's) · share of months in which it lies above the city's
//! burden     = share / (share + typical)                          its share of all unresolved demands
//! unresolved = √(badly · burden)                                  without answers: burden, share of all demands
//! repeats    = excess(topic's repeat share, city's)
//! value      = lasting · (3·unresolved + repeats) / 4,   over what is known
//! ```
//!
//! Half of the months, because services that fail every winter or summer do so for four to six months. The rate is
//! shrunk towards the city's by how much categories differ: `rate = (unresolved + prior rate · prior answers) / (answered +
//! prior answers)`. Without call-backs it is known how long and how much, but not how badly: all demands stand for the
//! unresolved ones.

use yiti_stats::diversity::effective_number;

use super::baseline::Baseline;
use super::demand::Sums;
use super::excess::{excess, mean_known, ratio};
use super::proposal::SubScore;
use crate::panel::{Available, Counts};

/// How much more the unresolved share counts than repeated calls, which only hint at it.
const UNRESOLVED_WEIGHT: f64 = 3.0;

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
    let orders = f64::from(topic.total.orders) * own_share;
    let unresolved_share =
        unresolved.zip(city).and_then(|(own, city)| ratio(own * orders, city * f64::from(all.total.orders)));
    let demand_share = (!available.resolved).then(|| ratio(orders, all.total.orders)).flatten();
    let share = unresolved_share.or(demand_share);
    let burden = share.map(|share| share / (share + baseline.typical_share));
    let failing = match available.resolved {
        true => badly.zip(burden).map(|(badly, burden)| (badly * burden).sqrt()),
        false => burden,
    };
    let repeat = |counts: &Counts| available.reporter.then(|| ratio(counts.repeat_orders, counts.orders)).flatten();
    let repeats = repeat(&topic.total).zip(repeat(&all.total));
    let unsolved = mean_known(&[(failing, UNRESOLVED_WEIGHT), (repeats.map(|(own, city)| excess(own, city)), 1.0)]);
    let known = |value: f64| available.resolved.then_some(value);
    let judged_months = |months: usize| unresolved.map(|_| months as f64);
    SubScore::new(
        lasting.zip(unsolved).map(|(lasting, unsolved)| lasting * unsolved),
        &[
            ("months", Some(monthly.len() as f64)),
            ("effective_months", effective_months),
            ("answered", known(f64::from(topic.total.resolved_known))),
            ("unresolved", known(f64::from(topic.total.resolved_known - topic.total.resolved))),
            ("prior_rate", baseline.prior().map(|prior| prior.0)),
            ("prior_answers", baseline.prior().map(|prior| prior.1)),
            ("unresolved_rate", unresolved),
            ("city_unresolved_rate", city.filter(|_| available.resolved)),
            if available.resolved { ("unresolved_share", unresolved_share) } else { ("demand_share", demand_share) },
            ("typical_share", share.map(|_| baseline.typical_share)),
            ("months_above_city", judged_months(above)),
            ("months_judged", judged_months(judged)),
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
