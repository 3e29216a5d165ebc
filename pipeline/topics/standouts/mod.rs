//! Concrete matters among many texts: a name, or whatever people call the matter by, that stands
//! out in a few categories of one area, or in a few months of the whole city.
//!
//! An n-gram is compared twice by the likelihood ratio of two shares (Dunning 1993, Computational
//! Linguistics 19:61): in an area's texts of one category against the area's other categories, so
//! that a large estate is no matter, and against the same category elsewhere, so that the way
//! everybody says it is none. The smaller of the two counts. In time, a name's categories are those
//! where it is more frequent than in the others, and their run of months is compared with their
//! other months:
//!
//! ```text
//! G(k₁,n₁; k₂,n₂) = l(k₁,n₁,p₁) + l(k₂,n₂,p₂) − l(k₁,n₁,p) − l(k₂,n₂,p)
//! l(k,n,p)        = k ln p + (n−k) ln(1−p)
//! ```
//!
//! where p₁ > p₂; what an area's matter has beside is its time. The values of one n-gram in one
//! place add up over categories: that is what joins a matter which is filed under several.

mod lists;
mod peaks;
mod pool;
mod said;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub use self::lists::Lists;
use self::peaks::{PART_TEXTS_MIN, Peak, Scope, area_peaks, in_time, month_peaks};
use self::pool::Pool;
pub use self::said::{SAID_VERSION, Said};
use super::order_texts::OrderText;
use crate::panel::CategoryId;

/// Sum of likelihood ratios from which an n-gram of an area stands out: with some hundred million
/// comparisons (n-grams × areas × categories) of a large city, e⁻²⁵ leaves less than one in a
/// hundred runs to chance.
const RATIO_MIN: f64 = 25.0;

/// Share of the texts of its categories there from which an n-gram of an area is a matter whenever
/// it comes …
const DOMINANT_SHARE: f64 = 0.5;

/// … and otherwise the likelihood ratio of its best months against the others: a road is named all
/// year in what happens on roads, a matter has its time. One in some thousand candidates × fifty
/// runs of months is left to chance.
const IN_TIME_MIN: f64 = 11.0;

/// Share of texts by one reporter from which a matter is one person's, not a matter of many.
const ONE_REPORTER_SHARE: f64 = 0.5;

/// Share of all texts from which an n-gram is everybody's: a matter that so many speak of is a
/// category, and counted there. Half of all that is said is of such n-grams.
const COMMON_SHARE: f64 = 0.02;

/// Fewest texts of such an n-gram: of a few thousand texts, one in fifty may well be about one
/// place.
const COMMON_TEXTS_MIN: u32 = 1_000;

/// A matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Standout {
    /// What its texts have in common.
    pub anchor: String,
    /// Its texts, as indices, ascending.
    pub members: Vec<usize>,
}

/// Finds the matters with at least `texts_min` texts, largest first; each of `said` covers the next
/// few texts. `area_names` by area id: an area's own name is no matter. The same texts give the
/// same matters on any number of threads.
pub fn standouts(
    texts: &[OrderText],
    said: &[Said],
    area_names: &[&str],
    texts_min: usize,
) -> Vec<Standout> {
    let pool = Pool::new(texts, said, &telling(texts.len()));
    let mut by_gram: BTreeMap<u32, Vec<Peak>> = BTreeMap::new();
    for peak in area_peaks(&pool).into_iter().chain(month_peaks(&pool, area_names)) {
        by_gram.entry(peak.gram).or_default().push(peak);
    }
    let grams: Vec<Vec<Peak>> = by_gram.into_values().collect();
    let parts = grams.into_par_iter().flat_map_iter(joined);
    let found: Vec<Standout> = parts.filter_map(|parts| matter(&pool, &parts, texts_min)).collect();
    without_repeats(found, texts.len())
}

