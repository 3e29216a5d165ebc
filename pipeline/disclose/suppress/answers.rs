//! Answers tell no suppressed figure either.
//!
//! A move exchanges two orders: one of a category comes to an area, one of another category leaves
//! it. Where both have the same answers, all sums of answers stay as well. Where no two such orders
//! exist, either the areas' sums over both categories change or the categories' sums over both
//! areas, and there answers are not published. Cells with their orders stay published.
//!
//! Reporters are left as they are: distinct ones do not add up, and whose an order is may change
//! with the move.

use super::{Carried, Key, Move, Reach, Search};

/// Orders of each slot by their answer to one question: not known, no, yes.
pub type AnswersOf = Vec<[u32; 3]>;

impl Search<'_> {
    /// A move for each small cell that hides nothing more and keeps every published answer; answers
    /// are withheld where there is none. Cells without a move have none.
    pub(super) fn keep_answers(&mut self, small: &[(Key, u32)], moves: &[Move]) -> Vec<Move> {
        if self.month.answers.is_empty() {
            return Vec::new();
        }
        let mut kept: Vec<Move> = moves.to_vec();
        for (at, &(key, _)) in small.iter().enumerate() {
            if self.carries_alike(&kept[at]) {
                continue;
            }
            let alike = self.free(key, Reach::Siblings).or_else(|| self.free(key, Reach::Anywhere));
            kept[at] = alike.unwrap_or_else(|| self.withhold(&moves[at]));
        }
        kept
    }

    /// The first move that takes nothing published along and carries the same answers both ways.
    fn free(&self, key: Key, reach: Reach) -> Option<Move> {
        for own in self.own(key) {
            let (areas, categories) = self.steps(key, own, reach);
            for area in &areas {
                for category in &categories {
                    if self.cost(area, category, self.span_of(key)).is_some_and(|cost| cost.0 == 0)
                    {
                        let (area, category) = (area.clone(), category.clone());
                        let found = Move { area, category, carried: Carried::Alike };
                        if self.carries_alike(&found) {
                            return Some(found);
                        }
                    }
                }
            }
        }
        None
    }

    /// Whether two orders with the same answers can be exchanged, one way or the other.
    fn carries_alike(&self, found: &Move) -> bool {
        let Some([(to_area, from_area), (to_category, from_category)]) = found.corners() else {
            return true;
        };
        let of = |key: Key, answers: &super::AnswersOf| {
            self.slot(key).map_or([0; 3], |slot| answers[slot])
        };
        let is_common = |one: Key, other: Key| {
            self.month.answers.iter().all(|answers| {
                let (one, other) = (of(one, answers), of(other, answers));
                one.iter().zip(&other).any(|(one, other)| one.min(other) > &0)
            })
        };
        is_common((from_area, to_category), (to_area, from_category))
            || is_common((to_area, to_category), (from_area, from_category))
    }

    /// Withholds answers where a move changes them, over areas or over categories: where fewer are
    /// published.
    fn withhold(&mut self, found: &Move) -> Move {
        let ways = [Carried::BetweenAreas, Carried::BetweenCategories].map(|carried| {
            let way = Move { carried, ..found.clone() };
            let slots = way.uneven(self.city).into_iter().filter_map(|(key, _)| self.slot(key));
            let slots: Vec<usize> =
                slots.filter(|&slot| self.is_shown(slot) && !self.month.withheld[slot]).collect();
            (way, slots)
        });
        let [by_area, by_category] = ways;
        let (way, slots) =
            if by_category.1.len() < by_area.1.len() { by_category } else { by_area };
        slots.into_iter().for_each(|slot| self.month.withheld[slot] = true);
        way
    }
}
