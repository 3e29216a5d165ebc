//! Names behind keys as tables.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray, UInt8Array,
};

use super::dims::{AreaRow, CategoryRow, Dimensions};

/// The two trees of names that the panel has.
pub struct TreeTables {
    /// `dim_area` without communities below streets.
    pub areas: RecordBatch,
    /// `dim_category` without categories below the level on which mining works.
    pub categories: RecordBatch,
}

impl TreeTables {
    /// Of the names.
    pub fn of(names: &Dimensions) -> Self {
        Self {
            areas: area_table(names.areas.iter()),
            categories: category_table(names.categories.iter(), names.category_level),
        }
    }
}

/// `dim_area`: area_key, area_level, area, parent_key, population.
pub fn area_table<'a>(areas: impl Iterator<Item = &'a AreaRow>) -> RecordBatch {
    let areas: Vec<&AreaRow> = areas.collect();
    let keys = areas.iter().map(|area| area.key);
    let levels = areas.iter().map(|area| area.level.name());
    let names = areas.iter().map(|area| &area.name);
    let columns: [(&str, ArrayRef); 5] = [
        ("area_key", Arc::new(Int64Array::from_iter_values(keys))),
        ("area_level", Arc::new(StringArray::from_iter_values(levels))),
        ("area", Arc::new(StringArray::from_iter_values(names))),
        ("parent_key", Arc::new(areas.iter().map(|area| area.parent).collect::<Int64Array>())),
        ("population", Arc::new(areas.iter().map(|a| a.population).collect::<Float64Array>())),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

/// `dim_category`: category_key, category_level, category, parent_key, is_mined (whether mining
/// works on its level).
pub fn category_table<'a>(
    categories: impl Iterator<Item = &'a CategoryRow>,
    level: u8,
) -> RecordBatch {
    let categories: Vec<&CategoryRow> = categories.collect();
    let keys = categories.iter().map(|category| category.key);
    let levels = categories.iter().map(|category| category.level);
    let names = categories.iter().map(|category| &category.name);
    let parents = categories.iter().map(|category| category.parent);
    let mined = categories.iter().map(|row| Some(row.level == level)).collect::<BooleanArray>();
    let columns: [(&str, ArrayRef); 5] = [
        ("category_key", Arc::new(Int64Array::from_iter_values(keys))),
        ("category_level", Arc::new(UInt8Array::from_iter_values(levels))),
        ("category", Arc::new(StringArray::from_iter_values(names))),
        ("parent_key", Arc::new(parents.collect::<Int64Array>())),
        ("is_mined", Arc::new(mined)),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

/// A table of keys and names.
pub fn name_table(kind: &str, names: &[(i64, String)]) -> RecordBatch {
    let keys = names.iter().map(|(key, _)| *key);
    let key_name = format!("{kind}_key");
    let columns: [(&str, ArrayRef); 2] = [
        (&key_name, Arc::new(Int64Array::from_iter_values(keys))),
        (kind, Arc::new(StringArray::from_iter_values(names.iter().map(|(_, name)| name)))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}
