//! From findings and topics to a proposal that a policy office can defend.
//!
//! Topics are scored on the four focuses ([`Focus`]), screened by rules that are named
//! ([`Exclusion`]), selected exactly under the wishes of [`Settings`] and the decision [`Ledger`],
//! and put on a calendar ahead of their seasons. Every candidate carries its inputs, how much of
//! its place is a matter of weights, and why.
//!
//! Invariant: nothing here reads files or the clock; the same request gives the same list, on one
//! core or many.

mod aim;
mod artefact;
mod assess;
pub mod backtest;
mod baseline;
mod breadth;
mod bucket;
mod burden;
mod candidates;
mod choice;
mod chronicity;
mod decided;
mod demand;
mod department;
mod duplicates;
mod error;
mod excess;
mod exclusion;
mod fairness;
mod focus;
mod geography;
mod history;
mod ledger;
mod list;
mod mode;
mod municipal;
mod outlook;
mod peers;
mod persistent;
pub mod plan;
mod prominence;
mod proposal;
mod related;
mod request;
mod rule;
mod scores;
mod season;
mod settings;
mod solvability;
#[cfg(test)]
mod tests;
mod track;
mod verdicts;
mod volume;
mod weighing;
mod why;

pub use aim::aim;
pub use decided::Decided;
pub use department::lead_departments;
pub use error::{Clash, Note, ProposeError};
pub use exclusion::Exclusion;
pub use fairness::{DistrictShare, Fairness};
pub use focus::{Focus, Weights};
pub use history::Standing;
pub use ledger::{Action, BadEntry, Decision, Ledger, LedgerError};
pub use list::propose;
pub use mode::Mode;
pub use outlook::Outlook;
pub use proposal::{Candidate, CandidateStatus, Entry, ProposedTopic, Stability, SubScore};
pub use request::{Labels, Outcome, Request};
pub use rule::{score_rule, stability_rule};
pub use season::{Review, season};
pub use settings::{FairTo, PastYear, Settings};
pub use verdicts::{FindingReview, FindingVerdict};
