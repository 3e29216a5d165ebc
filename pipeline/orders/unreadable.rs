//! Optional values that could not be read, with the commonest of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Distinct values remembered of a column.
const VALUES_MAX: usize = 200;

/// Longest value remembered, in characters: words of an answer, not what people wrote.
const VALUE_CHARS_MAX: usize = 24;

/// Values shown.
const SHOWN: usize = 5;

/// How many values of a column could not be read, and which.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// Values.
    pub count: u64,
    /// Some of the distinct values, with their counts.
    values: BTreeMap<String, u64>,
}

impl Unreadable {
    /// Counts a value that was found `count` times.
    pub fn add(&mut self, value: &str, count: u64) {
        self.count += count;
        self.remember(value, count);
    }

    /// Adds those of another part.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        other.values.iter().for_each(|(value, count)| self.remember(value, *count));
    }

    fn remember(&mut self, value: &str, count: u64) {
        if let Some(known) = self.values.get_mut(value) {
            *known += count;
        } else if self.values.len() < VALUES_MAX && value.chars().count() <= VALUE_CHARS_MAX {
            self.values.insert(value.to_owned(), count);
        }
    }

    /// The commonest values with their counts, most first.
    pub fn commonest(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.values.iter().map(|(v, n)| (v.as_str(), *n)).collect();
        all.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
        all.truncate(SHOWN);
        all
    }
}

impl From<u64> for Unreadable {
    fn from(count: u64) -> Self {
        Self { count, values: BTreeMap::new() }
    }
}
