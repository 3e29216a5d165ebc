//! Texts with their n-grams, by category and by area.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::panel::{AreaId, CategoryId};
use crate::topics::order_texts::OrderText;
use crate::topics::text::tokens::{for_each_gram, is_han};

/// Longest n-gram of Han characters, in bytes: two or three of them. Longer ones add nothing to find a text by.
const HAN_GRAM_BYTES: usize = 9;

/// Texts and what can be counted of them.
pub struct Pool<'a> {
    /// The texts.
    pub texts: &'a [OrderText<'a>],
    /// Texts of each category, ascending.
    pub by_category: BTreeMap<CategoryId, Vec<u32>>,
    /// Texts of each area, ascending.
    pub by_area: BTreeMap<AreaId, Vec<u32>>,
    /// By text: its distinct n-grams, as the low half of their hashes, ascending. Among a million n-grams a hundred pairs
    /// share one, which joins two rare ones and costs nothing else.
    grams: Vec<Vec<u32>>,
}

impl<'a> Pool<'a> {
    /// Reads the n-grams that at least `texts_min` texts have, and a few rarer ones. `area_names` by area id: a text's own
    /// area says nothing about its matter, and is left out.
    pub fn new(texts: &'a [OrderText<'a>], area_names: &[&str], texts_min: u8) -> Self {
        let mut by_category: BTreeMap<CategoryId, Vec<u32>> = BTreeMap::new();
        let mut by_area: BTreeMap<AreaId, Vec<u32>> = BTreeMap::new();
        for (index, text) in (0_u32..).zip(texts) {
            by_category.entry(text.category).or_default().push(index);
            by_area.entry(text.area).or_default().push(index);
        }
        let mut grams: Vec<Vec<u32>> = texts.par_iter().map(|text| grams_beside(text, area_names)).collect();
        drop_rare(&mut grams, texts_min);
        Self { texts, by_category, by_area, grams }
    }

    /// The n-grams of a text.
    pub fn grams(&self, text: u32) -> &[u32] {
        &self.grams[text as usize]
    }

    /// Whether a text has an n-gram.
    pub fn has(&self, text: usize, gram: u32) -> bool {
        self.grams[text].binary_search(&gram).is_ok()
    }

    /// How many of some texts have each n-gram, for those that at least `min` have.
    pub fn counts(&self, texts: &[u32], min: u32) -> FxHashMap<u32, u32> {
        // Texts of one place or category have most n-grams in common with another.
        let room: usize = texts.iter().map(|&text| self.grams(text).len() / 4).sum();
        let mut counts: FxHashMap<u32, u32> = FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
        for &text in texts {
            self.grams(text).iter().for_each(|gram| *counts.entry(*gram).or_default() += 1);
        }
        counts.retain(|_, count| *count >= min);
        counts
    }

    /// An n-gram as a text writes it.
    pub fn spell(&self, text: usize, gram: u32) -> Option<String> {
        let text = self.texts[text].text;
        let mut found = None;
        for_each_gram(text, |hash, start, end| {
            if hash as u32 == gram {
                found.get_or_insert_with(|| text[start..end].to_owned());
            }
        });
        found
    }
}

/// Slots that n-grams are counted in; those that share one count together, which keeps some rare ones.
const COUNT_SLOTS: usize = 1 << 22;

/// Leaves out the n-grams that fewer than `texts_min` texts have: most of all, and none can stand out.
fn drop_rare(grams: &mut [Vec<u32>], texts_min: u8) {
    let slots: Vec<AtomicU8> = (0..COUNT_SLOTS).map(|_| AtomicU8::new(0)).collect();
    let slot = |gram: u32| &slots[gram as usize % COUNT_SLOTS];
    grams.par_iter().flatten_iter().for_each(|&gram| {
        let slot = slot(gram);
        // No further than needed, so that a slot never overflows.
        if slot.load(Ordering::Relaxed) < texts_min {
            slot.fetch_add(1, Ordering::Relaxed);
        }
    });
    grams.par_iter_mut().for_each(|grams| {
        grams.retain(|&gram| slot(gram).load(Ordering::Relaxed) >= texts_min);
    });
}

fn grams_beside(text: &OrderText<'_>, area_names: &[&str]) -> Vec<u32> {
    // Areas of the same name bear their district's in brackets, which nobody says.
    let name = area_names.get(text.area.0 as usize).and_then(|name| name.split(" (").next());
    match name.filter(|name| !name.is_empty() && text.text.contains(*name)) {
        None => grams(text.text),
        Some(name) => grams(&text.text.replace(name, "，")),
    }
}

/// The n-grams of a text, or of a name.
pub fn grams(text: &str) -> Vec<u32> {
    let mut grams = Vec::with_capacity(text.len() / 2);
    for_each_gram(text, |hash, start, end| {
        if end - start <= HAN_GRAM_BYTES || !text[start..end].chars().any(is_han) {
            grams.push(hash as u32);
        }
    });
    grams.sort_unstable();
    grams.dedup();
    grams
}
