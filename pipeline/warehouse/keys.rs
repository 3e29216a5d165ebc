//! Integer keys of names: fingerprints of the name and what it stands under, so that the same name
//! has the same key for ever, in every month, file and warehouse, without a register that could be
//! lost.
//!
//! 63 bits: of a million names two share a key once in some twenty million cities.

use std::borrow::Cow;

use xxhash_rust::xxh3::Xxh3;

use crate::orders::{Aliases, Item, NameFolding, NameKind, Place, Reading};

/// The whole city's `area_key`.
pub const CITY_KEY: i64 = 0;

/// What tells names apart: spellings of one name have one key, and so have names that count as one.
#[derive(Debug, Clone, Default)]
pub struct NameKeys {
    folding: NameFolding,
    aliases: Aliases,
}

impl NameKeys {
    /// By `[names]` and `[[aliases]]` of a configuration.
    pub fn new(reading: &Reading) -> Self {
        // Checked when the configuration was read.
        let aliases = Aliases::new(&reading.aliases, &reading.names).unwrap_or_default();
        Self { folding: NameFolding::new(&reading.names), aliases }
    }

    /// Names that count as others.
    pub const fn aliases(&self) -> &Aliases {
        &self.aliases
    }

    /// What all spellings of a name have in common; `None` where it is unknown.
    fn folded<'a>(&'a self, kind: NameKind, name: Option<&'a str>) -> Option<Cow<'a, str>> {
        self.folding.fold(self.aliases.always(kind, name?))
    }

    /// The keys of a place.
    pub fn place(&self, place: &Place) -> PlaceKeys {
        let folded =
            |kind, name: &Option<String>| self.folded(kind, name.as_deref()).map(Cow::into_owned);
        PlaceKeys::of(&Place {
            district: folded(NameKind::District, &place.district),
            street: folded(NameKind::Street, &place.street),
            community: folded(NameKind::Community, &place.community),
        })
    }

    /// The keys of an order's categories, where mining works on `level`. Where none is known they
    /// are those of what is written: every order has one.
    pub fn item(&self, item: &Item, level: u8) -> ItemKeys {
        let folded =
            |kind, name: &Option<String>| self.folded(kind, name.as_deref()).map(Cow::into_owned);
        let known = Item {
            l1: folded(NameKind::CategoryL1, &item.l1),
            l2: folded(NameKind::CategoryL2, &item.l2),
            l3: folded(NameKind::CategoryL3, &item.l3),
        };
        ItemKeys::of(if known == Item::default() { item } else { &known }, level)
    }

    /// The key of a department; `None` where it is unknown.
    pub fn department(&self, name: &str) -> Option<i64> {
        let folded = self.folded(NameKind::Department, Some(name))?;
        Some(name_key("department", &folded))
    }

    /// The key of a channel or a kind of request.
    pub fn other(&self, kind: &str, name: &str) -> Option<i64> {
        self.folding.fold(name).map(|folded| name_key(kind, &folded))
    }
}

/// Keys of a place; `None` where the order does not name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceKeys {
    /// The district.
    pub district: Option<i64>,
    /// The street, within its district.
    pub street: Option<i64>,
    /// The community, within its street and district.
    pub community: Option<i64>,
}

impl PlaceKeys {
    /// Of a place by its folded names.
    fn of(place: &Place) -> Self {
        let [district, street, community] =
            [&place.district, &place.street, &place.community].map(Option::as_deref);
        Self {
            district: district.map(|name| key("district", &[Some(name)])),
            street: street.map(|name| key("street", &[Some(name), district])),
            community: community.map(|name| key("community", &[Some(name), street, district])),
        }
    }
}

/// Keys of an order's categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemKeys {
    /// The category on which mining works; `None` only for an order without any.
    pub category: Option<i64>,
    /// The level-1 category above it.
    pub l1: Option<i64>,
    /// The level-3 category as the order names it.
    pub l3: Option<i64>,
}

impl ItemKeys {
    /// Of categories by their folded names, where mining works on `level`.
    fn of(item: &Item, level: u8) -> Self {
        let [l1, l2, l3] = [&item.l1, &item.l2, &item.l3].map(Option::as_deref);
        let category = item.category(level);
        Self {
            category: category.map(|(name, top)| category_key(name, top)),
            l1: category.and_then(|(_, top)| top).map(top_key),
            l3: l3.map(|name| key("category_l3", &[Some(name), l2, l1])),
        }
    }
}

/// Key of a level-1 category that stands above others.
fn top_key(name: &str) -> i64 {
    key("category_l1", &[Some(name)])
}

/// Key of a category under a level-1 category.
fn category_key(name: &str, top: Option<&str>) -> i64 {
    key("category", &[Some(name), top])
}

/// Key of a department, a channel, a kind of request or a source.
pub fn name_key(kind: &str, name: &str) -> i64 {
    key(kind, &[Some(name)])
}

/// The key of a name of some kind, and the names it stands under.
fn key(kind: &str, names: &[Option<&str>]) -> i64 {
    let mut hasher = Xxh3::new();
    hasher.update(kind.as_bytes());
    for name in names {
        // Lengths tell ("ab", "c") from ("a", "bc"), and no name from an empty one.
        let length = name.map_or(u64::MAX, |name| name.len() as u64);
        hasher.update(&length.to_le_bytes());
        hasher.update(name.unwrap_or_default().as_bytes());
    }
    // Never 0, which is the city.
    ((hasher.digest() >> 1) as i64).max(1)
}

#[cfg(test)]
mod tests;
