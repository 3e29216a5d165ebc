//! Areas and categories: the names of all orders as two trees, and where each distinct place and item hangs in them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use rustc_hash::FxHashSet;

use super::spellings::NameTables;
use super::table::{Area, AreaId, AreaLevel, Category, CategoryId};
use crate::config::Columns;
use crate::orders::{Aliases, AreaList, Item, NamesSettings, Orders, Place};

/// Where a place hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceRef {
    /// Its district.
    pub district: Option<AreaId>,
    /// Its street, or the finest level that the data has below the district.
    pub street: Option<AreaId>,
}

/// Where an item hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemRef {
    /// The category on which mining works.
    pub unit: CategoryId,
    /// The level-1 category, where the unit is on another level.
    pub l1: Option<CategoryId>,
}

/// The two trees.
#[derive(Debug, Default)]
pub struct Dimensions {
    /// The city, districts, then streets; by name within a level.
    pub areas: Vec<Area>,
    /// Level 1, then the unit level; by name within a level.
    pub categories: Vec<Category>,
    /// The unit level.
    pub item_level: u8,
    /// Every distinct place.
    pub places: HashMap<Place, PlaceRef>,
    /// Every distinct item.
    pub items: HashMap<Item, ItemRef>,
    /// Which spellings are one name.
    pub names: NameTables,
}

/// Reads the trees off the orders.
pub fn dimensions(
    orders: &Orders,
    columns: &Columns,
    (names, aliases): (&NamesSettings, &Aliases),
    list: Option<&AreaList>,
    city: &str,
) -> Dimensions {
    let places = distinct(orders.files.iter().map(|file| file.orders.places.values()));
    let items = distinct(orders.files.iter().map(|file| file.orders.items.values()));
    let names = NameTables::of(orders, names, aliases);
    let named_places: Vec<(&Place, Place)> = places.into_iter().map(|place| (place, names.place(place))).collect();
    let named_items: Vec<(&Item, Item)> = items.into_iter().map(|item| (item, names.item(item))).collect();
    let mut dimensions = Dimensions { item_level: item_level(columns), names, ..Dimensions::default() };
    let places = named_places.iter().map(|(_, named)| named).collect();
    dimensions.add_areas(&places, columns.street.is_some(), list, city);
    dimensions.add_categories(&named_items.iter().map(|(_, named)| named).collect());
    for (spelt, named) in named_places {
        let place = dimensions.places[&named];
        dimensions.places.insert(spelt.clone(), place);
    }
    for (spelt, named) in named_items {
        let item = dimensions.items[&named];
        dimensions.items.insert(spelt.clone(), item);
    }
    dimensions
}

/// The values of all files, which are nearly the same in each: hashed before they are sorted.
fn distinct<'a, T: Ord + Hash>(files: impl Iterator<Item = &'a [T]>) -> BTreeSet<&'a T> {
    files.flatten().collect::<FxHashSet<_>>().into_iter().collect()
}

fn item_level(columns: &Columns) -> u8 {
    match (&columns.category_l1, &columns.category_l2) {
        (_, Some(_)) => 2,
        (Some(_), None) => 1,
        (None, None) => 3,
    }
}

/// An id from a name: the same name, the same id.
pub fn stable_id(name: &str) -> i64 {
    let hash = blake3::hash(name.as_bytes());
    i64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("eight of thirty-two bytes")) & i64::MAX
}

