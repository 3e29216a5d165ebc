//! The sub-scores of one topic, with their sampling noise.
//!
//! Noise by the delete-one-month jackknife: `se² = (n − 1)/n · Σ (s₋ᵢ − s̄)²` over the months.
//! Months, not orders, are left out because demand is overdispersed and comes in waves. Unknown
//! below three months. What the years before say is held fixed.
//!
//! Source: Efron & Stein 1981, Ann. Stat. 9:586, doi 10.1214/aos/1176345462.

use yiti_stats::calibration::Calibration;

use super::baseline::Baseline;
use super::breadth::breadth;
use super::burden::Burden;
use super::chronicity::chronicity;
use super::demand::{Demand, Sums};
use super::municipal::municipal;
use super::outlook::{Evidence, Outlook};
use super::prominence::prominence;
use super::proposal::SubScore;
use super::solvability::solvability;
use crate::panel::Available;

/// Fewest months from which noise is estimated.
const MONTHS_MIN: usize = 3;

/// What the scores know of a topic beside its demand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub baseline: &'a Baseline,
    pub available: &'a Available,
    /// Demands beyond expectation in the topic's sudden findings.
    pub surge_orders: f64,
    /// Share of the categories' demands that are the topic's own: all, but for one-reporter bursts
    /// and text topics.
    pub own_share: f64,
    /// Effective number of departments.
    pub departments: Option<f64>,
    /// Share of the chronicity focus that depends on solvability.
    pub solvability_share: f64,
    /// The lean of the year before, in [−1, 1].
    pub lean_before: Option<f64>,
    /// How log-odds are brought in line with past years.
    pub calibration: &'a Calibration,
}

/// What the third and the fourth focus share: how likely a topic is to stay unresolved, and how
/// much it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case {
    pub burden: Burden,
    pub evidence: Option<Evidence>,
    pub lean_before: Option<f64>,
    pub calibration: Calibration,
    /// `None` without answers.
    pub outlook: Option<Outlook>,
    pub typical_share: f64,
    /// What rates are shrunk towards, and the answers that it is worth.
    pub prior: Option<(f64, f64)>,
}

impl Case {
    fn of(topic: &Sums, all: &Sums, context: &Context) -> Self {
        let Context { baseline, available, own_share, lean_before, calibration, .. } = *context;
        let evidence = Evidence::of(topic, all).filter(|_| available.resolved);
        Self {
            burden: Burden::of(topic, all, baseline, available, own_share),
            evidence,
            lean_before,
            calibration: *calibration,
            outlook: evidence.map(|evidence| Outlook::new(&evidence, lean_before, calibration)),
            typical_share: baseline.typical_share,
            prior: baseline.prior(),
        }
    }

    /// √(P · burden); `None` without answers.
    pub(super) fn sure_and_large(&self) -> Option<f64> {
        self.outlook
            .zip(self.burden.value)
            .map(|(outlook, burden)| (outlook.probability * burden).sqrt())
    }

    /// What the probability is redone from, in the order of its formula.
    pub(super) fn evidence_inputs(&self) -> [(&'static str, Option<f64>); 8] {
        let known = |of: fn(&Evidence) -> f64| self.evidence.as_ref().map(of);
        let calibrated = |value: f64| self.evidence.map(|_| value);
        [
            ("months_evidence", known(|evidence| evidence.months)),
            ("districts_evidence", self.evidence.and_then(|evidence| evidence.districts)),
            ("trend", known(|evidence| evidence.trend)),
            ("lean_before", self.evidence.and(self.lean_before)),
            ("calibration_intercept", calibrated(self.calibration.intercept)),
            ("calibration_slope", calibrated(self.calibration.slope)),
            ("calibration_topic_years", calibrated(self.calibration.pairs as f64)),
            ("stays_probability", self.outlook.map(|outlook| outlook.probability)),
        ]
    }
}

/// All sub-scores of a topic.
#[derive(Debug, Clone)]
pub(super) struct Scores {
    pub prominence: SubScore,
    pub breadth: SubScore,
    pub chronicity: SubScore,
    pub solvability: SubScore,
    pub municipal: SubScore,
    /// What the third and fourth rest on.
    pub case: Case,
    /// One value a focus; NaN = unknown.
    pub focuses: [f64; 4],
    /// Standard errors of the same; NaN = unknown.
    pub noise: [f64; 4],
}

/// Scores a topic and estimates the noise of each focus.
pub(super) fn score(demand: &Demand, context: &Context) -> Scores {
    let mut scores = score_sums(&demand.sums(None), context.baseline.sums(None), context);
    let months = demand.month_count();
    if months >= MONTHS_MIN {
        let without = |month| {
            score_sums(&demand.sums(Some(month)), context.baseline.sums(Some(month)), context)
                .focuses
        };
        scores.noise = jackknife(&(0..months).map(without).collect::<Vec<_>>());
    }
    scores
}

fn score_sums(topic: &Sums, all: &Sums, context: &Context) -> Scores {
    let Context { baseline, available, .. } = context;
    let case = Case::of(topic, all, context);
    let prominence = prominence(topic, all, baseline, (context.surge_orders, context.own_share));
    let breadth = breadth(topic, all, baseline, available, context.own_share);
    let chronicity = chronicity(topic, all, available, &case);
    let solvability = solvability(topic, &baseline.peers, available.resolved);
    let municipal = municipal(topic, all, available, &case, context.departments);
    let third = third_focus(chronicity.value, solvability.value, context.solvability_share);
    let focuses = [prominence.value, breadth.value, third, municipal.value]
        .map(|value| value.unwrap_or(f64::NAN));
    Scores {
        prominence,
        breadth,
        chronicity,
        solvability,
        municipal,
        case,
        focuses,
        noise: [f64::NAN; 4],
    }
}

/// Chronicity × (1 − share + share · solvability): `share` of it counts only as far as others do
/// better. What nobody solves yet is still the city's business, so a share below 1 keeps it.
/// Unknown solvability leaves chronicity alone.
pub(super) fn third_focus(
    chronicity: Option<f64>,
    solvability: Option<f64>,
    share: f64,
) -> Option<f64> {
    chronicity
        .map(|chronic| chronic * solvability.map_or(1.0, |solvable| 1.0 - share + share * solvable))
}

fn jackknife(replicates: &[[f64; 4]]) -> [f64; 4] {
    let n = replicates.len() as f64;
    std::array::from_fn(|focus| {
        let mean = replicates.iter().map(|r| r[focus]).sum::<f64>() / n;
        let squares: f64 = replicates.iter().map(|r| (r[focus] - mean).powi(2)).sum();
        ((n - 1.0) / n * squares).sqrt()
    })
}
