//! The calendar of what usually comes: categories whose demand in the two coming months lay clearly
//! above their own mean in past years, by [`yiti_stats::season_peak`].
//!
//! A year is twelve months back from the last complete one, so that each holds every calendar month
//! once; only years whose months are all complete count.

use std::cmp::Reverse;

use chrono::{Datelike, Months, NaiveDate};
use yiti_stats::season_peak::{MONTHS, season_peak};

use crate::panel::{CategoryId, Panel};

/// Months looked ahead: long enough to prepare.
pub const MONTHS_AHEAD: u32 = 2;

/// A category that is usually high in a coming month.
#[derive(Debug, Clone, PartialEq)]
pub struct UsualPeak {
    /// The category, of the item level, in the whole city.
    pub category: CategoryId,
    /// Name of the coming month.
    pub month: NaiveDate,
    /// The same month in past years, newest first: the calendar year and its demands.
    pub seen: Vec<(i32, u32)>,
    /// Demands of an average month of those years.
    pub usual: f64,
    /// The month as a multiple of it.
    pub ratio: f64,
    /// Whether a single year is known, which cannot tell a season from an event.
    pub needs_second_year: bool,
}

/// What the coming months usually bring, by month, those furthest above their mean in demands
/// first. Empty where not even a year of complete months is known.
pub(super) fn usual_peaks(panel: &Panel) -> Vec<UsualPeak> {
    let Some(newest) = panel.months.iter().rposition(|month| month.complete) else {
        return Vec::new();
    };
    let years: Vec<usize> = (0..(newest + 1) / MONTHS)
        .map(|back| newest + 1 - MONTHS * (back + 1))
        .filter(|&first| panel.months[first..first + MONTHS].iter().all(|month| month.complete))
        .collect();
    if years.is_empty() {
        return Vec::new();
    }
    let mut peaks = Vec::new();
    for category in panel.items() {
        let orders = panel.monthly_orders(panel.city(), category);
        let by_year: Vec<[f64; MONTHS]> = years
            .iter()
            .map(|first| std::array::from_fn(|slot| f64::from(orders[first + slot])))
            .collect();
        for ahead in 1..=MONTHS_AHEAD {
            let slot = ahead as usize - 1;
            let Some(peak) = season_peak(&by_year, slot).filter(|peak| peak.is_clear) else {
                continue;
            };
            let seen = years
                .iter()
                .map(|first| (panel.months[first + slot].month.year(), orders[first + slot]));
            peaks.push(UsualPeak {
                category,
                month: panel.months[newest].month + Months::new(ahead),
                seen: seen.collect(),
                usual: peak.usual,
                ratio: peak.ratio,
                needs_second_year: years.len() == 1,
            });
        }
    }
    let excess = |peak: &UsualPeak| ((peak.ratio - 1.0) * peak.usual * 1000.0) as u64;
    peaks.sort_by_key(|peak| (peak.month, Reverse(excess(peak)), peak.category));
    peaks
}
