//! `yiti sql`: a query over the tables of the last published run. It only reads: nothing that it is
//! asked writes a file, makes a table or changes a setting.

use std::path::Path;

use anyhow::{Context, anyhow};
use arrow::array::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::prelude::{ParquetReadOptions, SQLOptions, SessionConfig, SessionContext};

use super::Failure;
use super::terminal::print;
use crate::cli::{Common, Form};
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

/// A session that gives the same answer on one core or many: with bounds passed between aggregates
/// and scans, the least and greatest of several files are wrong at times (apache/datafusion 24816).
fn session(threads: usize) -> SessionContext {
    let config = SessionConfig::new()
        .with_target_partitions(threads)
        .with_information_schema(true)
        .set_bool("datafusion.optimizer.enable_aggregate_dynamic_filter_pushdown", false);
    SessionContext::new_with_config(config)
}

/// Questions only: no DDL, no DML (which `copy` is), no `set`.
fn reading() -> SQLOptions {
    SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false)
}

async fn answer(query: &str, tables: &Path, threads: usize) -> anyhow::Result<Vec<RecordBatch>> {
    let session = session(threads);
    for entry in std::fs::read_dir(tables).with_context(|| tables.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "parquet") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            session.register_parquet(&name, path.to_string_lossy(), ParquetReadOptions::default()).await?;
        }
    }
    let frame = session.sql_with_options(query, reading()).await;
    let frame = frame.map_err(|error| match refused(query, &error) {
        Some(reason) => anyhow!("yiti sql only reads, write one `select`: {reason}"),
        None => error.into(),
    })?;
    Ok(frame.collect().await?)
}

/// Words that questions begin with.
const QUESTIONS: [&str; 8] = ["select", "with", "values", "table", "explain", "describe", "desc", "show"];

/// Why a query was refused because it does more than read; `None` for other errors.
fn refused(query: &str, error: &DataFusionError) -> Option<String> {
    let text = error.strip_backtrace();
    let text = text.lines().next().unwrap_or_default();
    let is_refusal = ["not supported", "single SQL statement"].iter().any(|sign| text.contains(sign));
    let reason = || text.trim_start_matches("Error during planning: ").to_owned();
    (is_refusal || !QUESTIONS.contains(&first_word(query).as_str())).then(reason)
}

/// The first word of a query, after comments and brackets, in small letters.
fn first_word(query: &str) -> String {
    let lines = query.lines().map(|line| line.split("--").next().unwrap_or_default());
    let code = lines.collect::<Vec<_>>().join(" ");
    let code = code.trim_start_matches(|letter: char| !letter.is_alphabetic());
    code.chars().take_while(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
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
