//! Models of a month run on a cluster, over the warehouse's files where all of its machines read
//! them.
//!
//! The cluster reads orders and gives back the rows of models, which are kept here as those of a
//! local run are: everything that follows the marts stays in this process.

use std::collections::HashSet;
use std::path::Path;

use arrow::array::RecordBatch;
use arrow::row::{OwnedRow, RowConverter, SortField};
use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;

use super::dims::DIMS;
use super::error::WarehouseError;
use super::facts::fact_schema;
use super::manifest::FORMAT;
use super::months::{Month, Scope, month_params, needed_models};
use super::session::view_demands;
use super::stage::Warehouse;
use crate::engine::{self, Folder, Params, file_url, register_parquet_urls, register_rows};

/// Whether a row comes twice. Each model has one row for each of its grain, so none may: Ballista
/// 55 was seen to give the rows of a union over one small file twice, as if nothing had happened.
fn has_repeats(rows: &[RecordBatch]) -> Result<bool, WarehouseError> {
    let Some(first) = rows.first() else { return Ok(false) };
    let schema = first.schema();
    let fields = schema.fields().iter().map(|f| SortField::new(f.data_type().clone()));
    let converter = RowConverter::new(fields.collect())?;
    let mut seen: HashSet<OwnedRow> = HashSet::new();
    for batch in rows {
        let batch = converter.convert_columns(batch.columns())?;
        if !batch.iter().all(|row| seen.insert(row.owned())) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Warehouse {
    /// Runs models over one month on the cluster, each after those that it reads.
    pub(super) fn make_on_cluster(
        &self,
        month: &Month,
        scope: &Scope,
        wanted: &[&'static str],
    ) -> Result<Vec<(&'static str, Vec<RecordBatch>)>, WarehouseError> {
        self.verify(std::slice::from_ref(month))?;
        let session = self.engine.cluster_session()?;
        let share = |path: &Path| self.share(path);
        let facts = month.files.iter().map(|file| share(&self.layout().at(&file.name)));
        let facts: Vec<String> = facts.collect::<Result<_, _>>()?;
        register_parquet_urls(&session, "fact_orders", fact_schema(), &facts)?;
        let mut replaced = Vec::new();
        if month.replaced.num_rows() > 0 {
            let path = self.layout().derived("replaced_in_month", &month.key);
            let stored = self.kept.store(path.clone(), std::slice::from_ref(&month.replaced));
            stored.map_err(WarehouseError::write(&path))?;
            replaced.push(share(&path)?);
        }
        let schema = month.replaced.schema();
        register_parquet_urls(&session, "replaced_orders", schema, &replaced)?;
        view_demands(self, &session, std::slice::from_ref(month), scope)?;
        let params = month_params(scope, month);
        // Marts of marts are small: they are made here.
        let local = self.engine.session(1);
        let mut made = Vec::new();
        for model in needed_models(wanted) {
            let reads_marts =
                engine::reads(model).iter().any(|read| engine::model(read).folder == Folder::Marts);
            let rows = match reads_marts {
                true => self.engine.wait(engine::collect(&local, model.name, &params))?,
                false => self.collect_on_cluster(&session, model.name, &params)?,
            };
            register_rows(&local, model.name, rows.clone())?;
            if wanted.contains(&model.name) {
                made.push((model.name, rows));
            }
        }
        Ok(made)
    }

    /// The rows of a model that reads orders.
    fn collect_on_cluster(
        &self,
        session: &SessionContext,
        model: &str,
        params: &Params,
    ) -> Result<Vec<RecordBatch>, WarehouseError> {
        let refuse = |error| WarehouseError::from(self.engine.of_cluster(error));
        let rows = self.engine.wait(engine::collect(session, model, params)).map_err(refuse)?;
        match has_repeats(&rows)? {
            false => Ok(rows),
            true => {
                let message = format!("sql/marts/{model}.sql: rows came back twice");
                Err(refuse(DataFusionError::Execution(message)))
            }
        }
    }

    /// Puts a file of the warehouse where the cluster reads it, and gives its URL.
    fn share(&self, path: &Path) -> Result<String, WarehouseError> {
        let Some(shared) = &self.shared else { return Ok(file_url(path)?) };
        Ok(self.engine.wait(shared.put_once(path, &self.shared_name(path)))?)
    }

    /// Copies what a run stands on to where the cluster reads it, the manifest last: any tool may
    /// read the warehouse there.
    ///
    /// # Errors
    /// When the object store does not take a file.
    pub fn share_current(&self) -> Result<(), WarehouseError> {
        let Some(shared) = &self.shared else { return Ok(()) };
        let (layout, mut files) = (self.layout(), Vec::new());
        let current = self.with_manifest(|manifest| manifest.current.clone());
        let facts = self.with_manifest(|manifest| manifest.current_facts());
        files.extend(facts.iter().map(|name| layout.at(name)));
        for (month, entry) in &current.months {
            files.extend(entry.marts.iter().map(|(model, key)| layout.mart(model, *month, key)));
        }
        files.push(layout.replaced(&current.replaced));
        for file in files.iter().filter(|file| file.exists()) {
            self.share(file)?;
        }
        // These are written anew by each run, under the same names.
        for file in DIMS.iter().map(|name| layout.dim(name)).chain([layout.manifest()]) {
            self.engine.wait(shared.put(&file, &self.shared_name(&file)))?;
        }
        Ok(())
    }

    /// Name of a file in the shared folder: other versions of the warehouse may stand beside this
    /// one.
    fn shared_name(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.layout().folder()).unwrap_or(path);
        format!("format-{FORMAT}-{}/{}", env!("CARGO_PKG_VERSION"), below.display())
    }
}

#[cfg(test)]
mod tests;
