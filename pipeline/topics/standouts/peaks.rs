//! N-grams that stand out in one category: in an area, or in a run of months.

mod months;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use months::{Calendar, Months, Share, best_run};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::pool::{ChosenCounter, Counter, Pool, Sieve};
use super::said::grams;
use crate::panel::{AreaId, CategoryId};
use crate::topics::order_texts::OrderText;

/// A category takes part from here: clear on its own among the few hundred categories of a city.
const PART_RATIO_MIN: f64 = 8.0;

/// Texts of one category that share the n-gram there.
pub const PART_TEXTS_MIN: u32 = 3;

/// Longest run of months compared: what lasts longer in the whole city is a category's own trade.
const MONTHS_MAX: usize = 5;

/// Another category takes part in a matter that is known from others: by chance, one in fifty.
const ALSO_RATIO_MIN: f64 = 4.0;

/// Share of the texts with the beginning of a name in which it is one.
const NAME_SHARE: f64 = 0.5;

/// Names that stand out in time by chance, of all of a run.
const FALSE_MATTERS: f64 = 0.01;

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
    pub fn holds(self, text: &OrderText) -> bool {
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
pub fn area_peaks(pool: &Pool<'_>) -> Vec<Peak> {
    let areas: Vec<_> = pool.by_area.iter().collect();
    let counters = || (ChosenCounter::new(pool), Counter::new(pool));
    let find = |counters: &mut (ChosenCounter, Counter), (area, texts): (&AreaId, &Vec<u32>)| {
        candidates(pool, *area, texts, counters)
    };
    let tasks = areas.into_par_iter().with_min_len(task_len(pool.by_area.len()));
    let candidates: Vec<Candidate> = tasks.map_init(counters, find).flatten_iter().collect();
    let mut by_category: BTreeMap<CategoryId, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        by_category.entry(candidate.category).or_default().push(candidate);
    }
    let peaks = |in_city: &mut ChosenCounter,
                 (category, candidates): (CategoryId, Vec<Candidate>)| {
        let texts = &pool.by_category[&category];
        candidates.iter().for_each(|candidate| in_city.choose(candidate.gram));
        texts.iter().for_each(|&text| in_city.count(pool.grams(text)));
        let peak = |candidate: Candidate| {
            let Candidate { gram, area, here: (count, own), against_area, .. } = candidate;
            let elsewhere = (in_city.of(gram) - count, texts.len() - own);
            let ratio = ratio_from(PART_RATIO_MIN, (count, own), elsewhere)?.min(against_area);
            Some(Peak { category, gram, scope: Scope::Area(area), ratio })
        };
        let found: Vec<Peak> = candidates.into_iter().filter_map(peak).collect();
        in_city.clear();
        found
    };
    let by_category: Vec<(CategoryId, Vec<Candidate>)> = by_category.into_iter().collect();
    let min_len = task_len(by_category.len());
    let tasks = by_category.into_par_iter().with_min_len(min_len);
    tasks.map_init(|| ChosenCounter::new(pool), peaks).flatten_iter().collect()
}

/// Fewest things that a task looks at: each task has counters of its own for all n-grams, which
/// take longer to empty than one thing to look at.
fn task_len(things: usize) -> usize {
    things.div_ceil(TASKS_PER_CORE * rayon::current_num_threads())
}

/// Tasks per core, of which some take longer than others.
const TASKS_PER_CORE: usize = 4;

/// An n-gram that is more frequent in one category of an area than in the area's others.
struct Candidate {
    category: CategoryId,
    gram: u32,
    area: AreaId,
    here: Share,
    against_area: f64,
}

fn candidates(
    pool: &Pool<'_>,
    area: AreaId,
    texts: &[u32],
    (in_area, in_cell): &mut (ChosenCounter, Counter),
) -> Vec<Candidate> {
    let category_of = |text: u32| pool.texts[text as usize].category;
    let cells = texts.chunk_by(|&one, &other| category_of(one) == category_of(other));
    let mut counted = Vec::new();
    for cell in cells.filter(|cell| cell.len() >= PART_TEXTS_MIN as usize) {
        let category = category_of(cell[0]);
        // Most come once or twice, which a few counts that stay at hand nearly always show.
        let mut sieve = Sieve::default();
        cell.iter().flat_map(|&text| pool.grams(text)).for_each(|&gram| sieve.add(gram));
        let mine = cell.iter().flat_map(|&text| pool.grams(text)).copied();
        mine.filter(|&gram| sieve.at_most(gram) >= PART_TEXTS_MIN)
            .for_each(|gram| in_cell.add(gram));
        in_cell.drain(|gram, count| {
            if count >= PART_TEXTS_MIN {
                in_area.choose(gram);
                counted.push((category, gram, (count, cell.len())));
            }
        });
    }
    texts.iter().for_each(|&text| in_area.count(pool.grams(text)));
    let against_area = |(category, gram, here): (CategoryId, u32, Share)| {
        let in_area = (in_area.of(gram) - here.0, texts.len() - here.1);
        let against_area = ratio_from(PART_RATIO_MIN, here, in_area)?;
        Some(Candidate { category, gram, area, here, against_area })
    };
    let found = counted.into_iter().filter_map(against_area).collect();
    in_area.clear();
    found
}

/// How much more frequent an n-gram is in a run of months than in the others, among some texts,
/// each with whether it has the n-gram.
pub fn in_time(pool: &Pool<'_>, texts: &[(u32, bool)]) -> f64 {
    let months: Vec<i32> =
        texts.iter().map(|(text, _)| month(pool.texts[*text as usize].day)).collect();
    let (first, last) =
        (months.iter().copied().min().unwrap_or(0), months.iter().copied().max().unwrap_or(0));
    let mut all = vec![0_u32; (last - first + 1) as usize];
    let mut with = all.clone();
    for ((_, has), month) in texts.iter().zip(months) {
        let at = (month - first) as usize;
        all[at] += 1;
        with[at] += u32::from(*has);
    }
    best_run(&with, &all).map_or(0.0, |(_, ratio, _)| ratio)
}

