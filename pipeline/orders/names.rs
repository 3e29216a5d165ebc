//! One place, one name: spellings of a name are told apart from other names, and what stands for
//! "nobody filled it in" is unknown.
//!
//! Two spellings are one name when they are equal after Unicode's compatibility composition (NFKC:
//! full-width letters, ligatures, accents in two parts), without invisible characters, with single
//! spaces inside and none around, whatever the case, and when numbers of up to four digits are
//! equal without leading zeros (`Ward 08`) and without the `.0` that a spreadsheet adds (`8.0`).
//! The commonest spelling is shown; of equally common ones the first in the alphabet. Work is done
//! once for each spelling, never for each order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::invisible::{is_invisible, shown};

/// `[names]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NamesSettings {
    /// Whether spellings that differ only in case, width, accents' coding and spaces are one name.
    pub fold: bool,
    /// Names that mean "not known", in any case and width.
    pub placeholders: Vec<String>,
    /// Names that people have looked at: they are new, or gone, and no renames.
    pub settled: Vec<String>,
}

/// What forms and exports write where nobody filled anything in. Words that a form offers as an
/// answer of its own ("none", "other", "unspecified") are names.
const PLACEHOLDERS: [&str; 30] = [
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "\\",
    ".",
    "…",
    "...",
    "?",
    "*",
    "null",
    "(null)",
    "<null>",
    "nan",
    "n/a",
    "#n/a",
    "#ref!",
    "#value!",
    "#name?",
    "na",
    "unknown",
    "无",
    "未知",
    "不详",
    "未填写",
    "未填",
    "暂无",
    "空",
];

impl Default for NamesSettings {
    fn default() -> Self {
        Self {
            fold: true,
            placeholders: PLACEHOLDERS.map(str::to_owned).to_vec(),
            settled: Vec::new(),
        }
    }
}

impl NamesSettings {
    /// Refuses an empty placeholder: an empty name is unknown anyway.
    ///
    /// # Errors
    /// Names the rule.
    pub fn validate(&self) -> Result<(), String> {
        match self.placeholders.iter().any(|name| name.trim().is_empty()) {
            true => {
                Err("placeholders must not be empty: an empty name is unknown anyway".to_owned())
            }
            false => Ok(()),
        }
    }
}

/// The rule by which spellings are one name.
#[derive(Debug, Clone, Default)]
pub struct NameFolding {
    fold: bool,
    placeholders: BTreeSet<String>,
}

impl NameFolding {
    /// The rule of a configuration.
    pub fn new(settings: &NamesSettings) -> Self {
        let placeholders = settings.placeholders.iter().map(|name| folded(name).into_owned());
        Self { fold: settings.fold, placeholders: placeholders.collect() }
    }

    /// What all spellings of a name have in common; `None` for one that is unknown.
    pub fn fold<'a>(&self, name: &'a str) -> Option<Cow<'a, str>> {
        let key = folded(name);
        if key.is_empty() || self.placeholders.contains(key.as_ref()) {
            return None;
        }
        Some(if self.fold { key } else { Cow::Borrowed(name.trim()) })
    }
}

impl NamesSettings {
    /// Whether people have looked at a name.
    pub fn is_settled(&self, name: &str) -> bool {
        let name = folded(name);
        self.settled.iter().any(|settled| folded(settled) == name)
    }
}

/// Without invisible characters, NFKC, single spaces, small letters (by way of capitals, so that ß
/// and SS are alike), plain numbers.
fn folded(name: &str) -> Cow<'_, str> {
    plain_numbers(folded_letters(name))
}

/// Most digits of a number that is told by its value; a longer one is a code.
const NUMBER_DIGITS_MAX: usize = 4;

