//! The theme tree as written in TOML: entries, and their checks on the way to a [`ThemeTree`].
//!
//! Invariant: patterns are compiled here and nowhere else; a tree that exists has valid patterns
//! and known keys only.

use std::collections::BTreeSet;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{BucketRule, Cause, Label, Names, Rule, SCHEMA_VERSION, ThemeError, ThemeTree};
use crate::topics::topic::Bucket;

/// Longest compiled pattern, bytes: far above any sensible rule, and a bound on what a user's file
/// can ask for.
const MAX_PATTERN_BYTES: usize = 4 << 20;

/// A whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TreeFile {
    schema_version: u32,
    /// A user's file only: stand alone instead of coming before the embedded tree.
    pub replace: bool,
    theme: Vec<RuleEntry>,
    matter: Vec<RuleEntry>,
    bucket: Vec<BucketEntry>,
    cause: Vec<CauseEntry>,
    tier: Vec<LabelEntry>,
    have: Vec<LabelEntry>,
    nature: Vec<LabelEntry>,
    ring: Vec<LabelEntry>,
}

/// `[[theme]]` and `[[matter]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RuleEntry {
    key: String,
    zh: String,
    en: String,
    theme: Option<String>,
    item: Vec<String>,
    not: Vec<String>,
    parent: Vec<String>,
    broad: Vec<String>,
    whole: Vec<String>,
    within: Vec<String>,
    causes: Vec<String>,
    tier: Option<String>,
    haves: Vec<String>,
    natures: Vec<String>,
    ring: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BucketEntry {
    kind: Bucket,
    #[serde(default)]
    item: Vec<String>,
    #[serde(default)]
    parent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CauseEntry {
    key: String,
    zh: String,
    en: String,
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelEntry {
    key: String,
    zh: String,
    en: String,
    /// A second published name: Chinese, then English.
    #[serde(default)]
    also: Option<(String, String)>,
    /// Of a have or a nature: what it counts for in the index.
    #[serde(default = "one")]
    weight: f64,
}

const fn one() -> f64 {
    1.0
}

/// Reads a file; only its form is checked.
pub(super) fn read(text: &str, origin: &str) -> Result<TreeFile, ThemeError> {
    let file: TreeFile = toml::from_str(text).map_err(|e| ThemeError::Parse {
        origin: origin.to_owned(),
        message: e.to_string().trim_end().to_owned(),
    })?;
    if file.schema_version != SCHEMA_VERSION {
        let message =
            format!("schema_version must be {SCHEMA_VERSION}, found {}", file.schema_version);
        return Err(ThemeError::Parse { origin: origin.to_owned(), message });
    }
    Ok(file)
}

/// Compiles a file into a tree; keys are checked by [`check_keys`] once trees are joined.
pub(super) fn build(file: TreeFile, origin: &str) -> Result<ThemeTree, ThemeError> {
    let at = |what: &str| format!("{origin}: [[{what}]]");
    Ok(ThemeTree {
        themes: file.theme.into_iter().map(|e| rule(e, &at("theme"))).collect::<Result<_, _>>()?,
        matters: file
            .matter
            .into_iter()
            .map(|e| rule(e, &at("matter")))
            .collect::<Result<_, _>>()?,
        buckets: file
            .bucket
            .into_iter()
            .map(|e| bucket(e, &at("bucket")))
            .collect::<Result<_, _>>()?,
        causes: file.cause.into_iter().map(|e| cause(e, &at("cause"))).collect::<Result<_, _>>()?,
        tiers: file.tier.into_iter().map(label).collect(),
        haves: file.have.into_iter().map(label).collect(),
        natures: file.nature.into_iter().map(label).collect(),
        rings: file.ring.into_iter().map(label).collect(),
    })
}

fn rule(entry: RuleEntry, at: &str) -> Result<Rule, ThemeError> {
    let place = format!("{at} {:?}", entry.key);
    if entry.key.is_empty() || entry.zh.is_empty() || entry.en.is_empty() {
        return Err(ThemeError::Rule { place, message: "needs key, zh and en".to_owned() });
    }
    let (is_matter, of_theme, of_matter) = (
        entry.theme.is_some(),
        !entry.parent.is_empty() || !entry.broad.is_empty(),
        !entry.whole.is_empty() || !entry.within.is_empty(),
    );
    if is_matter && of_theme {
        return Err(ThemeError::Rule {
            place,
            message: "parent and broad belong to themes; use whole or within".to_owned(),
        });
    }
    if !is_matter && of_matter {
        return Err(ThemeError::Rule {
            place,
            message: "whole and within belong to matters; use parent or broad".to_owned(),
        });
    }
    Ok(Rule {
        names: Names { zh: entry.zh, en: entry.en },
        item: patterns(&entry.item, &place)?,
        not: patterns(&entry.not, &place)?,
        parent: patterns(&entry.parent, &place)?,
        broad: patterns(&entry.broad, &place)?,
        whole: patterns(&entry.whole, &place)?,
        within: patterns(&entry.within, &place)?,
        key: entry.key,
        theme: entry.theme,
        causes: entry.causes,
        tier: entry.tier,
        haves: entry.haves,
        natures: entry.natures,
        ring: entry.ring,
    })
}

fn bucket(entry: BucketEntry, at: &str) -> Result<BucketRule, ThemeError> {
    let place = format!("{at} {:?}", entry.kind.name());
    let (item, parent) = (patterns(&entry.item, &place)?, patterns(&entry.parent, &place)?);
    Ok(BucketRule { kind: entry.kind, item, parent })
}

fn cause(entry: CauseEntry, at: &str) -> Result<Cause, ThemeError> {
    let words = patterns(&entry.words, &format!("{at} {:?}", entry.key))?;
    Ok(Cause { key: entry.key, names: Names { zh: entry.zh, en: entry.en }, words })
}

fn label(entry: LabelEntry) -> Label {
    let also = entry.also.map(|(zh, en)| Names { zh, en });
    let names = Names { zh: entry.zh, en: entry.en };
    Label { key: entry.key, names, also, weight: entry.weight }
}

/// One expression that matches where any of the patterns does; `None` without patterns. Upper and
/// lower case are one.
fn patterns(patterns: &[String], place: &str) -> Result<Option<Regex>, ThemeError> {
    let refuse = |message: String| ThemeError::Rule { place: place.to_owned(), message };
    if let Some(pattern) = patterns.iter().find(|p| p.trim().is_empty()) {
        return Err(refuse(format!(
            "has the empty pattern {pattern:?}, which would match everything"
        )));
    }
    if patterns.is_empty() {
        return Ok(None);
    }
    let all = patterns.iter().map(|p| format!("(?:{p})")).collect::<Vec<_>>().join("|");
    compile(&all).map(Some).map_err(|whole| {
        let culprit = patterns.iter().find_map(|p| compile(p).err().map(|e| (p, e)));
        refuse(match culprit {
            Some((pattern, e)) => format!("pattern {pattern:?} is not a regular expression: {e}"),
            None => format!("patterns cannot be joined: {whole}"),
        })
    })
}

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).case_insensitive(true).size_limit(MAX_PATTERN_BYTES).build()
}

