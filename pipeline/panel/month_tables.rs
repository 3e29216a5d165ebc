//! The panel's rows of one statistical month: from the SQL models, or from the cache where nothing changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray, UInt32Array};
use arrow::compute::{cast, concat_batches, take_record_batch};
use arrow::datatypes::{DataType, Field, Int32Type, Schema};
use chrono::NaiveDate;
use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;
use rayon::prelude::*;
use tokio::runtime::Runtime;

use super::build::{PanelError, Sources};
use super::dimensions::Dimensions;
use super::facts::{MonthOrders, accepted_orders};
use super::models::{self, Params};
use crate::cache::Cache;

/// Rows of one month. Counts and ids of areas and categories are `UInt32`, ids of departments `Int64`.
pub struct MonthTables {
    /// The month.
    pub month: NaiveDate,
    /// Names all that the rows were made from.
    pub key: String,
    /// area × category, in that order.
    pub cells: RecordBatch,
    /// area × unit category × week, in that order.
    pub weeks: RecordBatch,
    /// unit category × department.
    pub departments: RecordBatch,
}

/// The models whose rows are kept.
const KEPT: [&str; 3] = ["panel_cells", "panel_weeks", "panel_departments"];

/// The tables of every month, oldest first, months side by side.
pub fn month_tables(
    runtime: &Runtime,
    sources: &Sources<'_>,
    cache: &Cache,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<MonthTables>, PanelError> {
    let version = version(sources.dimensions);
    let areas = area_table(sources.dimensions)?;
    let done = AtomicU64::new(0);
    let build = |(month, orders, key): (&NaiveDate, &MonthOrders, String)| {
        let tables = match load(cache, *month, &key) {
            Some(tables) => tables,
            None => {
                let facts = accepted_orders(sources.orders, sources.refs, orders);
                let tables = build_month(runtime, facts, &areas, *month, key)?;
                store(cache, &tables);
                tables
            }
        };
        let orders = orders.count() as u64;
        progress(done.fetch_add(orders, Ordering::Relaxed) + orders);
        Ok(tables)
    };
    let mut months: Vec<_> =
        sources.months.iter().map(|(month, orders)| (month, orders, format!("{}-{version}", orders.key))).collect();
    // Those that must be computed take longest and go first.
    months.sort_by_key(|(_, _, key)| cache.has_batches(key, KEPT[0]));
    let mut tables: Vec<MonthTables> =
        months.into_par_iter().with_max_len(1).map(build).collect::<Result<_, PanelError>>()?;
    tables.sort_unstable_by_key(|tables| tables.month);
    Ok(tables)
}

/// Names how rows are made, beside what they are made from.
fn version(dimensions: &Dimensions) -> String {
    let sql: String = models::MODELS.iter().map(|model| model.sql).collect();
    blake3::hash(format!("{sql} {} v4", dimensions.fingerprint()).as_bytes()).to_hex()[..12].to_owned()
}

fn build_month(
    runtime: &Runtime,
    facts: RecordBatch,
    areas: &RecordBatch,
    month: NaiveDate,
    key: String,
) -> Result<MonthTables, PanelError> {
    let session = models::session(1);
    let params = models::params(month);
    models::register(&session, "accepted_orders", vec![facts])?;
    models::register(&session, "areas", vec![areas.clone()])?;
    runtime.block_on(models::view(&session, "stg_orders", &params))?;
    let keep = |name: &str| runtime.block_on(models::materialise(&session, name, &params));
    let run = |name: &str| runtime.block_on(models::run(&session, name, &params));
    // When one month is all that is new, the other cores have nothing else to do.
    let (cells, weeks_and_departments) = rayon::join(
        || {
            keep("street_unit_month")?;
            in_order(&narrow(&keep("panel_cells")?)?, &["area_id", "category_id"])
        },
        || {
            keep("street_unit_week")?;
            let weeks = in_order(&narrow(&run("panel_weeks")?)?, &["area_id", "category_id", "week"])?;
            Ok::<_, DataFusionError>((weeks, narrow(&run("panel_departments")?)?))
        },
    );
    let (cells, (weeks, departments)) = (cells?, weeks_and_departments?);
    run_checks(runtime, &session)?;
    Ok(MonthTables { month, key, cells, weeks, departments })
}

fn run_checks(runtime: &Runtime, session: &SessionContext) -> Result<(), PanelError> {
    let checks = models::MODELS.par_iter().filter(|model| model.folder == "checks");
    checks.try_for_each(|check| {
        let found = runtime.block_on(models::run(session, check.name, &Params::new()))?;
        let rows = found.iter().map(RecordBatch::num_rows).sum();
        if rows > 0 { Err(PanelError::Check { check: check.name, rows }) } else { Ok(()) }
    })
}

fn area_table(dimensions: &Dimensions) -> Result<RecordBatch, DataFusionError> {
    let areas = &dimensions.areas;
    let columns: [(&str, ArrayRef); 2] = [
        ("area_id", Arc::new(UInt32Array::from_iter_values(0..areas.len() as u32))),
        ("area_level", Arc::new(StringArray::from_iter_values(areas.iter().map(|area| area.level.name())))),
    ];
    Ok(RecordBatch::try_from_iter(columns)?)
}

/// One batch with counts in half the width, which is what is kept and read again.
fn narrow(rows: &[RecordBatch]) -> Result<RecordBatch, DataFusionError> {
    let first = rows.first().ok_or_else(|| DataFusionError::Internal("a model without a schema".into()))?;
    let whole = concat_batches(&first.schema(), rows)?;
    let mut fields = Vec::new();
    let mut columns = Vec::new();
    for (field, values) in whole.schema().fields().iter().zip(whole.columns()) {
        let count = field.name() != "department_id" && *field.data_type() == DataType::Int64;
        let data_type = if count { DataType::UInt32 } else { field.data_type().clone() };
        columns.push(cast(values, &data_type)?);
        fields.push(Field::new(field.name(), data_type, field.is_nullable()));
    }
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}

/// The rows by some columns of small integers or days, the first one first. Sorted by counting: no comparison.
fn in_order(rows: &RecordBatch, columns: &[&str]) -> Result<RecordBatch, DataFusionError> {
    let mut order: Vec<u32> = (0..rows.num_rows() as u32).collect();
    for name in columns.iter().rev() {
        let keys = cast(rows.column_by_name(name).expect("a column of the model"), &DataType::Int32)?;
        let keys = keys.as_primitive::<Int32Type>().values();
        let first = keys.iter().copied().min().unwrap_or(0);
        let position = |row: u32| (keys[row as usize] - first) as usize;
        let mut next = vec![0_u32; order.iter().map(|&row| position(row)).max().unwrap_or(0) + 2];
        order.iter().for_each(|&row| next[position(row) + 1] += 1);
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let mut sorted = vec![0; order.len()];
        for &row in &order {
            let slot = &mut next[position(row)];
            sorted[*slot as usize] = row;
            *slot += 1;
        }
        order = sorted;
    }
    Ok(take_record_batch(rows, &UInt32Array::from(order))?)
}

fn load(cache: &Cache, month: NaiveDate, key: &str) -> Option<MonthTables> {
    let one = |name: &str| cache.batches(key, name)?.into_iter().next();
    let [cells, weeks, departments] = KEPT.map(one);
    Some(MonthTables { month, key: key.to_owned(), cells: cells?, weeks: weeks?, departments: departments? })
}

fn store(cache: &Cache, tables: &MonthTables) {
    for (name, rows) in KEPT.into_iter().zip([&tables.cells, &tables.weeks, &tables.departments]) {
        // A cache that cannot be written only costs the next run its time.
        if let Err(error) = cache.keep_batches(&tables.key, name, std::slice::from_ref(rows)) {
            tracing::warn!(%error, "an intermediate table could not be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_put_in_order_by_several_columns() {
        let column = |values: &[u32]| Arc::new(UInt32Array::from(values.to_vec())) as ArrayRef;
        let (areas, categories) = (column(&[7, 3, 7, 3, 5, 3]), column(&[2, 9, 1, 4, 4, 4]));
        let orders = column(&[0, 1, 2, 3, 4, 5]);
        let rows = RecordBatch::try_from_iter([("area", areas), ("category", categories), ("orders", orders)]).unwrap();
        let sorted = in_order(&rows, &["area", "category"]).unwrap();
        assert_eq!(sorted.column(2), &column(&[3, 5, 1, 4, 2, 0]));
        assert_eq!(in_order(&rows.slice(0, 0), &["area"]).unwrap().num_rows(), 0);
    }
}