/// The peaks in time of names in the whole city that are no chance. Only names: other words that
/// come and go are seasons and events.
///
/// A name's categories are those where it is, in its months, more frequent than in the others; its
/// months are where it stands out among the texts of all of them, so far that hardly one of all
/// names × runs of months does by chance. The peak of each category is its share of that.
pub fn month_peaks(pool: &Pool<'_>, area_names: &[&str]) -> Vec<Peak> {
    let names = names_of(pool, area_names);
    let calendar = Calendar::of(pool.texts);
    let categories: Vec<_> = pool.by_category.iter().collect();
    let by_month: Vec<Months> = categories
        .par_iter()
        .map(|(_, texts)| Months::count(pool, &names, &calendar, texts))
        .collect();
    let mut totals: FxHashMap<u32, u32> = FxHashMap::default();
    for (name, months) in by_month.iter().flat_map(Months::names) {
        *totals.entry(name).or_default() += months.iter().sum::<u32>();
    }
    let own_names = |months: &Months| months.own_names(&totals, pool.texts.len());
    let own_names: Vec<Vec<u32>> = by_month.par_iter().map(own_names).collect();
    let mut own: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, names) in own_names.into_iter().enumerate() {
        names.into_iter().for_each(|name| own.entry(name).or_default().push(at));
    }
    let own: Vec<(u32, Vec<usize>)> = own.into_iter().collect();
    let least = (own.len() as f64 * (calendar.months * MONTHS_MAX) as f64 / FALSE_MATTERS).ln();
    let peaks = |(name, own): &(u32, Vec<usize>)| {
        let together = Months::sum(own.iter().map(|&at| &by_month[at]), *name, calendar.months);
        let (run, ratio, (areas, _)) =
            best_run(&together.0, &together.1).filter(|(_, ratio, _)| *ratio >= least)?;
        let scope = Scope::Months(calendar.first + run.0 as i32, calendar.first + run.1 as i32);
        let among =
            |months: &Months| months.stands_out_in(*name, run, totals[name], pool.texts.len());
        let also = (0..by_month.len())
            .filter(|at| !own.contains(at) && among(&by_month[*at]) >= ALSO_RATIO_MIN);
        let share = |at: usize| f64::from(by_month[at].in_run(*name, run).0) / f64::from(areas);
        let peak = |at: usize| Peak {
            category: *categories[at].0,
            gram: *name,
            scope,
            ratio: ratio * share(at),
        };
        let all = own.iter().copied().chain(also).map(peak).filter(|peak| peak.ratio > 0.0);
        Some(all.collect::<Vec<_>>())
    };
    own.par_iter().filter_map(peaks).flatten_iter().collect()
}

/// By n-gram: whether it is mostly the beginning of a name, in at least [`PART_TEXTS_MIN`] texts.
/// `物业` rarely is.
fn names_of(pool: &Pool<'_>, area_names: &[&str]) -> Vec<bool> {
    let places: FxHashSet<u32> = area_names.iter().flat_map(|name| grams(name)).collect();
    let mut named: FxHashMap<u32, u32> = FxHashMap::default();
    for head in pool.heads().flatten().filter(|head| !places.contains(head)) {
        *named.entry(*head).or_default() += 1;
    }
    let mut are_names = vec![false; pool.said_by.len()];
    for (head, named) in named.into_iter().filter(|(_, texts)| *texts >= PART_TEXTS_MIN) {
        if let Some(gram) = pool.gram(head).map(|gram| gram as usize) {
            are_names[gram] = f64::from(named) >= NAME_SHARE * f64::from(pool.said_by[gram]);
        }
    }
    are_names
}

/// The likelihood ratio of two shares, if it is at least so much. It is never more than χ² of the
/// two (a divergence of Kullback and Leibler is at most one of Pearson), which needs no logarithms
/// and nearly always says no.
pub fn ratio_from(least: f64, here: Share, elsewhere: Share) -> Option<f64> {
    let ((k1, n1), (k2, n2)) =
        ((f64::from(here.0), here.1 as f64), (f64::from(elsewhere.0), elsewhere.1 as f64));
    let (k, n) = (k1 + k2, n1 + n2);
    // Σ nᵢ (pᵢ − p)² / (p (1 − p)), without a division by what may be 0.
    let apart = k1 * n2 - k2 * n1;
    let is_possible = apart * apart * n >= least * n1 * n2 * k * (n - k);
    is_possible.then(|| ratio(here, elsewhere)).filter(|ratio| *ratio >= least)
}

/// The likelihood ratio of two shares; 0 where the first is not the larger, or there is nothing to
/// compare with.
pub fn ratio(here: Share, elsewhere: Share) -> f64 {
    let ((k1, n1), (k2, n2)) =
        ((f64::from(here.0), here.1 as f64), (f64::from(elsewhere.0), elsewhere.1 as f64));
    if n1 == 0.0 || n2 == 0.0 || k1 * n2 <= k2 * n1 {
        return 0.0;
    }
    let likelihood = |k: f64, n: f64, p: f64| {
        let yes = if k > 0.0 { k * p.ln() } else { 0.0 };
        let no = if n > k { (n - k) * (1.0 - p).ln() } else { 0.0 };
        yes + no
    };
    let both = (k1 + k2) / (n1 + n2);
    likelihood(k1, n1, k1 / n1) + likelihood(k2, n2, k2 / n2)
        - likelihood(k1, n1, both)
        - likelihood(k2, n2, both)
}
