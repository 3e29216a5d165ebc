//! What the sample promises: exact totals, the same bytes on any number of threads, truth that adds
//! up.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::concat_batches;
use arrow::datatypes::{Float64Type, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{SampleError, SampleOptions, generate};

const ORDERS: u64 = 20_000;

fn options(dir: &Path, dirty: bool) -> SampleOptions {
    SampleOptions { dir: dir.to_owned(), orders: ORDERS, years: vec![2024, 2023], seed: 7, dirty }
}

fn read(path: &Path) -> RecordBatch {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|b| b.build())
        .expect("a Parquet file");
    let batches: Vec<RecordBatch> = reader.map(|batch| batch.expect("rows")).collect();
    concat_batches(&batches[0].schema(), &batches).expect("one schema")
}

fn orders(dir: &Path) -> Vec<RecordBatch> {
    let mut paths: Vec<_> = std::fs::read_dir(dir.join("orders"))
        .expect("a folder")
        .map(|e| e.expect("entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "parquet"));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// Sum of `orders` by kind.
fn truth_counts(dir: &Path) -> BTreeMap<String, i64> {
    let truth = read(&dir.join("truth.parquet"));
    let kinds = truth.column_by_name("kind").expect("kind").as_string::<i32>();
    let orders = truth.column_by_name("orders").expect("orders").as_primitive::<Int64Type>();
    let mut counts = BTreeMap::new();
    for row in 0..truth.num_rows() {
        *counts.entry(kinds.value(row).to_owned()).or_default() +=
            if orders.is_null(row) { 0 } else { orders.value(row) };
    }
    counts
}

#[test]
fn same_bytes_on_one_thread_and_on_four() {
    let folders = [1, 4].map(|threads| {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let summary =
            pool.install(|| generate(&options(dir.path(), false), &|_| {})).expect("a sample");
        assert_eq!((summary.rows, summary.files.len()), (ORDERS, 24));
        dir
    });
    for name in [
        "orders/2023-07.parquet",
        "orders/2024-12.parquet",
        "areas.csv",
        "truth.parquet",
        "truth_orders.parquet",
    ] {
        let [one, four] =
            [0, 1].map(|i| std::fs::read(folders[i].path().join(name)).expect("a file"));
        assert!(one == four, "{name} differs");
    }
}

#[test]
fn planted_orders_come_near_what_was_planned() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    generate(&options(dir.path(), false), &|_| {}).expect("a sample");
    let truth = read(&dir.path().join("truth.parquet"));
    let excess =
        truth.column_by_name("expected_excess").expect("excess").as_primitive::<Float64Type>();
    let planned: f64 = excess.iter().flatten().sum();
    let drawn: i64 = truth_counts(dir.path()).values().sum();
    // A sum of Poisson counts: five standard deviations.
    assert!(
        (drawn as f64 - planned).abs() < 5.0 * planned.sqrt(),
        "{drawn} drawn, {planned} planned"
    );
    assert_eq!(read(&dir.path().join("truth_orders.parquet")).num_rows() as i64, drawn);
}

#[test]
fn chronic_categories_are_solved_far_less_often() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    generate(&options(dir.path(), false), &|_| {}).expect("a sample");
    let truth = read(&dir.path().join("truth.parquet"));
    let (kinds, categories) =
        (truth["kind"].as_string::<i32>(), truth["category"].as_string::<i32>());
    let is_chronic = |row: &usize| kinds.value(*row) == "chronic_citywide";
    let chronic: Vec<&str> =
        (0..truth.num_rows()).filter(is_chronic).map(|row| categories.value(row)).collect();
    assert_eq!(chronic.len(), 12);
    let mut counts = [[0_u32; 2]; 2];
    for month in orders(dir.path()) {
        let (categories, resolved) =
            (month["二级分类"].as_string::<i32>(), month["是否解决"].as_boolean());
        for row in (0..month.num_rows()).filter(|&row| resolved.is_valid(row)) {
            let group = usize::from(chronic.contains(&categories.value(row)));
            counts[group][usize::from(resolved.value(row))] += 1;
        }
    }
    let [others, chronic] = counts.map(|[no, yes]| f64::from(yes) / f64::from(no + yes));
    assert!((0.7..0.9).contains(&others) && (0.3..0.55).contains(&chronic), "{others} {chronic}");
}

#[test]
fn dirty_rows_reconcile_with_the_truth() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let summary = generate(&options(dir.path(), true), &|_| {}).expect("a sample");
    let counts = truth_counts(dir.path());
    let added =
        counts["dirty_duplicate"] + counts["dirty_impossible_date"] + counts["dirty_unknown_area"];
    assert_eq!(summary.rows as i64, ORDERS as i64 + added - counts["dirty_missing_tail"]);
    let months = orders(dir.path());
    let ids: Vec<String> = months
        .iter()
        .flat_map(|m| {
            m["工单编号"].as_string::<i32>().iter().flatten().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!((ids.len() - distinct.len()) as i64, counts["dirty_duplicate"]);
    assert_eq!(
        ids.iter().filter(|id| id.starts_with("GXT")).count() as i64,
        counts["dirty_impossible_date"]
    );
    let planted: i64 =
        counts.iter().filter(|(kind, _)| !kind.starts_with("dirty_")).map(|(_, n)| n).sum();
    assert_eq!(read(&dir.path().join("truth_orders.parquet")).num_rows() as i64, planted);
}

#[test]
fn dirty_csv_files_are_what_the_truth_says() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    generate(&options(dir.path(), true), &|_| {}).expect("a sample");
    let counts = truth_counts(dir.path());
    assert!(
        counts["dirty_csv_rows"] >= 8 && counts["dirty_csv_impossible_date"] >= 2,
        "{counts:?}"
    );
    let good = std::fs::read(dir.path().join("orders/extra-gb18030.csv")).expect("a file");
    assert!(std::str::from_utf8(&good).is_err());
    let (text, _, had_errors) = encoding_rs::GB18030.decode(&good);
    assert!(!had_errors);
    assert_eq!(text.lines().count() as i64, 1 + counts["dirty_gb18030_csv"]);
    let bad = std::fs::read(dir.path().join("orders/extra-invalid-bytes.csv")).expect("a file");
    let lines: Vec<&[u8]> =
        bad.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len() as i64, 1 + counts["dirty_csv_rows"]);
    let broken = lines.iter().filter(|line| std::str::from_utf8(line).is_err()).count();
    assert_eq!(broken as i64, counts["dirty_invalid_bytes"]);
}

#[test]
fn refuses_what_it_cannot_do() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let with = |years: &[i32], orders| SampleOptions {
        years: years.to_vec(),
        orders,
        ..options(dir.path(), false)
    };
    assert!(matches!(generate(&with(&[], 10), &|_| {}), Err(SampleError::Years { .. })));
    assert!(matches!(generate(&with(&[1999], 10), &|_| {}), Err(SampleError::Years { .. })));
    assert!(matches!(generate(&with(&[2024], 0), &|_| {}), Err(SampleError::Orders { found: 0 })));
    std::fs::create_dir(dir.path().join("orders")).expect("a folder");
    std::fs::write(dir.path().join("orders/mine.csv"), "a\n1\n").expect("a file");
    let error = generate(&with(&[2024], 10), &|_| {}).expect_err("a folder in use");
    assert!(error.to_string().contains("mine.csv"), "{error}");
}

#[test]
fn smallest_samples_work() {
    for orders in [1, 50, 3_000] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let options = SampleOptions { orders, years: vec![2025], ..options(dir.path(), true) };
        generate(&options, &|_| {}).expect("a sample");
    }
}
