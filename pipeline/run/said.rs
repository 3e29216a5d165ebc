//! What the texts of each month say: read, or kept from a run that had the same texts.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, ListArray, RecordBatch, UInt32Array};
use arrow::datatypes::{DataType, Field, UInt32Type};
use chrono::Datelike;
use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::cache::Cache;
use crate::topics::{Lists, OrderText, SAID_VERSION, Said};

/// Reads texts that are sorted by day, a month at a time.
pub fn said(texts: &[OrderText], area_names: &[&str], cache: &Cache) -> Vec<Said> {
    let months: Vec<_> =
        texts.chunk_by(|a, b| (a.day.year(), a.day.month()) == (b.day.year(), b.day.month())).collect();
    let read = |texts: &[OrderText]| {
        let key = key(texts, &area_names);
        load(cache, &key).filter(|said| said.texts() == texts.len() && said.is_whole()).unwrap_or_else(|| {
            let said = Said::read(texts, &area_names);
            // A cache that cannot be written only costs the next run its time.
            if let Err(error) = store(cache, &key, &said) {
                tracing::warn!(%error, "what texts say could not be kept");
            }
            said
        })
    };
    months.into_par_iter().map(read).collect()
}

/// Names the texts and their areas.
fn key(texts: &[OrderText], area_names: &[&str]) -> String {
    let mut hasher = Xxh3::new();
    hasher.update(SAID_VERSION.as_bytes());
    for text in texts {
        for part in [area_names.get(text.area.0 as usize).unwrap_or(&"").as_bytes(), text.utf8.utf8()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    format!("texts-{:032x}", hasher.digest128())
}

fn load(cache: &Cache, key: &str) -> Option<Said> {
    let alphabet = cache.batches(key, "alphabet")?;
    let said = cache.batches(key, "said")?;
    let (alphabet, said) = (alphabet.first()?, said.first()?);
    Some(Said {
        alphabet: alphabet.column(0).as_primitive_opt::<UInt32Type>()?.values().clone(),
        grams: lists(said.column_by_name("grams")?)?,
        heads: lists(said.column_by_name("heads")?)?,
    })
}

fn store(cache: &Cache, key: &str, said: &Said) -> std::io::Result<()> {
    let alphabet: ArrayRef = Arc::new(UInt32Array::new(said.alphabet.clone(), None));
    let lists = [("grams", array(&said.grams)), ("heads", array(&said.heads))];
    let batch = RecordBatch::try_from_iter([("gram", alphabet)]).and_then(|alphabet| {
        let said = RecordBatch::try_from_iter(lists)?;
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
            utf8: text.into(),
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
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4);
        said(&[text(1, "锦桥里旁搅拌站扬尘"), text(1, "路灯不亮")], &["甲市"], &cache);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 6);
    }
}
