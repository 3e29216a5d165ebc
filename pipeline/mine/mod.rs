//! Mining: what is frequent, what is persistent, what is sudden, whether one reporter made it, who
//! comes again and again, and where many come with one matter.
//!
//! `panel → findings`. Invariant: the finders see only the panel; what only single orders can tell
//! comes as [`crate::panel::Evidence`].

mod alike;
mod assessable;
mod chronic;
mod cluster;
mod cluster_scan;
mod crowd;
mod finding;
mod frequent;
mod group;
mod group_settings;
mod identity;
mod imported;
mod level_cells;
mod likeness;
mod lives;
mod long_term;
mod period;
mod persistent;
mod persistent_report;
mod persistent_settings;
mod renames;
mod repeat;
mod reporting;
mod same_matter;
mod source;
mod spike;
mod spike_events;
mod spike_scan;
mod spike_sentence;
#[cfg(test)]
mod tests;
mod withheld;

pub use assessable::{
    Judgement, NEIGHBOURS, NotAssessed, REPORTER_COLUMN, keep_within, not_assessed,
};
pub use cluster::{Cluster, cluster_rule, find_clusters};
pub use crowd::{Crowd, crowd_questions, find_crowds};
pub use finding::{Finding, FindingKind};
pub use frequent::{FrequentSettings, cut_rule, find_frequent};
pub use group::find_groups;
pub use group_settings::{GroupSettings, group_rule};
pub use imported::ImportedOrders;
pub use level_cells::Baseline;
pub use lives::Named;
pub use persistent::{assess_persistent, find_persistent};
pub use persistent_report::{LevelNotAssessed, PersistentLevel, PersistentReport};
pub use persistent_settings::{PersistentSettings, persistence_rule};
pub use renames::{Rename, find_renames};
pub use repeat::{RepeatSettings, find_repeats, repeat_rule};
pub use reporting::{Reporting, ReportingReason};
pub use same_matter::Spoken;
pub use source::{judge_cluster_source, judge_sources, questions};
pub use spike::{SpikeSettings, Sudden, find_spikes, spike_rule};
pub use withheld::Withheld;
