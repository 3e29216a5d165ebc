//! The warehouse as tables of a session: what the last run stood on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::prelude::SessionContext;

use super::dims::DIMS;
use super::error::WarehouseError;
use super::facts::fact_schema;
use super::keys::name_key;
use super::layout::Layout;
use super::manifest::Manifest;
use super::replaced::none_replaced;
use crate::engine::{
    self, Engine, Params, parquet_schema, read_parquet, register_parquet, register_rows,
};

/// Registers `fact_orders`, `replaced_orders`, `demands`, every `dim_*` and the marts; gives
/// `false` where there is no warehouse.
///
/// # Errors
/// When a file that the manifest names cannot be read.
pub fn register_warehouse(
    engine: &Engine,
    session: &SessionContext,
    layout: &Layout,
) -> Result<bool, WarehouseError> {
    let manifest = Manifest::load(layout);
    if manifest.current.sources.is_empty() {
        return Ok(false);
    }
    let entries: Vec<_> =
        manifest.current.sources.iter().filter_map(|key| manifest.sources.get(key)).collect();
    let files = entries.iter().flat_map(|entry| entry.months.values().flatten());
    let files: Vec<PathBuf> = files.map(|file| layout.at(&file.name)).collect();
    register_parquet(session, "fact_orders", fact_schema(), &files)?;
    let replaced = read_parquet(&layout.replaced(&manifest.current.replaced));
    register_rows(session, "replaced_orders", replaced.unwrap_or_else(|| vec![none_replaced()]))?;
    register_rows(session, "dim_source", vec![source_table(&manifest)])?;
    for name in DIMS {
        if let Some(rows) = read_parquet(&layout.dim(name)) {
            register_rows(session, name, rows)?;
        }
    }
    for (model, files) in marts(&manifest, layout) {
        let Some(schema) = files.first().and_then(|path| parquet_schema(path)) else { continue };
        register_parquet(session, &model, schema, &files)?;
    }
    engine.wait(engine::view(session, "demands", &Params::new()))?;
    Ok(true)
}

/// `dim_source`: source_key, path, source_order.
fn source_table(manifest: &Manifest) -> RecordBatch {
    let keys = &manifest.current.sources;
    let path = |key: &String| manifest.sources.get(key).map(|entry| entry.path.clone());
    let columns: [(&str, ArrayRef); 3] = [
        (
            "source_key",
            Arc::new(Int64Array::from_iter_values(keys.iter().map(|key| name_key("source", key)))),
        ),
        ("path", Arc::new(keys.iter().map(path).collect::<StringArray>())),
        ("source_order", Arc::new(Int64Array::from_iter_values(0..keys.len() as i64))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

/// The files of each kept model, of all months of the last run.
fn marts(manifest: &Manifest, layout: &Layout) -> Vec<(String, Vec<PathBuf>)> {
    let mut marts: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for (month, entry) in &manifest.current.months {
        for (model, key) in &entry.marts {
            let path = layout.mart(model, *month, key);
            match marts.iter_mut().find(|(name, _)| name == model) {
                Some((_, files)) => files.push(path),
                None => marts.push((model.clone(), vec![path])),
            }
        }
    }
    marts
}

/// Registers the tables of a published folder.
///
/// # Errors
/// When the folder cannot be read, or a table in it is not whole.
pub fn register_published(session: &SessionContext, tables: &Path) -> Result<(), WarehouseError> {
    let list = std::fs::read_dir(tables).map_err(WarehouseError::write(tables))?;
    for entry in list {
        let path = entry.map_err(WarehouseError::write(tables))?.path();
        if path.extension().is_some_and(|extension| extension == "parquet") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let Some(schema) = parquet_schema(&path) else {
                let damaged = std::io::Error::other("not a whole Parquet file; run again");
                return Err(WarehouseError::Write { path, source: damaged });
            };
            register_parquet(session, &name, schema, std::slice::from_ref(&path))?;
        }
    }
    Ok(())
}
