//! Single source: is a finding many people's matter, or one reporter's?

use super::{Finding, FindingKind};
use crate::panel::{CrowdDemand, Evidence, Question};

/// Share of a finding's demands from which one reporter may be its source.
const SINGLE_SOURCE_SHARE: f64 = 0.5;

/// What to ask the orders about each finding.
pub fn questions(findings: &[Finding]) -> Vec<Question> {
    let question = |finding: &Finding| Question {
        area: finding.area,
        category: finding.category,
        first_day: finding.first_day,
        last_day: finding.last_day,
    };
    findings.iter().map(question).collect()
}

/// Fills in `top_reporter_share`, `single_source` and the peak day of spikes from the orders'
/// answers.
///
/// A finding is single-source when one reporter made at least half of it and, for a spike, what the
/// others made is no more than its upper limit: without that reporter there would be nothing to
/// find. `reporters_known` says whether the data has reporters at all; without them both stay
/// `None`.
pub fn judge_sources(findings: &mut [Finding], evidence: &[Evidence], reporters_known: bool) {
    for (finding, evidence) in findings.iter_mut().zip(evidence) {
        if let (FindingKind::Spike, Some(peak)) = (finding.kind, evidence.peak_day) {
            finding.peak_day = peak;
        }
        if !reporters_known || evidence.reported == 0 {
            continue;
        }
        let share = evidence.top_reporter_orders as f64 / evidence.orders as f64;
        let others = (evidence.orders - evidence.top_reporter_orders) as f64;
        let explains =
            finding.kind != FindingKind::Spike || finding.upper.is_none_or(|upper| others <= upper);
        finding.top_reporter_share = Some(share);
        finding.single_source = Some(share >= SINGLE_SOURCE_SHARE && explains);
    }
}

/// Fills in who made most of a cluster, from the demands of its areas; nothing where no reporter is
/// known.
pub fn judge_cluster_source(finding: &mut Finding, demands: &[CrowdDemand]) {
    let mut reporters: Vec<u64> = demands.iter().filter_map(|demand| demand.reporter).collect();
    reporters.sort_unstable();
    let Some(top) = reporters.chunk_by(|a, b| a == b).map(<[u64]>::len).max() else { return };
    let share = top as f64 / demands.len() as f64;
    finding.top_reporter_share = Some(share);
    finding.single_source = Some(share >= SINGLE_SOURCE_SHARE);
}

#[cfg(test)]
mod tests;
