//! Sessions over the orders of some months.

use std::path::PathBuf;

use arrow::array::RecordBatch;
use datafusion::prelude::SessionContext;

use super::error::WarehouseError;
use super::facts::fact_schema;
use super::months::{Month, Scope, params};
use super::replaced::none_replaced;
use super::stage::Warehouse;
use crate::engine::{self, register_empty, register_parquet, register_rows};

/// A session with the demands of some months as the view `stg_demands`.
///
/// # Errors
/// When a path is not UTF-8, or a model does not fit.
pub fn demands_session(
    warehouse: &Warehouse,
    months: &[Month],
    scope: &Scope,
    partitions: usize,
) -> Result<SessionContext, WarehouseError> {
    warehouse.verify(months)?;
    let session = warehouse.engine.session(partitions);
    let files: Vec<PathBuf> = months
        .iter()
        .flat_map(|month| &month.files)
        .map(|file| warehouse.layout().at(&file.name))
        .collect();
    register_parquet(&session, "fact_orders", fact_schema(), &files)?;
    let replaced: Vec<RecordBatch> = months
        .iter()
        .map(|month| month.replaced.clone())
        .filter(|rows| rows.num_rows() > 0)
        .collect();
    match replaced.is_empty() {
        true => register_empty(&session, "replaced_orders", none_replaced().schema())?,
        false => register_rows(&session, "replaced_orders", replaced)?,
    }
    view_demands(warehouse, &session, months, scope)?;
    Ok(session)
}

/// Makes the demands of some months a view over the session's `fact_orders` and `replaced_orders`.
pub(super) fn view_demands(
    warehouse: &Warehouse,
    session: &SessionContext,
    months: &[Month],
    scope: &Scope,
) -> Result<(), WarehouseError> {
    // Of several months only the last may be cut short: all orders up to its end may be seen.
    let until = months.last().map_or(scope.last_day, |month| month.until);
    let month = months.first().map_or(scope.last_day, |month| month.month);
    let params = params(scope, month, until);
    let views = async {
        engine::view(session, "stg_orders", &params).await?;
        engine::view(session, "stg_demands", &params).await
    };
    Ok(warehouse.engine.wait(views)?)
}
