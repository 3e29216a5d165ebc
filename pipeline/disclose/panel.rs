//! The cells of the panel and the topics' months, and which of them are not published.

use rustc_hash::{FxHashMap, FxHashSet};

use super::suppress::{City, Key, Month, Move, suppress};
use super::tree::Tree;
use crate::panel::{CellMonth, Panel};
use crate::topics::Topic;

/// What is not published.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// Whether each cell of [`Panel::cells`] is.
    pub cells: Vec<bool>,
    /// Topics with their months, as positions in [`Panel::months`].
    pub topics: FxHashMap<String, Vec<bool>>,
}

/// Which cells and months of topics must stay inside so that none behind which fewer than
/// `reporters_min` distinct reporters stand can be told from the others. Where reporters are not
/// known, orders stand for them: never fewer.
pub fn hidden(panel: &Panel, topics: &[&Topic], reporters_min: u32) -> Hidden {
    let is_small = |cell: &CellMonth| {
        let known =
            if panel.available.reporter { cell.counts.reporters } else { cell.counts.orders };
        known < reporters_min
    };
    let city = city(panel);
    let mut of_month: Vec<Vec<usize>> = vec![Vec::new(); panel.months.len()];
    for (at, cell) in panel.cells.iter().enumerate() {
        of_month[usize::from(cell.month)].push(at);
    }
    let mut all = Hidden { cells: vec![false; panel.cells.len()], topics: FxHashMap::default() };
    let members: Vec<FxHashSet<Key>> = topics.iter().map(|topic| members(panel, topic)).collect();
    for (position, cells) in (0..).zip(&of_month) {
        let mut month = Month {
            month: position,
            orders: vec![0; city.first.len()],
            hidden: vec![false; city.first.len()],
            small: Vec::new(),
        };
        for cell in cells.iter().map(|&at| &panel.cells[at]) {
            let slot = city.slots[&key(cell)];
            month.orders[slot as usize] = cell.counts.orders;
            if is_small(cell) {
                month.hidden[slot as usize] = true;
                month.small.push((key(cell), slot));
            }
        }
        let moves = suppress(&city, &mut month, reporters_min.div_ceil(2).max(1));
        for &at in cells {
            all.cells[at] = month.hidden[city.slots[&key(&panel.cells[at])] as usize];
        }
        let moves_of = by_cell(&moves);
        for (topic, members) in topics.iter().zip(&members) {
            let gives_away = gives_away(&city, &month, members, &moves_of);
            all.topics.entry(topic.topic_id.clone()).or_default().push(gives_away);
        }
    }
    all
}

const fn key(cell: &CellMonth) -> Key {
    (cell.area.0, cell.category.0)
}

/// Areas, categories, and which of them any month has. What no month had so far is known to be 0 by
/// who knows the city; what comes later changes no month that was published.
fn city(panel: &Panel) -> City {
    let areas: Vec<_> = panel.areas.iter().map(|area| area.parent.map(|parent| parent.0)).collect();
    let categories: Vec<_> =
        panel.categories.iter().map(|category| category.parent.map(|parent| parent.0)).collect();
    let (mut slots, mut first) = (FxHashMap::default(), Vec::new());
    for cell in &panel.cells {
        let slot = *slots.entry(key(cell)).or_insert_with(|| {
            first.push(cell.month);
            first.len() as u32 - 1
        }) as usize;
        first[slot] = cell.month.min(first[slot]);
    }
    City { areas: Tree::new(&areas), categories: Tree::new(&categories), slots, first }
}

/// The cells that a topic's figures are summed over.
fn members(panel: &Panel, topic: &Topic) -> FxHashSet<Key> {
    let areas = topic.areas.clone().unwrap_or_else(|| vec![panel.city()]);
    let of_area = |area: &crate::panel::AreaId| {
        let area = area.0;
        topic.categories.iter().map(move |category| (area, category.0))
    };
    areas.iter().flat_map(of_area).collect()
}

/// The moves that change each cell, by their numbers.
fn by_cell(moves: &[Move]) -> FxHashMap<Key, Vec<(u32, i8)>> {
    let mut of_cell: FxHashMap<Key, Vec<(u32, i8)>> = FxHashMap::default();
    for (number, cells) in (0..).zip(moves) {
        for &(key, sign) in cells {
            of_cell.entry(key).or_default().push((number, sign));
        }
    }
    of_cell
}

/// Whether a topic's month tells what a move protects, or is made of hidden cells alone. Topics
/// change from edition to edition, so it is the topic that gives way and never a cell of the panel.
fn gives_away(
    city: &City,
    month: &Month,
    members: &FxHashSet<Key>,
    moves_of: &FxHashMap<Key, Vec<(u32, i8)>>,
) -> bool {
    let (mut is_any_shown, mut is_any_hidden) = (false, false);
    let mut changes: FxHashMap<u32, i32> = FxHashMap::default();
    for member in members {
        if let Some(&slot) = city.slots.get(member) {
            let hidden = month.hidden[slot as usize];
            is_any_hidden |= hidden;
            is_any_shown |= month.orders[slot as usize] > 0 && !hidden;
        }
        for &(number, sign) in moves_of.get(member).into_iter().flatten() {
            *changes.entry(number).or_default() += i32::from(sign);
        }
    }
    changes.values().any(|&change| change != 0) || (is_any_hidden && !is_any_shown)
}
