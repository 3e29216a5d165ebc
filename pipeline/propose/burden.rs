//! How much of the city's unresolved demand a topic is.
//!
//! ```text
//! rate   = (unresolved + prior rate · prior answers) / (answered + prior answers)
//!          shrunk by how categories differ
//! share  = rate · demands / (city's rate · all demands)
//!          without answers: demands / all demands
//! burden = share / (share + typical)
//!          ½ where it is as large as a typical category
//! ```

use super::baseline::Baseline;
use super::demand::{Sums, unresolved_rate};
use super::excess::ratio;
use crate::panel::Available;

/// A topic's part of what is unresolved.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Burden {
    /// Shrunken unresolved rate; `None` without answers.
    pub rate: Option<f64>,
    /// The city's unresolved rate; `None` without answers.
    pub city_rate: Option<f64>,
    /// Share of the city's unresolved demands; `None` without answers.
    pub unresolved_share: Option<f64>,
    /// Share of all demands, where it stands for the unresolved ones; else `None`.
    pub demand_share: Option<f64>,
    /// In [0, 1).
    pub value: Option<f64>,
}

impl Burden {
    /// `own_share`: the share of the demands that are the topic's own.
    pub(super) fn of(
        topic: &Sums,
        all: &Sums,
        baseline: &Baseline,
        available: &Available,
        own_share: f64,
    ) -> Self {
        let orders = f64::from(topic.total.orders) * own_share;
        let rate = baseline.unresolved(&topic.total);
        let city_rate = unresolved_rate(&all.total).filter(|_| available.resolved);
        let unresolved_share = rate
            .zip(city_rate)
            .and_then(|(own, city)| ratio(own * orders, city * f64::from(all.total.orders)));
        let demand_share = (!available.resolved).then(|| ratio(orders, all.total.orders)).flatten();
        let share = unresolved_share.or(demand_share);
        let value = share.map(|share| share / (share + baseline.typical_share));
        Self { rate, city_rate, unresolved_share, demand_share, value }
    }
}
