//! Candidates and the proposal, as plain values.

use super::exclusion::Exclusion;
use super::focus::Focus;
use super::history::Standing;
use super::mode::Mode;
use super::outlook::Outlook;

/// One of the four focuses' sub-scores with the figures it was computed from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SubScore {
    /// In [0, 1]; `None` when the data cannot say.
    pub value: Option<f64>,
    /// Name and value of each input, in the order of the formula.
    pub inputs: Vec<(&'static str, Option<f64>)>,
}

impl SubScore {
    /// A sub-score with its inputs.
    pub(super) fn new(value: Option<f64>, inputs: &[(&'static str, Option<f64>)]) -> Self {
        Self { value, inputs: inputs.to_vec() }
    }

    /// The input of that name; `None` when it is unknown or not an input.
    pub fn input(&self, name: &str) -> Option<f64> {
        self.inputs.iter().find(|(input, _)| *input == name).and_then(|(_, value)| *value)
    }
}

/// What became of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateStatus {
    /// On the list.
    Proposed,
    /// Not on the list, for want of places.
    NearMiss,
    /// Kept off by a rule, which `why` names.
    Excluded,
}

impl CandidateStatus {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::NearMiss => "near_miss",
            Self::Excluded => "excluded",
        }
    }
}

/// How much of a candidate's place is a matter of weights: its selection frequency over all
/// weightings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stability {
    /// Selected under nearly every weighting.
    Stable,
    /// Selected under some weightings and not under others.
    DependsOnWeights,
    /// Selected under few weightings or none.
    Marginal,
}

impl Stability {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::DependsOnWeights => "depends_on_weights",
            Self::Marginal => "marginal",
        }
    }
}

/// The smallest change of one weight that puts a near miss on the list, the other weights keeping
/// their proportions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Whose weight.
    pub focus: Focus,
    /// Its share of all weights now, in [0, 1].
    pub from: f64,
    /// The share at which the candidate enters, to one percentage point.
    pub to: f64,
}

/// A topic that was considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// 1 = best. Excluded candidates come last.
    pub rank: u32,
    /// The topic.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// Its theme key.
    pub theme: Option<String>,
    /// The theme's name for people; the level-1 category's where no theme fits.
    pub theme_name: String,
    /// Demands in the period's covered months, single-source demands left out.
    pub orders: u64,
    /// Rank by demands alone, 1 = most; `None` for what a plain count of categories would not list:
    /// topics from texts, local matters, copies of others.
    pub volume_rank: Option<u32>,
    /// Weighted mean of the focuses' sub-scores that are known, in [0, 1].
    pub score: f64,
    /// What stands out now.
    pub prominence: SubScore,
    /// Large and wide.
    pub breadth: SubScore,
    /// Long unsolved.
    pub chronicity: SubScore,
    /// Some comparable areas do far better.
    pub solvability: SubScore,
    /// A case for the city.
    pub municipal: SubScore,
    /// How likely it is to stay unresolved in the months after; `None` without answers.
    pub outlook: Option<Outlook>,
    /// Whether its case is volume alone: resolved at least as well as the city's demands, and more
    /// likely than not it will not persist. `None` without answers.
    pub volume_only: Option<bool>,
    /// Share of weightings under which it is selected; `None` when not drawn.
    pub selection_frequency: Option<f64>,
    /// 5% and 95% quantile of its rank over the weightings; `None` when not drawn.
    pub rank_range: Option<(u32, u32)>,
    /// What the frequency means; `None` when not drawn.
    pub stability: Option<Stability>,
    /// What would put a near miss on the list; `None` when no single weight does.
    pub entry: Option<Entry>,
    /// New, carried over or returned; `None` without a history in the settings.
    pub standing: Option<Standing>,
    /// Who takes care of it when the city does not propose it; `None` for what is proposed.
    pub mode: Option<Mode>,
    /// The rule that keeps it off; `None` for what is proposed or a near miss.
    pub exclusion: Option<Exclusion>,
    /// What became of it.
    pub status: CandidateStatus,
    /// The reason.
    pub why: String,
}

/// A topic on the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedTopic {
    /// The month, 1–12, in which the city leadership reviews its theme.
    pub month: u32,
    /// Theme key.
    pub theme: Option<String>,
    /// The theme's name for people; the level-1 category's where no theme fits.
    pub theme_name: String,
    /// Its candidate's rank.
    pub rank: u32,
    /// The topic.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// Demands in the period's covered months, single-source demands left out.
    pub orders: u64,
    /// The department that handled most of them, with its share in [0, 1].
    pub lead_department: Option<(String, f64)>,
    /// Cause types, likeliest first: keys of the theme tree.
    pub causes: Vec<String>,
    /// New, carried over or returned; `None` without a history in the settings.
    pub standing: Option<Standing>,
    /// The reason.
    pub why: String,
}
