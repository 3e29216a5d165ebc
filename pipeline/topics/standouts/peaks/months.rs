//! Texts of a category by month, and the run of months in which a name stands out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::pool::Pool;
use super::{MONTHS_MAX, PART_RATIO_MIN, PART_TEXTS_MIN, month, ratio, ratio_from};
use crate::topics::order_texts::OrderText;

/// The months of all texts.
pub(super) struct Calendar {
    /// Counted from year 0.
    pub(super) first: i32,
    pub(super) months: usize,
}

impl Calendar {
    pub(super) fn of(texts: &[OrderText]) -> Self {
        let months = || texts.iter().map(|text| month(text.day));
        let (first, last) = (months().min().unwrap_or(0), months().max().unwrap_or(0));
        Self { first, months: (last - first + 1) as usize }
    }
}

/// The texts of one category by month: all, and the areas that say each name. Areas, not texts:
/// what one estate says a hundred times is no matter of the whole city.
pub(super) struct Months {
    pub(super) all: Vec<u32>,
    /// The names, ascending.
    pub(super) names: Vec<u32>,
    /// Areas by name and month.
    pub(super) areas: Vec<u32>,
}

impl Months {
    pub(super) fn count(
        pool: &Pool<'_>,
        names: &[bool],
        calendar: &Calendar,
        texts: &[u32],
    ) -> Self {
        let mut all = vec![0_u32; calendar.months];
        let mut with: FxHashMap<u32, usize> = FxHashMap::default();
        let mut counts = Vec::new();
        let mut seen = FxHashSet::default();
        for &text in texts {
            let &OrderText { day, area, .. } = &pool.texts[text as usize];
            let at = (month(day) - calendar.first) as usize;
            all[at] += 1;
            let known = |gram: &&u32| names[**gram as usize];
            for name in
                pool.grams(text).iter().filter(known).filter(|&&gram| seen.insert((gram, at, area)))
            {
                let start = *with.entry(*name).or_insert(counts.len());
                if start == counts.len() {
                    counts.resize(start + calendar.months, 0_u32);
                }
                counts[start + at] += 1;
            }
        }
        let mut with: Vec<(u32, usize)> = with.into_iter().collect();
        with.sort_unstable();
        let areas = with
            .iter()
            .flat_map(|(_, start)| &counts[*start..start + calendar.months])
            .copied()
            .collect();
        Self { all, areas, names: with.into_iter().map(|(name, _)| name).collect() }
    }

    /// The names, each with the areas that say it by month.
    pub(super) fn names(&self) -> impl Iterator<Item = (u32, &[u32])> {
        self.names.iter().copied().zip(self.areas.chunks(self.all.len()))
    }

    /// The areas that say a name, by month.
    pub(super) fn with(&self, name: u32) -> Option<&[u32]> {
        let at = self.names.binary_search(&name).ok()?;
        self.areas.get(at * self.all.len()..(at + 1) * self.all.len())
    }

    /// Areas that say a name, and all texts, in a run of months.
    pub(super) fn in_run(&self, name: u32, (first, last): (usize, usize)) -> Share {
        let sum = |months: &[u32]| months[first..=last].iter().sum::<u32>();
        (self.with(name).map_or(0, sum), sum(&self.all) as usize)
    }

    /// By how much a name is more frequent here, in a run of months, than in the other categories;
    /// `total` is of all categories, as is `texts`.
    pub(super) fn stands_out_in(
        &self,
        name: u32,
        run: (usize, usize),
        total: u32,
        texts: usize,
    ) -> f64 {
        let Some(months) = self.with(name) else { return 0.0 };
        let all: u32 = self.all.iter().sum();
        let here = self.in_run(name, run);
        let elsewhere = (total - months.iter().sum::<u32>(), texts - all as usize);
        if here.0 < PART_TEXTS_MIN { 0.0 } else { ratio(here, elsewhere) }
    }

    /// The names that are more frequent here, in their best months, than in the other categories;
    /// `totals` are of all categories, as is `texts`.
    pub(super) fn own_names(&self, totals: &FxHashMap<u32, u32>, texts: usize) -> Vec<u32> {
        let own = |(name, months): (u32, &[u32])| {
            let (run, ..) = best_run(months, &self.all)?;
            (self.stands_out_in(name, run, totals[&name], texts) >= PART_RATIO_MIN).then_some(name)
        };
        self.names().filter_map(own).collect()
    }

    /// Areas that say a name, and all texts, of several categories by month.
    pub(super) fn sum<'a>(
        parts: impl Iterator<Item = &'a Self>,
        name: u32,
        months: usize,
    ) -> (Vec<u32>, Vec<u32>) {
        let (mut with, mut all) = (vec![0; months], vec![0; months]);
        for part in parts {
            with.iter_mut()
                .zip(part.with(name).unwrap_or_default())
                .for_each(|(sum, areas)| *sum += areas);
            all.iter_mut().zip(&part.all).for_each(|(sum, texts)| *sum += texts);
        }
        (with, all)
    }
}

/// Texts with an n-gram, of all texts.
pub(super) type Share = (u32, usize);

/// The run of months in which the n-gram stands out most against the others, as positions; by how
/// much; its share there.
pub(super) fn best_run(with: &[u32], all: &[u32]) -> Option<((usize, usize), f64, Share)> {
    let (with_total, total): (u32, u32) = (with.iter().sum(), all.iter().sum());
    let mut best: Option<((usize, usize), f64, Share)> = None;
    for start in (0..with.len()).filter(|&start| with[start] > 0) {
        let (mut k, mut n) = (0, 0);
        for end in start..with.len().min(start + MONTHS_MAX) {
            k += with[end];
            n += all[end];
            if k < PART_TEXTS_MIN {
                continue;
            }
            let here = (k, n as usize);
            let least = best.map_or(0.0, |(_, known, _)| known);
            let found = ratio_from(least, here, (with_total - k, (total - n) as usize));
            if let Some(ratio) = found.filter(|ratio| best.is_none() || *ratio > least) {
                best = Some(((start, end), ratio, here));
            }
        }
    }
    best
}
