//! `[[aliases]]`: decisions of people on names that were renamed, split or merged, with the days on
//! which they hold.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::names::{NameFolding, NamesSettings};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the canonical work order")]
pub enum NameKind {
    District,
    Street,
    Community,
    CategoryL1,
    CategoryL2,
    CategoryL3,
    Department,
}

impl NameKind {
    /// As written in a configuration.
    pub const fn key(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Street => "street",
            Self::Community => "community",
            Self::CategoryL1 => "category_l1",
            Self::CategoryL2 => "category_l2",
            Self::CategoryL3 => "category_l3",
            Self::Department => "department",
        }
    }
}

/// One entry of `[[aliases]]`: orders under `name` count as those of `counts_as`, on the days from
/// `from` to `until`, both inclusive and either left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// What the name names.
    pub kind: NameKind,
    /// As it stands in the data, in any spelling.
    pub name: String,
    /// The name that its orders count under.
    pub counts_as: String,
    /// First day on which they do.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day on which they do.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

impl Alias {
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let starts_late = |one: &Self, other: &Self| {
            one.from.zip(other.until).is_some_and(|(from, end)| from > end)
        };
        !starts_late(self, other) && !starts_late(other, self)
    }
}

/// All entries, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Aliases {
    folding: NameFolding,
    by_name: BTreeMap<(NameKind, String), Vec<Alias>>,
}

impl Aliases {
    /// Checks the entries and makes them ready.
    ///
    /// # Errors
    /// Names the entry and the rule: a name that counts as itself, days in reverse, two decisions
    /// on one day, a circle.
    pub fn new(entries: &[Alias], names: &NamesSettings) -> Result<Self, String> {
        let mut aliases = Self { folding: NameFolding::new(names), by_name: BTreeMap::new() };
        for entry in entries {
            let place = format!("{} {:?}", entry.kind.key(), entry.name);
            let key = aliases.key(entry.kind, &entry.name);
            let key = key
                .ok_or_else(|| format!("{place}: the name is empty or a placeholder of [names]"))?;
            let target = aliases.key(entry.kind, &entry.counts_as);
            let target = target.ok_or_else(|| {
                format!("{place}: counts_as is empty or a placeholder of [names]")
            })?;
            if key == target {
                return Err(format!("{place} counts as itself"));
            }
            if let Some((from, until)) =
                entry.from.zip(entry.until).filter(|(from, until)| from > until)
            {
                return Err(format!(
                    "{place}: from must not be after until, found {from} and {until}"
                ));
            }
            let others = aliases.by_name.entry(key).or_default();
            if others.iter().any(|other| other.overlaps(entry)) {
                return Err(format!(
                    "{place} has two entries for one day; give them days apart (from, until)"
                ));
            }
            others.push(entry.clone());
        }
        match aliases.circle() {
            Some(name) => Err(format!("{name:?} counts, by way of other names, as itself")),
            None => Ok(aliases),
        }
    }

    /// The days, ascending, on which some name begins to count as another one, or ceases to.
    pub fn turning_days(&self) -> Vec<NaiveDate> {
        let turns = |entry: &Alias| [entry.from, entry.until.and_then(|day| day.succ_opt())];
        let mut days: Vec<NaiveDate> =
            self.by_name.values().flatten().flat_map(turns).flatten().collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The name that orders of a day count under: the name itself where nobody has decided
    /// otherwise.
    pub fn alias<'a>(&'a self, kind: NameKind, name: &'a str, day: NaiveDate) -> &'a str {
        let mut name = name;
        // There is no circle, so that this ends.
        while let Some(next) = self.next(kind, name, day) {
            name = next;
        }
        name
    }

    /// The name that orders of every day count under.
    pub fn always<'a>(&'a self, kind: NameKind, name: &'a str) -> &'a str {
        let mut name = name;
        while let Some(entries) = self.key(kind, name).and_then(|key| self.by_name.get(&key)) {
            match entries.as_slice() {
                [Alias { counts_as, from: None, until: None, .. }] => name = counts_as,
                _ => break,
            }
        }
        name
    }

    fn next(&self, kind: NameKind, name: &str, day: NaiveDate) -> Option<&str> {
        let entries = self.by_name.get(&self.key(kind, name)?)?;
        entries.iter().find(|entry| entry.holds_on(day)).map(|entry| entry.counts_as.as_str())
    }

    fn key(&self, kind: NameKind, name: &str) -> Option<(NameKind, String)> {
        self.folding.fold(name).map(|key| (kind, key.into_owned()))
    }

    /// A name that leads back to itself, whatever the days.
    fn circle(&self) -> Option<&str> {
        self.by_name.iter().find_map(|(key, entries)| {
            let mut reached = vec![key.clone()];
            let mut at = 0;
            while at < reached.len() {
                let next = self.by_name.get(&reached[at]).into_iter().flatten();
                for target in next.filter_map(|entry| self.key(entry.kind, &entry.counts_as)) {
                    if target == *key {
                        return Some(entries[0].name.as_str());
                    }
                    if !reached.contains(&target) {
                        reached.push(target);
                    }
                }
                at += 1;
            }
            None
        })
    }
}

#[cfg(test)]
mod tests;
