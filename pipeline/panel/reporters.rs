//! Who reported: one reporter again and again, and who stands behind a crowd. Pseudonyms only.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Int64Array, RecordBatch, UInt32Array};
use arrow::datatypes::Date32Type;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::keys::PanelKeys;
use super::read::{counts, integers};
use super::table::{AreaId, CategoryId};
use crate::engine::{self, register_rows};
use crate::warehouse::{Month, Scope, Warehouse, WarehouseError, demands_session, params};

/// What one reporter asked about one category in one area on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepeatDay {
    /// The day.
    pub day: NaiveDate,
    /// Demands.
    pub orders: u32,
    /// Those with a known answer to "is it solved?".
    pub resolved_known: u32,
    /// … answered yes.
    pub resolved: u32,
}

/// One reporter and one matter: a category in an area.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatPair {
    /// Where; the finest area that the orders name.
    pub area: AreaId,
    /// What.
    pub category: CategoryId,
    /// Demands of this reporter in all cells and months in which they came more than once.
    pub reporter_orders: u32,
    /// By day.
    pub days: Vec<RepeatDay>,
}

/// The model of repeats by month, whose rows are kept.
pub const REPEATS_MODEL: &str = "reporter_repeats_month";

/// A reporter, an area and a category, as keys.
type PairKey = (i64, i64, i64);

/// Reporters with at least `repeats_min` demands about one category from one area, in months with
/// more than one of them; sorted by area, category and first day.
///
/// # Errors
/// When a query fails.
pub fn repeat_pairs(
    warehouse: &Warehouse,
    months: &[Month],
    scope: &Scope,
    keys: &PanelKeys,
    repeats_min: u32,
) -> Result<Vec<RepeatPair>, WarehouseError> {
    let models = |_: &Month| vec![REPEATS_MODEL];
    let tables = warehouse.each_month(months, scope, models, |_, tables| Ok(tables))?;
    let mut by_pair: FxHashMap<PairKey, u32> = FxHashMap::default();
    let mut by_reporter: FxHashMap<i64, u32> = FxHashMap::default();
    for batch in tables.iter().flat_map(|month| month.rows(REPEATS_MODEL)) {
        let [reporters, areas, categories] =
            ["reporter", "area_key", "category_key"].map(|name| integers(batch, name));
        for (row, orders) in counts(batch, "orders").into_iter().enumerate() {
            *by_pair.entry((reporters[row], areas[row], categories[row])).or_default() += orders;
            *by_reporter.entry(reporters[row]).or_default() += orders;
        }
    }
    let mut pairs: Vec<PairKey> = by_pair
        .into_iter()
        .filter(|(_, orders)| *orders >= repeats_min)
        .map(|(key, _)| key)
        .collect();
    pairs.sort_unstable();
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let rows =
        ask(warehouse, months, scope, "repeat_demands", ("repeat_pairs", pair_table(&pairs)))?;
    let mut days: Vec<Vec<RepeatDay>> = vec![Vec::new(); pairs.len()];
    for batch in &rows {
        let [pair, orders, known, resolved] =
            ["pair", "orders", "resolved_known", "resolved"].map(|name| counts(batch, name));
        let day = dates(batch);
        for row in 0..batch.num_rows() {
            days[pair[row] as usize].push(RepeatDay {
                day: day[row],
                orders: orders[row],
                resolved_known: known[row],
                resolved: resolved[row],
            });
        }
    }
    let mut found: Vec<RepeatPair> = pairs
        .iter()
        .zip(days)
        .filter_map(|((reporter, area, category), mut days)| {
            days.sort_unstable_by_key(|day| day.day);
            Some(RepeatPair {
                area: keys.area(*area)?,
                category: keys.category(*category)?,
                reporter_orders: by_reporter[reporter],
                days,
            })
        })
        .collect();
    found.sort_by_key(|pair| (pair.area, pair.category, pair.days.first().map(|day| day.day)));
    Ok(found)
}

/// Which demands are asked about: some categories of an area, some days, both ends inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrowdQuestion {
    /// Where.
    pub area: AreaId,
    /// What.
    pub categories: Vec<CategoryId>,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: NaiveDate,
}

/// One demand of a crowd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CrowdDemand {
    /// The day.
    pub day: NaiveDate,
    /// What.
    pub category: CategoryId,
    /// Pseudonym of its reporter.
    pub reporter: Option<u64>,
    /// Whether it was resolved; `None` = not asked.
    pub resolved: Option<bool>,
}

