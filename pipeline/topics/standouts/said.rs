//! What texts say: the n-grams and the beginnings of names of each.
//!
//! Read from the texts alone, so that it can be kept with them.

use std::borrow::Cow;

use arrow::buffer::ScalarBuffer;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::lists::{Lists, ListsBuilder};
use crate::topics::order_texts::OrderText;
use crate::topics::text::places::names;
use crate::topics::text::tokens::{for_each_gram, is_han, units};

/// Changes whenever the same texts would be read differently.
pub const SAID_VERSION: &str = "v2";

/// Longest n-gram of Han characters, in bytes: two or three of them. Longer ones add nothing to
/// find a text by.
const HAN_GRAM_BYTES: usize = 9;

/// Characters of a name that tell it: `福岭` of `福岭配送站`.
const NAME_HEADS: [usize; 2] = [2, 3];

/// What some texts say. N-grams are the low half of their hashes: among a million of them a hundred
/// pairs share one, which joins two rare ones and costs nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The distinct n-grams, in the order met.
    pub alphabet: ScalarBuffer<u32>,
    /// By text: its distinct n-grams, as positions in the alphabet.
    pub grams: Lists,
    /// By text: the first characters of its names, as n-grams, ascending.
    pub heads: Lists,
}

impl Said {
    /// Reads texts. `area_names` by area id: a text's own area says nothing about its matter, and
    /// is left out.
    pub fn read(texts: &[OrderText], area_names: &[&str]) -> Self {
        let (mut grams, mut heads) = (ListsBuilder::default(), ListsBuilder::default());
        let mut alphabet = Alphabet::with_room(texts.len() * 8);
        for (number, text) in texts.iter().enumerate() {
            let written = text.text();
            for_each_short_gram(
                &beside_area(written, area_names.get(text.area.0 as usize)),
                |gram| {
                    let at = alphabet.position(gram);
                    if alphabet.is_new_in(at, number) {
                        grams.extend([at]);
                    }
                },
            );
            heads.extend(name_heads(written));
            grams.end();
            heads.end();
        }
        Self { alphabet: alphabet.grams.into(), grams: grams.finish(), heads: heads.finish() }
    }

    /// The number of texts.
    pub fn texts(&self) -> usize {
        self.grams.count()
    }

    /// Whether the parts fit together.
    pub fn is_whole(&self) -> bool {
        let known = |&at: &u32| (at as usize) < self.alphabet.len();
        self.grams.count() == self.heads.count() && self.grams.values().iter().all(known)
    }
}

/// Distinct n-grams in the order met.
struct Alphabet {
    grams: Vec<u32>,
    positions: FxHashMap<u32, u32>,
    /// By n-gram: the last text that had it.
    met_in: Vec<usize>,
}

impl Alphabet {
    fn with_room(grams: usize) -> Self {
        let positions = FxHashMap::with_capacity_and_hasher(grams, FxBuildHasher);
        Self { grams: Vec::new(), positions, met_in: Vec::new() }
    }

    fn position(&mut self, gram: u32) -> u32 {
        let at = *self.positions.entry(gram).or_insert(self.grams.len() as u32);
        if at as usize == self.grams.len() {
            self.grams.push(gram);
            self.met_in.push(usize::MAX);
        }
        at
    }

    /// Whether the n-gram at a position comes for the first time in this text.
    fn is_new_in(&mut self, at: u32, text: usize) -> bool {
        std::mem::replace(&mut self.met_in[at as usize], text) != text
    }
}

/// The n-grams of a name.
pub fn grams(name: &str) -> Vec<u32> {
    let mut grams = Vec::new();
    for_each_short_gram(name, |gram| grams.push(gram));
    grams
}

fn for_each_short_gram(text: &str, mut emit: impl FnMut(u32)) {
    for_each_gram(text, |hash, start, end| {
        if end - start <= HAN_GRAM_BYTES || !text[start..end].chars().any(is_han) {
            emit(hash as u32);
        }
    });
}

/// A text without the name of its own area.
fn beside_area<'a>(text: &'a str, area_name: Option<&&str>) -> Cow<'a, str> {
    // Areas of the same name bear their district's in brackets, which nobody says.
    let name = area_name.and_then(|name| name.split(" (").next());
    match name.filter(|name| !name.is_empty() && text.contains(*name)) {
        None => text.into(),
        Some(name) => text.replace(name, "，").into(),
    }
}

/// The first characters of each name in a text, as n-grams.
fn name_heads(text: &str) -> Vec<u32> {
    let mut found = Vec::new();
    for (start, end) in names(text) {
        let units = units(&text[start..end]);
        for length in NAME_HEADS.into_iter().filter(|&length| length <= units.len()) {
            // The longest n-gram of a head is the head itself.
            found.extend(head_gram(&text[start..start + units[length - 1].end]));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn head_gram(head: &str) -> Option<u32> {
    let mut whole = None;
    for_each_gram(head, |hash, start, end| {
        if start == 0 && end == head.len() {
            whole = Some(hash as u32);
        }
    });
    whole
}
