//! The cells of the panel and of the topics' months, with the sums among them.

use rustc_hash::FxHashMap;

use super::suppress::{Cell, Relation, suppress};
use crate::panel::{AreaId, CategoryId, CellMonth, Panel};
use crate::topics::Topic;

/// What is not published.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// Whether each cell of [`Panel::cells`] is.
    pub cells: Vec<bool>,
    /// Topics with their months, as positions in [`Panel::months`].
    pub topics: FxHashMap<String, Vec<bool>>,
}

type Key = (AreaId, CategoryId, u16);

/// Unknown cells that a sum has at least where it has any.
const UNKNOWN_MIN: usize = 4;

/// Which cells and months of topics must stay inside so that none behind which fewer than
/// `reporters_min` distinct reporters stand can be told from the others. Where reporters are not
/// known, orders stand for them: never fewer.
pub fn hidden(panel: &Panel, topics: &[&Topic], reporters_min: u32) -> Hidden {
    let is_small = |cell: &CellMonth| {
        let known =
            if panel.available.reporter { cell.counts.reporters } else { cell.counts.orders };
        known < reporters_min
    };
    let cells: Vec<Cell> = panel
        .cells
        .iter()
        .map(|cell| Cell { value: cell.counts.orders.into(), is_small: is_small(cell) })
        .collect();
    let positions: FxHashMap<Key, usize> =
        (0..).zip(&panel.cells).map(|(at, cell)| (key(cell), at)).collect();
    let cells = suppress(&cells, &sums(panel, &positions), UNKNOWN_MIN);
    let of_topic = |topic: &&Topic| {
        let months = 0..panel.months.len() as u16;
        let hidden = months.map(|month| gives_away(panel, topic, month, &positions, &cells));
        (topic.topic_id.clone(), hidden.collect())
    };
    let topics = topics.iter().map(of_topic).collect();
    Hidden { cells, topics }
}

/// Whether a topic's month tells a hidden cell, or is made of such alone. Topics change from
/// edition to edition, so it is the topic that gives way and never a cell of the panel.
fn gives_away(
    panel: &Panel,
    topic: &Topic,
    month: u16,
    positions: &FxHashMap<Key, usize>,
    hidden: &[bool],
) -> bool {
    let (mut shown, mut unknown, mut known_orders) = (0, 0, false);
    for (area, category) in members(panel, topic) {
        match positions.get(&(area, category, month)) {
            Some(&at) if !hidden[at] => shown += 1,
            Some(_) => (unknown, known_orders) = (unknown + 1, true),
            None => unknown += 1,
        }
    }
    known_orders && (shown == 0 || unknown == 1)
}

const fn key(cell: &CellMonth) -> Key {
    (cell.area, cell.category, cell.month)
}

/// The cells that a topic's figures are summed over.
fn members<'a>(
    panel: &'a Panel,
    topic: &'a Topic,
) -> impl Iterator<Item = (AreaId, CategoryId)> + 'a {
    let areas = topic.areas.clone().unwrap_or_else(|| vec![panel.city()]);
    areas
        .into_iter()
        .flat_map(|area| topic.categories.iter().map(move |category| (area, *category)))
}

/// Every area is the sum of those in it, every wide category of the fine ones in it.
fn sums(panel: &Panel, positions: &FxHashMap<Key, usize>) -> Vec<Relation> {
    let possible = possible_parts(panel);
    let mut parts: FxHashMap<(usize, bool), Vec<usize>> = FxHashMap::default();
    for (at, cell) in panel.cells.iter().enumerate() {
        for (by_area, (area, category)) in wholes(panel, cell.area, cell.category) {
            if let Some(&total) = positions.get(&(area, category, cell.month)) {
                parts.entry((total, by_area)).or_default().push(at);
            }
        }
    }
    let relation = |((total, by_area), parts): ((usize, bool), Vec<usize>)| {
        let whole = &panel.cells[total];
        let first_months = possible.get(&(whole.area, whole.category, by_area));
        let is_possible = |first: &&u16| **first <= whole.month;
        let possible = first_months.map_or(0, |months| months.iter().filter(is_possible).count());
        Relation { total, absent: possible.saturating_sub(parts.len()), parts }
    };
    let mut all: Vec<Relation> = parts.into_iter().map(relation).collect();
    // The same data, the same cells: not in the order of a hash map.
    all.sort_unstable_by(|a, b| (a.total, &a.parts).cmp(&(b.total, &b.parts)));
    all
}

/// The sums that a cell of some month is a part of: over areas (`true`) and over categories.
fn wholes(
    panel: &Panel,
    area: AreaId,
    category: CategoryId,
) -> impl Iterator<Item = (bool, (AreaId, CategoryId))> {
    let wider_area = panel.area(area).parent.map(|wider| (true, (wider, category)));
    let wider_category = panel.category(category).parent.map(|wider| (false, (area, wider)));
    wider_area.into_iter().chain(wider_category)
}

/// The parts that each sum may have, by the first month that has them. A part that no month had so
/// far is known to be 0 by who knows the city; what comes later changes no month that was
/// published.
fn possible_parts(panel: &Panel) -> FxHashMap<(AreaId, CategoryId, bool), Vec<u16>> {
    let mut first: FxHashMap<(AreaId, CategoryId), u16> = FxHashMap::default();
    for cell in &panel.cells {
        let month = first.entry((cell.area, cell.category)).or_insert(cell.month);
        *month = cell.month.min(*month);
    }
    let mut months: FxHashMap<(AreaId, CategoryId, bool), Vec<u16>> = FxHashMap::default();
    for ((area, category), month) in first {
        for (by_area, (area, category)) in wholes(panel, area, category) {
            months.entry((area, category, by_area)).or_default().push(month);
        }
    }
    months
}
