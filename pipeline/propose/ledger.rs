//! The decision ledger: what people decided, with who, when and why, in one plain TOML file.
//!
//! ```toml
//! [[decision]]
//! action = "adopt"            # adopt | reject | merge | rename
//! topic  = "室温不达标"        # id or title
//! # into  = "供暖"             # merge: the topic it joins
//! # title = "冬季供暖不热"     # rename: the new title
//! who  = "市专题会"
//! when = 2025-12-20
//! why  = "连续三年高发"
//! ```
//!
//! Verdicts on findings stand in the same file ([`super::verdicts`]).
//!
//! Decisions apply in the order of the file; the last `adopt` or `reject` of a topic holds. Bad
//! entries are all reported, each by its line.

use chrono::NaiveDate;
use serde::Deserialize;
use thiserror::Error;
use toml::{Spanned, Value};

use super::verdicts::{FindingReview, VerdictEntry};

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// It is on the list, and monitoring follows it.
    Adopt,
    /// It stays off the list.
    Reject,
    /// Its demands belong to another topic.
    Merge {
        /// The other, by id or title.
        into: String,
    },
    /// It is called otherwise.
    Rename {
        /// The new title.
        title: String,
    },
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub action: Action,
    /// Of which topic, by id or title.
    pub topic: String,
    /// Who decided.
    pub who: String,
    /// When.
    pub when: NaiveDate,
    /// Why.
    pub why: String,
    /// Line of the file on which the entry begins, 1 = first.
    pub line: usize,
}

/// All decisions and verdicts, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The decisions.
    pub decisions: Vec<Decision>,
    /// The verdicts on findings.
    pub verdicts: Vec<FindingReview>,
}

/// Why a ledger was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LedgerError {
    /// Not TOML, or an unknown key.
    #[error("line {line}: {message}")]
    Syntax {
        /// The line, 1 = first.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// Entries that say too little or contradict themselves, one a line of the message.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Entries(Vec<BadEntry>),
}

/// An entry that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {message}")]
pub struct BadEntry {
    /// Line on which the entry begins, 1 = first.
    pub line: usize,
    /// What is wrong and what is allowed.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    decision: Vec<Spanned<Entry>>,
    #[serde(default)]
    verdict: Vec<Spanned<VerdictEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    action: Option<String>,
    topic: Option<String>,
    into: Option<String>,
    title: Option<String>,
    who: Option<String>,
    when: Option<Value>,
    why: Option<String>,
}

impl Ledger {
    /// Reads a ledger from the text of its file. An empty text is an empty ledger.
    ///
    /// # Errors
    /// Text that is no TOML or has unknown keys, and entries without what their action needs, each
    /// by its line.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let file: File = toml::from_str(text).map_err(|e| LedgerError::Syntax {
            line: e.span().map_or(1, |span| line_of(text, span.start)),
            message: e.message().trim().to_owned(),
        })?;
        let mut decisions = Vec::new();
        let mut bad = Vec::new();
        for entry in file.decision {
            let line = line_of(text, entry.span().start);
            match entry.into_inner().check(line) {
                Ok(decision) => decisions.push(decision),
                Err(message) => bad.push(BadEntry { line, message }),
            }
        }
        let mut verdicts = Vec::new();
        for entry in file.verdict {
            let line = line_of(text, entry.span().start);
            match entry.into_inner().check(line) {
                Ok(verdict) => verdicts.push(verdict),
                Err(message) => bad.push(BadEntry { line, message }),
            }
        }
        bad.sort_by_key(|entry| entry.line);
        match bad.is_empty() {
            true => Ok(Self { decisions, verdicts }),
            false => Err(LedgerError::Entries(bad)),
        }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1
}

impl Entry {
    fn check(self, line: usize) -> Result<Decision, String> {
        let topic = needed("topic", self.topic)?;
        let action = match needed("action", self.action)?.as_str() {
            "adopt" => Action::Adopt,
            "reject" => Action::Reject,
            "merge" => Action::Merge { into: needed("into", self.into.clone())? },
            "rename" => Action::Rename { title: needed("title", self.title.clone())? },
            other => {
                return Err(format!(
                    "action must be one of adopt, reject, merge, rename, found `{other}`"
                ));
            }
        };
        if self.into.is_some() && !matches!(action, Action::Merge { .. }) {
            return Err("`into` belongs to merge only".to_owned());
        }
        if self.title.is_some() && !matches!(action, Action::Rename { .. }) {
            return Err("`title` belongs to rename only".to_owned());
        }
        if matches!(&action, Action::Merge { into } if *into == topic) {
            return Err(format!("`{topic}` cannot be merged into itself"));
        }
        let when = day(self.when)?;
        Ok(Decision {
            action,
            topic,
            who: needed("who", self.who)?,
            when,
            why: needed("why", self.why)?,
            line,
        })
    }
}

pub(super) fn needed(key: &str, value: Option<String>) -> Result<String, String> {
    let value = value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    value.ok_or_else(|| format!("`{key}` is missing"))
}

pub(super) fn day(when: Option<Value>) -> Result<NaiveDate, String> {
    let text = match when.ok_or("`when` is missing")? {
        Value::String(text) => text,
        Value::Datetime(at) => at.to_string(),
        other => return Err(format!("when must be a day such as 2025-12-20, found {other}")),
    };
    NaiveDate::parse_from_str(&text, "%Y-%m-%d")
        .map_err(|_| format!("when must be a day such as 2025-12-20, found `{text}`"))
}

#[cfg(test)]
mod tests;
