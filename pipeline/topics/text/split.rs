//! One place, several matters, and one complaint, several places: a group is looked at again
//! without the name that holds it together, and without those that speak of another place.
//!
//! Two estates may have the same complaint in the same words. Members that bear none of the n-grams
//! of names that more than half of a group shares, name something else, and lie in another area
//! than most of those that bear them, are matters of their own, area by area.
//!
//! Messages about one estate are alike because they name it. The n-grams of names that more than
//! half of a group shares are taken out of every view with all that touches them, and the group is
//! clustered again. What stays together without the name is one matter.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

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
    let (here, elsewhere) = by_place(group, &name, texts, rows, lexicon);
    let mut parts = by_matter(&here, &name, texts, lexicon, settings);
    parts.extend(elsewhere);
    parts.sort_unstable();
    parts
}

/// Members that may speak of the group's place, and those of other areas, area by area.
fn by_place(
    group: &[usize],
    name: &HashSet<u64>,
    texts: &[&Document],
    rows: &[Row],
    lexicon: &Lexicon,
) -> (Vec<usize>, Vec<Vec<usize>>) {
    let names = |member: usize| {
        rows[member].iter().map(|&(column, _)| column).filter(|&column| lexicon.is_name(column))
    };
    let bears = |member: usize| names(member).any(|column| name.contains(&lexicon.gram(column)));
    let mut areas: BTreeMap<u32, usize> = BTreeMap::new();
    let bearers = group.iter().filter(|&&member| bears(member));
    for area in bearers.filter_map(|&member| texts[member].area) {
        *areas.entry(area).or_default() += 1;
    }
    let Some(home) = areas.iter().max_by_key(|(area, count)| (**count, Reverse(**area))) else {
        return (group.to_vec(), Vec::new());
    };
    let is_elsewhere = |&member: &usize| {
        let other_area = texts[member].area.is_some_and(|area| area != *home.0);
        other_area && names(member).next().is_some() && !bears(member)
    };
    let (away, here): (Vec<usize>, Vec<usize>) =
        group.iter().partition(|member| is_elsewhere(member));
    let mut elsewhere: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for member in away {
        elsewhere.entry(texts[member].area.unwrap_or_default()).or_default().push(member);
    }
    (here, elsewhere.into_values().collect())
}

/// The parts of a group that do not hang together without its name.
fn by_matter(
    group: &[usize],
    name: &HashSet<u64>,
    texts: &[&Document],
    lexicon: &Lexicon,
    settings: &Settings,
) -> Vec<Vec<usize>> {
    let stripped: Vec<Row> =
        group.par_iter().map(|&member| lexicon.row_without(texts[member], name)).collect();
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
