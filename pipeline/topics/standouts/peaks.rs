//! N-grams that stand out in one category: in an area, or in a run of months.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::pool::{Pool, grams};
use crate::panel::{AreaId, CategoryId};
use crate::topics::order_texts::OrderText;
use crate::topics::text::places::names;
use crate::topics::text::tokens::units;

/// A category takes part from here: clear on its own among the few hundred categories of a city.
const PART_RATIO_MIN: f64 = 8.0;

/// Texts of one category that share the n-gram there.
const PART_TEXTS_MIN: u32 = 3;

/// Longest run of months compared: what lasts longer in the whole city is a category's own trade.
const MONTHS_MAX: usize = 5;

/// Characters of a name that tell it: `福岭` of `福岭配送站`.
const NAME_HEADS: [usize; 2] = [2, 3];

/// Where or when an n-gram stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In one area.
    Area(AreaId),
    /// From one month to another, counted from year 0, in the whole city.
    Months(i32, i32),
}

impl Scope {
    /// Whether a text lies there.
    pub fn holds(self, text: &OrderText<'_>) -> bool {
        match self {
            Self::Area(area) => text.area == area,
            Self::Months(first, last) => (first..=last).contains(&month(text.day)),
        }
    }

    /// Whether two have anything in common.
    pub fn touches(self, other: Self) -> bool {
        match (self, other) {
            (Self::Area(one), Self::Area(other)) => one == other,
            (Self::Months(a, b), Self::Months(c, d)) => a <= d && c <= b,
            _ => false,
        }
    }
}

/// An n-gram that stands out in one category.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// What.
    pub category: CategoryId,
    /// As in [`Pool`].
    pub gram: u32,
    /// Where or when.
    pub scope: Scope,
    /// The smaller of the two likelihood ratios.
    pub ratio: f64,
}

fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

/// The peaks in areas.
pub fn area_peaks(pool: &Pool<'_>, area_names: &[&str]) -> Vec<Peak> {
    let by_category: Vec<_> = pool.by_category.iter().collect();
    let in_city: BTreeMap<CategoryId, FxHashMap<u32, u32>> =
        by_category.par_iter().map(|(category, texts)| (**category, pool.counts(texts, PART_TEXTS_MIN))).collect();
    let areas: Vec<_> = pool.by_area.iter().collect();
    areas
        .par_iter()
        .flat_map_iter(|&(&area, texts)| {
            let own_name: FxHashSet<u32> =
                area_names.get(area.0 as usize).into_iter().flat_map(|name| grams(name)).collect();
            let mut found = of_area(pool, &in_city, area, texts);
            found.retain(|peak| !own_name.contains(&peak.gram));
            found
        })
        .collect()
}

fn of_area(
    pool: &Pool<'_>,
    in_city: &BTreeMap<CategoryId, FxHashMap<u32, u32>>,
    area: AreaId,
    texts: &[u32],
) -> Vec<Peak> {
    let in_area = pool.counts(texts, PART_TEXTS_MIN);
    let mut cells: BTreeMap<CategoryId, Vec<u32>> = BTreeMap::new();
    texts.iter().for_each(|&text| cells.entry(pool.texts[text as usize].category).or_default().push(text));
    let mut found = Vec::new();
    for (category, cell) in cells.into_iter().filter(|(_, cell)| cell.len() >= PART_TEXTS_MIN as usize) {
        let (in_category, category_texts) = (&in_city[&category], pool.by_category[&category].len());
        for (gram, count) in pool.counts(&cell, PART_TEXTS_MIN) {
            let here = (count, cell.len());
            let against_area = ratio(here, (in_area[&gram] - count, texts.len() - cell.len()));
            if against_area < PART_RATIO_MIN {
                continue;
            }
            let ratio = ratio(here, (in_category[&gram] - count, category_texts - cell.len())).min(against_area);
            if ratio >= PART_RATIO_MIN {
                found.push(Peak { category, gram, scope: Scope::Area(area), ratio });
            }
        }
    }
    found
}

/// The peaks in time of names in the whole city. Only names: other words that come and go are seasons and events.
pub fn month_peaks(pool: &Pool<'_>, area_names: &[&str]) -> Vec<Peak> {
    let places: FxHashSet<u32> = area_names.iter().flat_map(|name| grams(name)).collect();
    let heads: Vec<Vec<u32>> = pool.texts.par_iter().map(|text| name_heads(text.text, &places)).collect();
    let mut totals: FxHashMap<u32, u32> = FxHashMap::default();
    heads.iter().flatten().for_each(|head| *totals.entry(*head).or_default() += 1);
    let categories: Vec<_> = pool.by_category.iter().collect();
    categories
        .par_iter()
        .flat_map_iter(|(category, texts)| of_category(pool, &heads, &totals, **category, texts))
        .collect()
}

