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
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::panel::{Area, AreaLevel, Category, CellMonth, Counts, StatMonth};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).unwrap()
    }

    /// Two streets; the first has all 20 orders of a category and February, the second 100 of the
    /// city's 200.
    fn panel() -> Panel {
        let month = |first: NaiveDate, last: NaiveDate| StatMonth {
            month: first,
            first_day: first,
            last_day: last,
            coverage: 1.0,
            complete: true,
        };
        let area = |level| {
            let parent = (level != AreaLevel::City).then_some(AreaId(0));
            Area { level, name: String::new(), parent, population: None }
        };
        let cell = |area: u32, month: u16, orders: u32| CellMonth {
            area: AreaId(area),
            category: CategoryId(0),
            month,
            counts: Counts { orders, ..Counts::default() },
        };
        Panel {
            areas: vec![area(AreaLevel::City), area(AreaLevel::Street), area(AreaLevel::Street)],
            categories: vec![Category { level: 1, name: String::new(), parent: None }],
            // The statistical month starts on the 20th.
            months: vec![month(day(1, 20), day(2, 19)), month(day(2, 20), day(3, 19))],
            period_months: 0..2,
            cells: vec![cell(0, 0, 220), cell(1, 0, 20), cell(1, 1, 2), cell(2, 0, 100)],
            ..Panel::default()
        }
    }

    fn text(area: u32, day: NaiveDate) -> OrderText {
        OrderText {
            body: "".into(),
            key: 0,
            day,
            area: AreaId(area),
            category: CategoryId(0),
            reporter: None,
        }
    }

    #[test]
    fn texts_stand_for_the_orders_of_their_cell_or_of_the_rest_of_the_city() {
        let mut texts = vec![text(1, day(2, 1)); 20];
        texts.extend([
            text(2, day(1, 20)),
            text(2, day(2, 19)),
            text(1, day(2, 20)),
            text(1, day(3, 1)),
        ]);
        let Weights { local, wide } = Weights::new(&panel(), &texts);
        assert!(local[..20].iter().chain(&wide[..20]).all(|weight| *weight == 1.0));
        assert_eq!(local[20..], [50.0, 50.0, 1.0, 1.0]);
        assert_eq!(wide[20..], [100.0, 100.0, 1.0, 1.0]);
        // Of 220 orders of the city 120 lie in a street.
        assert_eq!(Weights::new(&panel(), &vec![text(0, day(2, 1)); 4]).local, [25.0; 4]);
        let unknown = OrderText { category: CategoryId(7), ..text(1, day(2, 1)) };
        assert_eq!(Weights::new(&panel(), &[unknown]).wide, [1.0]);
    }
}
