//! One place, several matters: a group is looked at again without the name that holds it together.
//!
//! Messages about one estate are alike because they name it. The n-grams of names that more than
//! half of a group shares are taken out of every view with all that touches them, and the group is
//! clustered again. What stays together without the name is one matter.

use std::collections::HashSet;

use rayon::prelude::*;

use super::cluster::average_linkage;
use super::documents::Document;
use super::settings::Settings;
use super::similarity::{Setting, matrix};
use super::vectors::{Lexicon, Row};

/// Groups below this size are one matter.
const MEMBERS_MIN: usize = 4;
/// A name is dominant when more than this share of the group has it.
const SHARE_MIN: f64 = 0.5;

/// The parts of `group`, in order of their first members; the whole group if it is one matter.
pub fn split(
    group: &[usize],
    texts: &[&Document],
    rows: &[Row],
    lexicon: &Lexicon,
    settings: &Settings,
) -> Vec<Vec<usize>> {
    if group.len() < MEMBERS_MIN {
        return vec![group.to_vec()];
    }
    let name = dominant_name(group, rows, lexicon);
    if name.is_empty() {
        return vec![group.to_vec()];
    }
    let stripped: Vec<Row> =
        group.par_iter().map(|&member| lexicon.row_without(texts[member], &name)).collect();
    let places: Vec<Setting> = group.iter().map(|&member| texts[member].setting()).collect();
    average_linkage(
        matrix(&stripped, lexicon.width(), &places, settings),
        settings.split_similarity,
    )
    .into_iter()
    .map(|part| part.into_iter().map(|index| group[index]).collect())
    .collect()
}

/// N-grams of names that more than half of the group has.
fn dominant_name(group: &[usize], rows: &[Row], lexicon: &Lexicon) -> HashSet<u64> {
    let mut columns: Vec<u32> = group
        .iter()
        .flat_map(|&member| rows[member].iter().map(|&(column, _)| column))
        .filter(|&column| lexicon.is_name(column))
        .collect();
    columns.sort_unstable();
    columns
        .chunk_by(|a, b| a == b)
        .filter(|run| run.len() as f64 > SHARE_MIN * group.len() as f64)
        .map(|run| lexicon.gram(run[0]))
        .collect()
}
