//! From the warehouse's keys to positions in the panel, and back.

use rustc_hash::FxHashMap;

use super::table::{Area, AreaId, Category, CategoryId};
use crate::warehouse::Dimensions;

/// Positions of areas, categories and departments by key.
#[derive(Debug, Clone, Default)]
pub struct PanelKeys {
    area_of: FxHashMap<i64, AreaId>,
    category_of: FxHashMap<i64, CategoryId>,
    area_keys: Vec<i64>,
    category_keys: Vec<i64>,
}

impl PanelKeys {
    /// Of the tables of names: positions are those in the tables.
    pub fn new(dimensions: &Dimensions) -> Self {
        let area_keys: Vec<i64> = dimensions.areas.iter().map(|area| area.key).collect();
        let category_keys: Vec<i64> = dimensions.categories.iter().map(|row| row.key).collect();
        Self {
            area_of: area_keys.iter().copied().zip((0..).map(AreaId)).collect(),
            category_of: category_keys.iter().copied().zip((0..).map(CategoryId)).collect(),
            area_keys,
            category_keys,
        }
    }

    /// The area of a key.
    pub fn area(&self, key: i64) -> Option<AreaId> {
        self.area_of.get(&key).copied()
    }

    /// The category of a key.
    pub fn category(&self, key: i64) -> Option<CategoryId> {
        self.category_of.get(&key).copied()
    }

    /// The key of an area.
    pub fn area_key(&self, area: AreaId) -> i64 {
        self.area_keys[area.0 as usize]
    }

    /// The key of a category.
    pub fn category_key(&self, category: CategoryId) -> i64 {
        self.category_keys[category.0 as usize]
    }

    /// The panel's areas.
    pub fn areas(&self, dimensions: &Dimensions) -> Vec<Area> {
        let area = |row: &crate::warehouse::AreaRow| Area {
            level: row.level,
            name: row.name.clone(),
            parent: row.parent.and_then(|key| self.area(key)),
            population: row.population,
        };
        dimensions.areas.iter().map(area).collect()
    }

    /// The panel's categories.
    pub fn categories(&self, dimensions: &Dimensions) -> Vec<Category> {
        let category = |row: &crate::warehouse::CategoryRow| Category {
            level: row.level,
            name: row.name.clone(),
            parent: row.parent.and_then(|key| self.category(key)),
        };
        dimensions.categories.iter().map(category).collect()
    }
}
