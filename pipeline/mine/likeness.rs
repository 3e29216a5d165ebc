//! How alike two names are: in what their orders are made of, and in how they are spelt.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lives::{Life, Lives, Named};
use crate::panel::{AreaId, AreaLevel, CellMonth};

impl Lives<'_> {
    /// Bhattacharyya coefficient of what an ending name was made of and a beginning one is made of.
    pub(super) fn likeness(&self, end: &Life, begin: &Life) -> f64 {
        let (before, after) = (self.before(end.last), self.after(begin.first));
        self.likeness_of((end.name, before), (begin.name, after))
    }

    /// The same of two names in months of their own.
    pub(super) fn likeness_of(
        &self,
        one: (Named, Range<usize>),
        other: (Named, Range<usize>),
    ) -> f64 {
        let (before, after) = (self.make_up(one.0, one.1), self.make_up(other.0, other.1));
        let (all_before, all_after) = (before.values().sum::<f64>(), after.values().sum::<f64>());
        let product =
            |(part, orders): (&u32, &f64)| orders * after.get(part).copied().unwrap_or_default();
        let roots: f64 = before.iter().map(product).map(f64::sqrt).sum();
        if all_before > 0.0 && all_after > 0.0 {
            roots / (all_before * all_after).sqrt()
        } else {
            0.0
        }
    }

    /// Orders of an area by category, or of a category by area of the coarsest level that has
    /// several.
    fn make_up(&self, name: Named, months: Range<usize>) -> BTreeMap<u32, f64> {
        let mut parts = BTreeMap::new();
        match name {
            Named::Area(area) => {
                let inside = |cell: &&CellMonth| {
                    months.contains(&usize::from(cell.month)) && self.is_item(cell)
                };
                for cell in self.panel.cells_of(area).iter().filter(inside) {
                    *parts.entry(cell.category.0).or_default() += f64::from(cell.counts.orders);
                }
            }
            Named::Category(category) => {
                for area in self.coarse_areas() {
                    let orders = self.panel.total(area, category, months.clone()).orders;
                    parts.insert(area.0, f64::from(orders));
                }
            }
        }
        parts
    }

    fn coarse_areas(&self) -> Vec<AreaId> {
        let levels = [AreaLevel::District, AreaLevel::Street, AreaLevel::Community];
        let of = |level| self.panel.areas_of(level).collect::<Vec<_>>();
        levels
            .into_iter()
            .map(of)
            .find(|areas| areas.len() > 1)
            .unwrap_or_else(|| vec![self.panel.city()])
    }

    /// How alike two names are spelt: Dice's coefficient of their letter pairs, in [0, 1].
    pub(super) fn spelling(&self, one: Named, other: Named) -> f64 {
        let pairs = |name: Named| -> BTreeSet<(char, char)> {
            let letters = name.name(self.panel).to_lowercase();
            let letters: Vec<char> =
                letters.chars().filter(|letter| letter.is_alphanumeric()).collect();
            letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
        };
        let (one, other) = (pairs(one), pairs(other));
        let all = one.len() + other.len();
        if all == 0 { 0.0 } else { 2.0 * one.intersection(&other).count() as f64 / all as f64 }
    }
}
