//! What the texts of each month say: read, or kept from a run that had the same texts, or some of them.

use std::io::Write;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, ListArray, RecordBatch, UInt32Array, UInt64Array};
use arrow::buffer::ScalarBuffer;
use arrow::datatypes::{DataType, Field, UInt32Type, UInt64Type};
use chrono::Datelike;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_64_with_seed};

use crate::cache::Cache;
use crate::topics::{Lists, OrderText, SAID_VERSION, Said};

/// Reads texts that are sorted by day, a month at a time; of a month that has changed, the texts that are new.
pub fn said(texts: &[OrderText], area_names: &[&str], cache: &Cache) -> Vec<Said> {
    let months: Vec<_> =
        texts.chunk_by(|a, b| (a.day.year(), a.day.month()) == (b.day.year(), b.day.month())).collect();
    let read = |texts: &[OrderText]| {
        let marks = marks(texts, area_names);
        let key = key(&marks);
        if let Some(kept) = load(cache, &key).filter(|kept| kept.said.texts() == texts.len()) {
            return kept.said;
        }
        let month = format!("said-{SAID_VERSION}-{}", texts[0].day.format("%Y-%m"));
        let kept = Kept { said: read_beside(texts, &marks, area_names, earlier(cache, &month)), marks: marks.into() };
        // A cache that cannot be written only costs the next run its time.
        if let Err(error) = store(cache, &key, &kept).and_then(|()| remember(cache, &month, &key)) {
            tracing::warn!(%error, "what texts say could not be kept");
        }
        kept.said
    };
    months.into_par_iter().map(read).collect()
}

/// What is kept of a month.
struct Kept {
    said: Said,
    /// By text: its mark.
    marks: ScalarBuffer<u64>,
}

/// Reads texts, except those that say the same as one of an earlier version of their month.
fn read_beside(texts: &[OrderText], marks: &[u64], area_names: &[&str], earlier: Option<Kept>) -> Said {
    let Some(Kept { said, marks: known }) = earlier else { return Said::read(texts, area_names) };
    let known: FxHashMap<u64, usize> = known.iter().copied().zip(0..).collect();
    Said::read_beside(texts, area_names, &said, |text| known.get(&marks[text]).copied())
}

/// A mark of each text and its area, which decide what it says: in some hundred billion months two texts once share one.
fn marks(texts: &[OrderText], area_names: &[&str]) -> Vec<u64> {
    let areas: Vec<u64> = area_names.iter().map(|name| xxh3_64(name.as_bytes())).collect();
    let mark = |text: &OrderText| {
        let area = areas.get(text.area.0 as usize).copied().unwrap_or_default();
        xxh3_64_with_seed(text.body.utf8(), area)
    };
    texts.iter().map(mark).collect()
}

/// Names what all texts of a month say.
fn key(marks: &[u64]) -> String {
    let mut hasher = Xxh3::new();
    hasher.update(SAID_VERSION.as_bytes());
    marks.iter().for_each(|mark| hasher.update(&mark.to_le_bytes()));
    format!("texts-{:032x}", hasher.digest128())
}

/// What the last run that read a month kept of it.
fn earlier(cache: &Cache, month: &str) -> Option<Kept> {
    load(cache, &std::io::read_to_string(cache.file(month, MONTH)?).ok()?)
}

fn remember(cache: &Cache, month: &str, key: &str) -> std::io::Result<()> {
    cache.keep(month, MONTH, |file| file.write_all(key.as_bytes()))
}

/// How the cache names the file that says under which key a month's texts were kept last.
const MONTH: &str = "json";

fn load(cache: &Cache, key: &str) -> Option<Kept> {
    let alphabet = cache.batches(key, "alphabet")?;
    let said = cache.batches(key, "said")?;
    let (alphabet, said) = (alphabet.first()?, said.first()?);
    let marks = said.column_by_name("marks")?.as_primitive_opt::<UInt64Type>()?.values().clone();
    let said = Said {
        alphabet: alphabet.column(0).as_primitive_opt::<UInt32Type>()?.values().clone(),
        grams: lists(said.column_by_name("grams")?)?,
        heads: lists(said.column_by_name("heads")?)?,
    };
    said.is_whole().then_some(Kept { said, marks })
}

fn store(cache: &Cache, key: &str, Kept { said, marks }: &Kept) -> std::io::Result<()> {
    let alphabet: ArrayRef = Arc::new(UInt32Array::new(said.alphabet.clone(), None));
    let marks: ArrayRef = Arc::new(UInt64Array::new(marks.clone(), None));
    let said = [("grams", array(&said.grams)), ("heads", array(&said.heads)), ("marks", marks)];
    let batch = RecordBatch::try_from_iter([("gram", alphabet)]).and_then(|alphabet| {
        let said = RecordBatch::try_from_iter(said)?;
        Ok((alphabet, said))
    });
    let (alphabet, said) = batch.map_err(std::io::Error::other)?;
    cache.keep_batches(key, "said", &[said])?;
    cache.keep_batches(key, "alphabet", &[alphabet])
}

fn array(lists: &Lists) -> ArrayRef {
    let item = Arc::new(Field::new_list_field(DataType::UInt32, false));
    let values = Arc::new(UInt32Array::new(lists.values().clone(), None));
    Arc::new(ListArray::new(item, lists.offsets().clone(), values, None))
}

fn lists(array: &ArrayRef) -> Option<Lists> {
    let lists = array.as_list_opt::<i32>()?;
    Lists::new(lists.offsets().clone(), lists.values().as_primitive_opt::<UInt32Type>()?.values().clone())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::panel::{AreaId, CategoryId};

    #[test]
    fn what_is_kept_is_what_is_read_and_other_texts_are_read_anew() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let text = |month: u32, text: &str| OrderText {
            body: text.into(),
            key: 0,
            day: NaiveDate::from_ymd_opt(2024, month, 1).unwrap(),
            area: AreaId(0),
            category: CategoryId(0),
            reporter: None,
        };
        let texts = [text(1, "锦桥里旁搅拌站扬尘"), text(1, ""), text(2, "福岭配送站骑手闯红灯")];
        let first = said(&texts, &["甲市"], &cache);
        assert_eq!(first.iter().map(Said::texts).collect::<Vec<_>>(), [2, 1]);
        assert!(!first[1].heads.get(0).is_empty() && first[0].grams.get(1).is_empty());
        assert_eq!(said(&texts, &["甲市"], &cache), first);
        let files = || std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(files(), 6);
        // Another text before one that is known: all as if read for the first time.
        let changed = [text(1, "路灯不亮，福岭里"), text(1, "锦桥里旁搅拌站扬尘"), text(1, "锦桥里")];
        let again = said(&changed, &["甲市"], &cache);
        assert_eq!(again, [Said::read(&changed, &["甲市"])]);
        assert_eq!(files(), 8);
        // The same text in an area of another name says something else.
        let elsewhere = said(&changed, &["锦桥里"], &cache);
        assert_eq!(elsewhere, [Said::read(&changed, &["锦桥里"])]);
        assert_ne!(elsewhere, again);
    }
}
