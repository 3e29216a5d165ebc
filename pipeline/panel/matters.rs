//! How readily matters are reported again by others: what a model makes of orders of one place and
//! category that come close together.

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Float64Type;
use chrono::{Days, NaiveDate};
use datafusion::common::ScalarValue;
use rayon::prelude::*;

use super::keys::PanelKeys;
use super::read::integers;
use super::table::{AreaId, CategoryId};
use crate::engine::{self, Params, register_rows};
use crate::warehouse::{
    Month, Scope, Warehouse, WarehouseError, demands_session, orders_of, params,
};

/// Matters of one category in one district (in a city without districts: in the city).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MatterReports {
    /// Where.
    pub area: AreaId,
    /// What.
    pub category: CategoryId,
    /// Matters: orders about it at a place where none had come for [`MATTER_DAYS`].
    pub matters: u64,
    /// Days in which they were open, all together.
    pub open_days: f64,
    /// Further reports of them by others while they were open.
    pub reports: u64,
    /// Orders that would have come in these days anyway.
    pub chance: f64,
}

/// Longest time, in days, that orders about one place and category belong to one matter.
pub const MATTER_DAYS: f64 = 14.0;

/// Demands that are looked at, in places taken as they come: more tell no more.
const DEMANDS_MAX: u64 = 200_000;

/// The matters that were first reported from `first_day` to the end of what the run may see.
///
/// Places are coordinates to some fifty metres, else communities; demands without either, or
/// without a reporter, tell nothing. Of more than 200,000 demands a share of the places is read.
///
/// # Errors
/// When the query fails.
pub fn matter_reports(
    warehouse: &Warehouse,
    months: &[Month],
    scope: &Scope,
    keys: &PanelKeys,
    first_day: NaiveDate,
) -> Result<Vec<MatterReports>, WarehouseError> {
    let months: Vec<Month> = months
        .iter()
        .filter(|month| month.month >= scope.start.month_of(first_day))
        .cloned()
        .collect();
    let whole = |number: i64| ScalarValue::Int64(Some(number));
    let days = |day: NaiveDate| ScalarValue::Float64(Some(f64::from(day.to_epoch_days())));
    let sampled: Params = vec![
        ("first_day", ScalarValue::Date32(Some(first_day.to_epoch_days()))),
        ("part", whole(0)),
        ("parts", whole(orders_of(&months).div_ceil(DEMANDS_MAX).max(1) as i64)),
    ];
    let mut params = sampled.clone();
    params.extend([
        ("matter_days", ScalarValue::Float64(Some(MATTER_DAYS))),
        ("begins", days(first_day)),
        ("ends", days(scope.last_day + Days::new(1))),
    ]);
    let batches =
        warehouse.answer(&["matter_reports"], &months, &params, &nothing_asked(), || {
            let sample = place_sample(warehouse, &months, scope, &sampled)?;
            let session = warehouse.engine.session(warehouse.engine.threads());
            register_rows(&session, "place_sample", sample)?;
            Ok(warehouse.engine.wait(engine::collect(&session, "matter_reports", &params))?)
        })?;
    let mut found: Vec<MatterReports> =
        batches.iter().flat_map(|batch| read(batch, keys)).collect();
    found.sort_by_key(|row| (row.area, row.category));
    Ok(found)
}

/// Demands of a share of the places, each month's kept by itself.
fn place_sample(
    warehouse: &Warehouse,
    months: &[Month],
    scope: &Scope,
    sampled: &Params,
) -> Result<Vec<RecordBatch>, WarehouseError> {
    let of_month = |month: &Month| {
        let months = std::slice::from_ref(month);
        let mut params = params(scope, month.month, month.until);
        params.extend(sampled.iter().cloned());
        warehouse.answer(&["place_sample"], months, &params, &nothing_asked(), || {
            let session = demands_session(warehouse, months, scope, 1)?;
            Ok(warehouse.engine.wait(engine::collect(&session, "place_sample", &params))?)
        })
    };
    let samples: Vec<Vec<RecordBatch>> =
        months.par_iter().map(of_month).collect::<Result<_, WarehouseError>>()?;
    Ok(samples.concat())
}

/// For models that ask nothing but their parameters.
fn nothing_asked() -> RecordBatch {
    RecordBatch::new_empty(arrow::datatypes::Schema::empty().into())
}

fn read(batch: &RecordBatch, keys: &PanelKeys) -> Vec<MatterReports> {
    let [areas, categories, matters, reports] =
        ["area_key", "category_key", "matters", "reports"].map(|name| integers(batch, name));
    let numbers = |name| {
        let column = batch.column_by_name(name).map(|column| column.as_primitive::<Float64Type>());
        column.map_or_else(Vec::new, |column| column.values().to_vec())
    };
    let (open_days, chance): (Vec<f64>, Vec<f64>) = (numbers("open_days"), numbers("chance"));
    let row = |row: usize| {
        Some(MatterReports {
            area: keys.area(areas[row])?,
            category: keys.category(categories[row])?,
            matters: matters[row].cast_unsigned(),
            open_days: open_days[row],
            reports: reports[row].cast_unsigned(),
            chance: chance[row],
        })
    };
    (0..batch.num_rows()).filter_map(row).collect()
}
