//! Verdicts of people on findings, in the decision ledger beside the decisions on topics.
//!
//! ```toml
//! [[verdict]]
//! finding = "s-1f0c2a9b7d3e"   # its id, tables/watch_list.csv lists it
//! verdict = "confirmed"        # confirmed | known | artefact | duplicate
//! who  = "市专班"
//! when = 2025-01-08
//! why  = "现场核实"
//! ```
//!
//! The last verdict on a finding holds. It stays with the finding as long as the finding goes on,
//! whatever its id is then.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Value;

use super::ledger::{Ledger, day, needed};

/// What people say of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingVerdict {
    /// It is real, and was not known.
    Confirmed,
    /// It is real, and was known.
    Known,
    /// The data made it: a change of coding, a bulk import.
    Artefact,
    /// It is another finding once more.
    Duplicate,
}

impl FindingVerdict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Known, Self::Artefact, Self::Duplicate];

    /// The name in ledgers and published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Known => "known",
            Self::Artefact => "artefact",
            Self::Duplicate => "duplicate",
        }
    }

    /// The verdict of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// One verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingReview {
    /// The finding, by its id.
    pub finding: String,
    /// What they say.
    pub verdict: FindingVerdict,
    /// Who.
    pub who: String,
    /// When.
    pub when: NaiveDate,
    /// Why.
    pub why: String,
    /// Line of the file on which the entry begins, 1 = first.
    pub line: usize,
}

/// An entry as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerdictEntry {
    finding: Option<String>,
    verdict: Option<String>,
    who: Option<String>,
    when: Option<Value>,
    why: Option<String>,
}

impl VerdictEntry {
    pub(super) fn check(self, line: usize) -> Result<FindingReview, String> {
        let finding = needed("finding", self.finding)?;
        let name = needed("verdict", self.verdict)?;
        let verdict = FindingVerdict::of_name(&name).ok_or_else(|| {
            format!("verdict must be one of confirmed, known, artefact, duplicate, found `{name}`")
        })?;
        let when = day(self.when)?;
        let (who, why) = (needed("who", self.who)?, needed("why", self.why)?);
        Ok(FindingReview { finding, verdict, who, when, why, line })
    }
}

impl Ledger {
    /// The last verdict on a finding that has had these ids.
    pub fn verdict_on(&self, ids: &[&str]) -> Option<&FindingReview> {
        self.verdicts.iter().rev().find(|review| ids.contains(&review.finding.as_str()))
    }
}

#[cfg(test)]
mod tests;
