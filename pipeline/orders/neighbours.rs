//! Which areas are neighbours: as the areas file says, or as their places or outlines show.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::OrdersError;
use super::values::AreaLevel;

/// Nearest areas that count as neighbours where only places are known.
const NEAREST: usize = 5;

/// Corners that two outlines must share: neighbours have a border, not a point.
const SHARED_CORNERS: usize = 2;

/// Corners are one when they agree in so many parts of a degree: a tenth of a metre.
const CORNER_PARTS: f64 = 1e6;

/// An area as the areas file lists it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListedArea {
    /// Its level.
    pub level: Option<AreaLevel>,
    /// Its name.
    pub area: String,
    /// The area that holds it.
    pub parent: Option<String>,
    /// Names of its neighbours.
    pub neighbours: Vec<String>,
    /// Longitude and latitude, in degrees.
    pub place: Option<(f64, f64)>,
    /// People who handle demands there.
    pub workers: Option<f64>,
    /// Money for it a year.
    pub budget: Option<f64>,
}

/// Pairs of neighbours among listed areas, by position, each once: those that are named; where none
/// is, the nearest by place, of one level.
pub fn listed_pairs(areas: &[ListedArea]) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for (at, area) in areas.iter().enumerate() {
        for name in &area.neighbours {
            let same = |other: &&usize| {
                let other = &areas[**other];
                other.level == area.level && &other.area == name
            };
            let all: Vec<usize> = (0..areas.len()).collect();
            let named: Vec<usize> = all.iter().filter(same).copied().collect();
            // Of several of one name, that under the same parent.
            let near = named.iter().copied().find(|other| areas[*other].parent == area.parent);
            if let Some(other) = near.or(named.first().copied()).filter(|other| *other != at) {
                pairs.insert((at.min(other), at.max(other)));
            }
        }
    }
    if pairs.is_empty() { nearest_pairs(areas) } else { pairs }
}

fn nearest_pairs(areas: &[ListedArea]) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for (at, area) in areas.iter().enumerate() {
        let Some(place) = area.place else { continue };
        let mut others: Vec<(f64, usize)> = areas
            .iter()
            .enumerate()
            .filter(|(other, one)| *other != at && one.level == area.level)
            .filter_map(|(other, one)| Some((distance(place, one.place?), other)))
            .collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let near = others.into_iter().take(NEAREST);
        pairs.extend(near.map(|(_, other)| (at.min(other), at.max(other))));
    }
    pairs
}

/// Squared distance, in degrees of latitude: a city is small.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let width = ((a.1 + b.1) / 2.0).to_radians().cos();
    ((a.0 - b.0) * width).powi(2) + (a.1 - b.1).powi(2)
}

/// Names of the outlines of a GeoJSON file, and which of them share a border.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outlines {
    /// The names.
    pub names: Vec<String>,
    /// The outer ring of each polygon of an area, longitudes and latitudes in degrees.
    pub rings: Vec<Vec<Vec<(f64, f64)>>>,
    /// Pairs of positions, each once.
    pub pairs: BTreeSet<(usize, usize)>,
}

impl Outlines {
    /// Reads a file; `name` is the property that names an area.
    ///
    /// # Errors
    /// When it cannot be read, is no GeoJSON, or no feature has the property.
    pub fn read(path: &Path, name: &str) -> Result<Self, OrdersError> {
        let refuse = |reason: String| OrdersError::Areas { path: path.to_owned(), row: 0, reason };
        let bytes = std::fs::read(path).map_err(|error| refuse(error.to_string()))?;
        let document: Value =
            serde_json::from_slice(&bytes).map_err(|error| refuse(error.to_string()))?;
        let features = document["features"].as_array();
        let features =
            features.ok_or_else(|| refuse("no GeoJSON: it has no list of features".into()))?;
        let mut outlines = Self::default();
        let mut corners: BTreeMap<(i64, i64), BTreeSet<usize>> = BTreeMap::new();
        for feature in features {
            let Some(own) = feature["properties"][name].as_str() else { continue };
            let at = outlines.names.len();
            outlines.names.push(own.trim().to_owned());
            outlines.rings.push(outer_rings(&feature["geometry"]));
            add_corners(&feature["geometry"]["coordinates"], at, &mut corners);
        }
        if outlines.names.is_empty() {
            let found = features.first().and_then(|one| one["properties"].as_object());
            let found: Vec<&str> =
                found.into_iter().flat_map(|own| own.keys().map(String::as_str)).collect();
            return Err(refuse(format!(
                "no feature has the property {name:?}; name it with [areas] geojson_name; the \
                 properties are {}",
                found.join(", ")
            )));
        }
        outlines.pairs = sharing(&corners);
        Ok(outlines)
    }
}

/// The outer rings of a geometry; none of what is no polygon.
fn outer_rings(geometry: &Value) -> Vec<Vec<(f64, f64)>> {
    let coordinates = &geometry["coordinates"];
    let outer: Vec<&Value> = match geometry["type"].as_str() {
        Some("Polygon") => vec![&coordinates[0]],
        Some("MultiPolygon") => {
            coordinates.as_array().into_iter().flatten().map(|one| &one[0]).collect()
        }
        _ => Vec::new(),
    };
    let corner = |value: &Value| Some((value[0].as_f64()?, value[1].as_f64()?));
    let ring = |ring: &Value| ring.as_array().into_iter().flatten().filter_map(corner).collect();
    outer.into_iter().map(ring).collect()
}

/// Adds all corners of a geometry's coordinates, however deep they lie.
fn add_corners(value: &Value, at: usize, corners: &mut BTreeMap<(i64, i64), BTreeSet<usize>>) {
    let Some(values) = value.as_array() else { return };
    if let [x, y, ..] = values.as_slice()
        && let (Some(x), Some(y)) = (x.as_f64(), y.as_f64())
    {
        let part = |degrees: f64| (degrees * CORNER_PARTS).round() as i64;
        corners.entry((part(x), part(y))).or_default().insert(at);
        return;
    }
    values.iter().for_each(|value| add_corners(value, at, corners));
}

fn sharing(corners: &BTreeMap<(i64, i64), BTreeSet<usize>>) -> BTreeSet<(usize, usize)> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for areas in corners.values() {
        for a in areas {
            for b in areas.range(a + 1..) {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    shared
        .into_iter()
        .filter(|(_, corners)| *corners >= SHARED_CORNERS)
        .map(|(pair, _)| pair)
        .collect()
}

#[cfg(test)]
mod tests;
