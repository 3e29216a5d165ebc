//! The theme tree: what a category or a title is about, by ordered rules.
//!
//! A rule looks at a level-1 name (*parent*) and an item name. Order of decision, first match wins
//! within each step:
//! 1. routine buckets (orders of goods, bookings, registrations): no matter;
//! 2. matters by item name, or by a level-1 name all of whose items are one matter;
//! 3. general buckets ("其他", "General Request"): no matter;
//! 4. themes by parent name, by item name, by broad parent name. A bucket still gets its theme.
//!
//! What no rule fits has no theme: `None`, not a guess. Matching ignores upper and lower case.

mod file;
mod rules;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use thiserror::Error;

use super::topic::{Bucket, Facets};
use crate::language::Language;
use rules::{matches, names};

pub use rules::{BucketRule, Cause, Label, Names, Rule};

/// The version of the tree format that this program reads.
pub const SCHEMA_VERSION: u32 = 1;

/// The tree that comes with the program.
const EMBEDDED: &str = include_str!("../../configs/themes.toml");
const EMBEDDED_ORIGIN: &str = "configs/themes.toml";

/// Compiled once: several hundred patterns take longer than all that is done with them.
static EMBEDDED_TREE: LazyLock<ThemeTree> = LazyLock::new(|| {
    ThemeTree::parse_alone(EMBEDDED, EMBEDDED_ORIGIN).expect("a test checks the embedded tree")
});

/// Why a theme tree was refused.
#[derive(Debug, Error)]
pub enum ThemeError {
    /// Not TOML, an unknown key, or another version.
    #[error("{origin}: {message}; configs/themes.toml shows every key")]
    Parse {
        /// The file.
        origin: String,
        /// Place and fix.
        message: String,
    },
    /// A rule that cannot work.
    #[error("{place}: {message}")]
    Rule {
        /// File and rule.
        place: String,
        /// Rule and value found.
        message: String,
    },
}

/// Where a category or a title belongs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placement {
    /// Theme key.
    pub theme: Option<String>,
    /// Matter, causes, tier, haves, natures, ring, bucket.
    pub facets: Facets,
}

/// The themes, matters, buckets, causes and labels, each in the order of its file.
#[derive(Debug, Clone)]
pub struct ThemeTree {
    /// The twelve themes.
    pub themes: Vec<Rule>,
    /// Named problems.
    pub matters: Vec<Rule>,
    /// Names that are no matter.
    pub buckets: Vec<BucketRule>,
    /// Cause types.
    pub causes: Vec<Cause>,
    /// Livelihood tiers.
    pub tiers: Vec<Label>,
    /// The seven "haves".
    pub haves: Vec<Label>,
    /// The five "natures".
    pub natures: Vec<Label>,
    /// Rings from home outwards, nearest first.
    pub rings: Vec<Label>,
}

impl ThemeTree {
    /// The tree that comes with the program.
    pub fn embedded() -> Self {
        EMBEDDED_TREE.clone()
    }

    /// The embedded tree behind a user's own: the user's rules decide first, and an entry with a
    /// known key replaces the embedded one. With `replace = true` at its top, the user's tree
    /// stands alone. `origin` is what messages name.
    ///
    /// # Errors
    /// When it is not TOML, has unknown keys, a pattern is no regular expression, or a rule names
    /// an unknown key.
    pub fn with_user_file(text: &str, origin: &str) -> Result<Self, ThemeError> {
        let file = file::read(text, origin)?;
        if file.replace {
            return Self::parse_alone(text, origin);
        }
        let mut tree = file::build(file, origin)?;
        tree.append(Self::embedded());
        file::check_keys(&tree, origin)?;
        Ok(tree)
    }

    fn parse_alone(text: &str, origin: &str) -> Result<Self, ThemeError> {
        let tree = file::build(file::read(text, origin)?, origin)?;
        file::check_keys(&tree, origin)?;
        Ok(tree)
    }

    fn append(&mut self, behind: Self) {
        extend(&mut self.themes, behind.themes, |r| &r.key);
        extend(&mut self.matters, behind.matters, |r| &r.key);
        extend(&mut self.causes, behind.causes, |c| &c.key);
        extend(&mut self.tiers, behind.tiers, |l| &l.key);
        extend(&mut self.haves, behind.haves, |l| &l.key);
        extend(&mut self.natures, behind.natures, |l| &l.key);
        extend(&mut self.rings, behind.rings, |l| &l.key);
        self.buckets.extend(behind.buckets);
    }

