//! The rules of the theme tree: themes, matters, buckets, causes and labels, and which names they
//! take.

use regex::Regex;

use crate::language::Language;
use crate::topics::topic::Bucket;

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Names {
    /// The name in a language.
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.zh, &self.en)
    }
}

/// A theme, or a matter: a named problem that joins item categories.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its key.
    pub key: String,
    /// Its name or title.
    pub names: Names,
    /// A matter's theme; `None` for themes.
    pub theme: Option<String>,
    /// Item names it takes.
    pub item: Option<Regex>,
    /// Item names it never takes.
    pub not: Option<Regex>,
    /// A theme's level-1 names.
    pub parent: Option<Regex>,
    /// A theme's level-1 names so wide that the item's own words come first.
    pub broad: Option<Regex>,
    /// Level-1 names all of whose items are this one matter.
    pub whole: Option<Regex>,
    /// Level-1 names outside which a matter's `item` does not count.
    pub within: Option<Regex>,
    /// Cause keys, likeliest first.
    pub causes: Vec<String>,
    /// Livelihood tier.
    pub tier: Option<String>,
    /// Of the seven "haves".
    pub haves: Vec<String>,
    /// Of the five "natures".
    pub natures: Vec<String>,
    /// How far from home it lies.
    pub ring: Option<String>,
}

impl Rule {
    pub(super) fn takes_item(&self, parent: Option<&str>, item: &str) -> bool {
        let inside = self.within.as_ref().is_none_or(|w| parent.is_some_and(|p| w.is_match(p)));
        inside && matches(&self.item, item) && !matches(&self.not, item)
    }

    /// By its level-1 name.
    pub(super) fn takes_whole(&self, parent: Option<&str>, item: &str) -> bool {
        names(&self.whole, parent) && !matches(&self.not, item)
    }
}

/// A rule for names that are no matter.
#[derive(Debug, Clone)]
pub struct BucketRule {
    /// Why not.
    pub kind: Bucket,
    /// Item names.
    pub item: Option<Regex>,
    /// Level-1 names.
    pub parent: Option<Regex>,
}

/// A cause type.
#[derive(Debug, Clone)]
pub struct Cause {
    /// Its key.
    pub key: String,
    /// Its name.
    pub names: Names,
    /// Words in names and titles that point to it where no matter states its causes.
    pub words: Option<Regex>,
}

/// A livelihood tier, a "have", a "nature" or a ring.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Its key.
    pub key: String,
    /// Its name.
    pub names: Names,
    /// Its second published name.
    pub also: Option<Names>,
    /// What a have or a nature counts for in the index of livelihood, 0 or more; only proportions
    /// count.
    pub weight: f64,
}

pub(super) fn matches(pattern: &Option<Regex>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}

pub(super) fn names(pattern: &Option<Regex>, parent: Option<&str>) -> bool {
    parent.is_some_and(|p| matches(pattern, p))
}
