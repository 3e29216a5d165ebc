//! Exact selection under caps: the `pick` items with the largest total score, at most `per_group`
//! from a group, from at most `groups` groups, with some items fixed in and some barred, and at
//! most so many of a marked kind.
//!
//! Within a group the best choice of `j` items is its fixed ones and then its best others, so the
//! whole problem is a knapsack over groups: `best(groups used, items picked)`, one pass a group,
//! `O(groups² · pick · per_group)`. Where the limit on groups does not bind, the greedy order is
//! already optimal (a partition matroid) and the table is skipped.
//!
//! Where more marked items than allowed were chosen, they leave one by one, each by the swap with
//! an unmarked item that costs least. From an optimum with `k` marked items the best swap leads to
//! an optimum with `k − 1` (Gabow & Tarjan 1984), so this too is exact, but for selections in which
//! the limit on groups binds. Without an item to swap with, the list becomes shorter.
//!
//! Equal scores are settled by position, the earlier item first: the same input gives the same
//! answer. NaN scores count as the lowest.
//!
//! Sources: Kellerer, Pferschy & Pisinger 2004, Knapsack Problems, ch. 11, doi
//! 10.1007/978-3-540-24777-7; Gabow & Tarjan 1984, J. Algorithms 5:80, doi
//! 10.1016/0196-6774(84)90042-7.

mod exact;
mod marked;

use thiserror::Error;

/// Limits of a selection. `usize::MAX` lifts a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Items to pick.
    pub pick: usize,
    /// Most groups to pick from.
    pub groups: usize,
    /// Most items of one group.
    pub per_group: usize,
}

/// Why no selection keeps all limits. Items and groups are given by position.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Clash {
    /// Fixed in and barred at once.
    #[error("item {item} is both fixed in and barred")]
    FixedAndBarred {
        /// The item.
        item: usize,
    },
    /// More fixed items than places.
    #[error("{fixed} items are fixed in, but only {pick} may be picked")]
    TooManyFixed {
        /// Fixed items.
        fixed: usize,
        /// Places.
        pick: usize,
    },
    /// More fixed items of one group than the group may have.
    #[error("{fixed} items of group {group} are fixed in, but a group may have {per_group}")]
    GroupOverfull {
        /// The group.
        group: usize,
        /// Fixed items of it.
        fixed: usize,
        /// Most items of a group.
        per_group: usize,
    },
    /// Fixed items lie in more groups than allowed.
    #[error("the fixed items lie in {fixed_groups} groups, but only {groups} are allowed")]
    TooManyGroups {
        /// Groups with fixed items.
        fixed_groups: usize,
        /// Most groups.
        groups: usize,
    },
    /// The limits leave fewer places than items wanted.
    #[error(
        "{pick} items are wanted, but the limits leave at most {possible} of {free} items that are \
         not barred"
    )]
    TooFew {
        /// Items wanted.
        pick: usize,
        /// Most that the limits allow.
        possible: usize,
        /// Items that are not barred.
        free: usize,
    },
}

/// A selection problem whose limits were checked: every choice succeeds, whatever the scores.
#[derive(Debug, Clone)]
pub struct Selector {
    limits: Limits,
    group_of: Vec<usize>,
    group_count: usize,
    fixed: Vec<bool>,
    barred: Vec<bool>,
    /// Marked items, and how many of them may be chosen; fixed ones always are.
    marked: Option<(Vec<bool>, usize)>,
}

impl Selector {
    /// Checks the limits. `group_of` has one entry an item; `fixed` and `barred` are positions of
    /// items.
    ///
    /// # Errors
    /// Every clash that can be told apart, not only the first.
    pub fn new(
        group_of: &[usize],
        limits: Limits,
        fixed: &[usize],
        barred: &[usize],
    ) -> Result<Self, Vec<Clash>> {
        let flags = |positions: &[usize]| {
            let mut flags = vec![false; group_of.len()];
            positions.iter().for_each(|&item| flags[item] = true);
            flags
        };
        let selector = Self {
            limits,
            group_of: group_of.to_vec(),
            group_count: group_of.iter().max().map_or(0, |&last| last + 1),
            fixed: flags(fixed),
            barred: flags(barred),
            marked: None,
        };
        let clashes = selector.clashes();
        if clashes.is_empty() { Ok(selector) } else { Err(clashes) }
    }

    /// Lets at most `most` of the marked items be chosen. `marked` has one entry an item.
    #[must_use]
    pub fn with_marked(self, marked: Vec<bool>, most: usize) -> Self {
        Self { marked: Some((marked, most)), ..self }
    }

    /// Items to pick.
    pub fn picks(&self) -> usize {
        self.limits.pick
    }

