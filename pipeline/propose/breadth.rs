//! Second focus: demand that is large and wide.
//!
//! ```text
//! size  = share / (share + typical)
//!         share of the city's reporters, or of its demands where reporters are unknown
//! width = areas / half of the areas of all demands, at most 1
//!         effective numbers: N (N − 1) / Σ n (n − 1)
//! value = √(size · width)
//! ```
//!
//! Half of the areas, because a matter of half the city is the city's: beyond that, volume decides.
//! Reporters are counted within category, area and month and added up. With fewer than two areas,
//! width is unknown and size stands alone.

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
    let areas = topic.effective_places;
    let all_areas = all.effective_places;
    let width = areas.zip(all_areas).map(|(areas, all)| (2.0 * areas / all).min(1.0));
    let seen = topic.places.seen.iter().filter(|(_, counts)| counts.orders > 0).count();
    let several = topic.places.all > 1;
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
            ("areas_with_demand", (several && seen > 0).then_some(seen as f64)),
            ("areas", several.then_some(topic.places.all as f64)),
        ],
    )
}