/// The first characters of each name in a text, as n-grams.
fn name_heads(text: &str, places: &FxHashSet<u32>) -> Vec<u32> {
    let mut found = Vec::new();
    for (start, end) in names(text) {
        let units = units(&text[start..end]);
        for length in NAME_HEADS.into_iter().filter(|&length| length <= units.len()) {
            let head = &text[start..start + units[length - 1].end];
            // The longest n-gram of a head is the head itself.
            found.extend(head_gram(head).filter(|gram| !places.contains(gram)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn head_gram(head: &str) -> Option<u32> {
    let mut whole = None;
    crate::topics::text::tokens::for_each_gram(head, |hash, start, end| {
        if start == 0 && end == head.len() {
            whole = Some(hash as u32);
        }
    });
    whole
}

fn of_category(
    pool: &Pool<'_>,
    heads: &[Vec<u32>],
    totals: &FxHashMap<u32, u32>,
    category: CategoryId,
    texts: &[u32],
) -> Vec<Peak> {
    let month_of = |text: u32| month(pool.texts[text as usize].day);
    let first = texts.iter().map(|&text| month_of(text)).min().unwrap_or(0);
    let last = texts.iter().map(|&text| month_of(text)).max().unwrap_or(0);
    let mut all = vec![0_u32; (last - first + 1) as usize];
    let mut with: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &text in texts {
        let at = (month_of(text) - first) as usize;
        all[at] += 1;
        heads[text as usize].iter().for_each(|head| with.entry(*head).or_insert_with(|| vec![0; all.len()])[at] += 1);
    }
    let mut found = Vec::new();
    for (gram, months) in with.into_iter().filter(|(_, months)| months.iter().sum::<u32>() >= PART_TEXTS_MIN) {
        let Some((run, in_time, here)) = best_run(&months, &all) else { continue };
        let elsewhere = (totals[&gram] - months.iter().sum::<u32>(), pool.texts.len() - texts.len());
        let ratio = in_time.min(ratio(here, elsewhere));
        if ratio >= PART_RATIO_MIN {
            let scope = Scope::Months(first + run.0 as i32, first + run.1 as i32);
            found.push(Peak { category, gram, scope, ratio });
        }
    }
    found
}

/// Texts with an n-gram, of all texts.
type Share = (u32, usize);

/// The run of months in which the n-gram stands out most against the others, as positions; by how much; its share there.
fn best_run(with: &[u32], all: &[u32]) -> Option<((usize, usize), f64, Share)> {
    let (with_total, total): (u32, u32) = (with.iter().sum(), all.iter().sum());
    let mut best: Option<((usize, usize), f64, Share)> = None;
    for start in (0..with.len()).filter(|&start| with[start] > 0) {
        let (mut k, mut n) = (0, 0);
        for end in start..with.len().min(start + MONTHS_MAX) {
            k += with[end];
            n += all[end];
            let here = (k, n as usize);
            let ratio = ratio(here, (with_total - k, (total - n) as usize));
            if k >= PART_TEXTS_MIN && best.is_none_or(|(_, known, _)| ratio > known) {
                best = Some(((start, end), ratio, here));
            }
        }
    }
    best
}

/// The likelihood ratio of two shares; 0 where the first is not the larger, or there is nothing to compare with.
pub fn ratio(here: Share, elsewhere: Share) -> f64 {
    let ((k1, n1), (k2, n2)) = ((f64::from(here.0), here.1 as f64), (f64::from(elsewhere.0), elsewhere.1 as f64));
    if n1 == 0.0 || n2 == 0.0 || k1 * n2 <= k2 * n1 {
        return 0.0;
    }
    let likelihood = |k: f64, n: f64, p: f64| {
        let yes = if k > 0.0 { k * p.ln() } else { 0.0 };
        let no = if n > k { (n - k) * (1.0 - p).ln() } else { 0.0 };
        yes + no
    };
    let both = (k1 + k2) / (n1 + n2);
    likelihood(k1, n1, k1 / n1) + likelihood(k2, n2, k2 / n2) - likelihood(k1, n1, both) - likelihood(k2, n2, both)
}
