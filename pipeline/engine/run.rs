//! One model, or one query of a user, run in a session.

use std::time::Instant;

use arrow::array::RecordBatch;
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::context::SQLOptions;
use datafusion::prelude::{DataFrame, SessionContext};

use super::models::model;
use super::session::EngineError;

/// Values bound to the models' parameters: `$name` in SQL.
pub type Params = Vec<(&'static str, ScalarValue)>;

/// A model over the session's tables, with its parameters bound.
async fn frame(session: &SessionContext, name: &str, params: &Params) -> Result<DataFrame> {
    let model = model(name);
    let file = || format!("sql/{}/{name}.sql", model.folder.name());
    let frame = session.sql(model.sql).await.map_err(|error| error.context(file()))?;
    let used = frame.logical_plan().get_parameter_names()?;
    let is_used = |param: &str| used.iter().any(|name| name.trim_start_matches('$') == param);
    let bound: Vec<_> = params.iter().filter(|(param, _)| is_used(param)).cloned().collect();
    match bound.is_empty() {
        true => Ok(frame),
        false => frame.with_param_values(bound).map_err(|error| error.context(file())),
    }
}

/// Runs a model and gives its rows; at least one batch, so that the schema is known.
///
/// # Errors
/// When the model does not fit the session's tables, or its query fails.
pub async fn collect(
    session: &SessionContext,
    name: &str,
    params: &Params,
) -> Result<Vec<RecordBatch>> {
    let frame = frame(session, name, params).await?;
    let schema = frame.schema().inner().clone();
    let start = Instant::now();
    let mut rows = frame.collect().await.map_err(|error| error.context(name.to_owned()))?;
    tracing::debug!(model = name, seconds = start.elapsed().as_secs_f64(), "model run");
    if rows.is_empty() {
        rows.push(RecordBatch::new_empty(schema));
    }
    Ok(rows)
}

/// Makes a model a view of its name.
///
/// # Errors
/// When the model does not fit the session's tables.
pub async fn view(session: &SessionContext, name: &str, params: &Params) -> Result<()> {
    let view = frame(session, name, params).await?.into_view();
    session.register_table(name, view).map(drop)
}

/// Answers a query of a user, which may only read.
///
/// # Errors
/// When the query does not parse, does more than read, or fails.
pub async fn query_read_only(
    session: &SessionContext,
    query: &str,
) -> Result<Vec<RecordBatch>, EngineError> {
    let only_reads =
        SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    let frame = session.sql_with_options(query, only_reads).await;
    let frame = frame.map_err(|error| match error.find_root() {
        DataFusionError::Plan(reason) if reason.contains("not supported: ") => {
            EngineError::NotReadOnly { reason: reason.clone() }
        }
        DataFusionError::NotImplemented(reason) if reason.contains("statement") => {
            EngineError::NotReadOnly { reason: reason.clone() }
        }
        _ => EngineError::of_query(error),
    })?;
    frame.collect().await.map_err(EngineError::of_query)
}
