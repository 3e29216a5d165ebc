//! The areas: the city, its districts, streets and communities, with their residents.

use std::collections::{BTreeMap, BTreeSet};

use super::{AreaRow, repeated, unique_name};
use crate::orders::{AreaLevel, AreaList, Place};
use crate::warehouse::keys::{CITY_KEY, PlaceKeys};

/// Areas of the panel, and communities below streets.
pub(super) fn areas(
    places: &BTreeMap<Place, PlaceKeys>,
    has_streets: bool,
    list: Option<&AreaList>,
    city: &str,
) -> (Vec<AreaRow>, Vec<AreaRow>) {
    let population = |level, name: &str, parent: Option<&str>| {
        list.and_then(|l| l.population(level, name, parent))
    };
    let mut rows = vec![AreaRow {
        key: CITY_KEY,
        level: AreaLevel::City,
        name: city.to_owned(),
        parent: None,
        population: population(AreaLevel::City, city, None),
    }];
    let mut districts: BTreeMap<&str, i64> = BTreeMap::new();
    for (place, keys) in places {
        if let (Some(name), Some(key)) = (&place.district, keys.district) {
            districts.insert(name, key);
        }
    }
    rows.extend(districts.iter().map(|(&name, &key)| AreaRow {
        key,
        level: AreaLevel::District,
        name: name.to_owned(),
        parent: Some(CITY_KEY),
        population: population(AreaLevel::District, name, None),
    }));
    let streets = fine_areas(places, AreaLevel::Street, &population);
    let communities = fine_areas(places, AreaLevel::Community, &population);
    let (fine, communities) =
        if has_streets { (streets, communities) } else { (communities, Vec::new()) };
    rows.extend(fine);
    fill_populations(&mut rows);
    (rows, communities)
}

/// Residents of an area by level, name and the district above.
type Population<'a> = dyn Fn(AreaLevel, &str, Option<&str>) -> Option<f64> + 'a;

/// Areas of a level below districts, by name, then by the area above.
fn fine_areas(
    places: &BTreeMap<Place, PlaceKeys>,
    level: AreaLevel,
    population: &Population<'_>,
) -> Vec<AreaRow> {
    /// Name, names above, key, key of the parent.
    type Fine<'a> = (&'a str, Option<&'a str>, Option<&'a str>, i64, i64);
    let mut named: BTreeSet<Fine<'_>> = BTreeSet::new();
    for (place, keys) in places {
        let district = place.district.as_deref();
        let above = keys.district.unwrap_or(CITY_KEY);
        let (name, key, parent) = match level {
            AreaLevel::Street => (&place.street, keys.street, above),
            _ => (&place.community, keys.community, keys.street.unwrap_or(above)),
        };
        if let (Some(name), Some(key)) = (name, key) {
            let street = if level == AreaLevel::Street { None } else { place.street.as_deref() };
            named.insert((name, district, street, key, parent));
        }
    }
    let repeated = repeated(named.iter().map(|(name, ..)| *name));
    let row = |&(name, district, street, key, parent): &Fine<'_>| AreaRow {
        key,
        level,
        name: unique_name(name, street.or(district), &repeated),
        parent: Some(parent),
        population: population(level, name, district),
    };
    named.iter().map(row).collect()
}

/// A parent without a figure of its own has the sum of its parts, if all of them have one.
fn fill_populations(areas: &mut [AreaRow]) {
    let mut parts: BTreeMap<i64, Option<f64>> = BTreeMap::new();
    // Parts stand after their parent.
    for area in areas.iter_mut().rev() {
        if area.population.is_none() {
            area.population = parts.get(&area.key).copied().flatten();
        }
        if let Some(parent) = area.parent {
            let sum = parts.entry(parent).or_insert(Some(0.0));
            *sum = sum.and_then(|sum| Some(sum + area.population?));
        }
    }
}
