//! The SQL models against hand-counted rows: one `.slt` a model, each in a session of its own.
//!
//! Beside SQL, a file may say `materialise NAME` (run a model on the tables so far) and `view
//! NAME`.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use arrow::array::{ArrayRef, Date32Array, Int64Array, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use async_trait::async_trait;
use chrono::NaiveDate;
use datafusion::common::ScalarValue;
use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;
use sqllogictest::{AsyncDB, DBOutput, DefaultColumnType, Runner};
use yiti::engine::{self, Engine, EngineSettings, Folder, Params};
use yiti::warehouse::fact_schema;

use crate::support::yiti_ok;

struct Session {
    context: SessionContext,
}

#[async_trait]
impl AsyncDB for Session {
    type Error = DataFusionError;
    type ColumnType = DefaultColumnType;

    async fn run(&mut self, sql: &str) -> Result<DBOutput<DefaultColumnType>, DataFusionError> {
        let words: Vec<&str> = sql.split_whitespace().collect();
        match words.as_slice() {
            ["view", name] => engine::view(&self.context, name, &params()).await?,
            ["materialise", name] => {
                let rows = engine::collect(&self.context, name, &params()).await?;
                engine::register_rows(&self.context, name, rows)?;
            }
            _ => {
                let rows = self.context.sql(sql).await?.collect().await?;
                return Ok(output(&rows));
            }
        }
        Ok(DBOutput::StatementComplete(0))
    }

    async fn shutdown(&mut self) {}

    fn engine_name(&self) -> &str {
        "datafusion"
    }

