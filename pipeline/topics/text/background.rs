//! How common n-grams and words are over all texts, so that what is special about one topic can be
//! told.

use std::collections::HashMap;

use linfa_preprocessing::tf_idf_vectorization::TfIdfMethod;
use rayon::prelude::*;

use super::documents::Document;
use super::places::without_codes;
use super::tokens::gram_counts;
use super::words::words;

/// Texts that stand for all, evenly spread: what one text in a thousand says is told from what one
/// in a hundred does.
const TEXTS_MAX: usize = 2_000;
/// Characters of a body that are read for words.
const BODY_CHARS: usize = 200;

/// N-grams and distinct words of one text.
type Counted = (Vec<(u64, u32)>, Vec<String>);

/// Text frequencies.
#[derive(Debug, Default)]
pub struct Background {
    texts: usize,
    grams: HashMap<u64, u32>,
    words: HashMap<String, u32>,
}

/// The title and the beginning of the body, without area codes, in lower case.
pub fn opening(document: &Document) -> String {
    let body: String = document.body.chars().take(BODY_CHARS).collect();
    without_codes(&format!("{}，{body}", document.title)).to_lowercase()
}

/// At most `max` of `items`, evenly spread, in order.
pub fn spread<T>(items: &[T], max: usize) -> impl Iterator<Item = &T> {
    let count = items.len().min(max);
    (0..count).map(move |at| &items[at * items.len() / count])
}

/// The distinct words of an opening, sorted.
pub fn distinct_words(text: &str) -> Vec<String> {
    let mut found = words(text);
    found.sort_unstable();
    found.dedup();
    found
}

impl Background {
    /// Counts over `documents`, or an even sample of them.
    pub fn new(documents: &[Document]) -> Self {
        let openings: Vec<String> = spread(documents, TEXTS_MAX).map(opening).collect();
        let counted: Vec<Counted> = openings
            .par_iter()
            .map(|text| (gram_counts([text.as_str()]), distinct_words(text)))
            .collect();
        let mut background = Self { texts: openings.len(), ..Self::default() };
        for (grams, words) in counted {
            for (gram, _) in grams {
                *background.grams.entry(gram).or_default() += 1;
            }
            for word in words {
                *background.words.entry(word).or_default() += 1;
            }
        }
        background
    }

    /// ln((1 + n) / (1 + df)) + 1 of an n-gram.
    pub fn gram_idf(&self, gram: u64) -> f64 {
        TfIdfMethod::Smooth
            .compute_idf(self.texts, self.grams.get(&gram).copied().unwrap_or(0) as usize)
    }

    /// The same of a word.
    pub fn word_idf(&self, word: &str) -> f64 {
        TfIdfMethod::Smooth
            .compute_idf(self.texts, self.words.get(word).copied().unwrap_or(0) as usize)
    }

    /// Share of texts with the word.
    pub fn word_share(&self, word: &str) -> f64 {
        f64::from(self.words.get(word).copied().unwrap_or(0)) / self.texts.max(1) as f64
    }
}
