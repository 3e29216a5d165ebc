//! Texts as TF-IDF vectors in three views: title and body together, the title, and the names in
//! both.
//!
//! In each view an n-gram weighs (1 + ln tf) · idf, with idf = ln((1 + n) / (1 + df)) + 1 (linfa's
//! smooth form), and the view's vector has length 1. The views are laid side by side, each times
//! the square root of its weight, and the whole is brought to length 1: the dot product of two
//! texts is the weighted mean of their cosines, and a view that a text lacks leaves its weight to
//! the others.

use std::collections::{HashMap, HashSet};

use linfa_preprocessing::tf_idf_vectorization::TfIdfMethod;
use rayon::prelude::*;

use super::documents::Document;
use super::places;
use super::settings::Settings;
use super::tokens::{gram_counts, gram_counts_without};

/// N-grams in fewer texts than this are left out: they cannot join two texts.
const TEXTS_MIN: usize = 2;
/// N-grams in more than this share of all texts are left out: they are how people write, not what
/// they write about.
const TEXTS_SHARE_MAX: f64 = 0.1;
/// The share holds from so many texts on; in smaller sets a matter may well be a large share.
const TEXTS_SHARE_FROM: f64 = 1_000.0;
const VIEWS: usize = 3;

/// Sorted `(column, weight)` of length 1, or empty.
pub type Row = Vec<(u32, f32)>;
type Counts = Vec<(u64, u32)>;

/// One view: which n-grams are known, and what they weigh.
#[derive(Debug)]
struct View {
    /// Weight of the view, as a factor on its vectors.
    scale: f32,
    /// Column and idf by n-gram.
    columns: HashMap<u64, (u32, f32)>,
}

/// The n-grams of a set of texts.
#[derive(Debug)]
pub struct Lexicon {
    views: [View; VIEWS],
    /// N-gram by column.
    grams: Vec<u64>,
}

/// Learns the n-grams of `documents` and gives their rows.
pub fn fit(documents: &[&Document], settings: &Settings) -> (Lexicon, Vec<Row>) {
    let counts: Vec<[Counts; VIEWS]> =
        documents.par_iter().map(|document| count(document, None)).collect();
    let weights = [settings.text_weight, settings.title_weight, settings.name_weight];
    let mut grams = Vec::new();
    let views = [0, 1, 2].map(|view| {
        let columns = columns(&counts, view, &mut grams);
        View { scale: weights[view].sqrt(), columns }
    });
    let lexicon = Lexicon { views, grams };
    let rows = counts.par_iter().map(|counts| lexicon.weigh(counts)).collect();
    (lexicon, rows)
}

/// Columns of one view, numbered on from `grams` in the order of the n-grams' hashes.
fn columns(
    counts: &[[Counts; VIEWS]],
    view: usize,
    grams: &mut Vec<u64>,
) -> HashMap<u64, (u32, f32)> {
    let mut seen: Vec<u64> =
        counts.iter().flat_map(|views| views[view].iter().map(|&(gram, _)| gram)).collect();
    seen.par_sort_unstable();
    let mut columns = HashMap::new();
    let texts_max = (TEXTS_SHARE_MAX * (counts.len() as f64).max(TEXTS_SHARE_FROM)) as usize;
    for run in
        seen.chunk_by(|a, b| a == b).filter(|run| (TEXTS_MIN..=texts_max).contains(&run.len()))
    {
        let idf = TfIdfMethod::Smooth.compute_idf(counts.len(), run.len()) as f32;
        columns.insert(run[0], (grams.len() as u32, idf));
        grams.push(run[0]);
    }
    columns
}

/// N-gram counts of a text's views, without area codes (they are compared as areas), and without
/// `without`.
fn count(document: &Document, without: Option<&HashSet<u64>>) -> [Counts; VIEWS] {
    let (title, body) = (plain(&document.title), plain(&document.body));
    let names: Vec<&str> = [&title, &body]
        .into_iter()
        .flat_map(|text| places::names(text).into_iter().map(|(a, b)| &text[a..b]))
        .collect();
    let counts = |texts: &[&str]| match without {
        Some(without) => gram_counts_without(texts.iter().copied(), without),
        None => gram_counts(texts.iter().copied()),
    };
    [counts(&[&title, &body]), counts(&[&title]), counts(&names)]
}

fn plain(text: &str) -> String {
    places::without_codes(text).to_lowercase()
}

impl Lexicon {
    /// The row of a text that need not be among those learned from.
    pub fn row(&self, document: &Document) -> Row {
        self.weigh(&count(document, None))
    }

    /// The row of a text from which some n-grams, and all that touch them, are taken out.
    pub fn row_without(&self, document: &Document, grams: &HashSet<u64>) -> Row {
        self.weigh(&count(document, Some(grams)))
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.grams.len()
    }

    /// The n-gram of a column.
    pub fn gram(&self, column: u32) -> u64 {
        self.grams[column as usize]
    }

    /// Whether a column belongs to the view of names.
    pub fn is_name(&self, column: u32) -> bool {
        column as usize >= self.grams.len() - self.views[2].columns.len()
    }

    fn weigh(&self, counts: &[Counts; VIEWS]) -> Row {
        let mut row = Row::new();
        for (view, counts) in self.views.iter().zip(counts) {
            let begin = row.len();
            row.extend(counts.iter().filter_map(|&(gram, count)| {
                let (column, idf) = view.columns.get(&gram)?;
                Some((*column, (1.0 + (count as f32).ln()) * idf))
            }));
            scale_to(&mut row[begin..], view.scale);
        }
        scale_to(&mut row, 1.0);
        row
    }
}

/// Brings `entries` to `length`; nothing stays nothing.
fn scale_to(entries: &mut [(u32, f32)], length: f32) {
    let norm = entries.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if norm > 0.0 {
        entries.iter_mut().for_each(|(_, weight)| *weight *= length / norm);
    }
}

#[cfg(test)]
mod tests;
