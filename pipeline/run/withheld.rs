//! What cannot be judged sudden, and why: names that look renamed, new names, bulk imports.

use arrow::array::{Array, AsArray, Date32Array, RecordBatch};
use arrow::datatypes::{Int64Type, TimestampMillisecondType};
use rayon::prelude::*;

use super::Opened;
use crate::engine::{self, Params, register_rows};
use crate::mine::{ImportedOrders, Named, Rename, Withheld, find_renames};
use crate::orders::{Coverage, Import, Moment, NamesSettings, Precision, find_imports};
use crate::panel::{AreaId, CategoryId, HourRow, Panel};
use crate::warehouse::{Month, WarehouseError, demands_session};

/// What is withheld, with its reasons.
#[derive(Debug, Clone, Default)]
pub(super) struct Reasons {
    pub(super) renames: Vec<Rename>,
    pub(super) imports: Vec<Import>,
    pub(super) withheld: Withheld,
}

/// Looks for renames in the panel, and for imports among the orders of surges.
///
/// # Errors
/// When the query for these orders fails.
pub(super) fn reasons(
    opened: &Opened,
    panel: &Panel,
    coverage: &Coverage,
    hours: &[HourRow],
    names: &NamesSettings,
) -> Result<Reasons, WarehouseError> {
    let imports = imports(opened, panel, coverage, hours)?;
    let (renames, mut withheld) = of_names(panel, &imports, names);
    for import in &imports {
        let week = panel.weeks.partition_point(|monday| *monday <= import.day).checked_sub(1);
        let Some(week) = week else { continue };
        let by_category = import.by_category();
        for (category, _) in by_category.iter().filter(|(_, orders)| **orders >= TOUCHED_MIN) {
            withheld.add_week(CategoryId(*category), week);
        }
    }
    Ok(Reasons { renames, imports, withheld })
}

/// What the panel alone says: names that look renamed, and new ones.
pub(super) fn of_names(
    panel: &Panel,
    imports: &[Import],
    names: &NamesSettings,
) -> (Vec<Rename>, Withheld) {
    let mut imported = ImportedOrders::default();
    for import in imports {
        for ((area, category), orders) in &import.by_cell {
            imported.add(panel, import.day, (AreaId(*area), CategoryId(*category)), *orders);
        }
    }
    let renames = find_renames(panel, &imported, &|name| names.is_settled(name));
    let mut withheld = Withheld::default();
    withheld.add_births(panel);
    for name in renames.iter().flat_map(|rename| rename.old.iter().chain(&rename.new)) {
        match name {
            Named::Area(area) => withheld.add_areas(panel, &[*area]),
            Named::Category(category) => withheld.add_categories(panel, &[*category]),
        }
    }
    (renames, withheld)
}

/// Orders of an import from which a category's week is not judged: one more or less is no news.
const TOUCHED_MIN: u64 = 2;

/// Imports among the demands of the days with surges; most feeds have none.
fn imports(
    opened: &Opened,
    panel: &Panel,
    coverage: &Coverage,
    hours: &[HourRow],
) -> Result<Vec<Import>, WarehouseError> {
    let moments = moments(opened, panel, coverage)?;
    if moments.is_empty() {
        return Ok(Vec::new());
    }
    let of_city = |category| panel.total(panel.city(), category, 0..panel.months.len()).orders;
    let items: Vec<u64> = panel.items().map(|category| u64::from(of_city(category))).collect();
    let days = (coverage.last_day - coverage.first_day).num_days() as usize + 1;
    let sum = |of: fn(&HourRow) -> u32| hours.iter().map(|row| u64::from(of(row))).sum();
    let precision = Precision::of(
        sum(|row| row.orders),
        sum(|row| row.whole_minutes),
        sum(|row| row.whole_hours),
    );
    Ok(find_imports(&coverage.surges, &moments, precision, &items, days))
}

/// The demands of the days with surges, by time.
fn moments(
    opened: &Opened,
    panel: &Panel,
    coverage: &Coverage,
) -> Result<Vec<Moment>, WarehouseError> {
    let Opened { warehouse, months, scope, keys, .. } = opened;
    let has_surge = |month: &&Month| {
        coverage.surges.iter().any(|surge| scope.start.month_of(surge.day) == month.month)
    };
    let months: Vec<Month> = months.iter().filter(has_surge).cloned().collect();
    if months.is_empty() {
        return Ok(Vec::new());
    }
    let session = demands_session(warehouse, &months, scope, warehouse.engine.threads())?;
    let mut days: Vec<i32> =
        coverage.surges.iter().map(|surge| surge.day.to_epoch_days()).collect();
    days.sort_unstable();
    days.dedup();
    let days: arrow::array::ArrayRef = std::sync::Arc::new(Date32Array::from(days));
    register_rows(&session, "surge_days", vec![RecordBatch::try_from_iter([("day", days)])?])?;
    let rows = warehouse.engine.wait(engine::collect(&session, "surge_orders", &Params::new()))?;
    let mut moments = Vec::new();
    for batch in &rows {
        let times = batch.column(0).as_primitive::<TimestampMillisecondType>().values();
        let categories = batch.column(1).as_primitive::<Int64Type>().values();
        let areas = batch.column(2).as_primitive::<Int64Type>();
        for (row, time) in times.iter().enumerate() {
            let second = time.div_euclid(1_000);
            let area = areas.is_valid(row).then(|| keys.area(areas.value(row))).flatten();
            let area = area.unwrap_or_else(|| panel.city()).0;
            let category = keys.category(categories[row]).map(|category| category.0);
            moments.extend(category.map(|category| Moment { second, area, category }));
        }
    }
    moments.par_sort_unstable_by_key(|moment| (moment.second, moment.category));
    Ok(moments)
}
