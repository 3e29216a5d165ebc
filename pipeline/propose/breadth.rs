//! Second focus: demand that is large and wide.
//!
//! ```text
//! size  = share / (share + typical)        share of the city's reporters, or of its demands where reporters are unknown
//! width = areas / half of the areas of all demands, at most 1      effective numbers: N (N − 1) / Σ n (n − 1)
//! value = √(size · width)
//! ```
//!
//! Half of the areas, because a matter of half the city is the city's: beyond that, volume decides. Reporters are counted
//! within category, area and month and added up. With fewer than two areas, width is unknown and size stands alone.

use yiti_stats::diversity::effective_number_of_counts;

use super::baseline::Baseline;
use super::demand::Sums;
use super::excess::ratio;
use super::proposal::SubScore;
use crate::panel::{Available, Counts};

/// `own_share`: the share of the demands that are the topic's own.
pub(super) fn breadth(
    topic: &Sums,
    all: &Sums,
    baseline: &Baseline,
    available: &Available,
    own_share: f64,
) -> SubScore {
    let people =
        |counts: &Counts| if available.reporter { counts.reporters } else { counts.orders };
    let share = ratio(f64::from(people(&topic.total)) * own_share, people(&all.total));
    let size = share.map(|share| share / (share + baseline.typical_share));
    let areas = effective_areas(topic);
    let all_areas = effective_areas(all);
    let width = areas.zip(all_areas).map(|(areas, all)| (2.0 * areas / all).min(1.0));
    let seen = topic.places.iter().filter(|counts| counts.orders > 0).count();
    SubScore::new(
        size.map(|size| width.map_or(size, |width| (size * width).sqrt())),
        &[
            ("orders", Some(f64::from(topic.total.orders))),
            ("own_share", Some(own_share)),
            ("reporters", available.reporter.then(|| f64::from(topic.total.reporters))),
            ("share", share),
            ("typical_share", Some(baseline.typical_share)),
            ("effective_areas", areas),
            ("effective_areas_all", all_areas),
            // Nowhere is not known from where.
            ("areas_with_demand", (topic.places.len() > 1 && seen > 0).then_some(seen as f64)),
            ("areas", (topic.places.len() > 1).then_some(topic.places.len() as f64)),
        ],
    )
}

fn effective_areas(sums: &Sums) -> Option<f64> {
    let counts: Vec<u64> = sums.places.iter().map(|counts| u64::from(counts.orders)).collect();
    if counts.len() < 2 { None } else { effective_number_of_counts(&counts) }
}
