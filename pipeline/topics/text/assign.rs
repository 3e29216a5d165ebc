//! Every other text to its nearest topic, by the same similarity.
//!
//! The mean similarity of a text to a topic's members is the dot product with the members' mean
//! row, times the mean of the factor of area and time, which is taken over at most [`SETTINGS_MAX`]
//! members spread evenly through the topic.

use rayon::prelude::*;

use super::documents::Document;
use super::settings::Settings;
use super::similarity::{Postings, Setting, nearness};
use super::vectors::{Lexicon, Row};

/// Members whose area and day stand for the topic's.
const SETTINGS_MAX: usize = 32;

/// What texts are compared with: the mean rows of topics.
#[derive(Debug)]
pub struct Centres {
    means: Vec<Row>,
    postings: Postings,
    places: Vec<Vec<Setting>>,
}

impl Centres {
    /// The centres of `topics` (members as indices into `rows` and `places`).
    pub fn new(topics: &[Vec<usize>], rows: &[Row], places: &[Setting], lexicon: &Lexicon) -> Self {
        let means: Vec<Row> = topics.par_iter().map(|members| mean_row(members, rows)).collect();
        let places = topics.iter().map(|members| spread(members, places)).collect();
        Self { postings: Postings::new(&means, lexicon.width()), means, places }
    }

    /// The nearest centre at `assign_similarity` or more, the first of equals, with its similarity.
    pub fn nearest(&self, row: &Row, place: Setting, settings: &Settings) -> Option<(usize, f32)> {
        let mut sums = vec![0.0f32; self.places.len()];
        self.postings.add_dots(row, 0, &mut sums);
        let mut best: Option<(usize, f32)> = None;
        for (topic, &sum) in sums.iter().enumerate() {
            if sum < settings.assign_similarity || best.is_some_and(|(_, known)| sum <= known) {
                continue;
            }
            let factors: f32 =
                self.places[topic].iter().map(|&other| nearness(place, other, settings)).sum();
            let similarity = sum * factors / self.places[topic].len() as f32;
            if similarity >= settings.assign_similarity
                && best.is_none_or(|(_, known)| similarity > known)
            {
                best = Some((topic, similarity));
            }
        }
        best
    }

    /// The nearest centre of each of `documents`.
    pub fn nearest_of_all(
        &self,
        documents: &[&Document],
        lexicon: &Lexicon,
        settings: &Settings,
    ) -> Vec<Option<(usize, f32)>> {
        documents
            .par_iter()
            .map(|document| self.nearest(&lexicon.row(document), document.setting(), settings))
            .collect()
    }

    /// Dot product of `row` with the centre of `topic`.
    pub fn dot(&self, topic: usize, row: &Row) -> f32 {
        dot(&self.means[topic], row)
    }
}

/// Mean of the members' rows.
fn mean_row(members: &[usize], rows: &[Row]) -> Row {
    let mut entries: Row =
        members.iter().flat_map(|&member| rows[member].iter().copied()).collect();
    entries.sort_by_key(|&(column, _)| column);
    let share = 1.0 / members.len() as f32;
    entries
        .chunk_by(|a, b| a.0 == b.0)
        .map(|run| (run[0].0, run.iter().map(|(_, weight)| weight).sum::<f32>() * share))
        .collect()
}

/// Dot product of two sorted rows.
fn dot(a: &Row, b: &Row) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// At most [`SETTINGS_MAX`] of the members' settings, evenly spread.
fn spread(members: &[usize], places: &[Setting]) -> Vec<Setting> {
    let count = members.len().min(SETTINGS_MAX);
    (0..count).map(|at| places[members[at * members.len() / count]]).collect()
}

#[cfg(test)]
mod tests;
