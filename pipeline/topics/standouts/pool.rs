//! Texts with their n-grams, by category and by area.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::lists::{Lists, ListsBuilder};
use super::said::Said;
use crate::panel::{AreaId, CategoryId};
use crate::topics::order_texts::OrderText;
use crate::topics::text::tokens::for_each_gram;

/// Texts and what can be counted of them.
pub struct Pool<'a> {
    /// The texts.
    pub texts: &'a [OrderText],
    /// Texts of each category, ascending.
    pub by_category: BTreeMap<CategoryId, Vec<u32>>,
    /// Texts of each area, by category, ascending in each.
    pub by_area: BTreeMap<AreaId, Vec<u32>>,
    /// By n-gram: the texts that have it.
    pub said_by: Vec<u32>,
    /// The n-grams that enough texts and not too many have, ascending; elsewhere an n-gram is its
    /// position here.
    alphabet: Vec<u32>,
    /// By text: its n-grams, each of `said` apart.
    grams: Vec<Lists>,
    /// By text: which part of `grams` holds its n-grams, and where there.
    places: Vec<(u32, Range<i32>)>,
    said: &'a [Said],
}

impl<'a> Pool<'a> {
    /// Counts what `texts` say, of which each of `said` covers the next few: the n-grams that a
    /// `telling` number of them have.
    pub fn new(texts: &'a [OrderText], said: &'a [Said], telling: &RangeInclusive<u32>) -> Self {
        assert_eq!(
            said.iter().map(Said::texts).sum::<usize>(),
            texts.len(),
            "every text is read once"
        );
        let mut by_category: BTreeMap<CategoryId, Vec<u32>> = BTreeMap::new();
        let mut by_area: BTreeMap<AreaId, Vec<u32>> = BTreeMap::new();
        for (index, text) in (0_u32..).zip(texts) {
            by_category.entry(text.category).or_default().push(index);
            by_area.entry(text.area).or_default().push(index);
        }
        let category = |text: &u32| texts[*text as usize].category;
        by_area.par_iter_mut().for_each(|(_, texts)| texts.sort_by_key(category));
        let (alphabet, said_by): (Vec<u32>, Vec<u32>) = counted(said, telling).into_iter().unzip();
        let grams = translated(said, &alphabet);
        let places = |(part, lists): (u32, &Lists)| {
            let ends: Vec<Range<i32>> =
                lists.offsets().windows(2).map(|ends| ends[0]..ends[1]).collect();
            ends.into_iter().map(move |range| (part, range))
        };
        let places = (0..).zip(&grams).flat_map(places).collect();
        Self { texts, by_category, by_area, said_by, alphabet, grams, places, said }
    }

    /// The texts of one category in an area, ascending.
    pub fn cell(&self, area: AreaId, category: CategoryId) -> &[u32] {
        let texts = self.by_area.get(&area).map_or(&[][..], Vec::as_slice);
        let category_of = |text: &u32| self.texts[*text as usize].category;
        let start = texts.partition_point(|text| category_of(text) < category);
        let end = texts.partition_point(|text| category_of(text) <= category);
        &texts[start..end]
    }

    /// The n-grams of a text.
    pub fn grams(&self, text: u32) -> &[u32] {
        let (part, range) = &self.places[text as usize];
        &self.grams[*part as usize].values()[range.start as usize..range.end as usize]
    }

    /// Whether a text has an n-gram.
    pub fn has(&self, text: u32, gram: u32) -> bool {
        self.grams(text).contains(&gram)
    }

    /// The n-gram of a hash, if enough texts have it, and not too many.
    pub fn gram(&self, hash: u32) -> Option<u32> {
        self.alphabet.binary_search(&hash).ok().map(|at| at as u32)
    }

    /// The beginnings of names in each text, as hashes.
    pub fn heads(&self) -> impl Iterator<Item = &[u32]> {
        self.said.iter().flat_map(|said| said.heads.iter())
    }

    /// An n-gram as a text writes it.
    pub fn spell(&self, text: usize, gram: u32) -> Option<String> {
        let text = self.texts[text].text();
        let mut found = None;
        for_each_gram(text, |hash, start, end| {
            if hash as u32 == self.alphabet[gram as usize] {
                found.get_or_insert_with(|| text[start..end].to_owned());
            }
        });
        found
    }
}

