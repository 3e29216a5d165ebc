//! The names behind the keys: areas and categories as two trees, departments, channels, kinds of
//! requests. From the names of all orders; the same names give the same tables.

mod areas;

use std::collections::{BTreeMap, BTreeSet};

use super::dim_tables::{area_table, category_table, name_table};
use super::error::WarehouseError;
use super::keys::{ItemKeys, NameKeys, PlaceKeys};
use super::layout::Layout;
use super::spellings::NameTables;
use crate::engine::write_parquet;
use crate::orders::{AreaLevel, AreaList, Codes, Item, Names, Place, Reading};
use areas::areas;

/// An area of `dim_area`.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRow {
    /// `area_key`.
    pub key: i64,
    /// Its level.
    pub level: AreaLevel,
    /// As published: a name that several areas of a level bear is followed by its parent's.
    pub name: String,
    /// Key of the area that holds it; `None` for the city.
    pub parent: Option<i64>,
    /// Residents, where an areas file gives them.
    pub population: Option<f64>,
}

/// A category of `dim_category`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryRow {
    /// `category_key`.
    pub key: i64,
    /// 1 = coarsest.
    pub level: u8,
    /// As published.
    pub name: String,
    /// Key of the level-1 category that holds it.
    pub parent: Option<i64>,
}

/// All tables of names.
#[derive(Debug, Default)]
pub struct Dimensions {
    /// The city, districts, then the finest level that the panel has; by name within a level.
    pub areas: Vec<AreaRow>,
    /// Communities below streets, which the panel does not have.
    pub communities: Vec<AreaRow>,
    /// Level 1, then the level on which mining works; by name within a level.
    pub categories: Vec<CategoryRow>,
    /// Categories of level 3 below it, which the panel does not have.
    pub detail_categories: Vec<CategoryRow>,
    /// The level on which mining works.
    pub category_level: u8,
    /// Key and name, by name.
    pub departments: Vec<(i64, String)>,
    /// Key and name, by name.
    pub channels: Vec<(i64, String)>,
    /// Key and name, by name.
    pub request_types: Vec<(i64, String)>,
    /// Key and name, by name.
    pub dispatches: Vec<(i64, String)>,
    /// Names with several spellings, most orders first, each with its other spellings.
    pub variants: Vec<(String, Vec<String>)>,
    /// Spellings that mean "not known", and how many names they stand for, most first.
    pub unknown: Vec<(String, u64)>,
}

impl Dimensions {
    /// Drops areas and categories that the panel has, once it holds their names: of a million areas
    /// they are hundreds of megabytes.
    pub fn drop_trees(&mut self) {
        self.areas = Vec::new();
        self.categories = Vec::new();
        self.detail_categories = Vec::new();
    }
}

/// Makes the tables of names.
pub fn dimensions(
    names: &Names,
    reading: &Reading,
    list: Option<&AreaList>,
    city: &str,
) -> Dimensions {
    let keys = NameKeys::new(reading);
    let columns = reading.any_columns();
    let level = columns.category_level();
    let spellings = NameTables::of(names, &reading.names, keys.aliases());
    // Keys are those of what is written, names those that are shown.
    let place = |place: &Place| (spellings.place(place), keys.place(place));
    let item = |item: &Item| (spellings.item(item), keys.item(item, level));
    let places: BTreeMap<Place, PlaceKeys> = names.places.values().map(place).collect();
    let items: BTreeMap<Item, ItemKeys> = names.items.values().map(item).collect();
    let (areas, communities) = areas(&places, columns.has_streets(), list, city);
    let unit = |name: &String| {
        let key = keys.department(name)?;
        Some((key, spellings.department(name)?.to_owned()))
    };
    let other = |kind: &'static str, names: &Codes<String>| {
        by_name(names.values().filter_map(|name| Some((keys.other(kind, name)?, name.clone()))))
    };
    Dimensions {
        areas,
        communities,
        categories: categories(&items, level),
        detail_categories: detail_categories(&items, level),
        category_level: level,
        departments: by_name(names.departments.values().filter_map(unit)),
        channels: other("channel", &names.channels),
        request_types: other("request_type", &names.request_types),
        dispatches: other("dispatch", &names.dispatches),
        variants: spellings.variants(),
        unknown: spellings.unknown(),
    }
}