impl Dimensions {
    /// Tells trees apart: ids of areas and categories mean the same only under the same fingerprint.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for area in &self.areas {
            hasher.update(format!("{:?} {:?} {:?}", area.level, area.name, area.parent).as_bytes());
        }
        for category in &self.categories {
            hasher.update(format!("{} {:?} {:?}", category.level, category.name, category.parent).as_bytes());
        }
        hasher.update(self.names.fingerprint().as_bytes());
        hasher.finalize().to_hex()[..12].to_owned()
    }

    fn add_areas(&mut self, places: &BTreeSet<&Place>, has_streets: bool, list: Option<&AreaList>, city: &str) {
        let population = |level, name: &str, parent: Option<&str>| list.and_then(|l| l.population(level, name, parent));
        let of_city = population(AreaLevel::City, city, None);
        self.areas.push(Area { level: AreaLevel::City, name: city.to_owned(), parent: None, population: of_city });
        let mut districts = BTreeMap::new();
        for name in places.iter().filter_map(|place| place.district.as_deref()).collect::<BTreeSet<_>>() {
            districts.insert(name, AreaId(self.areas.len() as u32));
            let population = population(AreaLevel::District, name, None);
            let area = Area { level: AreaLevel::District, name: name.into(), parent: Some(AreaId(0)), population };
            self.areas.push(area);
        }
        let level = if has_streets { AreaLevel::Street } else { AreaLevel::Community };
        let fine = |place: &Place| if has_streets { place.street.clone() } else { place.community.clone() };
        let named: BTreeSet<(String, Option<&str>)> =
            places.iter().filter_map(|place| Some((fine(place)?, place.district.as_deref()))).collect();
        let repeated = repeated(named.iter().map(|(name, _)| name.as_str()));
        let mut streets = HashMap::new();
        for (name, district) in &named {
            streets.insert((name.as_str(), *district), AreaId(self.areas.len() as u32));
            let population = population(level, name, *district);
            let parent = Some(district.map_or(AreaId(0), |d| districts[d]));
            self.areas.push(Area { level, name: unique_name(name, *district, &repeated), parent, population });
        }
        for &place in places {
            let district = place.district.as_deref().map(|name| districts[name]);
            let street = fine(place).as_deref().map(|name| streets[&(name, place.district.as_deref())]);
            self.places.insert(place.clone(), PlaceRef { district, street });
        }
        if self.areas.len() == 1 + districts.len() + streets.len() {
            fill_populations(&mut self.areas);
        }
    }

    fn add_categories(&mut self, items: &BTreeSet<&Item>) {
        let mut tops = HashMap::new();
        if self.item_level != 1 {
            for name in items.iter().filter_map(|item| item.l1.as_deref()).collect::<BTreeSet<_>>() {
                tops.insert(name, CategoryId(self.categories.len() as u32));
                self.categories.push(Category { level: 1, name: name.to_owned(), parent: None });
            }
        }
        let level = self.item_level;
        let named: BTreeSet<(&str, Option<&str>)> = items.iter().map(|item| unit_name(item, level)).collect();
        let repeated = repeated(named.iter().map(|(name, _)| *name));
        let mut units = HashMap::new();
        for &(name, top) in &named {
            units.insert((name, top), CategoryId(self.categories.len() as u32));
            let parent = top.map(|top| tops[top]);
            self.categories.push(Category { level, name: unique_name(name, top, &repeated), parent });
        }
        for &item in items {
            let unit = unit_name(item, level);
            self.items.insert(item.clone(), ItemRef { unit: units[&unit], l1: unit.1.map(|top| tops[top]) });
        }
    }
}

/// The unit's name and its level-1 category. A missing name falls back to the nearest level that has one.
fn unit_name(item: &Item, level: u8) -> (&str, Option<&str>) {
    let [l1, l2, l3] = [&item.l1, &item.l2, &item.l3].map(Option::as_deref);
    let own = match level {
        1 => l1,
        2 => l2,
        _ => l3,
    };
    let name = own.or(l2).or(l1).or(l3).expect("the gate refuses orders without a category");
    (name, if level == 1 { None } else { l1 })
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

/// A parent without a figure of its own has the sum of its parts, if all of them have one.
fn fill_populations(areas: &mut [Area]) {
    for index in (0..areas.len()).rev() {
        if areas[index].population.is_some() {
            continue;
        }
        let parts: Vec<Option<f64>> =
            areas.iter().filter(|area| area.parent == Some(AreaId(index as u32))).map(|area| area.population).collect();
        areas[index].population = parts.iter().copied().sum::<Option<f64>>().filter(|_| !parts.is_empty());
    }
}
