//! Marked items that are too many leave the selection by the cheapest swaps.

use super::{Selector, key};

/// A marked item that leaves, and the unmarked one that takes its place.
struct Swap {
    out: usize,
    into: usize,
    cost: f64,
}

impl Selector {
    /// Swaps marked items out until as many are left as may be. `order`: best first.
    pub(super) fn keep_to_marked(&self, scores: &[f64], order: &[usize], taken: &mut [bool]) {
        let Some((marked, _)) = &self.marked else { return };
        let leaves = |item: usize, taken: &[bool]| taken[item] && marked[item] && !self.fixed[item];
        let free = order.iter().filter(|&&item| leaves(item, taken)).count();
        let mut too_many = free.saturating_sub(self.free_marked());
        let mut waiting =
            if too_many > 0 { self.waiting(order, marked, taken) } else { Vec::new() };
        while too_many > 0 {
            let leaving: Vec<usize> =
                order.iter().copied().filter(|&item| leaves(item, taken)).collect();
            match self.cheapest_swap(scores, &leaving, &waiting, taken) {
                Some(swap) => {
                    taken[swap.out] = false;
                    taken[swap.into] = true;
                    waiting[self.group_of[swap.into]].pop();
                }
                // Nothing can take its place: the one with the lowest score goes all the same.
                None => leaving.last().into_iter().for_each(|&item| taken[item] = false),
            }
            too_many -= 1;
        }
    }

    /// Marked items that may be chosen beside those that are fixed.
    pub(super) fn free_marked(&self) -> usize {
        let Some((marked, most)) = &self.marked else { return usize::MAX };
        let fixed = (0..marked.len()).filter(|&item| marked[item] && self.fixed[item]).count();
        most.saturating_sub(fixed)
    }

    /// By group: the unmarked items that could come in, best last.
    fn waiting(&self, order: &[usize], marked: &[bool], taken: &[bool]) -> Vec<Vec<usize>> {
        let mut waiting = vec![Vec::new(); self.group_count];
        for &item in order.iter().rev() {
            if !taken[item] && !marked[item] && !self.barred[item] {
                waiting[self.group_of[item]].push(item);
            }
        }
        waiting
    }

    fn cheapest_swap(
        &self,
        scores: &[f64],
        leaving: &[usize],
        waiting: &[Vec<usize>],
        taken: &[bool],
    ) -> Option<Swap> {
        let mut in_group = vec![0; self.group_count];
        for item in (0..taken.len()).filter(|&item| taken[item]) {
            in_group[self.group_of[item]] += 1;
        }
        let used = in_group.iter().filter(|&&count| count > 0).count();
        let mut best: Option<Swap> = None;
        // Worst first, so that of equal swaps the one that takes out the lowest score is kept.
        for &out in leaving.iter().rev() {
            let from = self.group_of[out];
            for (to, queue) in waiting.iter().enumerate() {
                let Some(&into) = queue.last() else { continue };
                let has_room = to == from || in_group[to] < self.limits.per_group;
                let opens = usize::from(in_group[to] == 0);
                let closes = usize::from(in_group[from] == 1 && to != from);
                let too_many_groups = used + opens - closes > self.limits.groups.max(used);
                if !has_room || too_many_groups {
                    continue;
                }
                let cost = key(scores[out]) - key(scores[into]);
                if best.as_ref().is_none_or(|best| cost < best.cost) {
                    best = Some(Swap { out, into, cost });
                }
            }
        }
        best
    }
}
