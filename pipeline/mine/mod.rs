//! Mining: what is frequent, what is persistent, what is sudden, and whether one reporter made it.
//!
//! `panel → findings`. Invariant: the finders see only the panel; what only single orders can tell comes as
//! [`crate::panel::Evidence`].

mod assessable;
mod chronic;
mod finding;
mod frequent;
mod identity;
mod level_cells;
mod lives;
mod long_term;
mod period;
mod persistent;
mod persistent_report;
mod persistent_settings;
mod renames;
mod source;
#[cfg(test)]
mod source_tests;
mod spike;
mod spike_events;
mod spike_scan;
mod spike_sentence;
#[cfg(test)]
mod steady_city;
#[cfg(test)]
mod steady_tests;
mod withheld;

pub use assessable::{Judgement, NotAssessed, keep_within, not_assessed};
pub use finding::{Finding, FindingKind};
pub use frequent::{FrequentSettings, cut_rule, find_frequent};
pub use level_cells::Baseline;
pub use lives::Named;
pub use persistent::{assess_persistent, find_persistent};
pub use persistent_report::{LevelNotAssessed, PersistentLevel, PersistentReport};
pub use persistent_settings::{PersistentSettings, persistence_rule};
pub use renames::{Rename, find_renames};
pub use source::{judge_sources, questions};
pub use spike::{SpikeSettings, find_spikes, spike_rule};
pub use withheld::Withheld;