/// The demands that each question asks about, by day.
///
/// # Errors
/// When a query fails.
pub fn crowd_demands(
    warehouse: &Warehouse,
    months: &[Month],
    scope: &Scope,
    keys: &PanelKeys,
    questions: &[CrowdQuestion],
) -> Result<Vec<Vec<CrowdDemand>>, WarehouseError> {
    let mut answers = vec![Vec::new(); questions.len()];
    if questions.is_empty() {
        return Ok(answers);
    }
    let table = ("crowd_cells", cell_table(questions, keys));
    for batch in ask(warehouse, months, scope, "crowd_demands", table)? {
        let crowds = counts(&batch, "crowd");
        let (day, categories) = (dates(&batch), integers(&batch, "category_key"));
        let reporters =
            batch.column_by_name("reporter").map(|column| column.as_primitive().clone());
        let resolved = batch.column_by_name("resolved").map(|column| column.as_boolean().clone());
        let (Some(reporters), Some(resolved)) = (reporters, resolved) else { continue };
        let reporters: Int64Array = reporters;
        for row in 0..batch.num_rows() {
            let Some(category) = keys.category(categories[row]) else { continue };
            answers[crowds[row] as usize].push(CrowdDemand {
                day: day[row],
                category,
                reporter: reporters.is_valid(row).then(|| reporters.value(row).cast_unsigned()),
                resolved: resolved.is_valid(row).then(|| resolved.value(row)),
            });
        }
    }
    answers.iter_mut().for_each(|demands| demands.sort_unstable());
    Ok(answers)
}

/// Runs a model over some months beside a table of what is asked.
fn ask(
    warehouse: &Warehouse,
    months: &[Month],
    scope: &Scope,
    model: &'static str,
    (name, rows): (&str, RecordBatch),
) -> Result<Vec<RecordBatch>, WarehouseError> {
    let params = params(scope, scope.last_day, scope.last_day);
    warehouse.answer(&[model], months, &params, &rows, || {
        let session = demands_session(warehouse, months, scope, warehouse.engine.threads())?;
        register_rows(&session, name, vec![rows.clone()])?;
        Ok(warehouse.engine.wait(engine::collect(&session, model, &params))?)
    })
}

fn pair_table(pairs: &[PairKey]) -> RecordBatch {
    let keys = |of: fn(&PairKey) -> i64| {
        Arc::new(Int64Array::from_iter_values(pairs.iter().map(of))) as ArrayRef
    };
    let numbers = UInt32Array::from_iter_values(0..pairs.len() as u32);
    let columns: [(&str, ArrayRef); 4] = [
        ("pair", Arc::new(numbers)),
        ("reporter", keys(|pair| pair.0)),
        ("area_key", keys(|pair| pair.1)),
        ("category_key", keys(|pair| pair.2)),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

fn cell_table(questions: &[CrowdQuestion], keys: &PanelKeys) -> RecordBatch {
    let cells: Vec<(u32, &CrowdQuestion, CategoryId)> = (0..)
        .zip(questions)
        .flat_map(|(crowd, asked)| asked.categories.iter().map(move |&what| (crowd, asked, what)))
        .collect();
    let days = |day: fn(&CrowdQuestion) -> NaiveDate| {
        let days = cells.iter().map(|(_, asked, _)| day(asked).to_epoch_days());
        Arc::new(Date32Array::from_iter_values(days)) as ArrayRef
    };
    let areas = cells.iter().map(|(_, asked, _)| keys.area_key(asked.area));
    let categories = cells.iter().map(|(.., category)| keys.category_key(*category));
    let columns: [(&str, ArrayRef); 5] = [
        ("crowd", Arc::new(UInt32Array::from_iter_values(cells.iter().map(|cell| cell.0)))),
        ("area_key", Arc::new(Int64Array::from_iter_values(areas))),
        ("category_key", Arc::new(Int64Array::from_iter_values(categories))),
        ("first_day", days(|asked| asked.first_day)),
        ("last_day", days(|asked| asked.last_day)),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

fn dates(batch: &RecordBatch) -> Vec<NaiveDate> {
    let Some(days) = batch.column_by_name("day") else { return Vec::new() };
    let days = days.as_primitive::<Date32Type>().values();
    days.iter().map(|day| NaiveDate::from_epoch_days(*day).unwrap_or_default()).collect()
}
