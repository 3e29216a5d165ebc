//! The best selection where the number of groups binds: a table over groups, groups used and items
//! picked.

use super::{Selector, key};

/// One group's items in the order in which they would be taken.
struct Queue {
    items: Vec<usize>,
    fixed: usize,
    /// Total score of the first `n` items, for `n` from 0.
    sums: Vec<f64>,
}

impl Queue {
    fn new(items: Vec<usize>, fixed: usize, scores: &[f64]) -> Self {
        let mut sums = vec![0.0];
        items.iter().for_each(|&item| sums.push(sums[sums.len() - 1] + key(scores[item])));
        Self { items, fixed, sums }
    }

    /// How many of the items may be taken.
    fn takes(&self, pick: usize) -> std::ops::RangeInclusive<usize> {
        self.fixed..=self.items.len().min(pick)
    }
}

impl Selector {
    /// Per group: its items, fixed first, then best first, cut at the group's limit; and how many
    /// are fixed.
    fn queues(&self, order: &[usize]) -> Vec<(Vec<usize>, usize)> {
        let mut queues = vec![(Vec::new(), 0); self.group_count];
        for &item in order.iter().filter(|&&item| self.fixed[item]) {
            let queue = &mut queues[self.group_of[item]];
            queue.0.push(item);
            queue.1 += 1;
        }
        for &item in order.iter().filter(|&&item| !self.fixed[item] && !self.barred[item]) {
            let queue = &mut queues[self.group_of[item]];
            if queue.0.len() < self.limits.per_group {
                queue.0.push(item);
            }
        }
        queues
    }

    /// The items taken, by `best[group][groups used][items picked]`: the largest total over the
    /// groups before `group`.
    pub(super) fn table(&self, scores: &[f64], order: &[usize]) -> Vec<bool> {
        let queues: Vec<Queue> = self
            .queues(order)
            .into_iter()
            .map(|(items, fixed)| Queue::new(items, fixed, scores))
            .collect();
        let width = self.limits.pick + 1;
        let rows = self.limits.groups.min(self.group_count) + 1;
        let layer = rows * width;
        let mut best = vec![f64::NEG_INFINITY; (queues.len() + 1) * layer];
        best[0] = 0.0;
        for (group, queue) in queues.iter().enumerate() {
            let (before, after) = best.split_at_mut((group + 1) * layer);
            let (before, after) = (&before[group * layer..], &mut after[..layer]);
            for take in queue.takes(self.limits.pick) {
                let opens = usize::from(take > 0);
                for used in opens..rows {
                    let from = &before[(used - opens) * width..][..width - take];
                    let to = &mut after[used * width + take..][..width - take];
                    to.iter_mut().zip(from).for_each(|(to, from)| {
                        let total = from + queue.sums[take];
                        *to = if total > *to { total } else { *to };
                    });
                }
            }
        }
        self.trace(&queues, &best, rows)
    }

    /// Walks the table back: in each group the fewest items that reach the total.
    fn trace(&self, queues: &[Queue], best: &[f64], rows: usize) -> Vec<bool> {
        let width = self.limits.pick + 1;
        let at =
            |group: usize, used: usize, picked: usize| best[(group * rows + used) * width + picked];
        let (last, mut picked) = (queues.len(), self.limits.pick);
        let better =
            |top, used| if at(last, used, picked) > at(last, top, picked) { used } else { top };
        let mut used = (1..rows).fold(0, better);
        let mut taken = vec![false; self.group_of.len()];
        for (group, queue) in queues.iter().enumerate().rev() {
            let reaches = |&take: &usize| {
                let opens = usize::from(take > 0);
                take <= picked
                    && opens <= used
                    && at(group, used - opens, picked - take) + queue.sums[take]
                        == at(group + 1, used, picked)
            };
            let take = queue.takes(self.limits.pick).find(reaches).unwrap_or_default();
            queue.items[..take].iter().for_each(|&item| taken[item] = true);
            picked -= take;
            used -= usize::from(take > 0);
        }
        taken
    }
}
