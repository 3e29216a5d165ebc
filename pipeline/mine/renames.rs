//! Names that were renamed, split or merged, as it seems: one begins in the month in which another
//! of its level ends, under the same parent, with a like volume and a like make-up.
//!
//! A name's level is the median of its months with orders; it is alive in months above a tenth of
//! that, so that stragglers do not matter. It ends (begins) when at least six orders
//! would have come after its last (before its first) month alive: by chance that happens once in
//! 400 names. Of an end and a begin at most a month apart,
//!
//! - the volume is like when |ln(after ÷ before ÷ the city's growth)| ≤ ln(5/3) + 2·√(1/n + 1/n′),
//!   by the mean of up to six months on either side, n and n′ orders counted there, or of the same
//!   months a year before, for what has a season;
//! - the make-up is like when the Bhattacharyya coefficient Σ√(p·p′) is at least [`LIKENESS_MIN`]:
//!   over categories for an area, over areas for a category (Bhattacharyya 1946, Sankhyā 7:401).
//!
//! Under different parents, names must be spelt alike (Dice's coefficient of their letter pairs at
//! least a half); so must a category that was there for less than a year, which may have had its
//! season; and two categories that are not must be nearer in volume (ln 1.35). Pairs are taken best
//! first. What is left under one parent is a split, a merge or a recoding when the sums are alike;
//! an end alone is a merge into a neighbour that grows by as much; what begins and ends may have
//! stood in for a neighbour (`neighbours`). All is suspicion: until people decide (`[[aliases]]`),
//! what such names do is no news.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::imported::ImportedOrders;
use super::lives::{Life, Lives, Named};
use crate::panel::{AreaLevel, Panel};

mod neighbours;
#[cfg(test)]
mod tests;

/// Smallest Bhattacharyya coefficient of two make-ups that may be one name's.
const LIKENESS_MIN: f64 = 0.75;

/// Largest ratio of two volumes, noise aside, that may be one name's.
const VOLUME_RATIO_MAX: f64 = 5.0 / 3.0;

/// ln of how much nearer the volumes of two categories must be that are not spelt alike: categories
/// come and go for many reasons, and all of them lie in the same areas.
const UNLIKE_NARROWER: f64 = 0.21;

/// Weight of how names are spelt and of a common parent beside make-up and volume, where several
/// would fit.
const SPELLING_WEIGHT: f64 = 0.3;
const PARENT_WEIGHT: f64 = 0.3;

/// Dice's coefficient from which a name's spelling says that it goes on, though its end may be that
/// of a season.
const SPELT_ALIKE: f64 = 0.5;

/// Most ends and begins of a level that are compared, the largest first: an address-like column has
/// as many as orders.
const COMPARED_MAX: usize = 300;

/// Names that look like one another's continuation.
#[derive(Debug, Clone, PartialEq)]
pub struct Rename {
    /// The names that end.
    pub old: Vec<Named>,
    /// The names that begin, or the one that grows.
    pub new: Vec<Named>,
    /// First month of the new names.
    pub month: NaiveDate,
    /// Orders a month of the old names together, before.
    pub before: f64,
    /// Orders a month of the new names together, after; of a name that grows, what it has more than
    /// before.
    pub after: f64,
}

/// The suspected renames of the period and the year before it, coarse levels first. What lies
/// inside a renamed one goes with it. Names for which `is_settled` holds are not suspected again;
/// orders of bulk imports, which bear the time of the filling, say nothing of when names live.
pub fn find_renames(
    panel: &Panel,
    imported: &ImportedOrders,
    is_settled: &dyn Fn(&str) -> bool,
) -> Vec<Rename> {
    let lives = Lives::new(panel, imported);
    let unsettled = |mut lives: Vec<Life>| {
        lives.retain(|life| !is_settled(life.name.name(panel)));
        lives
    };
    let levels = [AreaLevel::District, AreaLevel::Street, AreaLevel::Community];
    let mut found = Vec::new();
    for level in levels {
        let gone: BTreeSet<Named> = names_of(&found);
        found.extend(of_level(&lives, unsettled(lives.areas(level, &gone)), is_settled));
    }
    let top_levels = if panel.item_level == 1 { vec![1] } else { vec![1, panel.item_level] };
    for level in top_levels {
        let gone: BTreeSet<Named> = names_of(&found);
        found.extend(of_level(&lives, unsettled(lives.categories(level, &gone)), is_settled));
    }
    found
}

