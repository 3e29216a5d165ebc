//! Third focus, first factor: long unsolved, and likely to stay so.
//!
//! ```text
//! lasting = min(1, effective months / half of the months)
//!           inverse Simpson over the monthly demands
//! P       = probability of staying unresolved, of [`super::outlook`]
//! burden  = share / (share + typical), of all unresolved demands: [`super::burden`]
//! repeats = excess(topic's repeat share, city's)
//! value   = lasting · √(P · burden) · (0.85 + 0.15 · repeats)
//!           repeats unknown: without the last factor
//! value   = lasting · (3 · burden + repeats) / 4
//!           without answers on resolution, over what is known
//! ```
//!
//! How sure times how much, as a geometric mean: what surely stays but is a trifle, and what is
//! large but will be solved, both score low. Repeated calls only hint at what is unsolved: they
//! support the case, they do not make it. Without call-backs it is known how long and how much, but
//! not how badly: all demands stand for the unresolved ones.

use super::demand::{Sums, unresolved_rate};
use super::excess::{excess, mean_known, ratio};
use super::outlook::lasting;
use super::proposal::SubScore;
use super::scores::Case;
use crate::panel::{Available, Counts};

/// Share of the score that repeated calls decide.
const SUPPORT: f64 = 0.15;
/// How much more the burden counts than repeated calls where nothing is known of resolution.
const BURDEN_WEIGHT: f64 = 3.0;

pub(super) fn chronicity(topic: &Sums, all: &Sums, available: &Available, case: &Case) -> SubScore {
    let lasting = lasting(topic);
    let burden = &case.burden;
    let repeat = |counts: &Counts| {
        available.reporter.then(|| ratio(counts.repeat_orders, counts.orders)).flatten()
    };
    let shares = repeat(&topic.total).zip(repeat(&all.total));
    let repeats = shares.map(|(own, city)| excess(own, city));
    let unsolved = match available.resolved {
        true => case
            .sure_and_large()
            .map(|case| case * repeats.map_or(1.0, |r| 1.0 - SUPPORT + SUPPORT * r)),
        false => mean_known(&[(burden.value, BURDEN_WEIGHT), (repeats, 1.0)]),
    };
    let (above, judged) = months_above(topic, all);
    let known = |value: f64| available.resolved.then_some(value);
    let judged_months = |months: usize| burden.rate.map(|_| months as f64);
    let mut inputs = vec![
        ("months", Some(topic.months.len() as f64)),
        ("effective_months", lasting.map(|_| effective_months(topic))),
        ("answered", known(f64::from(topic.total.resolved_known))),
        ("unresolved", known(f64::from(topic.total.resolved_known - topic.total.resolved))),
        ("prior_rate", case.prior.map(|prior| prior.0)),
        ("prior_answers", case.prior.map(|prior| prior.1)),
        ("unresolved_rate", burden.rate),
        ("city_unresolved_rate", burden.city_rate),
        if available.resolved {
            ("unresolved_share", burden.unresolved_share)
        } else {
            ("demand_share", burden.demand_share)
        },
        ("typical_share", burden.value.map(|_| case.typical_share)),
        ("months_above_city", judged_months(above)),
        ("months_judged", judged_months(judged)),
    ];
    inputs.extend(case.evidence_inputs());
    inputs.extend([
        ("repeat_share", shares.map(|s| s.0)),
        ("city_repeat_share", shares.map(|s| s.1)),
    ]);
    SubScore::new(lasting.zip(unsolved).map(|(lasting, unsolved)| lasting * unsolved), &inputs)
}

fn effective_months(topic: &Sums) -> f64 {
    let monthly: Vec<f64> = topic.months.iter().map(|month| f64::from(month.orders)).collect();
    yiti_stats::diversity::effective_number(&monthly).unwrap_or(0.0)
}

/// Months in which the topic's unresolved rate lies above the city's, of those in which both are
/// known.
fn months_above(topic: &Sums, all: &Sums) -> (usize, usize) {
    let (mut above, mut judged) = (0, 0);
    for (own, city) in topic.months.iter().zip(&all.months) {
        if let (Some(own), Some(city)) = (unresolved_rate(own), unresolved_rate(city)) {
            above += usize::from(own > city);
            judged += 1;
        }
    }
    (above, judged)
}
