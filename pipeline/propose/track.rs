//! Past years of the data: the year before each topic's, and how often such topics stayed.
//!
//! The months before the period are cut into stretches of its length, newest first. A stretch
//! counts when half of its months are covered. For every topic with enough demands in a stretch,
//! the evidence of that stretch ([`super::outlook`]) is held against what came in the next one
//! ([`super::persistent`]); over all of them the log-odds are calibrated
//! ([`yiti_stats::calibration`]). Buckets are left out: "unspecified" is never closed, and is no
//! topic. Nothing after the period is looked at.

use std::ops::Range;

use rayon::prelude::*;
use yiti_stats::calibration::Calibration;

use super::bucket::{bucket, bucket_patterns};
use super::demand::{Demand, Sums, is_scored};
use super::geography::Geography;
use super::outlook::Evidence;
use super::persistent::is_persistent;
use super::settings::Settings;
use crate::panel::{CategoryId, Panel};
use crate::topics::Topic;

/// Most stretches looked at, the period among them: what was long ago says little about now.
const STRETCHES_MAX: usize = 8;

/// A stretch of months with the demands of the whole city.
struct Stretch {
    months: Vec<usize>,
    all: Sums,
}

/// What a stretch says of one topic.
#[derive(Debug, Clone, Copy)]
struct Record {
    orders: u32,
    evidence: Option<Evidence>,
    persistent: bool,
}

/// What the past says of the topics of a period.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Track {
    /// How the stated curve is brought in line with this city's past.
    pub calibration: Calibration,
    /// By topic: the lean of the year before; `None` where there is none.
    pub lean_before: Vec<Option<f64>>,
}

impl Track {
    /// Reads the past of these topics. Buckets, and topics with fewer demands than the settings ask
    /// for in a stretch, calibrate nothing.
    pub(super) fn read(panel: &Panel, topics: &[Topic], settings: &Settings) -> Self {
        let patterns = bucket_patterns(settings);
        let geography = Geography::new(panel).units_only();
        let stretches = stretches(panel, &geography);
        let records: Vec<Vec<Record>> =
            topics.par_iter().map(|topic| record(panel, &geography, topic, &stretches)).collect();
        let is_matter = |topic: &Topic| bucket(panel, topic, &patterns).is_none();
        let matters = topics.iter().zip(&records).filter(|pair| is_matter(pair.0));
        let matters: Vec<&Vec<Record>> = matters.map(|(_, records)| records).collect();
        let year = |at: usize| {
            let pairs = matters.iter().filter_map(|records| pair(records, at, settings.min_orders));
            pairs.collect()
        };
        let years: Vec<Vec<(f64, bool)>> = (1..stretches.len()).map(year).collect();
        let lean =
            |records: &Vec<Record>| records.get(1).and_then(|year| year.evidence).map(|e| e.lean());
        Self {
            calibration: Calibration::fit(&years),
            lean_before: records.iter().map(lean).collect(),
        }
    }
}

/// The period first, then what lies before it, as far as it is whole and its neighbours are.
fn stretches(panel: &Panel, geography: &Geography) -> Vec<Stretch> {
    if !panel.available.resolved || panel.period_months.is_empty() {
        return Vec::new();
    }
    let items: Vec<CategoryId> = panel.items().collect();
    let length = panel.period_months.len();
    let mut stretches = Vec::new();
    let mut next = Some(panel.period_months.clone());
    while let Some(range) = next.take() {
        let months: Vec<usize> =
            range.clone().filter(|&month| is_scored(&panel.months[month])).collect();
        if 2 * months.len() < length || stretches.len() == STRETCHES_MAX {
            break;
        }
        let all = Demand::read(panel, geography, &items, None, &months).sums(None);
        stretches.push(Stretch { months, all });
        next = before(&range, length);
    }
    stretches
}

fn before(range: &Range<usize>, length: usize) -> Option<Range<usize>> {
    range.start.checked_sub(length).map(|start| start..range.start)
}

fn record(
    panel: &Panel,
    geography: &Geography,
    topic: &Topic,
    stretches: &[Stretch],
) -> Vec<Record> {
    let of = |stretch: &Stretch| {
        let areas = topic.areas.as_deref();
        let own =
            Demand::read(panel, geography, &topic.categories, areas, &stretch.months).sums(None);
        Record {
            orders: own.total.orders,
            evidence: Evidence::of(&own, &stretch.all),
            persistent: is_persistent(&own, &stretch.all, true),
        }
    };
    stretches.iter().map(of).collect()
}

/// Predicted log-odds of a past stretch and whether the topic stayed in the one after it.
fn pair(records: &[Record], at: usize, min_orders: u64) -> Option<(f64, bool)> {
    let year = &records[at];
    let lean_before = records.get(at + 1).and_then(|before| before.evidence).map(|e| e.lean());
    let evidence = year.evidence.filter(|_| u64::from(year.orders) >= min_orders)?;
    Some((evidence.log_odds(lean_before), records[at - 1].persistent))
}
