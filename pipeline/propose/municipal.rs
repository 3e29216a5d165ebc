//! Fourth focus: a case for the city, because failure is common to all districts and likely to
//! stay.
//!
//! ```text
//! u      = unresolved rate of the topic in a unit, shrunk by how much units differ (beta–binomial)
//! e      = max(0, u − city's unresolved rate over all demands)
//! spread = effective number of units of e (inverse Simpson) / units        1 = alike everywhere
//! P      = probability of staying unresolved                               [`super::outlook`]
//! burden = its part of the city's unresolved demands                       [`super::burden`]
//! common = spread · P · √burden
//! value  = common · (0.7 + 0.3 · mean of the known of: several departments, escalations)
//! several departments = 1 − 1 / effective number of departments
//! escalations         = excess(topic's share, city's)
//! ```
//!
//! As `spread = 1 / (1 + CV²)`, it falls with the variance between districts. How badly it fails is
//! in P: the soft shares of months and districts above the city's rate. The burden counts by its
//! root, because a case for the city must weigh something in it. A unit without answers counts as
//! not failing. Unknown without answers or with fewer than two units.

use yiti_stats::diversity::effective_number;
use yiti_stats::rate_shrink::RatePrior;

use super::demand::{Sums, unresolved_rate};
use super::excess::{excess, mean_known, ratio};
use super::proposal::SubScore;
use super::scores::Case;
use crate::panel::{Available, Counts};

/// Share of the score that departments and escalations decide: they support the case, they do not
/// make it.
const SUPPORT: f64 = 0.3;

/// `departments`: effective number of departments that handle the topic; `None` where unknown.
pub(super) fn municipal(
    topic: &Sums,
    all: &Sums,
    available: &Available,
    case: &Case,
    departments: Option<f64>,
) -> SubScore {
    let city = case.burden.city_rate;
    let beyond = city.and_then(|city| unit_excess(topic, city));
    let effective_units = beyond.as_ref().map(|beyond| effective_number(beyond).unwrap_or(0.0));
    let spread = effective_units.and_then(|units| ratio(units, topic.units.len() as f64));
    let weighty = case.burden.value.map(f64::sqrt);
    let probability = case.outlook.map(|outlook| outlook.probability);
    let common =
        spread.zip(probability).zip(weighty).map(|((spread, p), weight)| spread * p * weight);
    let escalated = |counts: &Counts| {
        available.escalated.then(|| ratio(counts.escalated, counts.orders)).flatten()
    };
    let escalations = escalated(&topic.total).zip(escalated(&all.total));
    let several = departments.map(|number| 1.0 - 1.0 / number.max(1.0));
    let support =
        mean_known(&[(several, 1.0), (escalations.map(|(own, city)| excess(own, city)), 1.0)]);
    let worse = |city: f64| {
        topic.units.iter().filter_map(unresolved_rate).filter(|own| *own > city).count() as f64
    };
    let failing = beyond.map(|beyond| beyond.iter().filter(|e| **e > 0.0).count() as f64);
    SubScore::new(
        common.map(|common| common * (1.0 - SUPPORT + SUPPORT * support.unwrap_or(0.0))),
        &[
            ("units_above_city", failing),
            ("units_worse", city.map(worse)),
            ("units", city.map(|_| topic.units.len() as f64)),
            ("effective_units", effective_units),
            ("stays_probability", probability),
            ("unresolved_share", case.burden.unresolved_share),
            ("typical_share", case.burden.value.map(|_| case.typical_share)),
            ("effective_departments", departments),
            ("escalated_share", escalations.map(|e| e.0)),
            ("city_escalated_share", escalations.map(|e| e.1)),
        ],
    )
}

/// Each unit's shrunken unresolved rate beyond the city's; `None` with fewer than two units or
/// without answers.
pub(super) fn unit_excess(topic: &Sums, city: f64) -> Option<Vec<f64>> {
    let answers: Vec<(u64, u64)> = topic
        .units
        .iter()
        .map(|c| (u64::from(c.resolved_known - c.resolved), u64::from(c.resolved_known)))
        .collect();
    let prior = RatePrior::fit(&answers).filter(|_| answers.len() >= 2)?;
    let beyond =
        |&(x, n): &(u64, u64)| if n > 0 { (prior.shrink(x, n) - city).max(0.0) } else { 0.0 };
    Some(answers.iter().map(beyond).collect())
}
