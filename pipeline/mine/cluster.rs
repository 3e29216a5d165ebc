//! Clusters: a rise over neighbouring areas that no area shows alone.
//!
//! Unusual sets of neighbouring areas ([`super::cluster_scan`]) are held to the same share of false
//! findings as cells: Benjamini–Hochberg over all cells, sets and weeks together. What a spike of
//! one of its areas, or of the area that holds them, tells already is no cluster. Rarity: so many
//! months pass, on average, until chance alone gives as unusual a set somewhere.

use chrono::Days;
use yiti_stats::fdr::q_values;

use super::cluster_scan::{UnusualSet, share};
use super::identity::finding_id;
use super::spike::{SpikeSettings, Sudden};
use super::{Finding, FindingKind};
use crate::language::{Language, percent};
use crate::panel::{AreaId, Panel};

/// What a cluster is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its areas, the one with most demand beyond expectation first.
    pub areas: Vec<AreaId>,
    /// Months in which chance alone gives one as unusual, somewhere in the city.
    pub rarity_months: f64,
}

/// The rule in one sentence, as printed beside the findings.
pub fn cluster_rule(settings: &SpikeSettings, language: Language) -> String {
    let (share, ratio) = (percent(settings.false_share), settings.ratio_min);
    match language {
        Language::Zh => format!(
            "相邻二至四个地区合计，与其他地区同周同类诉求相比不低于预计的{ratio}倍；去掉最突出的一个，其余合计仍明显偏高；\
             单个地区的突增已说明的不再列出；与单个地区一并控制误报占比在{share}（Benjamini–Hochberg）。"
        ),
        Language::En => format!(
            "Two to four neighbouring areas together against the other areas in the same week: at \
             least {ratio} times the expected, and still unusual without the strongest of them. \
             What a single area's rise tells already is not repeated. {share} false findings \
             allowed together with single areas (Benjamini–Hochberg)."
        ),
    }
}

/// Days of a month, on average.
const MONTH_DAYS: f64 = 30.44;

/// Sets of weeks in a row that share an area.
struct Run<'a> {
    sets: Vec<&'a UnusualSet>,
    q_value: f64,
}

impl Run<'_> {
    /// The set that says most.
    fn best(&self) -> &UnusualSet {
        let least = self.sets.iter().min_by(|a, b| a.p_value.total_cmp(&b.p_value));
        least.expect("a run has a set")
    }

    fn sum(&self, of: fn(&UnusualSet) -> f64) -> f64 {
        self.sets.iter().map(|set| of(set)).sum()
    }
}

/// The clusters of the period, by area, category and first day; none where the city tells no
/// neighbours. `spikes` are what single areas show.
pub fn find_clusters(
    panel: &Panel,
    sudden: &Sudden,
    spikes: &[Finding],
    settings: &SpikeSettings,
) -> Vec<Finding> {
    let scan = &sudden.0;
    let cells = scan.unusual.iter().map(|cell| cell.p_value);
    let all: Vec<f64> = cells.chain(scan.sets.iter().map(|set| set.p_value)).collect();
    let q = q_values(&all, scan.tests + scan.set_tests);
    let runs = runs(&scan.sets, &q[scan.unusual.len()..]);
    let stands_out = |run: &Run<'_>| {
        run.q_value <= settings.false_share
            && run.sum(|set| set.count) >= settings.ratio_min * run.sum(|set| set.expected)
            && !spikes.iter().any(|spike| tells(panel, spike, run))
    };
    let days = (panel.period_weeks.len() * 7) as f64;
    let tests_a_month = scan.set_tests as f64 * MONTH_DAYS / days.max(1.0);
    let mut found: Vec<Finding> = runs
        .iter()
        .filter(|run| stands_out(run))
        .map(|run| finding(panel, run, tests_a_month))
        .collect();
    found.sort_by_key(|finding| (finding.area, finding.category, finding.first_day));
    found
}

/// Sets in a row become one: `sets` come by category and week.
fn runs<'a>(sets: &'a [UnusualSet], q: &[f64]) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for (set, &q_value) in sets.iter().zip(q) {
        let continued = runs.iter_mut().rev().find(|run| {
            let last = run.sets[run.sets.len() - 1];
            last.category == set.category
                && last.week + 1 == set.week
                && share(&last.areas, &set.areas)
        });
        match continued {
            Some(run) => {
                run.sets.push(set);
                run.q_value = run.q_value.min(q_value);
            }
            None => runs.push(Run { sets: vec![set], q_value }),
        }
    }
    runs
}

/// Whether a spike of a member, or of an area that holds one, tells the run already.
fn tells(panel: &Panel, spike: &Finding, run: &Run<'_>) -> bool {
    let holds = |area: &AreaId| *area == spike.area || panel.area(*area).parent == Some(spike.area);
    let first = panel.weeks[run.sets[0].week];
    let last = panel.weeks[run.sets[run.sets.len() - 1].week] + Days::new(6);
    spike.kind == FindingKind::Spike
        && spike.category == run.best().category
        && spike.area != panel.city()
        && run.sets.iter().any(|set| set.areas.iter().any(holds))
        && spike.first_day <= last
        && spike.last_day >= first
}

/// Orders with which a ratio is shrunk to 1, as for spikes.
const STRENGTH_PRIOR: f64 = 2.0;

fn finding(panel: &Panel, run: &Run<'_>, tests_a_month: f64) -> Finding {
    let best = run.best();
    let (orders, expected) = (run.sum(|set| set.count), run.sum(|set| set.expected));
    let first_day = panel.weeks[run.sets[0].week];
    let most = run.sets.iter().rev().max_by(|a, b| a.count.total_cmp(&b.count));
    let peak_day = most.map_or(first_day, |set| panel.weeks[set.week]);
    let mut areas = best.areas.clone();
    areas.sort_by_key(|area| *area != best.main);
    Finding {
        finding_id: finding_id(panel, FindingKind::Cluster, best.main, best.category, first_day),
        kind: FindingKind::Cluster,
        area: best.main,
        category: best.category,
        first_day,
        peak_day,
        last_day: panel.weeks[run.sets[run.sets.len() - 1].week] + Days::new(6),
        orders: orders as u64,
        expected: Some(expected),
        upper: Some(run.sum(|set| set.upper)),
        strength: Some((orders + STRENGTH_PRIOR) / (expected + STRENGTH_PRIOR)),
        p_value: Some(best.p_value),
        q_value: Some(run.q_value),
        months_flagged: None,
        resolution_rate: None,
        top_reporter_share: None,
        single_source: None,
        reporting: None,
        cluster: Some(Cluster {
            areas,
            rarity_months: 1.0 / (best.p_value * tests_a_month).max(f64::MIN_POSITIVE),
        }),
        reason: String::new(),
    }
}

#[cfg(test)]
mod tests;
