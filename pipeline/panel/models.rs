//! The SQL models of `sql/`, embedded, and the order in which they run: each after those whose names it reads.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;
use chrono::NaiveDate;
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::prelude::{SessionConfig, SessionContext};

macro_rules! models {
    ($($folder:literal: $($name:literal),+;)+) => {
        &[$($(Model {
            name: $name,
            folder: $folder,
            sql: include_str!(concat!("../../sql/", $folder, "/", $name, ".sql")),
        },)+)+]
    };
}

/// One file of `sql/`: one select, one table of that name.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// Name of the file and of the table.
    pub name: &'static str,
    /// `staging`, `marts` or `checks`.
    pub folder: &'static str,
    /// The select.
    pub sql: &'static str,
}

/// Every model.
pub const MODELS: &[Model] = models! {
    "staging": "stg_orders";
    "marts": "street_unit_month", "street_unit_week", "panel_cells", "panel_weeks", "panel_departments";
    "checks": "levels_add_up", "months_match_weeks", "answers_within_orders";
};

/// Values bound to the models' parameters.
pub type Params = Vec<(&'static str, ScalarValue)>;

/// The parameters of the models for one month.
pub fn params(month: NaiveDate) -> Params {
    let month = ScalarValue::Date32(Some(month.to_epoch_days()));
    vec![("city_id", ScalarValue::UInt32(Some(0))), ("stat_month", month)]
}

/// A session in which models run.
pub fn session(partitions: usize) -> SessionContext {
    let config = SessionConfig::new().with_target_partitions(partitions).with_batch_size(32_768);
    SessionContext::new_with_config(config)
}

/// The model of a name.
///
/// # Panics
/// When there is no such model; names are constants of this program.
pub fn model(name: &str) -> &'static Model {
    MODELS.iter().find(|model| model.name == name).unwrap_or_else(|| panic!("no model {name} in sql/"))
}

/// The models that a model reads.
pub fn reads(model: &Model) -> BTreeSet<&'static str> {
    let code = model.sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    let words: BTreeSet<String> =
        code.flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_'))).map(str::to_owned).collect();
    MODELS.iter().map(|other| other.name).filter(|name| *name != model.name && words.contains(*name)).collect()
}

/// All models, each after those that it reads; by name where the order is free.
pub fn in_order() -> Vec<&'static Model> {
    let mut waiting: BTreeMap<&str, &Model> = MODELS.iter().map(|model| (model.name, model)).collect();
    let mut ordered = Vec::with_capacity(MODELS.len());
    while let Some(name) =
        waiting.iter().find(|(_, model)| reads(model).iter().all(|r| !waiting.contains_key(r))).map(|(name, _)| *name)
    {
        ordered.extend(waiting.remove(name));
    }
    ordered
}

/// Runs one model and gives its rows.
///
/// # Errors
/// When the model does not fit the session's tables.
pub async fn run(session: &SessionContext, name: &str, params: &Params) -> Result<Vec<RecordBatch>> {
    let model = model(name);
    let bound: Vec<(&str, ScalarValue)> =
        params.iter().filter(|(param, _)| model.sql.contains(&format!("${param}"))).cloned().collect();
    let frame = session.sql(model.sql).await.map_err(|e| e.context(format!("sql/{}/{name}.sql", model.folder)))?;
    let frame = if bound.is_empty() { frame } else { frame.with_param_values(bound)? };
    let schema = frame.schema().inner().clone();
    let mut rows = frame.collect().await.map_err(|e| e.context(format!("sql/{}/{name}.sql", model.folder)))?;
    if rows.is_empty() {
        rows.push(RecordBatch::new_empty(schema));
    }
    Ok(rows)
}

/// Runs one model and keeps its rows as a table of its name.
///
/// # Errors
/// As [`run`].
pub async fn materialise(session: &SessionContext, name: &str, params: &Params) -> Result<Vec<RecordBatch>> {
    let rows = run(session, name, params).await?;
    register(session, name, rows.clone())?;
    Ok(rows)
}

/// Makes one model a view of its name.
///
/// # Errors
/// As [`run`].
pub async fn view(session: &SessionContext, name: &str, params: &Params) -> Result<()> {
    let model = model(name);
    let bound: Vec<(&str, ScalarValue)> =
        params.iter().filter(|(param, _)| model.sql.contains(&format!("${param}"))).cloned().collect();
    let frame = session.sql(model.sql).await?;
    let frame = if bound.is_empty() { frame } else { frame.with_param_values(bound)? };
    session.register_table(name, frame.into_view()).map(drop)
}

/// Makes rows a table, split so that all cores can read it.
///
/// # Errors
/// When the rows are not of one schema.
pub fn register(session: &SessionContext, name: &str, rows: Vec<RecordBatch>) -> Result<()> {
    let Some(first) = rows.first() else {
        return Err(DataFusionError::Internal(format!("table {name} has no schema")));
    };
    let schema = first.schema();
    let partitions = session.state().config().target_partitions();
    let mut split = vec![Vec::new(); partitions];
    for (index, batch) in rows.into_iter().enumerate() {
        split[index % partitions].push(batch);
    }
    let table = datafusion::datasource::MemTable::try_new(schema, split)?;
    session.register_table(name, std::sync::Arc::new(table)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_comes_after_what_it_reads() {
        let ordered = in_order();
        assert_eq!(ordered.len(), MODELS.len(), "a circle among the models");
        for (position, model) in ordered.iter().enumerate() {
            for read in reads(model) {
                assert!(ordered[..position].iter().any(|m| m.name == read), "{} before {read}", model.name);
            }
        }
    }
}
