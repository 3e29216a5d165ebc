//! `yiti sql`: a query over the tables of the last published run.

use std::path::Path;

use anyhow::{Context, anyhow};
use arrow::array::RecordBatch;
use datafusion::prelude::{ParquetReadOptions, SessionContext};

use super::Failure;
use super::terminal::print;
use crate::cli::{Common, Form};
use crate::panel::models;
use crate::publish::latest;

pub(super) fn perform(query: &str, output: &Path, form: Form, common: &Common) -> Result<u8, Failure> {
    let folder = latest(output).ok_or_else(|| {
        Failure::usage(anyhow!(
            "{}: nothing is published there; run `yiti run` first, or name its folder with --output",
            output.display()
        ))
    })?;
    let threads = common.threads.map_or(2, usize::from);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(threads).build().map_err(Failure::failed)?;
    let rows = runtime.block_on(answer(query, &folder.join("tables"), threads)).map_err(Failure::usage)?;
    print(&write(&rows, form).map_err(Failure::failed)?)?;
    Ok(0)
}

async fn answer(query: &str, tables: &Path, threads: usize) -> anyhow::Result<Vec<RecordBatch>> {
    let session: SessionContext = models::session(threads);
    for entry in std::fs::read_dir(tables).with_context(|| tables.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "parquet") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            session.register_parquet(&name, path.to_string_lossy(), ParquetReadOptions::default()).await?;
        }
    }
    Ok(session.sql(query).await?.collect().await?)
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
