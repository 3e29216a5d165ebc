//! People's edits of topics: one TOML file of merges, splits, renames, theme and department
//! assignments.
//!
//! The file is applied anew at every run, after topics have their lasting ids, in this order:
//! merges, splits, renames, themes, departments. A topic is named by id or by title; later lists
//! may name what earlier lists made. Nonsense (two names for one topic, an unknown theme, a merge
//! of one) is refused with its line; an edit whose topic is not there this time is reported and
//! kept: the file itself is never changed.

pub mod apply;
mod file;
pub mod outcome;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Deserialize;
use thiserror::Error;

/// The version of the file's format.
pub const EDITS_VERSION: u32 = 1;

/// Why a file of edits was refused.
#[derive(Debug, Error)]
pub enum EditsError {
    /// Not TOML, an unknown key, or another version.
    #[error("{origin}: {message}")]
    Parse {
        /// The file.
        origin: String,
        /// Place and fix.
        message: String,
    },
    /// An edit that contradicts itself, another one, or the theme tree.
    #[error("{origin}: {entry}: {message}")]
    Nonsense {
        /// The file.
        origin: String,
        /// The edit: its list, its number in it, its line.
        entry: String,
        /// Rule and value found.
        message: String,
    },
}

/// Who edited, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Who.
    pub who: Option<String>,
    /// When.
    pub when: Option<NaiveDate>,
    /// Why.
    pub why: Option<String>,
}

/// One edit with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// List, number in it and line: `[[merge]] 2 (line 14)`.
    pub entry: String,
    /// What to do.
    pub action: Action,
    /// Who, when, why.
    pub note: Note,
}

/// What an edit does. Topics are named by id or title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Makes several topics one; the first gives id, and title and theme unless stated.
    Merge {
        /// Two or more topics.
        topics: Vec<String>,
        /// The title of the whole.
        title: Option<String>,
    },
    /// Takes parts out of a topic; what is left keeps the id.
    Split {
        /// The topic.
        topic: String,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Gives a topic another title.
    Rename {
        /// The topic.
        topic: String,
        /// The new title.
        title: String,
    },
    /// Gives a topic another theme.
    Theme {
        /// The topic.
        topic: String,
        /// The key of the theme.
        theme: String,
    },
    /// Gives a topic a lead department.
    Department {
        /// The topic.
        topic: String,
        /// The department's name.
        department: String,
    },
}

/// One part of a split: categories (by item name or `level 1/item`), or areas (by name or
/// `district/street`), or both.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its title.
    pub title: String,
    /// Its categories; empty: all of the topic's.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Its areas; empty: all of the topic's.
    #[serde(default)]
    pub areas: Vec<String>,
}

/// A checked file of edits, in the order in which they are applied.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edits {
    /// The edits.
    pub edits: Vec<Edit>,
}
