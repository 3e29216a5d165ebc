//! `yiti export`: the orders behind a topic, a finding or a condition, masked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use datafusion::prelude::SessionContext;

use super::Failure;
use super::job::engine;
use super::sql::{last_published, session};
use super::terminal::print_bytes;
use crate::cli::{Common, Export};
use crate::engine::{Engine, query_read_only, write_parquet};
use crate::language::counted;
use crate::publish::write_csv;
use crate::topics::mask;

/// What is written; the reporter's pseudonym stays in the warehouse.
const COLUMNS: &str = "order_id, received_at, district, street, community, category_l1, category, \
                       department, channel, request_type, dispatch, responded, resolved, \
                       satisfied, escalated, due_at, closed_at, updated_at, lon, lat, text";

pub(super) fn perform(options: &Export, common: &Common) -> Result<u8, Failure> {
    let engine = engine(common, None)?;
    let folder = last_published(&options.output)?;
    let session = session(&engine, &options.output, &folder, options.warehouse.as_deref())?;
    if session.table_exist("demands").is_ok_and(|exists| !exists) {
        return Err(Failure::usage(anyhow!(
            "{}: there is no warehouse beside what is published; run `yiti run` again, or name it \
             with --warehouse",
            options.output.display()
        )));
    }
    let condition = condition(&engine, &session, options)?;
    let query =
        format!("select {COLUMNS} from demands where {condition} order by received_at, order_id");
    let rows = engine.wait(query_read_only(&session, &query)).map_err(Failure::usage)?;
    let rows = masked(&rows).map_err(Failure::failed)?;
    let count = rows.num_rows();
    write(&rows, options.to.as_deref())?;
    if let Some(path) = &options.to {
        tracing::info!("{}: {}", path.display(), counted(count as u64, "order", "orders"));
    }
    Ok(0)
}

/// The condition that the options describe, over the columns of `demands`.
fn condition(
    engine: &Engine,
    session: &SessionContext,
    options: &Export,
) -> Result<String, Failure> {
    match (&options.topic, &options.finding, &options.condition) {
        (Some(topic), None, None) => topic_condition(engine, session, topic),
        (None, Some(finding), None) => finding_condition(engine, session, finding),
        (None, None, Some(condition)) => Ok(format!("({condition})")),
        _ => Err(Failure::usage(anyhow!("give one of --topic, --finding and --where"))),
    }
}

/// A text as SQL writes it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn topic_condition(
    engine: &Engine,
    session: &SessionContext,
    topic: &str,
) -> Result<String, Failure> {
    let query = format!(
        "select categories, area_names, cast(first_day as varchar), cast(last_day as varchar) from \
         topics where topic_id = {}",
        quoted(topic)
    );
    let row = first_row(engine, session, &query, "topic", topic)?;
    let list = |names: &str| names.split("; ").map(quoted).collect::<Vec<_>>().join(", ");
    let mut condition = format!("category in ({})", list(&row[0]));
    if !row[1].is_empty() {
        let areas = list(&row[1]);
        condition = format!("{condition} and coalesce(street, district) in ({areas})");
    }
    Ok(within(condition, &row[2], &row[3]))
}

fn finding_condition(
    engine: &Engine,
    session: &SessionContext,
    finding: &str,
) -> Result<String, Failure> {
    let query = format!(
        "select area_level, area, cast(category_level as varchar), category, cast(first_day as \
         varchar), cast(last_day as varchar) from findings where finding_id = {}",
        quoted(finding)
    );
    let row = first_row(engine, session, &query, "finding", finding)?;
    let category = if row[2] == "1" { "coalesce(category_l1, category)" } else { "category" };
    let mut condition = format!("{category} = {}", quoted(&row[3]));
    if row[0] != "city" {
        condition = format!("{condition} and {} = {}", row[0], quoted(&row[1]));
    }
    Ok(within(condition, &row[4], &row[5]))
}

fn within(condition: String, first: &str, last: &str) -> String {
    format!("{condition} and cast(received_at as date) between date '{first}' and date '{last}'")
}

/// The texts of the one row of a query.
fn first_row(
    engine: &Engine,
    session: &SessionContext,
    query: &str,
    kind: &str,
    name: &str,
) -> Result<Vec<String>, Failure> {
    let rows = engine.wait(query_read_only(session, query)).map_err(Failure::usage)?;
    let Some(batch) = rows.iter().find(|batch| batch.num_rows() > 0) else {
        return Err(Failure::usage(anyhow!(
            "no {kind} {name} in what was published last; `yiti sql \"select * from {kind}s\"` \
             lists them"
        )));
    };
    let text = |column: &ArrayRef| {
        let texts = cast(column, &DataType::Utf8).map_err(Failure::failed)?;
        let texts = texts.as_string::<i32>();
        Ok(if texts.is_valid(0) { texts.value(0).to_owned() } else { String::new() })
    };
    batch.columns().iter().map(text).collect()
}

/// One batch with its texts masked.
fn masked(rows: &[RecordBatch]) -> anyhow::Result<RecordBatch> {
    let first = rows.first().ok_or_else(|| anyhow!("a query without a schema"))?;
    let whole = arrow::compute::concat_batches(&first.schema(), rows)?;
    let at = whole.schema().index_of("text")?;
    let texts = cast(whole.column(at), &whole.schema().field(at).data_type().clone())?;
    let texts = cast(&texts, &DataType::Utf8)?;
    let masked: StringArray = texts.as_string::<i32>().iter().map(|text| text.map(mask)).collect();
    let mut columns = whole.columns().to_vec();
    columns[at] = cast(&(Arc::new(masked) as ArrayRef), whole.schema().field(at).data_type())?;
    Ok(RecordBatch::try_new(whole.schema(), columns)?)
}

fn write(rows: &RecordBatch, to: Option<&Path>) -> Result<(), Failure> {
    let is_parquet = |path: &Path| path.extension().is_some_and(|extension| extension == "parquet");
    let csv = || {
        let mut bytes = Vec::new();
        write_csv(rows, &mut bytes).map_err(Failure::failed)?;
        Ok::<_, Failure>(bytes)
    };
    match to {
        None => print_bytes(&csv()?),
        Some(path) if is_parquet(path) => {
            let written = write_parquet(path, rows.schema(), std::slice::from_ref(rows));
            written.map_err(|error| unwritable(path, error))
        }
        Some(path) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let write = || {
                let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
                std::io::Write::write_all(
                    &mut file,
                    &csv().map_err(|f| std::io::Error::other(f.error))?,
                )?;
                file.persist(path).map(drop).map_err(|error| error.error)
            };
            write().map_err(|error| unwritable(path, error))
        }
    }
}

fn unwritable(path: &Path, error: std::io::Error) -> Failure {
    let path: PathBuf = path.to_owned();
    Failure::failed(anyhow!(
        "--to {}: {error}; name a file in a folder that can be written",
        path.display()
    ))
}