fn names_of(found: &[Rename]) -> BTreeSet<Named> {
    found.iter().flat_map(|rename| rename.old.iter().chain(&rename.new)).copied().collect()
}

/// Which lives of a level belong together, by their positions.
#[derive(Debug, Clone, Default)]
struct Group {
    old: Vec<usize>,
    new: Vec<usize>,
}

fn of_level(lives: &Lives<'_>, all: Vec<Life>, is_settled: &dyn Fn(&str) -> bool) -> Vec<Rename> {
    let level = Level::new(lives, all);
    let mut groups = level.pairs();
    groups.extend(level.clusters(&groups));
    level.attach(&mut groups);
    let mut found: Vec<Rename> = groups.iter().map(|group| level.rename(group)).collect();
    let mut taken: BTreeSet<usize> = groups.iter().flat_map(|group| group.old.clone()).collect();
    for (own, stand_in) in level.stand_ins(&groups, is_settled) {
        taken.insert(own);
        found.push(stand_in);
    }
    let left = level.ends.iter().filter(|end| !taken.contains(*end));
    found.extend(left.filter_map(|&end| level.taken_in(end, is_settled)));
    found.sort_by(|a, b| b.before.total_cmp(&a.before).then_with(|| a.old.cmp(&b.old)));
    found
}

/// The lives of a level, its ends and its begins.
struct Level<'a> {
    lives: &'a Lives<'a>,
    all: Vec<Life>,
    ends: Vec<usize>,
    begins: Vec<usize>,
}

impl<'a> Level<'a> {
    fn new(lives: &'a Lives<'a>, all: Vec<Life>) -> Self {
        let chosen = |fits: &dyn Fn(&Life) -> bool| {
            let mut chosen: Vec<usize> = (0..all.len()).filter(|&at| fits(&all[at])).collect();
            chosen.sort_by(|&a, &b| all[b].level.total_cmp(&all[a].level).then(a.cmp(&b)));
            chosen.truncate(COMPARED_MAX);
            chosen
        };
        let ends = chosen(&|life| lives.ends(life) && life.last + 1 >= lives.told_from);
        let begins = chosen(&|life| lives.begins(life) && life.first >= lives.told_from);
        Self { lives, all, ends, begins }
    }

    /// Whether a begin may continue an end: it comes later, and lasts longer.
    fn meet(&self, end: usize, begin: usize) -> bool {
        let (end, begin) = (&self.all[end], &self.all[begin]);
        let outlives = end.first < begin.first && end.last < begin.last;
        outlives && begin.first.abs_diff(end.last) <= 1
    }

    fn are_siblings(&self, one: usize, other: usize) -> bool {
        self.all[one].parent == self.all[other].parent
    }

    /// |ln| of how the volumes after and before differ, and how much of that may be noise.
    fn volume_gap(&self, old: &[usize], new: &[usize]) -> (f64, f64) {
        let sum = |of: &[usize], figure: fn(&Life) -> f64| {
            of.iter().map(|&at| figure(&self.all[at])).sum::<f64>()
        };
        let (before, after) = (sum(old, |life| life.before), sum(new, |life| life.after));
        let growth = match (old, new) {
            ([end, ..], [begin, ..]) => {
                self.lives.growth(self.all[*end].last, self.all[*begin].first)
            }
            _ => 1.0,
        };
        let counted = sum(old, |life| life.counted_before).min(sum(new, |life| life.counted_after));
        let noise = 2.0 * (2.0 / counted.max(1.0)).sqrt();
        let gap = |before: f64, growth: f64| (after / before / growth).ln().abs();
        let first = new.first().map_or(0, |&begin| self.all[begin].first);
        let year_before: Option<Vec<(f64, f64)>> =
            old.iter().map(|&end| self.lives.year_before(&self.all[end], first)).collect();
        let of_season = year_before.filter(|levels| !levels.is_empty()).map(|levels| {
            let before: f64 = levels.iter().map(|(orders, _)| orders).sum();
            if before > 0.0 { gap(before, levels[0].1) } else { f64::INFINITY }
        });
        let gap = gap(before, growth).min(of_season.unwrap_or(f64::INFINITY));
        (gap, VOLUME_RATIO_MAX.ln() + noise)
    }

    fn is_like(&self, old: &[usize], new: &[usize]) -> bool {
        let (gap, allowed) = self.volume_gap(old, new);
        gap <= allowed
    }