    /// Where a category belongs: its level-1 name, where there is one, and its own.
    pub fn place(&self, parent: Option<&str>, item: &str) -> Placement {
        if let Some(bucket) = self.bucket(Bucket::Routine, parent, item) {
            return self.in_theme(parent, item, Some(bucket));
        }
        let general = self.bucket(Bucket::General, parent, item);
        let takes = |m: &&Rule| {
            m.takes_item(parent, item) || (general.is_none() && m.takes_whole(parent, item))
        };
        match self.matters.iter().find(takes) {
            Some(matter) => self.in_matter(matter),
            None => self.in_theme(parent, item, general),
        }
    }

    /// Where a topic made from texts belongs: its title decides, then its keywords, strongest
    /// first. Never a bucket.
    pub fn place_text(&self, title: &str, keywords: &[String]) -> Placement {
        let texts = || std::iter::once(title).chain(keywords.iter().map(String::as_str));
        let matter =
            texts().find_map(|text| self.matters.iter().find(|m| m.takes_item(None, text)));
        if let Some(matter) = matter {
            return self.in_matter(matter);
        }
        let placed = texts().map(|text| self.in_theme(None, text, None));
        placed.into_iter().find(|p| p.theme.is_some()).unwrap_or_default()
    }

    /// The title of a matter.
    pub fn matter_title(&self, key: &str, language: Language) -> Option<&str> {
        self.matters.iter().find(|m| m.key == key).map(|m| m.names.pick(language))
    }

    /// The name of a theme.
    pub fn theme_name(&self, key: &str, language: Language) -> Option<&str> {
        self.themes.iter().find(|t| t.key == key).map(|t| t.names.pick(language))
    }

    /// The name of a cause type.
    pub fn cause_name(&self, key: &str, language: Language) -> Option<&str> {
        self.causes.iter().find(|c| c.key == key).map(|c| c.names.pick(language))
    }

    /// Whether a theme has this key.
    pub fn has_theme(&self, key: &str) -> bool {
        self.themes.iter().any(|t| t.key == key)
    }

    fn bucket(&self, kind: Bucket, parent: Option<&str>, item: &str) -> Option<Bucket> {
        let hit = |b: &BucketRule| matches(&b.item, item) || names(&b.parent, parent);
        self.buckets.iter().any(|b| b.kind == kind && hit(b)).then_some(kind)
    }

    fn in_matter(&self, matter: &Rule) -> Placement {
        let theme =
            matter.theme.as_deref().and_then(|key| self.themes.iter().find(|t| t.key == key));
        let or_theme = |own: &[String], of: fn(&Rule) -> &Vec<String>| {
            if own.is_empty() { theme.map(of).cloned().unwrap_or_default() } else { own.to_vec() }
        };
        let facets = Facets {
            matter: Some(matter.key.clone()),
            causes: or_theme(&matter.causes, |t| &t.causes),
            tier: matter.tier.clone().or_else(|| theme.and_then(|t| t.tier.clone())),
            haves: or_theme(&matter.haves, |t| &t.haves),
            natures: or_theme(&matter.natures, |t| &t.natures),
            ring: matter.ring.clone().or_else(|| theme.and_then(|t| t.ring.clone())),
            ..Facets::default()
        };
        Placement { theme: matter.theme.clone(), facets }
    }

    fn in_theme(&self, parent: Option<&str>, item: &str, bucket: Option<Bucket>) -> Placement {
        let first = |takes: &dyn Fn(&Rule) -> bool| self.themes.iter().find(|t| takes(t));
        let theme = first(&|t| names(&t.parent, parent) && t.takes_item(parent, item))
            .or_else(|| first(&|t| names(&t.parent, parent)))
            .or_else(|| first(&|t| t.takes_item(parent, item)))
            .or_else(|| first(&|t| names(&t.broad, parent)));
        let by_words: Vec<String> =
            self.causes.iter().filter(|c| matches(&c.words, item)).map(|c| c.key.clone()).collect();
        let of_theme = theme.map(|t| t.causes.clone()).unwrap_or_default();
        let facets = Facets {
            causes: if by_words.is_empty() { of_theme } else { by_words },
            tier: theme.and_then(|t| t.tier.clone()),
            haves: theme.map(|t| t.haves.clone()).unwrap_or_default(),
            natures: theme.map(|t| t.natures.clone()).unwrap_or_default(),
            ring: theme.and_then(|t| t.ring.clone()),
            bucket,
            ..Facets::default()
        };
        Placement { theme: theme.map(|t| t.key.clone()), facets }
    }
}

fn extend<T>(front: &mut Vec<T>, behind: Vec<T>, key: fn(&T) -> &String) {
    for entry in behind {
        if !front.iter().any(|f| key(f) == key(&entry)) {
            front.push(entry);
        }
    }
}
