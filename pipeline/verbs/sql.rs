//! `yiti sql`: a query over what was published last, and the warehouse that it stands on.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use arrow::array::RecordBatch;
use datafusion::prelude::SessionContext;

use super::Failure;
use super::job::engine;
use super::terminal::print;
use crate::cli::{Common, Form};
use crate::engine::{Engine, query_read_only};
use crate::publish::latest;
use crate::warehouse::{Layout, WarehouseError, register_published, register_warehouse};

pub(super) fn perform(
    query: &str,
    output: &Path,
    warehouse: Option<&Path>,
    form: Form,
    common: &Common,
) -> Result<u8, Failure> {
    let engine = engine(common, None)?;
    let session = session(&engine, output, &last_published(output)?, warehouse)?;
    let rows = engine.wait(query_read_only(&session, query)).map_err(Failure::usage)?;
    print(&write(&rows, form).map_err(Failure::failed)?)?;
    Ok(0)
}

/// The folder of what was published last.
///
/// # Errors
/// When nothing is published.
pub(super) fn last_published(output: &Path) -> Result<PathBuf, Failure> {
    latest(output).ok_or_else(|| {
        Failure::usage(anyhow!(
            "{}: nothing is published there; run `yiti run` first, or name its folder with \
             --output",
            output.display()
        ))
    })
}

/// A session with the tables of a published folder and, where there is one, the warehouse; a
/// published table hides one of the same name.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn session(
    engine: &Engine,
    output: &Path,
    folder: &Path,
    warehouse: Option<&Path>,
) -> Result<SessionContext, Failure> {
    let session = engine.session(engine.threads());
    let beside = output.join(".warehouse");
    let layout = Layout::new(warehouse.unwrap_or(&beside));
    let read = || -> Result<(), WarehouseError> {
        register_warehouse(engine, &session, &layout)?;
        register_published(&session, &folder.join("tables"))
    };
    read().map_err(Failure::failed)?;
    Ok(session)
}

fn write(rows: &[RecordBatch], form: Form) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    match form {
        Form::Table => {
            return Ok(format!("{}\n", arrow::util::pretty::pretty_format_batches(rows)?));
        }
        Form::Csv => {
            let mut writer = arrow::csv::Writer::new(&mut bytes);
            rows.iter().try_for_each(|batch| writer.write(batch))?;
        }
        Form::Json => {
            let mut writer = arrow::json::LineDelimitedWriter::new(&mut bytes);
            rows.iter().try_for_each(|batch| writer.write(batch))?;
            writer.finish()?;
        }
    }
    Ok(String::from_utf8(bytes)?)
}
