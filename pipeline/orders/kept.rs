//! Staged orders kept between runs, keyed by the content of the file and by how it was read.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BinaryArray, FixedSizeBinaryArray, Int64Array, RecordBatch};
use arrow::array::{UInt8Array, UInt32Array, UInt64Array};
use arrow::buffer::ScalarBuffer;
use arrow::datatypes::{ArrowPrimitiveType, Int64Type, UInt8Type, UInt32Type, UInt64Type};
use serde::{Deserialize, Serialize};

use super::hours::Hours;
use super::source::RefusedRow;
use super::staged::{Codes, GateCounts, Item, KEY_BYTES, Keys, Place, StagedOrders, Text};
use crate::cache::Cache;

/// How the cache names the code tables and counts beside the orders; written last.
const SIDE: &str = "json";

#[derive(Serialize, Deserialize)]
struct Side {
    places: Codes<Place>,
    items: Codes<Item>,
    departments: Codes<String>,
    hours: Hours,
    gate: GateCounts,
    rejected: Vec<RefusedRow>,
}

/// Whether orders were kept under a key.
pub fn are_kept(cache: &Cache, key: &str) -> bool {
    cache.has(key, SIDE)
}

/// What was kept under a key; `None` when there is nothing whole.
pub fn load_orders(cache: &Cache, key: &str) -> Option<StagedOrders> {
    let side: Side = serde_json::from_slice(&read(cache.file(key, SIDE)?)?).ok()?;
    let orders = cache.batches(key, "orders")?;
    let texts = cache.batches(key, "texts")?;
    let [orders] = orders.as_slice() else { return None };
    let mut staged = decode(orders)?;
    for batch in &texts {
        let positions = batch.column(0).as_primitive_opt::<UInt32Type>()?;
        let bodies = batch.column(1).as_binary_opt::<i32>()?;
        let body = |ends: &[i32]| {
            let (start, end) = (usize::try_from(ends[0]).ok()?, usize::try_from(ends[1]).ok()?);
            Some(Text::new(bodies.values().slice_with_length(start, end.checked_sub(start)?)))
        };
        for (&position, ends) in positions.values().iter().zip(bodies.value_offsets().windows(2)) {
            staged.texts.push((position, body(ends)?));
        }
    }
    staged.places = side.places;
    staged.items = side.items;
    staged.departments = side.departments;
    staged.hours = side.hours;
    staged.gate = side.gate;
    staged.gate.rejected = side.rejected;
    Some(staged)
}

/// Keeps staged orders. The side file comes last: without it nothing counts as kept.
///
/// # Errors
/// When the folder cannot be written.
pub fn store_orders(cache: &Cache, key: &str, orders: &StagedOrders) -> io::Result<()> {
    cache.keep_batches(key, "orders", &[encode(orders)])?;
    let positions: UInt32Array = orders.texts.iter().map(|(position, _)| *position).collect();
    // As bytes: whether a column of strings is one would be checked of all whenever it is loaded.
    let bodies = BinaryArray::from_iter_values(orders.texts.iter().map(|(_, text)| text.utf8()));
    let texts = [("position", Arc::new(positions) as ArrayRef), ("text", Arc::new(bodies))];
    cache.keep_batches(key, "texts", &[RecordBatch::try_from_iter(texts).map_err(io::Error::other)?])?;
    let side = Side {
        places: orders.places.clone(),
        items: orders.items.clone(),
        departments: orders.departments.clone(),
        hours: orders.hours.clone(),
        gate: orders.gate.clone(),
        rejected: orders.gate.rejected.clone(),
    };
    cache.keep(key, SIDE, |file| Ok(serde_json::to_writer(file, &side)?))
}

/// Where the cache keeps which files had no order twice.
const APART: (&str, &str) = ("apart", "json");

/// The keys of files that had no order twice, neither one of them nor all together. So have any of them.
pub fn load_apart(cache: &Cache) -> HashSet<String> {
    let kept = cache.file(APART.0, APART.1).and_then(read);
    kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Keeps the keys of files that have no order twice.
///
/// # Errors
/// When the folder cannot be written.
pub fn store_apart(cache: &Cache, keys: &[&str]) -> io::Result<()> {
    cache.keep(APART.0, APART.1, |file| Ok(serde_json::to_writer(file, keys)?))
}

fn read(mut file: File) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok().map(|_| bytes)
}

fn encode(orders: &StagedOrders) -> RecordBatch {
    let keys = FixedSizeBinaryArray::new(KEY_BYTES as i32, orders.key.bytes().clone(), None);
    let columns: [(&str, ArrayRef); 7] = [
        ("key", Arc::new(keys)),
        ("received", Arc::new(Int64Array::new(orders.received.clone(), None))),
        ("place", Arc::new(UInt32Array::new(orders.place.clone(), None))),
        ("item", Arc::new(UInt32Array::new(orders.item.clone(), None))),
        ("department", Arc::new(UInt32Array::new(orders.department.clone(), None))),
        ("reporter", Arc::new(UInt64Array::new(orders.reporter.clone(), None))),
        ("answers", Arc::new(UInt8Array::new(orders.answers.clone(), None))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

fn decode(batch: &RecordBatch) -> Option<StagedOrders> {
    fn values<T: ArrowPrimitiveType>(batch: &RecordBatch, name: &str) -> Option<ScalarBuffer<T::Native>> {
        Some(batch.column_by_name(name)?.as_primitive_opt::<T>()?.values().clone())
    }
    let keys = batch.column_by_name("key")?.as_fixed_size_binary_opt()?;
    let keys = Keys::new(keys.to_data().buffers().first()?.slice_with_length(0, keys.value_data().len()))?;
    (keys.len() == batch.num_rows()).then_some(())?;
    Some(StagedOrders {
        key: keys,
        received: values::<Int64Type>(batch, "received")?,
        place: values::<UInt32Type>(batch, "place")?,
        item: values::<UInt32Type>(batch, "item")?,
        department: values::<UInt32Type>(batch, "department")?,
        reporter: values::<UInt64Type>(batch, "reporter")?,
        answers: values::<UInt8Type>(batch, "answers")?,
        ..StagedOrders::default()
    })
}