/// The n-grams that `wanted` numbers of texts have, ascending, each with its number.
fn counted(said: &[Said], wanted: &RangeInclusive<u32>) -> Vec<(u32, u32)> {
    let counted: Vec<Vec<u32>> = said.par_iter().map(counts).collect();
    let mut all: FxHashMap<u32, u32> = FxHashMap::default();
    for (said, counts) in said.iter().zip(counted) {
        said.alphabet
            .iter()
            .zip(counts)
            .for_each(|(gram, count)| *all.entry(*gram).or_default() += count);
    }
    let mut found: Vec<(u32, u32)> =
        all.into_iter().filter(|(_, texts)| wanted.contains(texts)).collect();
    found.sort_unstable();
    found
}

/// By position in the alphabet: how many texts.
fn counts(said: &Said) -> Vec<u32> {
    let mut counts = vec![0; said.alphabet.len()];
    said.grams.values().iter().for_each(|&at| counts[at as usize] += 1);
    counts
}

/// The n-grams of all texts in one alphabet, which may lack some.
fn translated(said: &[Said], alphabet: &[u32]) -> Vec<Lists> {
    const RARE: u32 = u32::MAX;
    let positions: FxHashMap<u32, u32> = alphabet.iter().copied().zip(0..).collect();
    let translate = |said: &Said| {
        let known: Vec<u32> =
            said.alphabet.iter().map(|gram| positions.get(gram).copied().unwrap_or(RARE)).collect();
        let mut lists = ListsBuilder::with_capacity(said.grams.count(), said.grams.values().len());
        for grams in said.grams.iter() {
            lists.extend(grams.iter().map(|&at| known[at as usize]).filter(|&at| at != RARE));
            lists.end();
        }
        lists.finish()
    };
    said.par_iter().map(translate).collect()
}

/// Counts of a few chosen n-grams: of most others a bit says at once that they are none of them.
pub struct ChosenCounter {
    bits: Vec<u64>,
    counts: Vec<u32>,
    chosen: Vec<u32>,
}

impl ChosenCounter {
    /// Room for the n-grams of a pool; none is chosen.
    pub fn new(pool: &Pool<'_>) -> Self {
        let all = pool.alphabet.len();
        Self { bits: vec![0; all.div_ceil(64)], counts: vec![0; all], chosen: Vec::new() }
    }

    /// Counts an n-gram from now on.
    pub fn choose(&mut self, gram: u32) {
        let word = &mut self.bits[gram as usize / 64];
        let bit = 1 << (gram % 64);
        if *word & bit == 0 {
            *word |= bit;
            self.chosen.push(gram);
        }
    }

    /// Counts those of some n-grams that are chosen.
    pub fn count(&mut self, grams: &[u32]) {
        for &gram in grams {
            if self.bits[gram as usize / 64] >> (gram % 64) & 1 == 1 {
                self.counts[gram as usize] += 1;
            }
        }
    }

    /// How often an n-gram was counted.
    pub fn of(&self, gram: u32) -> u32 {
        self.counts[gram as usize]
    }

    /// Forgets all that was chosen.
    pub fn clear(&mut self) {
        for gram in self.chosen.drain(..) {
            self.bits[gram as usize / 64] = 0;
            self.counts[gram as usize] = 0;
        }
    }
}

/// Counts of n-grams, several of which share one: an upper limit for each, small enough to be made
/// for a few texts.
pub struct Sieve([u8; Self::COUNTS]);

impl Default for Sieve {
    fn default() -> Self {
        Self([0; Self::COUNTS])
    }
}

impl Sieve {
    const COUNTS: usize = 1 << 12;

    /// Counts an n-gram once more.
    pub const fn add(&mut self, gram: u32) {
        let count = &mut self.0[gram as usize % Self::COUNTS];
        *count = count.saturating_add(1);
    }

    /// How often an n-gram was counted at most; beyond 254 at least.
    pub fn at_most(&self, gram: u32) -> u32 {
        self.0[gram as usize % Self::COUNTS].into()
    }
}

/// Counts of n-grams, as quickly emptied as it has any.
pub struct Counter {
    counts: Vec<u32>,
    met: Vec<u32>,
}

impl Counter {
    /// Room for the n-grams of a pool.
    pub fn new(pool: &Pool<'_>) -> Self {
        Self { counts: vec![0; pool.alphabet.len()], met: Vec::new() }
    }

    /// Counts an n-gram once more.
    pub fn add(&mut self, gram: u32) {
        let count = &mut self.counts[gram as usize];
        if *count == 0 {
            self.met.push(gram);
        }
        *count += 1;
    }

    /// Shows every n-gram counted, in no order, and forgets it.
    pub fn drain(&mut self, mut visit: impl FnMut(u32, u32)) {
        for gram in self.met.drain(..) {
            visit(gram, std::mem::take(&mut self.counts[gram as usize]));
        }
    }
}
