//! The panel's rows of one statistical month: from the SQL models, or from the cache where nothing changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::{ArrayRef, RecordBatch, StringArray, UInt32Array};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{DataType, Field, Schema};
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
    /// area × category.
    pub cells: RecordBatch,
    /// area × unit category × week.
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
    let build = |(month, orders): (&NaiveDate, &MonthOrders)| {
        let key = format!("{}-{version}", orders.key);
        let tables = match load(cache, &key) {
            Some(tables) => tables,
            None => {
                let facts = accepted_orders(sources.orders, sources.refs, orders);
                let tables = runtime.block_on(build_month(facts, &areas, *month))?;
                store(cache, &key, &tables);
                tables
            }
        };
        let orders = orders.orders.len() as u64;
        progress(done.fetch_add(orders, Ordering::Relaxed) + orders);
        Ok(tables)
    };
    let months: Vec<_> = sources.months.iter().collect();
    months.into_par_iter().map(build).collect()
}

/// Names how rows are made, beside what they are made from.
fn version(dimensions: &Dimensions) -> String {
    let sql: String = models::MODELS.iter().map(|model| model.sql).collect();
    blake3::hash(format!("{sql} {} v3", dimensions.fingerprint()).as_bytes()).to_hex()[..12].to_owned()
}

async fn build_month(facts: RecordBatch, areas: &RecordBatch, month: NaiveDate) -> Result<MonthTables, PanelError> {
    let session = models::session(1);
    let params = models::params(month);
    models::register(&session, "accepted_orders", vec![facts])?;
    models::register(&session, "areas", vec![areas.clone()])?;
    models::view(&session, "stg_orders", &params).await?;
    models::materialise(&session, "street_unit_month", &params).await?;
    models::materialise(&session, "street_unit_week", &params).await?;
    let cells = models::materialise(&session, "panel_cells", &params).await?;
    let weeks = models::run(&session, "panel_weeks", &params).await?;
    let departments = models::run(&session, "panel_departments", &params).await?;
    run_checks(&session).await?;
    Ok(MonthTables { cells: narrow(&cells)?, weeks: narrow(&weeks)?, departments: narrow(&departments)? })
}

async fn run_checks(session: &SessionContext) -> Result<(), PanelError> {
    for model in models::MODELS.iter().filter(|model| model.folder == "checks") {
        let rows = models::run(session, model.name, &Params::new()).await?.iter().map(RecordBatch::num_rows).sum();
        if rows > 0 {
            return Err(PanelError::Check { check: model.name, rows });
        }
    }
    Ok(())
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

fn load(cache: &Cache, key: &str) -> Option<MonthTables> {
    let one = |name: &str| cache.batches(key, name)?.into_iter().next();
    let [cells, weeks, departments] = KEPT.map(one);
    Some(MonthTables { cells: cells?, weeks: weeks?, departments: departments? })
}

fn store(cache: &Cache, key: &str, tables: &MonthTables) {
    for (name, rows) in KEPT.into_iter().zip([&tables.cells, &tables.weeks, &tables.departments]) {
        // A cache that cannot be written only costs the next run its time.
        if let Err(error) = cache.keep_batches(key, name, std::slice::from_ref(rows)) {
            tracing::warn!(%error, "an intermediate table could not be kept");
        }
    }
}
