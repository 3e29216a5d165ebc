//! What a proposal is made from, and what it is.

use std::collections::BTreeMap;

use super::error::Note;
use super::ledger::Ledger;
use super::proposal::{Candidate, ProposedTopic};
use super::season::Review;
use super::settings::Settings;
use crate::language::Language;
use crate::mine::Finding;
use crate::panel::Panel;
use crate::topics::{ThemeTree, Topic};

/// Names for people, by key of the theme tree, in the run's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// Of themes.
    pub themes: BTreeMap<String, String>,
    /// Of cause types.
    pub causes: BTreeMap<String, String>,
}

impl Labels {
    /// The theme tree's own names.
    pub fn of(tree: &ThemeTree, language: Language) -> Self {
        Self {
            themes: tree
                .themes
                .iter()
                .map(|t| (t.key.clone(), t.names.pick(language).to_owned()))
                .collect(),
            causes: tree
                .causes
                .iter()
                .map(|c| (c.key.clone(), c.names.pick(language).to_owned()))
                .collect(),
        }
    }
}

/// Everything that a proposal is made from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The panel; its period is the one proposed from.
    pub panel: &'a Panel,
    /// Findings of the period.
    pub findings: &'a [Finding],
    /// Topics of the period.
    pub topics: &'a [Topic],
    /// Names for people.
    pub labels: &'a Labels,
    /// What people decided.
    pub ledger: &'a Ledger,
    /// Settings.
    pub settings: &'a Settings,
    /// Language of reasons.
    pub language: Language,
}

/// A proposal with all its candidates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Every topic that was considered, best first, excluded ones last.
    pub candidates: Vec<Candidate>,
    /// The list, by month and rank.
    pub proposal: Vec<ProposedTopic>,
    /// The year: which month reviews which theme, with the theme's season.
    pub calendar: Vec<Review>,
    /// What the list could not do, and what people should know of it.
    pub notes: Vec<Note>,
    /// Topics after the ledger's merges and renames; ids of candidates refer to these.
    pub topics: Vec<Topic>,
    /// What monitoring follows: adopted topics, or the proposed ones while nothing is adopted.
    pub followed: Vec<String>,
}
