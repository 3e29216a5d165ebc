//! Which cells of a month are not published.
//!
//! A cell is suppressed by itself when it is small. A suppressed cell has no row, as a cell that is
//! 0 has none, so a reader cannot tell these apart: both are unknown. A small cell is protected by
//! another month that nobody can tell from the true one: a few orders are moved from one street and
//! category to others so that every published figure stays what it is and the small one does not
//! (the alternating corners of the hypercube method, Giessing and Repsilber 2002; Hundepool et al.
//! 2012, Statistical Disclosure Control, 4.4.3). Of the moves that there are, the one is taken that
//! takes the fewest published cells along, and at the end each of these is published again where
//! another move does without it.
//!
//! Moves lie between two areas and two categories, as one order more of a category here and one
//! less of it there, and one less and one more of the other: all that holds both areas, or both
//! categories, keeps its sums.
//! Such a move proves that sums of orders do not tell the figure, to linear programs or to anyone.
//! How far it reaches is asked too: a figure of 1 may as well be 0 or 2, a larger one spans more.
//! What is hidden depends on orders alone, so that answers that come in later change nothing of it;
//! that answers do not tell a figure either is seen to afterwards ([`answers`]).

mod answers;
mod moves;

use rustc_hash::FxHashMap;

use super::tree::Tree;
use answers::AnswersOf;
pub use moves::Move;
use moves::{Carried, Step, changes};

/// An area and a category by their positions.
pub type Key = (u32, u32);

/// What may be known of where orders can lie: area and category of each slot.
#[derive(Debug)]
pub struct City {
    /// Areas.
    pub areas: Tree,
    /// Categories.
    pub categories: Tree,
    /// The slots of areas and categories that any month has.
    pub slots: FxHashMap<Key, u32>,
    /// The first month that has them.
    pub first: Vec<u16>,
}

/// A month's figures by slot.
#[derive(Debug, Clone)]
pub struct Month {
    /// Its position.
    pub month: u16,
    /// Orders; 0 where there are none.
    pub orders: Vec<u32>,
    /// Whether too few reporters stand behind them.
    pub small: Vec<(Key, u32)>,
    /// What is not published.
    pub hidden: Vec<bool>,
    /// Answers of the orders, one by one for each question that is published.
    pub answers: Vec<AnswersOf>,
    /// Of what is published, where answers are not.
    pub withheld: Vec<bool>,
}

/// What a move takes: cells that have to be hidden for it, and their orders.
type Cost = (usize, u64);

/// Own cells, areas and categories that are tried.
const OWN_MAX: usize = 4;
const AREAS_MAX: usize = 16;
const CATEGORIES_MAX: usize = 12;

/// Of a long list only the first so many times those are looked at.
const LOOKED_AT: usize = 4;

/// A move of siblings changes four cells; what takes more is looked for elsewhere too.
const CORNERS: usize = 4;

/// How far apart moves are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Areas of one area, categories of one category.
    Siblings,
    /// Any areas and categories.
    Anywhere,
    /// Without another area or category: their sums change with them.
    Alone,
}

/// Hides what has to be, and gives the moves that protect each small cell: the least and the most
/// that it may be are `span_min` apart, or a little less where it is less itself. First come those
/// that keep all orders, then those that keep orders and answers.
pub fn suppress(city: &City, month: &mut Month, span_min: u32) -> Vec<Move> {
    let mut search = Search { city, month, span_min };
    let small = search.month.small.clone();
    let mut moves: Vec<Move> = vec![Move::default(); small.len()];
    let mut waiting: Vec<(Cost, usize)> = Vec::new();
    for (at, &(key, _)) in small.iter().enumerate() {
        match search.cheapest(key, Reach::Siblings) {
            Some(((0, _), found)) => moves[at] = found,
            found => waiting.push((found.map_or((usize::MAX, 0), |found| found.0), at)),
        }
    }
    waiting.sort_unstable();
    for (_, at) in waiting {
        moves[at] = search.any(small[at].0);
        search.hide(&moves[at]);
    }
    search.publish_again(&small, &mut moves);
    let answered = search.keep_answers(&small, &moves);
    [moves, answered].concat()
}

struct Search<'a> {
    city: &'a City,
    month: &'a mut Month,
    span_min: u32,
}

