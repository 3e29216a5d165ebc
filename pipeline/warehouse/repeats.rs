//! Orders that may be received more than once: a Bloom filter rules out nearly all others, so that
//! only a few rows need to be compared.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rayon::prelude::*;

use super::error::WarehouseError;

/// Bits of the filter for each order: one key in fifty is then taken for another one.
const BITS_PER_ORDER: u64 = 16;

/// Bits that a key sets within its word.
const BITS_PER_KEY: u32 = 4;

/// Keys read at once.
const BATCH_KEYS: usize = 1 << 16;

/// A set of keys that never forgets one, and sometimes takes a new one for one it holds. All bits
/// of a key lie in one word (a blocked Bloom filter), so that a key costs one visit to memory.
struct BloomFilter {
    words: Vec<AtomicU64>,
}

impl BloomFilter {
    fn new(keys: u64) -> Self {
        let words = (keys * BITS_PER_ORDER / 64).max(1) as usize;
        Self { words: (0..words).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Adds a key, which is a hash; gives whether it may have been there before.
    fn insert(&self, key: i64) -> bool {
        let hash = key.cast_unsigned();
        let word = (u128::from(hash) * self.words.len() as u128) >> 64;
        let bits = (0..BITS_PER_KEY).fold(0, |bits, at| bits | 1 << ((hash >> (6 * at)) & 63));
        let before = self.words[word as usize].fetch_or(bits, Ordering::Relaxed);
        before & bits == bits
    }
}

/// The `order_key`s, ascending, that come more than once in some files of `fact_orders` with so
/// many orders, and a few that do not.
///
/// # Errors
/// When a file cannot be read.
pub fn possible_repeats(files: &[PathBuf], orders: u64) -> Result<Vec<i64>, WarehouseError> {
    let filter = BloomFilter::new(orders);
    let repeats = Mutex::new(Vec::new());
    files.par_iter().with_max_len(1).try_for_each(|path| {
        let found = seen_before(path, &filter).map_err(WarehouseError::write(path))?;
        repeats.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        Ok::<_, WarehouseError>(())
    })?;
    let mut repeats = repeats.into_inner().unwrap_or_else(PoisonError::into_inner);
    repeats.sort_unstable();
    repeats.dedup();
    Ok(repeats)
}

fn seen_before(path: &Path, filter: &BloomFilter) -> std::io::Result<Vec<i64>> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?;
    let mask = ProjectionMask::columns(reader.parquet_schema(), ["order_key"]);
    let mut found = Vec::new();
    for batch in reader.with_projection(mask).with_batch_size(BATCH_KEYS).build()? {
        let batch = batch.map_err(std::io::Error::other)?;
        let keys = batch.column(0).as_primitive::<Int64Type>().values();
        found.extend(keys.iter().filter(|key| filter.insert(**key)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
