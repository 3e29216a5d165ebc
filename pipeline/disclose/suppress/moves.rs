//! Moves: a few orders elsewhere, and what they change.

use super::{City, Key};

/// What a step from one area or category to another changes.
pub(super) type Step = Vec<(u32, i8)>;

/// The cells that a step between areas and one between categories change together.
pub(super) fn changes(area: &Step, category: &Step) -> impl Iterator<Item = (Key, i8)> {
    area.iter().flat_map(|&(area, by_area)| {
        let cell = move |&(category, sign): &(u32, i8)| ((area, category), by_area * sign);
        category.iter().map(cell)
    })
}

/// Orders moved: one step between areas, one between categories, and what becomes of answers.
#[derive(Debug, Clone, Default)]
pub struct Move {
    pub(super) area: Step,
    pub(super) category: Step,
    pub(super) carried: Carried,
}

/// What the moved orders do to answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Carried {
    /// Orders with the same answers go both ways.
    #[default]
    Alike,
    /// Two orders with different answers change areas with each other.
    BetweenAreas,
    /// They change categories.
    BetweenCategories,
}

impl Move {
    /// The cells that gain orders (1) and that lose them (-1).
    pub fn changes(&self) -> impl Iterator<Item = (Key, i8)> {
        changes(&self.area, &self.category)
    }

    /// Where the step between areas leads and where it comes from, and the same of categories;
    /// `None` where an order comes from nowhere: it takes its answers along, and so are all its
    /// sums hidden.
    pub(super) fn corners(&self) -> Option<[(u32, u32); 2]> {
        let ends = |step: &[(u32, i8)]| {
            let to = step.iter().find(|(_, sign)| *sign > 0)?;
            let from = step.iter().find(|(_, sign)| *sign < 0)?;
            Some((to.0, from.0))
        };
        Some([ends(&self.area)?, ends(&self.category)?])
    }

    /// What cells gain of the one order and of the other; of the first alone where both have the
    /// same answers.
    pub fn effects(&self, city: &City) -> Vec<(Key, [i8; 2])> {
        let mut found: Vec<(Key, [i8; 2])> = Vec::new();
        for (area, by_area) in &self.area {
            for (category, by_category) in &self.category {
                let sign = by_area * by_category;
                let is_first = match self.carried {
                    Carried::Alike => true,
                    Carried::BetweenAreas => *by_category > 0,
                    Carried::BetweenCategories => *by_area > 0,
                };
                found.push(((*area, *category), if is_first { [sign, 0] } else { [0, sign] }));
            }
        }
        found.extend(self.uneven(city).into_iter().map(|(key, sign)| (key, [sign, -sign])));
        found
    }

    /// The cells whose orders stay as many and whose answers do not: where the first order comes to
    /// and the second leaves (1), and the other way (-1).
    pub(super) fn uneven(&self, city: &City) -> Vec<(Key, i8)> {
        let Some([(_, from_area), (_, from_category)]) = self.corners() else { return Vec::new() };
        let unchanged = |path: &[u32], step: &[(u32, i8)]| -> Vec<u32> {
            path.iter().copied().filter(|node| step.iter().all(|(own, _)| own != node)).collect()
        };
        match self.carried {
            Carried::Alike => Vec::new(),
            Carried::BetweenAreas => {
                let shared = unchanged(city.categories.path(from_category), &self.category);
                let of = |&(area, sign): &(u32, i8)| {
                    shared.iter().map(move |&category| ((area, category), sign)).collect::<Vec<_>>()
                };
                self.area.iter().flat_map(of).collect()
            }
            Carried::BetweenCategories => {
                let shared = unchanged(city.areas.path(from_area), &self.area);
                let of = |&(category, sign): &(u32, i8)| {
                    shared.iter().map(move |&area| ((area, category), sign)).collect::<Vec<_>>()
                };
                self.category.iter().flat_map(of).collect()
            }
        }
    }
}
