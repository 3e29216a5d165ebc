//! What a finding about reporters says of them, as figures; the sentence is made by `report`.

use crate::panel::CategoryId;

/// What the finding stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportingReason {
    /// One reporter; the last demand with a known answer was resolved.
    RepeatResolved,
    /// One reporter; the last demand with a known answer was not.
    RepeatUnresolved,
    /// One reporter; nobody asked whether it was resolved.
    RepeatNotAsked,
    /// A crowd that the counts show.
    GroupByCounts,
    /// A crowd whose texts say the same.
    GroupByTexts,
}

impl ReportingReason {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RepeatResolved => "repeat_resolved",
            Self::RepeatUnresolved => "repeat_unresolved",
            Self::RepeatNotAsked => "repeat_not_asked",
            Self::GroupByCounts => "group_by_counts",
            Self::GroupByTexts => "group_by_texts",
        }
    }
}

/// Who reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporting {
    /// What the finding stands on.
    pub reason: ReportingReason,
    /// Distinct reporters.
    pub reporters: u32,
    /// Demands filed under other categories than the finding's.
    pub orders_elsewhere: u64,
    /// These categories, those with most demands first.
    pub other_categories: Vec<CategoryId>,
}