/// Refuses keys that occur twice within a list, and references to keys that no list has.
pub(super) fn check_keys(tree: &ThemeTree, origin: &str) -> Result<(), ThemeError> {
    let themes = keys("theme", tree.themes.iter().map(|t| &t.key), origin)?;
    keys("matter", tree.matters.iter().map(|m| &m.key), origin)?;
    let causes = keys("cause", tree.causes.iter().map(|c| &c.key), origin)?;
    let tiers = keys("tier", tree.tiers.iter().map(|l| &l.key), origin)?;
    let haves = keys("have", tree.haves.iter().map(|l| &l.key), origin)?;
    let natures = keys("nature", tree.natures.iter().map(|l| &l.key), origin)?;
    let rings = keys("ring", tree.rings.iter().map(|l| &l.key), origin)?;
    for rule in tree.themes.iter().chain(&tree.matters) {
        let known = |what: &str, key: &String, all: &BTreeSet<&str>| {
            if all.contains(key.as_str()) {
                return Ok(());
            }
            let list = all.iter().copied().collect::<Vec<_>>().join(", ");
            let message = format!("{what} must be one of {list}; found {key:?}");
            Err(ThemeError::Rule { place: format!("{origin}: {:?}", rule.key), message })
        };
        rule.theme.iter().try_for_each(|k| known("theme", k, &themes))?;
        rule.causes.iter().try_for_each(|k| known("causes", k, &causes))?;
        rule.tier.iter().try_for_each(|k| known("tier", k, &tiers))?;
        rule.haves.iter().try_for_each(|k| known("haves", k, &haves))?;
        rule.natures.iter().try_for_each(|k| known("natures", k, &natures))?;
        rule.ring.iter().try_for_each(|k| known("ring", k, &rings))?;
    }
    match tree.matters.iter().find(|m| m.theme.is_none()) {
        Some(m) => {
            let place = format!("{origin}: [[matter]] {:?}", m.key);
            Err(ThemeError::Rule { place, message: "needs a theme".to_owned() })
        }
        None => Ok(()),
    }
}

fn keys<'a>(
    what: &str,
    list: impl Iterator<Item = &'a String>,
    origin: &str,
) -> Result<BTreeSet<&'a str>, ThemeError> {
    let mut seen = BTreeSet::new();
    for key in list {
        if !seen.insert(key.as_str()) {
            let place = format!("{origin}: [[{what}]] {key:?}");
            return Err(ThemeError::Rule { place, message: "occurs twice".to_owned() });
        }
    }
    Ok(seen)
}