    async fn sleep(duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

fn params() -> Params {
    let day = |day: u32| {
        let day = NaiveDate::from_ymd_opt(2024, 1, day).expect("a date");
        ScalarValue::Date32(Some(day.to_epoch_days()))
    };
    // Days since 1970; 19,723 of them before 2024.
    let days = |day: u32| ScalarValue::Float64(Some(f64::from(19_722 + day)));
    let until = NaiveDate::from_ymd_opt(2024, 2, 1).expect("a date");
    let midnight = |day: NaiveDate| {
        ScalarValue::TimestampSecond(Some(i64::from(day.to_epoch_days()) * 86_400), None)
    };
    let old_before = NaiveDate::from_ymd_opt(2024, 1, 21).expect("a date");
    vec![
        ("city_key", ScalarValue::Int64(Some(0))),
        ("stat_month", day(1)),
        ("areas_are_streets", ScalarValue::Boolean(Some(true))),
        ("until", midnight(until)),
        ("seen_until", midnight(until)),
        ("old_before", midnight(old_before)),
        ("age_days", ScalarValue::Int64(Some(15))),
        ("first_day", day(15)),
        ("begins", days(15)),
        ("ends", days(32)),
        ("matter_days", ScalarValue::Float64(Some(5.0))),
        ("part", ScalarValue::Int64(Some(0))),
        ("parts", ScalarValue::Int64(Some(1))),
    ]
}

fn output(rows: &[RecordBatch]) -> DBOutput<DefaultColumnType> {
    let columns = rows.first().map_or(0, RecordBatch::num_columns);
    if columns == 0 {
        return DBOutput::StatementComplete(0);
    }
    let options = FormatOptions::default().with_null("NULL");
    let mut texts = Vec::new();
    for batch in rows {
        let formats: Vec<_> = batch
            .columns()
            .iter()
            .map(|c| ArrayFormatter::try_new(c.as_ref(), &options).expect("a printable column"))
            .collect();
        texts.extend(
            (0..batch.num_rows())
                .map(|row| formats.iter().map(|f| f.value(row).to_string()).collect()),
        );
    }
    DBOutput::Rows { types: vec![DefaultColumnType::Any; columns], rows: texts }
}

#[test]
fn every_model_has_a_test_and_passes_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sql");
    for partitions in [1, 2, 8] {
        let settings = EngineSettings { threads: 2, ..EngineSettings::default() };
        let running = Engine::start(&settings).unwrap();
        for model in engine::in_order() {
            let path = format!("{folder}/{}.slt", model.name);
            assert!(std::path::Path::new(&path).exists(), "{} has no test at {path}", model.name);
            let context = || running.session(partitions);
            running.wait(async {
                let mut runner = Runner::new(|| async { Ok(Session { context: context() }) });
                if let Err(error) = runner.run_file_async(&path).await {
                    panic!("{partitions} partitions: {error}");
                }
            });
        }
    }
}

/// Demands of reporters with ids on both sides of 0, some unknown; some categories stand under none.
fn demands() -> RecordBatch {
    let keys = |key: fn(i64) -> Option<i64>| -> ArrayRef {
        Arc::new((0..4_000).map(key).collect::<Int64Array>())
    };
    let days = Date32Array::from_iter_values((0..4_000).map(|row| 19_723 + row % 60));
    RecordBatch::try_from_iter([
        ("district_key", keys(|row| Some(row % 5).filter(|&key| key > 0))),
        ("street_key", keys(|row| Some(row % 23))),
        ("category_key", keys(|row| Some(row % 30))),
        ("category_l1_key", keys(|row| Some(row % 30 % 7).filter(|&key| key > 0))),
        ("day", Arc::new(days)),
        ("reporter", keys(|row| Some(row * row % 2_011 - 1_000).filter(|_| row % 13 > 0))),
    ])
    .unwrap()
}

#[test]
fn whoever_came_more_than_once_is_found_in_any_number_of_parts() {
    let running = Engine::start(&EngineSettings { threads: 2, ..Default::default() }).unwrap();
    let session = running.session(2);
    engine::register_rows(&session, "stg_demands", vec![demands()]).unwrap();
    let of_part = |part: i64, parts: i64| {
        let number = |number| ScalarValue::Int64(Some(number));
        let params = vec![("part", number(part)), ("parts", number(parts))];
        running.wait(engine::collect(&session, "repeated_demands", &params)).unwrap()
    };
    let whole = sorted(&of_part(0, 1));
    let parts: Vec<RecordBatch> = (0..3).flat_map(|part| of_part(part, 3)).collect();
    assert_eq!(sorted(&parts), whole);
    let plain = "select sum(orders) as orders from (select count(*) as orders from stg_demands \
                 where reporter is not null \
                 group by reporter, coalesce(category_l1_key, category_key) having count(*) > 1)";
    let counted = running.wait(async { session.sql(plain).await?.collect().await }).unwrap();
    assert_eq!(sorted(&counted), [[whole.len().to_string()]]);
    assert!((100..3_000).contains(&whole.len()), "{}", whole.len());
}

/// Rows of a model as sorted texts.
fn sorted(rows: &[RecordBatch]) -> Vec<Vec<String>> {
    let DBOutput::Rows { mut rows, .. } = output(rows) else { return Vec::new() };
    rows.sort_unstable();
    rows
}

/// The rows of every mart over some files of orders.
fn marts(running: &Engine, context: &SessionContext, files: &[PathBuf]) -> Vec<Vec<Vec<String>>> {
    let replaced = Schema::new(vec![
        Field::new("source_key", DataType::Int64, false),
        Field::new("source_row", DataType::Int64, false),
    ]);
    engine::register_parquet(context, "fact_orders", fact_schema(), files).unwrap();
    engine::register_empty(context, "replaced_orders", Arc::new(replaced)).unwrap();
    running.wait(async {
        let mut all = Vec::new();
        for model in engine::in_order() {
            match model.folder {
                Folder::Staging => engine::view(context, model.name, &params()).await.unwrap(),
                Folder::Marts => {
                    let rows = engine::collect(context, model.name, &params()).await.unwrap();
                    all.push(sorted(&rows));
                    engine::register_rows(context, model.name, rows).unwrap();
                }
                Folder::Facts | Folder::Checks => {}
            }
        }
        all
    })
}

/// A month of a sample city, in one file and in many, on one core and on several, in large batches
/// and in small ones.
#[test]
fn rows_do_not_depend_on_cores_files_or_batches() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    yiti_ok(&["sample", &path("city"), "--orders", "20000", "--years", "2024"]);
    yiti_ok(&["run", "--config", &path("city/sample.toml"), "--output", &path("out")]);
    let month = folder.path().join("out/.warehouse/fact_orders/stat_month=2024-01-01");
    let whole: Vec<PathBuf> =
        std::fs::read_dir(month).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut split = Vec::new();
    for (number, batch) in
        whole.iter().flat_map(|file| engine::read_parquet(file).unwrap()).enumerate()
    {
        for start in (0..batch.num_rows()).step_by(150) {
            let part = batch.slice(start, 150.min(batch.num_rows() - start));
            let file = folder.path().join(format!("split/{number}-{start}.parquet"));
            engine::write_parquet(&file, part.schema(), &[part]).unwrap();
            split.push(file);
        }
    }
    assert!(split.len() > 8, "{} files", split.len());
    let running = Engine::start(&EngineSettings { threads: 2, ..Default::default() }).unwrap();
    let mut first: Option<Vec<Vec<Vec<String>>>> = None;
    for partitions in [1, 2, 8] {
        for files in [&whole, &split] {
            for batch_rows in [8_192, 100] {
                let session = running.session(partitions);
                let config = session.copied_config().with_batch_size(batch_rows);
                let context = SessionContext::new_with_config_rt(config, session.runtime_env());
                let rows = marts(&running, &context, files);
                let first = first.get_or_insert_with(|| rows.clone());
                assert!(first.iter().filter(|rows| rows.len() > 1).count() >= 10, "few rows");
                let files = files.len();
                assert!(
                    *first == rows,
                    "{partitions} partitions, {files} files, {batch_rows} rows"
                );
            }
        }
    }
}

/// Every kept row of a sample city, two years in 24 files, against DuckDB over the same Parquet.
#[test]
fn the_rows_of_a_warehouse_are_those_of_duckdb() {
    let python = std::env::var_os("YITI_PYTHON").unwrap_or_else(|| "python3".into());
    let imports = Command::new(&python).args(["-c", "import duckdb, pandas, pyarrow"]).output();
    if !imports.is_ok_and(|output| output.status.success()) {
        let _ = writeln!(
            std::io::stderr(),
            "the_rows_of_a_warehouse_are_those_of_duckdb: SKIPPED, no Python with duckdb, pandas \
             and pyarrow; YITI_PYTHON may name one"
        );
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    yiti_ok(&["sample", &path("city"), "--orders", "20000", "--years", "2023,2024"]);
    yiti_ok(&["run", "--config", &path("city/sample.toml"), "--output", &path("out")]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/duckdb_models.py");
    let sql = concat!(env!("CARGO_MANIFEST_DIR"), "/sql");
    let output =
        Command::new(&python).args([script, &path("out/.warehouse"), sql]).output().unwrap();
    let (said, error) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{error}");
    assert!(said.lines().count() >= 4, "{said}");
}