/// Numbers without leading zeros, and a name that is one without `.0`.
fn plain_numbers(name: Cow<'_, str>) -> Cow<'_, str> {
    let is_zero = |digit: u8| digit == b'0';
    if !name.bytes().any(is_zero) {
        return name;
    }
    let is_number = |word: &str| {
        (1..=NUMBER_DIGITS_MAX).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let plain = |word: &str| match word.trim_start_matches('0') {
        "" => "0".to_owned(),
        digits => digits.to_owned(),
    };
    if let Some((whole, zeros)) = name.split_once('.')
        && is_number(whole)
        && !zeros.is_empty()
        && zeros.bytes().all(is_zero)
    {
        return Cow::Owned(plain(whole));
    }
    let is_padded = |word: &str| is_number(word) && word.starts_with('0') && word.len() > 1;
    if !name.split(' ').any(is_padded) {
        return name;
    }
    let words: Vec<String> = name
        .split(' ')
        .map(|word| if is_padded(word) { plain(word) } else { word.to_owned() })
        .collect();
    Cow::Owned(words.join(" "))
}

fn folded_letters(name: &str) -> Cow<'_, str> {
    if name.chars().all(is_folded) {
        return Cow::Borrowed(name);
    }
    if name.is_ascii() {
        return Cow::Owned(folded_ascii(name));
    }
    let visible: String = name.chars().filter(|letter| !is_invisible(*letter)).nfkc().collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    Cow::Owned(words.join(" ").to_uppercase().to_lowercase().nfkc().collect())
}

/// Characters that folding leaves as they are: Chinese ones, and those of ASCII but capitals and
/// spaces.
const fn is_folded(letter: char) -> bool {
    matches!(letter, '!'..='@' | '['..='~' | '\u{4E00}'..='\u{9FFF}')
}

/// The same for names in ASCII, without the tables of Unicode.
fn folded_ascii(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_ascii_whitespace() {
        let visible = word.chars().filter(|letter| !is_invisible(*letter));
        let mut visible = visible.map(|letter| letter.to_ascii_lowercase()).peekable();
        if visible.peek().is_some() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(visible);
    }
    out
}

/// Collects spellings with how often each occurs.
#[derive(Debug, Default)]
pub struct Spellings {
    folding: NameFolding,
    keys: FxHashMap<String, BTreeMap<String, u64>>,
    unknown: BTreeMap<String, u64>,
}

impl Spellings {
    /// None yet.
    pub fn new(folding: &NameFolding) -> Self {
        Self { folding: folding.clone(), ..Self::default() }
    }

    /// Adds orders with a spelling.
    pub fn add(&mut self, name: &str, orders: u64) {
        match self.folding.fold(name) {
            None => *self.unknown.entry(name.trim().to_owned()).or_default() += orders,
            Some(key) => {
                let spellings = self.keys.entry(key.into_owned()).or_default();
                *spellings.entry(name.to_owned()).or_default() += orders;
            }
        }
    }

    /// The name of every spelling.
    pub fn finish(self) -> NameTable {
        let mut names = FxHashMap::default();
        let mut variants = Vec::new();
        for (key, spellings) in self.keys {
            let commonest = spellings.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
            let Some(name) = commonest.map(|(name, _)| shown(name.trim()).into_owned()) else {
                continue;
            };
            if spellings.len() > 1 {
                let others: Vec<String> =
                    spellings.keys().filter(|other| **other != name).cloned().collect();
                let orders = spellings.values().sum();
                variants.push(Variants { name: name.clone(), others, orders });
            }
            names.insert(key, name);
        }
        variants.sort_by(|a, b| b.orders.cmp(&a.orders).then_with(|| a.name.cmp(&b.name)));
        NameTable { folding: self.folding, names, variants, unknown: self.unknown }
    }
}

/// A name with more than one spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variants {
    /// As shown.
    pub name: String,
    /// The other spellings, as they stand in the data.
    pub others: Vec<String>,
    /// Orders of all spellings.
    pub orders: u64,
}

/// The name of every spelling.
#[derive(Debug, Default)]
pub struct NameTable {
    folding: NameFolding,
    /// By what all spellings of a name have in common.
    names: FxHashMap<String, String>,
    /// Names with several spellings, most orders first.
    pub variants: Vec<Variants>,
    /// Spellings that mean "not known", with their orders; blank ones are "".
    pub unknown: BTreeMap<String, u64>,
}

impl NameTable {
    /// The name of a spelling; `None` where it is unknown.
    pub fn name<'a>(&'a self, spelling: &'a str) -> Option<&'a str> {
        let key = self.folding.fold(spelling)?;
        Some(self.names.get(key.as_ref()).map_or(spelling, String::as_str))
    }
}

#[cfg(test)]
mod tests;
