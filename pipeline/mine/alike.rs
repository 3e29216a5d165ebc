//! Whether two texts say the same: the cosine of what they are made of, rare parts counting most.
//!
//! Parts are pairs of neighbouring characters, and words of Latin letters. A part weighs `ln((1 +
//! n) / (½ + df))`, with df texts of n that have it (inverse document frequency, Spärck Jones 1972,
//! doi 10.1108/eb026526), however often a text repeats it: forms of address and set phrases weigh
//! next to nothing, names of places and things nearly all.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// How many texts have each part.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    texts: f64,
    having: FxHashMap<u64, u32>,
}

/// The parts of a text with their weights, of length 1, by part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Signature(Vec<(u64, f64)>);

impl Vocabulary {
    /// Learns from some texts.
    pub(super) fn learn<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        for text in texts {
            all.texts += 1.0;
            for part in parts(text) {
                *all.having.entry(part).or_default() += 1;
            }
        }
        all
    }

    /// The signature of a text.
    pub(super) fn read(&self, text: &str) -> Signature {
        let weight = |part: &u64| {
            let having = self.having.get(part).copied().unwrap_or_default();
            ((1.0 + self.texts) / (0.5 + f64::from(having))).ln().max(0.0)
        };
        let mut weights: Vec<(u64, f64)> =
            parts(text).iter().map(|part| (*part, weight(part))).collect();
        let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        weights.iter_mut().for_each(|(_, weight)| *weight /= length.max(f64::MIN_POSITIVE));
        Signature(weights)
    }
}

/// Some texts by their parts, so that another one is held against all of them at once.
pub(super) struct SignatureIndex {
    texts: usize,
    /// Positions of the texts that have a part, and its weight in each.
    having: FxHashMap<u64, Vec<(u32, f64)>>,
}

impl SignatureIndex {
    /// An index of some texts.
    pub(super) fn new<'a>(texts: impl ExactSizeIterator<Item = &'a Signature>) -> Self {
        let count = texts.len();
        let mut having: FxHashMap<u64, Vec<(u32, f64)>> = FxHashMap::default();
        for (at, signature) in (0..).zip(texts) {
            for (part, weight) in &signature.0 {
                having.entry(*part).or_default().push((at, *weight));
            }
        }
        Self { texts: count, having }
    }

    /// Likeness of a text to each of them, from 0 to 1.
    pub(super) fn likenesses(&self, signature: &Signature) -> Vec<f64> {
        let mut sums = vec![0.0; self.texts];
        for (part, weight) in &signature.0 {
            for (at, theirs) in self.having.get(part).into_iter().flatten() {
                sums[*at as usize] += theirs * weight;
            }
        }
        sums
    }
}

/// The distinct parts of a text, sorted. Figures are no part: dates and numbers of houses differ
/// where the matter is one.
fn parts(text: &str) -> Vec<u64> {
    let mut parts = Vec::new();
    for run in text.split(|character: char| !character.is_alphabetic()) {
        if run.is_ascii() {
            if !run.is_empty() {
                parts.push(FxBuildHasher.hash_one(run.to_ascii_lowercase()));
            }
            continue;
        }
        let mut before = None;
        for character in run.chars() {
            if let Some(before) = before {
                parts.push(u64::from(before) << 32 | u64::from(u32::from(character)));
            }
            before = Some(u32::from(character));
        }
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

#[cfg(test)]
mod tests;