/// How many of some texts have an n-gram that tells a matter: most n-grams fewer, since they cannot
/// stand out; and what everybody says more.
fn telling(texts: usize) -> RangeInclusive<u32> {
    let common = (texts as f64 * COMMON_SHARE) as u32;
    PART_TEXTS_MIN..=common.max(COMMON_TEXTS_MIN)
}

/// The peaks of one n-gram that belong together: one place, or overlapping months; the strongest
/// first.
fn joined(mut left: Vec<Peak>) -> Vec<Vec<Peak>> {
    left.sort_by(|a, b| b.ratio.total_cmp(&a.ratio).then(a.category.cmp(&b.category)));
    let mut found = Vec::new();
    while let Some(first) = left.first().copied() {
        let (mine, others): (Vec<Peak>, Vec<Peak>) =
            left.iter().partition(|peak| peak.scope.touches(first.scope));
        left = others;
        let in_time = matches!(first.scope, Scope::Months(..));
        if in_time || mine.iter().map(|peak| peak.ratio).sum::<f64>() >= RATIO_MIN {
            found.push(mine);
        }
    }
    found
}

/// The matter of some peaks, if enough texts of enough people are about it.
fn matter(pool: &Pool<'_>, parts: &[Peak], texts_min: usize) -> Option<Standout> {
    let (gram, scope) = (parts[0].gram, parts[0].scope);
    let categories: FxHashSet<CategoryId> = parts.iter().map(|part| part.category).collect();
    let in_city = |category| {
        pool.by_category[category].iter().filter(|&&text| scope.holds(&pool.texts[text as usize]))
    };
    let own: Vec<u32> = match scope {
        Scope::Area(area) => {
            categories.iter().flat_map(|&category| pool.cell(area, category)).copied().collect()
        }
        Scope::Months(..) => categories.iter().flat_map(in_city).copied().collect(),
    };
    let own: Vec<(u32, bool)> = own.into_iter().map(|text| (text, pool.has(text, gram))).collect();
    let mut members: Vec<usize> =
        own.iter().filter(|(_, has)| *has).map(|(text, _)| *text as usize).collect();
    members.sort_unstable();
    let has_its_time = || match scope {
        Scope::Months(..) => true,
        Scope::Area(_) => {
            members.len() as f64 >= DOMINANT_SHARE * own.len() as f64
                || in_time(pool, &own) >= IN_TIME_MIN
        }
    };
    let enough =
        members.len() >= texts_min && !is_of_one_reporter(pool.texts, &members) && has_its_time();
    let anchor = members.first().and_then(|&first| pool.spell(first, gram)).filter(|_| enough)?;
    Some(Standout { anchor, members })
}

fn is_of_one_reporter(texts: &[OrderText], members: &[usize]) -> bool {
    let mut reporters: FxHashMap<u64, usize> = FxHashMap::default();
    members
        .iter()
        .filter_map(|&member| texts[member].reporter)
        .for_each(|r| *reporters.entry(r).or_default() += 1);
    reporters.values().any(|&count| count as f64 > ONE_REPORTER_SHARE * members.len() as f64)
}

/// Of matters that share half of their texts, the largest, and of equals the one with the longest
/// n-gram.
fn without_repeats(mut found: Vec<Standout>, texts: usize) -> Vec<Standout> {
    found.sort_by(|a, b| {
        let key = |s: &Standout| (s.members.len(), s.anchor.len());
        key(b).cmp(&key(a)).then_with(|| (&a.anchor, &a.members).cmp(&(&b.anchor, &b.members)))
    });
    let mut taken = vec![false; texts];
    let mut kept: Vec<Standout> = Vec::new();
    for mut matter in found {
        let free = matter.members.iter().filter(|&&member| !taken[member]).count();
        if 2 * free <= matter.members.len() {
            continue;
        }
        matter.members.retain(|&member| !std::mem::replace(&mut taken[member], true));
        kept.push(matter);
    }
    kept
}

#[cfg(test)]
mod tests;
