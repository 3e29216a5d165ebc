//! What the texts of each month say: read, or kept from a run that had the same texts.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, ListArray, RecordBatch, UInt32Array};
use arrow::datatypes::{DataType, Field, UInt32Type};
use chrono::Datelike;
use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::topics::{Lists, OrderText, SAID_VERSION, Said};
use crate::warehouse::Kept;

/// Reads texts that are sorted by day, a month at a time.
pub fn said(texts: &[OrderText], area_names: &[&str], kept: &Kept) -> Vec<Said> {
    let months: Vec<_> = texts
        .chunk_by(|a, b| (a.day.year(), a.day.month()) == (b.day.year(), b.day.month()))
        .collect();
    let read = |texts: &[OrderText]| {
        let key = key(texts, area_names);
        if let Some(said) = load(kept, &key).filter(|said| said.texts() == texts.len()) {
            return said;
        }
        let said = Said::read(texts, area_names);
        // A folder that cannot be written only costs the next run its time.
        if let Err(error) = store(kept, &key, &said) {
            tracing::warn!(%error, "what texts say could not be kept");
        }
        said
    };
    months.into_par_iter().map(read).collect()
}

/// Names what all texts of a month say: the texts and their areas decide it.
fn key(texts: &[OrderText], area_names: &[&str]) -> String {
    let mut hasher = Xxh3::new();
    hasher.update(SAID_VERSION.as_bytes());
    for text in texts {
        let area = area_names.get(text.area.0 as usize).copied().unwrap_or_default();
        for part in [text.body.utf8(), area.as_bytes()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    format!("{:032x}", hasher.digest128())
}

/// The vocabulary as a list of its own first row, then a row a text.
const VOCABULARY: &str = "text_vocabulary";
const TERMS: &str = "text_terms";

fn load(kept: &Kept, key: &str) -> Option<Said> {
    let rows = |kind| {
        let batches = kept.load(kept.layout().derived(kind, key))?;
        arrow::compute::concat_batches(&batches.first()?.schema(), &batches).ok()
    };
    let (vocabulary, terms) = (rows(VOCABULARY)?, rows(TERMS)?);
    let said = Said {
        alphabet: vocabulary.column(0).as_primitive_opt::<UInt32Type>()?.values().clone(),
        grams: lists(terms.column_by_name("grams")?)?,
        heads: lists(terms.column_by_name("heads")?)?,
    };
    said.is_whole().then_some(said)
}

fn store(kept: &Kept, key: &str, said: &Said) -> std::io::Result<()> {
    let vocabulary: ArrayRef = Arc::new(UInt32Array::new(said.alphabet.clone(), None));
    let terms = [("grams", array(&said.grams)), ("heads", array(&said.heads))];
    let batch = |columns: Vec<(&str, ArrayRef)>| {
        RecordBatch::try_from_iter(columns).map_err(std::io::Error::other)
    };
    let terms = batch(terms.to_vec())?;
    kept.store(kept.layout().derived(VOCABULARY, key), &[batch(vec![("gram", vocabulary)])?])?;
    kept.store(kept.layout().derived(TERMS, key), &[terms])
}

fn array(lists: &Lists) -> ArrayRef {
    let item = Arc::new(Field::new_list_field(DataType::UInt32, false));
    let values = Arc::new(UInt32Array::new(lists.values().clone(), None));
    Arc::new(ListArray::new(item, lists.offsets().clone(), values, None))
}

fn lists(array: &ArrayRef) -> Option<Lists> {
    let lists = array.as_list_opt::<i32>()?;
    let values = lists.values().as_primitive_opt::<UInt32Type>()?.values().clone();
    Lists::new(lists.offsets().clone(), values)
}

#[cfg(test)]
mod tests;
