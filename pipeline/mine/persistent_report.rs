//! What the search for persistent cells says of each level: how many there are, how many are
//! listed, or why it cannot tell.

use super::Finding;
use crate::language::Language;
use crate::panel::AreaLevel;

/// What was found, level by level.
#[derive(Debug, Clone, PartialEq)]
pub struct PersistentReport {
    /// The city first, then each level, those first with most orders surely beyond the limit.
    pub findings: Vec<Finding>,
    /// What was judged on each level asked for, and how much of it is listed.
    pub levels: Vec<PersistentLevel>,
}

/// One level's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersistentLevel {
    /// Which level.
    pub level: AreaLevel,
    /// Cells that were judged.
    pub cells: u64,
    /// Persistent ones among them.
    pub persistent: usize,
    /// Of these, the ones among the findings.
    pub listed: usize,
    /// Why nothing was judged; `None` where it was.
    pub not_assessed: Option<LevelNotAssessed>,
}

/// Why a level cannot be judged: cannot tell, which is not "none found".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelNotAssessed {
    /// Too few complete months in the period.
    TooFewMonths {
        /// Complete months.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// The data has fewer than two areas on this level: nothing to compare with.
    TooFewAreas {
        /// Areas.
        found: usize,
    },
    /// Too few cells to learn what is ordinary.
    TooFewCells {
        /// Cells with an expectation.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
}

impl LevelNotAssessed {
    /// What is missing, in words.
    pub fn reason(&self, language: Language) -> String {
        match (*self, language) {
            (Self::TooFewMonths { found, needed }, Language::Zh) => {
                format!("长期高频无法判断：本期只有 {found} 个完整月份，至少需要 {needed} 个。")
            }
            (Self::TooFewMonths { found, needed }, Language::En) => {
                format!(
                    "Persistent: cannot tell; {found} complete months in the period, {needed} are \
                     needed."
                )
            }
            (Self::TooFewAreas { found }, Language::Zh) => {
                format!("长期高频无法判断：数据中该级只有 {found} 个地区，至少需要 2 个才能比较。")
            }
            (Self::TooFewAreas { found }, Language::En) => {
                format!(
                    "Persistent: cannot tell; {found} areas on this level in the data, it takes 2 \
                     to compare."
                )
            }
            (Self::TooFewCells { found, needed }, Language::Zh) => {
                format!("长期高频无法判断：只有 {found} 个可比的地区×类别，至少需要 {needed} 个。")
            }
            (Self::TooFewCells { found, needed }, Language::En) => {
                format!(
                    "Persistent: cannot tell; {found} cells can be compared, {needed} are needed."
                )
            }
        }
    }
}

impl PersistentLevel {
    /// A level on which nothing was judged.
    pub(super) const fn unknown(level: AreaLevel, reason: LevelNotAssessed) -> Self {
        Self { level, cells: 0, persistent: 0, listed: 0, not_assessed: Some(reason) }
    }
}