impl Search<'_> {
    /// The slot of a cell that the month has or may have.
    fn slot(&self, key: Key) -> Option<usize> {
        let slot = *self.city.slots.get(&key)? as usize;
        (self.city.first[slot] <= self.month.month).then_some(slot)
    }

    /// Whether a cell is published.
    fn is_shown(&self, slot: usize) -> bool {
        self.month.orders[slot] > 0 && !self.month.hidden[slot]
    }

    fn hide(&mut self, found: &Move) {
        for (key, _) in found.changes() {
            if let Some(slot) = self.slot(key) {
                self.month.hidden[slot] = self.month.orders[slot] > 0;
            }
        }
    }

    /// The cheapest move wherever there is one.
    fn any(&self, key: Key) -> Move {
        let near = self.cheapest(key, Reach::Siblings);
        if let Some(((..=CORNERS, _), found)) = near {
            return found;
        }
        let far = self.cheapest(key, Reach::Anywhere);
        let cheapest = near.into_iter().chain(far).min_by_key(|found| found.0);
        cheapest
            .or_else(|| self.cheapest(key, Reach::Alone))
            .map(|found| found.1)
            .unwrap_or_default()
    }

    /// The cheapest move that changes a cell; the first that costs nothing.
    fn cheapest(&self, key: Key, reach: Reach) -> Option<(Cost, Move)> {
        let mut best: Option<(Cost, Move)> = None;
        for own in self.own(key) {
            let (areas, categories) = self.steps(key, own, reach);
            let span_min = self.span_of(key);
            for (area, category) in
                areas.iter().flat_map(|area| categories.iter().map(move |other| (area, other)))
            {
                let Some(cost) = self.cost(area, category, span_min) else { continue };
                if best.as_ref().is_none_or(|best| cost < best.0) {
                    let (area, category) = (area.clone(), category.clone());
                    best = Some((cost, Move { area, category, carried: Carried::Alike }));
                }
                if cost.0 == 0 {
                    return best;
                }
            }
        }
        best
    }

    /// How far apart the least and the most are that a cell may be: a figure of 1 may as well be 0
    /// or 2; what few reporters made many orders of is uncertain by a tenth.
    fn span_of(&self, key: Key) -> u32 {
        let orders = self.slot(key).map_or(0, |slot| self.month.orders[slot]);
        self.span_min.min(orders + 1).max(orders.div_ceil(10))
    }

    /// The finest cells in a cell; the cell itself where there are none.
    fn own(&self, (area, category): Key) -> Vec<Key> {
        let City { areas, categories, .. } = self.city;
        let pairs = areas.leaves(area).iter().flat_map(|&area| {
            categories.leaves(category).iter().map(move |&category| (area, category))
        });
        let own = self.first_of(pairs, |key| key, OWN_MAX);
        if own.is_empty() { vec![(area, category)] } else { own }
    }

    /// The steps between areas, and between categories, by which orders may come.
    fn steps(
        &self,
        (area, category): Key,
        (own_area, own_category): Key,
        reach: Reach,
    ) -> (Vec<Step>, Vec<Step>) {
        let is_far = reach != Reach::Siblings;
        let City { areas, categories, .. } = self.city;
        let from_areas =
            self.first_of(areas.beside(area, is_far), |area| (area, own_category), AREAS_MAX);
        let from_categories = self.first_of(
            categories.beside(category, is_far),
            |category| (own_area, category),
            CATEGORIES_MAX,
        );
        let steps = |tree: &Tree, to: u32, from: Vec<u32>| -> Vec<Step> {
            let none = (reach == Reach::Alone).then_some(None);
            let from = from.into_iter().map(Some).chain(none);
            from.map(|from| tree.step(to, from).collect()).collect()
        };
        (steps(areas, own_area, from_areas), steps(categories, own_category, from_categories))
    }

    /// What the month may have: hidden, then empty, then shown, by the fewest orders.
    fn first_of<T: Copy + Ord>(
        &self,
        all: impl Iterator<Item = T>,
        key: impl Fn(T) -> Key,
        most: usize,
    ) -> Vec<T> {
        let mut known: Vec<(bool, bool, u32, T)> = all
            .filter_map(|one| {
                let slot = self.slot(key(one))?;
                let orders = self.month.orders[slot];
                Some((self.is_shown(slot), orders == 0, orders, one))
            })
            .take(LOOKED_AT * most)
            .collect();
        known.sort_unstable();
        known.into_iter().take(most).map(|(.., one)| one).collect()
    }

    /// What a move takes; `None` where no order can be moved, or too few for the span.
    fn cost(&self, area: &Step, category: &Step, span_min: u32) -> Option<Cost> {
        let (mut cells, mut orders) = (0, 0);
        // How many orders can be moved along, and the other way.
        let (mut along, mut back) = (u32::MAX, u32::MAX);
        for (key, sign) in changes(area, category) {
            let slot = self.slot(key)?;
            let own = self.month.orders[slot];
            let losing = if sign > 0 { &mut back } else { &mut along };
            *losing = own.min(*losing);
            if self.is_shown(slot) {
                (cells, orders) = (cells + 1, orders + u64::from(own));
            }
            if along == 0 && back == 0 {
                return None;
            }
        }
        (along.saturating_add(back) >= span_min).then_some((cells, orders))
    }

    /// Publishes each cell that is not small again, the largest first, where other moves do without
    /// it.
    fn publish_again(&mut self, small: &[(Key, u32)], moves: &mut [Move]) {
        let mut users: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (at, own) in moves.iter().enumerate() {
            for slot in own.changes().filter_map(|(key, _)| self.slot(key)) {
                users.entry(slot).or_default().push(at);
            }
        }
        let mut is_small = vec![false; self.month.orders.len()];
        small.iter().for_each(|&(_, slot)| is_small[slot as usize] = true);
        let others =
            (0..self.month.hidden.len()).filter(|&slot| self.month.hidden[slot] && !is_small[slot]);
        let mut others: Vec<usize> = others.collect();
        others.sort_unstable_by_key(|&slot| (std::cmp::Reverse(self.month.orders[slot]), slot));
        for slot in others {
            self.month.hidden[slot] = false;
            let of_slot = users.get(&slot).cloned().unwrap_or_default();
            let free = |at: usize| {
                let found = self.cheapest(small[at].0, Reach::Siblings)?;
                (found.0.0 == 0).then_some((at, found.1))
            };
            let Some(found) = of_slot.into_iter().map(free).collect::<Option<Vec<_>>>() else {
                self.month.hidden[slot] = true;
                continue;
            };
            for (at, found) in found {
                for slot in moves[at].changes().filter_map(|(key, _)| self.slot(key)) {
                    users.entry(slot).or_default().retain(|&user| user != at);
                }
                for slot in found.changes().filter_map(|(key, _)| self.slot(key)) {
                    users.entry(slot).or_default().push(at);
                }
                moves[at] = found;
            }
        }
    }
}

#[cfg(test)]
mod tests;