    /// Whether a selection keeps the limits on groups, places and marked items, and holds what is
    /// fixed.
    pub fn allows(&self, chosen: &[usize]) -> bool {
        let mut taken = vec![false; self.group_of.len()];
        let mut in_group = vec![0; self.group_count];
        for &item in chosen {
            taken[item] = true;
            in_group[self.group_of[item]] += 1;
        }
        let marked = self.marked.as_ref().is_none_or(|(marked, _)| {
            let free = |&item: &usize| marked[item] && taken[item] && !self.fixed[item];
            (0..taken.len()).filter(free).count() <= self.free_marked()
        });
        marked
            && chosen.len() <= self.limits.pick
            && in_group.iter().all(|&count| count <= self.limits.per_group)
            && self.groups_used(&taken) <= self.limits.groups
            && (0..taken.len()).all(|item| taken[item] || !self.fixed[item])
            && chosen.iter().all(|&item| !self.barred[item])
    }

    /// The best selection for these scores, best first; fixed items stand where their score puts
    /// them.
    pub fn choose(&self, scores: &[f64]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&a, &b| key(scores[b]).total_cmp(&key(scores[a])).then(a.cmp(&b)));
        self.choose_in_order(scores, &order)
    }

    /// As [`Selector::choose`], for a caller that has already sorted the items, best first.
    pub fn choose_in_order(&self, scores: &[f64], order: &[usize]) -> Vec<usize> {
        let greedy = self.greedy(order);
        let bound = self.groups_used(&greedy) > self.limits.groups;
        let mut taken = if bound { self.table(scores, order) } else { greedy };
        self.keep_to_marked(scores, order, &mut taken);
        order.iter().copied().filter(|&item| taken[item]).collect()
    }

    fn clashes(&self) -> Vec<Clash> {
        let items = 0..self.group_of.len();
        let mut clashes: Vec<Clash> = items
            .clone()
            .filter(|&item| self.fixed[item] && self.barred[item])
            .map(|item| Clash::FixedAndBarred { item })
            .collect();
        let Limits { pick, groups, per_group } = self.limits;
        let fixed = items.filter(|&item| self.fixed[item]).count();
        if fixed > pick {
            clashes.push(Clash::TooManyFixed { fixed, pick });
        }
        let by_group = self.fixed_by_group();
        for (group, &fixed) in by_group.iter().enumerate().filter(|(_, fixed)| **fixed > per_group)
        {
            clashes.push(Clash::GroupOverfull { group, fixed, per_group });
        }
        let fixed_groups = by_group.iter().filter(|&&fixed| fixed > 0).count();
        if fixed_groups > groups {
            clashes.push(Clash::TooManyGroups { fixed_groups, groups });
        }
        let (possible, free) = self.capacity(&by_group);
        if clashes.is_empty() && possible < pick {
            clashes.push(Clash::TooFew { pick, possible, free });
        }
        clashes
    }

    fn fixed_by_group(&self) -> Vec<usize> {
        let mut count = vec![0; self.group_count];
        for (item, &group) in self.group_of.iter().enumerate() {
            count[group] += usize::from(self.fixed[item]);
        }
        count
    }

    /// Most items that the limits allow, and the items that are not barred.
    fn capacity(&self, fixed_by_group: &[usize]) -> (usize, usize) {
        let mut room = vec![0; self.group_count];
        for (item, &group) in self.group_of.iter().enumerate() {
            room[group] += usize::from(!self.barred[item]);
        }
        let free = room.iter().sum();
        let mut capped: Vec<(bool, usize)> = room
            .iter()
            .zip(fixed_by_group)
            .map(|(&r, &f)| (f > 0, r.min(self.limits.per_group)))
            .collect();
        capped.sort_unstable_by(|a, b| b.cmp(a));
        (capped.iter().take(self.limits.groups).map(|c| c.1).sum(), free)
    }

    fn greedy(&self, order: &[usize]) -> Vec<bool> {
        let mut taken = self.fixed.clone();
        let mut in_group = self.fixed_by_group();
        let mut left = self.limits.pick.saturating_sub(in_group.iter().sum());
        for &item in order {
            let group = self.group_of[item];
            if left > 0
                && !taken[item]
                && !self.barred[item]
                && in_group[group] < self.limits.per_group
            {
                taken[item] = true;
                in_group[group] += 1;
                left -= 1;
            }
        }
        taken
    }

    fn groups_used(&self, taken: &[bool]) -> usize {
        let mut used = vec![false; self.group_count];
        taken
            .iter()
            .zip(&self.group_of)
            .filter(|(taken, _)| **taken)
            .for_each(|(_, &group)| used[group] = true);
        used.into_iter().filter(|&used| used).count()
    }
}

/// NaN as the lowest finite score, so that sums stay comparable.
fn key(score: f64) -> f64 {
    if score.is_nan() { -1e12 } else { score.clamp(-1e12, 1e12) }
}

#[cfg(test)]
mod tests;