    /// One for one, the best first.
    fn pairs(&self) -> Vec<Group> {
        let mut fits: Vec<(f64, usize, usize)> = Vec::new();
        for &end in &self.ends {
            for &begin in self.begins.iter().filter(|&&begin| self.meet(end, begin)) {
                let siblings = self.are_siblings(end, begin);
                let spelling = self.lives.spelling(self.all[end].name, self.all[begin].name);
                let is_alike = spelling >= SPELT_ALIKE;
                if !is_alike && (!siblings || self.lives.may_be_season(&self.all[end])) {
                    continue;
                }
                let (gap, allowed) = self.volume_gap(&[end], &[begin]);
                let narrower = if is_alike || matches!(self.all[end].name, Named::Area(_)) {
                    0.0
                } else {
                    UNLIKE_NARROWER
                };
                let likeness = self.lives.likeness(&self.all[end], &self.all[begin]);
                if gap > allowed - narrower || likeness < LIKENESS_MIN {
                    continue;
                }
                let score = likeness - gap
                    + SPELLING_WEIGHT * spelling
                    + if siblings { PARENT_WEIGHT } else { 0.0 };
                fits.push((score, end, begin));
            }
        }
        fits.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut taken = BTreeSet::new();
        let mut groups = Vec::new();
        for (_, end, begin) in fits {
            if !taken.contains(&(end, true)) && !taken.contains(&(begin, false)) {
                taken.extend([(end, true), (begin, false)]);
                groups.push(Group { old: vec![end], new: vec![begin] });
            }
        }
        groups
    }

    /// Splits, merges and recodings under one parent, of what is in no group yet.
    fn clusters(&self, groups: &[Group]) -> Vec<Group> {
        let mut free_ends: Vec<usize> = self.free(&self.ends, groups, |group| &group.old);
        free_ends.retain(|&end| !self.lives.may_be_season(&self.all[end]));
        let mut free_begins: Vec<usize> = self.free(&self.begins, groups, |group| &group.new);
        let mut found = Vec::new();
        while let Some(&end) = free_ends.first() {
            let together = |other: &usize| {
                self.are_siblings(end, *other)
                    && self.all[*other].last.abs_diff(self.all[end].last) <= 1
            };
            let old: Vec<usize> = free_ends.iter().copied().filter(together).collect();
            let continues =
                |begin: &usize| self.are_siblings(end, *begin) && self.meet(end, *begin);
            let new: Vec<usize> = free_begins.iter().copied().filter(continues).collect();
            free_ends.retain(|other| !old.contains(other));
            if !new.is_empty() && self.is_like(&old, &new) {
                free_begins.retain(|begin| !new.contains(begin));
                found.push(Group { old, new });
            }
        }
        found
    }

    fn free(&self, of: &[usize], groups: &[Group], side: fn(&Group) -> &Vec<usize>) -> Vec<usize> {
        of.iter()
            .copied()
            .filter(|at| !groups.iter().any(|group| side(group).contains(at)))
            .collect()
    }

    /// The smaller part of a split or merge, where it brings the volumes nearer to each other.
    fn attach(&self, groups: &mut [Group]) {
        for begin in self.free(&self.begins, groups, |group| &group.new) {
            self.attach_one(groups, begin, |group| &mut group.new, |end, own| self.meet(end, own));
        }
        for end in self.free(&self.ends, groups, |group| &group.old) {
            let near =
                |other: usize, own: usize| self.all[other].last.abs_diff(self.all[own].last) <= 1;
            self.attach_one(groups, end, |group| &mut group.old, near);
        }
    }

    fn attach_one(
        &self,
        groups: &mut [Group],
        own: usize,
        side: fn(&mut Group) -> &mut Vec<usize>,
        meets: impl Fn(usize, usize) -> bool,
    ) {
        for group in groups.iter_mut().filter(|group| meets(group.old[0], own)) {
            if !self.are_siblings(group.old[0], own) || group.new.contains(&own) {
                continue;
            }
            let mut wider = group.clone();
            side(&mut wider).push(own);
            if self.volume_gap(&wider.old, &wider.new).0 < self.volume_gap(&group.old, &group.new).0
            {
                *group = wider;
                return;
            }
        }
    }

    fn rename(&self, group: &Group) -> Rename {
        let names = |of: &[usize]| of.iter().map(|&at| self.all[at].name).collect();
        let first = group.new.iter().map(|&at| self.all[at].first).min().unwrap_or_default();
        Rename {
            old: names(&group.old),
            new: names(&group.new),
            month: self.lives.panel.months[first].month,
            before: group.old.iter().map(|&at| self.all[at].before).sum(),
            after: group.new.iter().map(|&at| self.all[at].after).sum(),
        }
    }
}
