//! Which accepted rows do not count: of the rows of one order the newest version does.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, Int64Array, RecordBatch, UInt32Array};
use arrow::compute::{cast, concat_batches, take_record_batch};
use arrow::datatypes::{DataType, Date32Type, Field, Schema, SchemaRef};
use chrono::NaiveDate;

use super::error::WarehouseError;
use super::facts::fact_schema;
use super::keys::name_key;
use super::manifest::FactFile;
use super::repeats::possible_repeats;
use super::stage::{StagedFile, Warehouse};
use crate::engine::{self, Params, register_parquet, register_rows};

/// Orders whose versions are compared at once: more would not fit a few hundred megabytes.
const COMPARED_ORDERS: usize = 1 << 21;

/// Rows that do not count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Replaced {
    /// Names them: the same key, the same rows.
    pub key: String,
    /// Rows that repeat an order of the same file.
    pub duplicate: u64,
    /// Rows that a newer version replaces.
    pub superseded: u64,
    /// The order_id of a duplicate that comes most often, and its rows.
    pub commonest: Option<(String, u64)>,
    /// `source_key`, `source_row` by month.
    pub by_month: BTreeMap<NaiveDate, RecordBatch>,
}

/// Columns of `replaced_orders`, beside what tells duplicates apart.
fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("source_key", DataType::Int64, false),
        Field::new("source_row", DataType::Int64, false),
        Field::new("stat_month", DataType::Date32, false),
        Field::new("order_id", DataType::Utf8, false),
        Field::new("is_duplicate", DataType::Boolean, false),
    ]))
}

/// The table `replaced_orders` without rows.
pub fn none_replaced() -> RecordBatch {
    RecordBatch::new_empty(schema())
}

/// Finds the rows that do not count, or takes what an earlier run found in the same sources.
///
/// # Errors
/// When the query fails, or the folder cannot be written.
pub fn find_replaced(
    warehouse: &Warehouse,
    files: &[StagedFile],
    has_versions: bool,
) -> Result<Replaced, WarehouseError> {
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    for (position, file) in files.iter().enumerate() {
        // Of two files with one content the later one says when it counts.
        order.insert(&file.key, position);
    }
    let mut sources: Vec<(usize, &str)> = order.into_iter().map(|(key, at)| (at, key)).collect();
    sources.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    hasher.update(if has_versions { b"versions" } else { b"in order" });
    hasher.update(engine::model("replaced_orders").sql.as_bytes());
    for (_, key) in &sources {
        hasher.update(key.as_bytes());
    }
    let key = hasher.finalize().to_hex()[..32].to_owned();
    let path = warehouse.layout().replaced(&key);
    let rows = match warehouse.kept.load(path.clone()) {
        Some(rows) => rows,
        None => {
            let rows = compare(warehouse, &sources)?;
            let stored = warehouse.kept.store(path.clone(), &rows);
            stored.map_err(WarehouseError::write(&path))?;
            rows
        }
    };
    Ok(summary(key, &rows))
}

/// Runs `replaced_orders` over the orders that may come more than once; gives the rows that do not
/// count.
fn compare(
    warehouse: &Warehouse,
    sources: &[(usize, &str)],
) -> Result<Vec<RecordBatch>, WarehouseError> {
    let facts: Vec<FactFile> = warehouse.with_manifest(|manifest| {
        let of_source = |(_, key): &(usize, &str)| manifest.sources[*key].months.values().flatten();
        sources.iter().flat_map(of_source).cloned().collect()
    });
    let paths: Vec<_> = facts.iter().map(|file| warehouse.layout().at(&file.name)).collect();
    let repeats = possible_repeats(&paths, facts.iter().map(|file| file.rows).sum())?;
    let mut replaced = vec![none_replaced()];
    for keys in repeats.chunks(COMPARED_ORDERS) {
        let session = warehouse.engine.session(warehouse.engine.threads());
        // Few rows are wanted: their other columns are decoded once their key is found.
        session.state_ref().write().config_mut().options_mut().execution.parquet.pushdown_filters =
            true;
        register_parquet(&session, "fact_orders", fact_schema(), &paths)?;
        register_rows(&session, "dim_source", vec![dim_source(sources)])?;
        register_rows(&session, "possible_repeats", vec![order_keys(keys)])?;
        let no_params = Params::new();
        let rows = engine::collect(&session, "replaced_orders", &no_params);
        for batch in warehouse.engine.wait(rows)? {
            let columns = schema()
                .fields()
                .iter()
                .zip(batch.columns())
                .map(|(field, column)| Ok(cast(column, field.data_type())?))
                .collect::<Result<_, WarehouseError>>()?;
            replaced.push(RecordBatch::try_new(schema(), columns)?);
        }
    }
    Ok(replaced)
}

fn order_keys(keys: &[i64]) -> RecordBatch {
    let keys: ArrayRef = Arc::new(Int64Array::from(keys.to_vec()));
    RecordBatch::try_from_iter([("order_key", keys)]).expect("one column")
}

/// The sources and the order in which their versions count.
fn dim_source(sources: &[(usize, &str)]) -> RecordBatch {
    let keys = sources.iter().map(|(_, key)| name_key("source", key));
    let columns: [(&str, ArrayRef); 2] = [
        ("source_key", Arc::new(Int64Array::from_iter_values(keys))),
        ("source_order", Arc::new(Int64Array::from_iter_values(0..sources.len() as i64))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

fn summary(key: String, batches: &[RecordBatch]) -> Replaced {
    let mut replaced = Replaced { key, ..Replaced::default() };
    let mut rows_of: BTreeMap<&str, u64> = BTreeMap::new();
    let mut by_month: BTreeMap<i32, Vec<RecordBatch>> = BTreeMap::new();
    for batch in batches {
        let ids = batch.column(3).as_string::<i32>();
        let duplicates = batch.column(4).as_boolean();
        for row in 0..batch.num_rows() {
            match duplicates.value(row) {
                true => *rows_of.entry(ids.value(row)).or_insert(1) += 1,
                false => replaced.superseded += 1,
            }
        }
        replaced.duplicate += duplicates.true_count() as u64;
        for (month, rows) in split_by_month(batch) {
            by_month.entry(month).or_default().push(rows);
        }
    }
    let commonest = rows_of.into_iter().max_by_key(|(id, rows)| (*rows, Reverse(*id)));
    replaced.commonest = commonest.map(|(id, rows)| (id.to_owned(), rows));
    for (month, batches) in by_month {
        let rows = concat_batches(&schema(), &batches).expect("batches of one schema");
        replaced.by_month.extend(NaiveDate::from_epoch_days(month).map(|month| (month, rows)));
    }
    replaced
}

fn split_by_month(batch: &RecordBatch) -> Vec<(i32, RecordBatch)> {
    let months = batch.column(2).as_primitive::<Date32Type>().values();
    let mut rows: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
    for (row, month) in months.iter().enumerate() {
        rows.entry(*month).or_default().push(row as u32);
    }
    let take = |(month, rows): (i32, Vec<u32>)| {
        let rows = take_record_batch(batch, &UInt32Array::from(rows));
        (month, rows.expect("rows of this batch"))
    };
    rows.into_iter().map(take).collect()
}
