//! `yiti sql`: a query over the tables of the last published run.

use std::path::Path;

use anyhow::{Context, anyhow};
use arrow::array::RecordBatch;
use datafusion::prelude::{ParquetReadOptions, SessionContext};

use super::Failure;
use super::job::engine;
use super::terminal::print;
use crate::cli::{Common, Form};
use crate::engine::{Engine, query_read_only};
use crate::publish::latest;

pub(super) fn perform(query: &str, output: &Path, form: Form, common: &Common) -> Result<u8, Failure> {
    let folder = latest(output).ok_or_else(|| {
        Failure::usage(anyhow!(
            "{}: nothing is published there; run `yiti run` first, or name its folder with --output",
            output.display()
        ))
    })?;
    let engine = engine(common)?;
    let rows = answer(query, &folder.join("tables"), &engine)?;
    print(&write(&rows, form).map_err(Failure::failed)?)?;
    Ok(0)
}

fn answer(query: &str, tables: &Path, engine: &Engine) -> Result<Vec<RecordBatch>, Failure> {
    let session: SessionContext = engine.session(engine.threads());
    let list = std::fs::read_dir(tables).with_context(|| tables.display().to_string());
    for entry in list.map_err(Failure::failed)? {
        let path = entry.map_err(Failure::failed)?.path();
        if path.extension().is_some_and(|extension| extension == "parquet") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let options = ParquetReadOptions::default();
            let registered = session.register_parquet(&name, path.to_string_lossy(), options);
            engine.wait(registered).map_err(Failure::failed)?;
        }
    }
    engine.wait(query_read_only(&session, query)).map_err(Failure::usage)
}

fn write(rows: &[RecordBatch], form: Form) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    match form {
        Form::Table => return Ok(format!("{}\n", arrow::util::pretty::pretty_format_batches(rows)?)),
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
