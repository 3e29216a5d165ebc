//! The names of one level: which that end and which that begin belong together.

use std::collections::BTreeSet;

use super::Rename;
use crate::mine::lives::{Life, Lives, Named};

/// Smallest Bhattacharyya coefficient of two make-ups that may be one name's.
pub(super) const LIKENESS_MIN: f64 = 0.75;

/// Largest ratio of two volumes, noise aside, that may be one name's.
pub(super) const VOLUME_RATIO_MAX: f64 = 5.0 / 3.0;

/// ln of how much nearer the volumes of two categories must be that are not spelt alike: categories
/// come and go for many reasons, and all of them lie in the same areas.
const UNLIKE_NARROWER: f64 = 0.21;

/// Weight of how names are spelt and of a common parent beside make-up and volume, where several
/// would fit.
const SPELLING_WEIGHT: f64 = 0.3;
const PARENT_WEIGHT: f64 = 0.3;

/// Dice's coefficient from which a name's spelling says that it goes on, though its end may be that
/// of a season.
pub(super) const SPELT_ALIKE: f64 = 0.5;

/// Most ends and begins of a level that are compared, the largest first: an address-like column has
/// as many as orders.
const COMPARED_MAX: usize = 300;

/// Which lives of a level belong together, by their positions.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
}

/// The lives of a level, its ends and its begins.
pub(super) struct Level<'a> {
    pub(super) lives: &'a Lives<'a>,
    pub(super) all: Vec<Life>,
    pub(super) ends: Vec<usize>,
    pub(super) begins: Vec<usize>,
}

impl<'a> Level<'a> {
    pub(super) fn new(lives: &'a Lives<'a>, all: Vec<Life>) -> Self {
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
    pub(super) fn pairs(&self) -> Vec<Group> {
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
    pub(super) fn clusters(&self, groups: &[Group]) -> Vec<Group> {
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
    pub(super) fn attach(&self, groups: &mut [Group]) {
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

    pub(super) fn rename(&self, group: &Group) -> Rename {
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
