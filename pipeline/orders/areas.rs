//! The areas file: names, parents, populations, neighbours, and what areas have to work with.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;

use super::OrdersError;
use super::neighbours::ListedArea;
use super::values::{AreaLevel, Place};

/// Areas that a city lists.
#[derive(Debug, Clone, Default)]
pub struct AreaList {
    only_listed: bool,
    streets: HashSet<(Option<String>, String)>,
    districts: HashSet<String>,
    populations: HashMap<(AreaLevel, String, Option<String>), f64>,
    /// Areas with what tells their neighbours.
    listed: Vec<ListedArea>,
}

#[derive(Deserialize)]
struct Line {
    level: AreaLevel,
    area: String,
    #[serde(default)]
    parent: Option<String>,
    #[serde(default)]
    population: Option<f64>,
    #[serde(default)]
    neighbours: Option<String>,
    #[serde(default)]
    lon: Option<f64>,
    #[serde(default)]
    lat: Option<f64>,
    #[serde(default)]
    workers: Option<f64>,
    #[serde(default)]
    budget: Option<f64>,
}

impl AreaList {
    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or a row has an unknown level or a population below zero.
    pub fn read(path: &Path, only_listed: bool) -> Result<Self, OrdersError> {
        let refuse =
            |row: usize, reason: String| OrdersError::Areas { path: path.to_owned(), row, reason };
        let mut reader = csv::Reader::from_path(path).map_err(|e| refuse(0, e.to_string()))?;
        let mut list = Self { only_listed, ..Self::default() };
        for (index, line) in reader.deserialize::<Line>().enumerate() {
            let line = line.map_err(|e| {
                refuse(
                    index + 1,
                    format!(
                        "{e}; the columns are level (city, district, street, community), area, \
                         parent, population, and where they are known neighbours, lon, lat, \
                         workers, budget"
                    ),
                )
            })?;
            let population = line.population.filter(|p| p.is_finite());
            for (name, value) in
                [("population", population), ("workers", line.workers), ("budget", line.budget)]
            {
                if let Some(value) = value.filter(|value| *value < 0.0) {
                    let reason = format!("{name} must be 0 or more, found {value}");
                    return Err(refuse(index + 1, reason));
                }
            }
            list.add(line, population);
        }
        Ok(list)
    }

    fn add(&mut self, line: Line, population: Option<f64>) {
        let parent = line.parent.filter(|p| !p.is_empty());
        let names = line.neighbours.as_deref().unwrap_or_default().split([';', '；', '、']);
        let names = names.map(str::trim).filter(|name| !name.is_empty());
        self.listed.push(ListedArea {
            level: Some(line.level),
            area: line.area.clone(),
            parent: parent.clone(),
            neighbours: names.map(str::to_owned).collect(),
            place: line.lon.zip(line.lat),
            workers: line.workers.filter(|workers| workers.is_finite()),
            budget: line.budget.filter(|budget| budget.is_finite()),
        });
        match line.level {
            AreaLevel::District => drop(self.districts.insert(line.area.clone())),
            AreaLevel::Street => drop(self.streets.insert((parent.clone(), line.area.clone()))),
            AreaLevel::City | AreaLevel::Community => {}
        }
        if let Some(population) = population {
            let parent = if line.level == AreaLevel::Street { parent } else { None };
            self.populations.insert((line.level, line.area, parent), population);
        }
    }

    /// All areas, with what tells their neighbours.
    pub fn listed(&self) -> &[ListedArea] {
        &self.listed
    }

    /// The part of a place that the list must hold and does not.
    pub fn unlisted(&self, place: &Place) -> Option<String> {
        if !self.only_listed {
            return None;
        }
        if let Some(district) = place.district.as_ref().filter(|d| !self.districts.contains(*d)) {
            return Some(format!("district {district:?}"));
        }
        let street = place.street.as_ref()?;
        let listed = [place.district.clone(), None]
            .into_iter()
            .any(|d| self.streets.contains(&(d, street.clone())));
        (!listed).then(|| {
            format!("street {street:?} of {}", place.district.as_deref().unwrap_or("no district"))
        })
    }

    /// Residents of an area, where the file gives them. `parent` tells streets of the same name
    /// apart.
    pub fn population(&self, level: AreaLevel, area: &str, parent: Option<&str>) -> Option<f64> {
        let with = |parent: Option<&str>| {
            self.populations.get(&(level, area.to_owned(), parent.map(str::to_owned))).copied()
        };
        match level {
            AreaLevel::Street => with(parent).or_else(|| with(None)),
            _ => with(None),
        }
    }
}
