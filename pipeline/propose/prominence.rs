//! First focus: what stands out now.
//!
//! ```text
//! size   = share / (share + typical)
//!          share of all demands against the typical category's
//! growth = excess(topic now / then, all now / then)
//!          beyond the city's own growth, same months of the year before
//! surge  = demands beyond what was expected in the topic's sudden findings / demands
//! value  = size · mean of the known of (1, growth, surge)
//! ```
//!
//! *Typical* is the share of the category that holds the median demand: half of all demands lie in
//! categories at least as large. Growth and surges count by the size of what grows: a trifle that
//! doubles does not stand out, and next year's demand follows this year's far more than its bursts.
//! Single-source findings count nothing. One year of data: growth is unknown.

use super::baseline::Baseline;
use super::demand::Sums;
use super::excess::{excess, mean_known, ratio};
use super::proposal::SubScore;

/// `surge`: demands beyond expectation, one-reporter bursts left out, and the share of the demands
/// that are the topic's own.
pub(super) fn prominence(
    topic: &Sums,
    all: &Sums,
    baseline: &Baseline,
    (surge_orders, own_share): (f64, f64),
) -> SubScore {
    let share = ratio(f64::from(topic.total.orders) * own_share, all.total.orders);
    let size = share.map(|share| share / (share + baseline.typical_share));
    let growth = topic.year_on_year.zip(all.year_on_year).and_then(
        |((now, before), (all_now, all_before))| {
            // Half a demand on each side keeps a topic that was not there before finite.
            Some((
                ratio(now as f64 * own_share.max(1e-9) + 0.5, before as f64 + 0.5)?,
                ratio(all_now as f64, all_before as f64)?,
            ))
        },
    );
    let surge = ratio(surge_orders, topic.total.orders).map(|surge| surge.clamp(0.0, 1.0));
    let parts =
        [Some(1.0), growth.map(|(own, city)| excess(own, city)), surge].map(|part| (part, 1.0));
    SubScore::new(
        size.zip(mean_known(&parts)).map(|(size, unusual)| size * unusual),
        &[
            ("share", share),
            ("typical_share", Some(baseline.typical_share)),
            ("growth_ratio", growth.map(|g| g.0)),
            ("city_growth_ratio", growth.map(|g| g.1)),
            ("surge_share", surge),
        ],
    )
}
