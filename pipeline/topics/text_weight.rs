//! How many orders each kept text stands for: the orders of a stratum ÷ the texts kept of it.
//!
//! Kept texts are a draw: all of some cells, a few of others. Summed with these weights they
//! estimate how many orders are about a matter (Horvitz & Thompson 1952, JASA 47:663). A local
//! matter's strata are area × category × month. Of most such cells no text was kept, so that of a
//! matter of the whole city the strata are the cells that were kept whole, and all others of a
//! category and month together.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::order_texts::OrderText;
use crate::panel::{AreaId, CategoryId, Panel};

/// Orders a text up to which a cell counts as kept whole: a few orders have no text.
const WHOLE_MAX: f64 = 1.5;

/// One weight a text, at least 1.
pub struct Weights {
    /// For matters of a few areas.
    pub local: Vec<f64>,
    /// For matters of the whole city.
    pub wide: Vec<f64>,
}

impl Weights {
    /// Weighs the texts.
    pub fn new(panel: &Panel, texts: &[OrderText]) -> Self {
        let months: Vec<usize> = texts.iter().map(|text| month(panel, text)).collect();
        let orders = |area: AreaId, category: CategoryId, month: usize| {
            let cell =
                panel.cell(area, category).iter().find(|cell| usize::from(cell.month) == month);
            cell.map_or(0.0, |cell| f64::from(cell.counts.orders))
        };
        // A text lies in the finest area that is known of it: the orders of its cell are those that
        // lie no finer.
        let mut within: Vec<Vec<AreaId>> = vec![Vec::new(); panel.areas.len()];
        for (area, parent) in
            (0..).zip(&panel.areas).filter_map(|(id, area)| Some((AreaId(id), area.parent?)))
        {
            within[parent.0 as usize].push(area);
        }
        let own = |area: AreaId, category: CategoryId, month: usize| {
            let finer: f64 =
                within[area.0 as usize].iter().map(|&finer| orders(finer, category, month)).sum();
            orders(area, category, month) - finer
        };
        let cells =
            || texts.iter().zip(&months).map(|(text, month)| (text.area, text.category, *month));
        let kept = count(cells());
        let weight = |(cell, texts): (&(AreaId, CategoryId, usize), &u32)| {
            (*cell, (own(cell.0, cell.1, cell.2) / f64::from(*texts)).max(1.0))
        };
        let weights: FxHashMap<_, f64> = kept.iter().map(weight).collect();
        let local: Vec<f64> = cells().map(|cell| weights[&cell]).collect();
        let rest = || cells().zip(&local).filter(|(_, weight)| **weight > WHOLE_MAX);
        let kept_rest = count(rest().map(|((_, category, month), _)| (category, month)));
        let mut whole: FxHashMap<(CategoryId, usize), f64> = FxHashMap::default();
        for ((_, category, month), weight) in
            cells().zip(&local).filter(|(_, weight)| **weight <= WHOLE_MAX)
        {
            *whole.entry((category, month)).or_default() += weight;
        }
        let wide = cells().zip(&local).map(|((_, category, month), &weight)| {
            let stratum = (category, month);
            match kept_rest.get(&stratum).filter(|_| weight > WHOLE_MAX) {
                None => weight,
                Some(kept) => {
                    let others = orders(panel.city(), category, month)
                        - whole.get(&stratum).copied().unwrap_or(0.0);
                    (others / f64::from(*kept)).max(1.0)
                }
            }
        });
        Self { wide: wide.collect(), local }
    }
}

fn count<T: Eq + Hash>(items: impl Iterator<Item = T>) -> FxHashMap<T, u32> {
    let mut counts = FxHashMap::default();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts
}

/// Position of the statistical month in which an order was received.
fn month(panel: &Panel, text: &OrderText) -> usize {
    panel.months.partition_point(|month| month.first_day <= text.day).saturating_sub(1)
}

#[cfg(test)]
mod tests;
