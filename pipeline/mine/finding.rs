//! A finding: one cell of the panel that a miner points at, with the figures behind it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Cluster, Reporting};
use crate::panel::{AreaId, CategoryId};

/// What a finding says about its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// 高频: among the largest demands of the period.
    Frequent,
    /// 长期高频: high over the whole period, in most of its months.
    Persistent,
    /// 突增: more than its own past explains.
    Spike,
    /// 连片突增: a rise over neighbouring areas that no area shows alone.
    Cluster,
    /// 一人多诉: one reporter, one matter, again and again.
    RepeatReporter,
    /// 多人同诉: many reporters, one place and matter, within days.
    Group,
}

impl FindingKind {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Frequent => "frequent",
            Self::Persistent => "persistent",
            Self::Spike => "spike",
            Self::Cluster => "cluster",
            Self::RepeatReporter => "repeat_reporter",
            Self::Group => "group",
        }
    }
}

/// One finding. Figures a finder does not compute are `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable within a run and between runs on the same input: kind, area, category and first day,
    /// hashed.
    pub finding_id: String,
    /// What it says.
    pub kind: FindingKind,
    /// Where.
    pub area: AreaId,
    /// What.
    pub category: CategoryId,
    /// First day, inclusive.
    pub first_day: NaiveDate,
    /// The day, or first day of the week or month, with most demand.
    pub peak_day: NaiveDate,
    /// Last day, inclusive.
    pub last_day: NaiveDate,
    /// Demands from the first to the last day.
    pub orders: u64,
    /// Demands expected over the same days.
    pub expected: Option<f64>,
    /// Upper limit of what is expected at the finder's level.
    pub upper: Option<f64>,
    /// How strong: ratio of observed to expected, shrunken where cells are small.
    pub strength: Option<f64>,
    /// Probability of as much or more under "nothing unusual".
    pub p_value: Option<f64>,
    /// The same after Benjamini–Hochberg over all cells of the period.
    pub q_value: Option<f64>,
    /// Months in which the cell was high.
    pub months_flagged: Option<u32>,
    /// Resolved ÷ known answers, over the finding's days or the period.
    pub resolution_rate: Option<f64>,
    /// Largest share of the demands that one reporter made; `None` without reporters.
    pub top_reporter_share: Option<f64>,
    /// One reporter made most of it: shown, never promoted. `None` without reporters.
    pub single_source: Option<bool>,
    /// Who reported, of findings that are about that.
    pub reporting: Option<Reporting>,
    /// Its areas, of a cluster.
    pub cluster: Option<Cluster>,
    /// One sentence for people.
    pub reason: String,
}