/// One name a key, the first in the alphabet; by name.
fn by_name(names: impl Iterator<Item = (i64, String)>) -> Vec<(i64, String)> {
    let sorted: BTreeSet<(String, i64)> = names.map(|(key, name)| (name, key)).collect();
    let mut seen = BTreeSet::new();
    sorted.into_iter().filter(|(_, key)| seen.insert(*key)).map(|(name, key)| (key, name)).collect()
}

fn categories(items: &BTreeMap<Item, ItemKeys>, level: u8) -> Vec<CategoryRow> {
    /// By key: whether the name is one of another level; name, level-1 name, and the key of that.
    type Named<'a> = BTreeMap<i64, (bool, &'a str, Option<&'a str>, Option<i64>)>;
    let mut tops: BTreeMap<&str, i64> = BTreeMap::new();
    // By key: an order without a name on the level bears that of another one, which may be spelt
    // otherwise there; the level's own spelling is shown.
    let mut named = Named::new();
    for (item, own) in items {
        if let (Some((name, top)), Some(key)) = (item.category(level), own.category) {
            let own_name = [&item.l1, &item.l2, &item.l3][usize::from(level) - 1].as_deref();
            let found = (own_name != Some(name), name, top, own.l1);
            named.entry(key).and_modify(|kept| *kept = found.min(*kept)).or_insert(found);
        }
        if let (Some(name), Some(key)) = (item.l1.as_deref(), own.l1) {
            tops.insert(name, key);
        }
    }
    let top = |(&name, &key): (&&str, &i64)| CategoryRow {
        key,
        level: 1,
        name: name.to_owned(),
        parent: None,
    };
    let mut rows: Vec<CategoryRow> = tops.iter().map(top).collect();
    let repeated = repeated(named.values().map(|(_, name, ..)| *name));
    let mut named: Vec<_> = named.iter().collect();
    named.sort_unstable_by_key(|(_, (_, name, top, _))| (*name, *top));
    rows.extend(named.into_iter().map(|(&key, &(_, name, top, parent))| CategoryRow {
        key,
        level,
        name: unique_name(name, top, &repeated),
        parent,
    }));
    rows
}

/// Level-3 categories below the level on which mining works.
fn detail_categories(items: &BTreeMap<Item, ItemKeys>, level: u8) -> Vec<CategoryRow> {
    if level == 3 {
        return Vec::new();
    }
    let mut named: BTreeMap<(&str, i64), Option<i64>> = BTreeMap::new();
    for (item, own) in items {
        if let (Some(name), Some(key)) = (item.l3.as_deref(), own.l3) {
            named.insert((name, key), own.category);
        }
    }
    let row = |((name, key), parent): ((&str, i64), Option<i64>)| CategoryRow {
        key,
        level: 3,
        name: name.to_owned(),
        parent,
    };
    named.into_iter().map(row).collect()
}

fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    names.filter(|name| !seen.insert(*name)).collect()
}

/// A name that stands under several parents bears its parent's name.
fn unique_name(name: &str, parent: Option<&str>, repeated: &BTreeSet<&str>) -> String {
    match parent {
        Some(parent) if repeated.contains(name) => format!("{name} ({parent})"),
        _ => name.to_owned(),
    }
}

/// Tables of names.
pub const DIMS: [&str; 6] = [
    "dim_area",
    "dim_category",
    "dim_department",
    "dim_channel",
    "dim_request_type",
    "dim_dispatch",
];

/// Writes the tables of names as `dims/*.parquet`.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_dims(layout: &Layout, dimensions: &Dimensions) -> Result<(), WarehouseError> {
    let Dimensions { areas, communities, departments, channels, .. } = dimensions;
    let categories = dimensions.categories.iter().chain(&dimensions.detail_categories);
    let tables = [
        area_table(areas.iter().chain(communities)),
        category_table(categories, dimensions.category_level),
        name_table("department", departments),
        name_table("channel", channels),
        name_table("request_type", &dimensions.request_types),
        name_table("dispatch", &dimensions.dispatches),
    ];
    for (name, rows) in DIMS.into_iter().zip(tables) {
        let path = layout.dim(name);
        let written = write_parquet(&path, rows.schema(), &[rows]);
        written.map_err(WarehouseError::write(&path))?;
    }
    Ok(())
}
