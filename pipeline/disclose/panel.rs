//! The cells of the panel and of the topics' months, with the sums among them.

use rustc_hash::{FxHashMap, FxHashSet};

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

/// Which cells and months of topics must stay inside so that none behind which fewer than
/// `reporters_min` distinct reporters stand can be told from the others. Where reporters are not
/// known, orders stand for them: never fewer.
pub fn hidden(panel: &Panel, topics: &[&Topic], reporters_min: u32) -> Hidden {
    let is_small = |cell: &CellMonth| {
        let known =
            if panel.available.reporter { cell.counts.reporters } else { cell.counts.orders };
        known < reporters_min
    };
    let mut cells: Vec<Cell> = panel
        .cells
        .iter()
        .map(|cell| Cell { value: cell.counts.orders.into(), is_small: is_small(cell) })
        .collect();
    let positions: FxHashMap<Key, usize> =
        (0..).zip(&panel.cells).map(|(at, cell)| (key(cell), at)).collect();
    let mut relations = sums(panel, &positions);
    let months = panel.months.len();
    let first_topic = cells.len();
    for topic in topics {
        for month in 0..months as u16 {
            let all: Vec<(AreaId, CategoryId)> = members(panel, topic).collect();
            let parts: Vec<usize> = all
                .iter()
                .filter_map(|&(area, category)| positions.get(&(area, category, month)).copied())
                .collect();
            let value = parts.iter().map(|&part| cells[part].value).sum();
            // Behind a sum stand at least as many reporters as behind its largest part.
            let is_small = value > 0 && parts.iter().all(|&part| cells[part].is_small);
            if !parts.is_empty() {
                let absent = all.len() - parts.len();
                relations.push(Relation { total: cells.len(), parts, absent });
            }
            cells.push(Cell { value, is_small });
        }
    }
    let all = suppress(&cells, &relations);
    let of_topics = topics.iter().zip(all[first_topic..].chunks(months.max(1)));
    Hidden {
        cells: all[..first_topic].to_vec(),
        topics: of_topics
            .map(|(topic, months)| (topic.topic_id.clone(), months.to_vec()))
            .collect(),
    }
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
        let possible = possible.get(&(whole.area, whole.category, by_area)).copied();
        let absent = possible.unwrap_or_default().saturating_sub(parts.len());
        Relation { total, parts, absent }
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

/// How many parts each sum may have. A part that no month has is known to be 0 by who knows the city.
fn possible_parts(panel: &Panel) -> FxHashMap<(AreaId, CategoryId, bool), usize> {
    let pairs: FxHashSet<(AreaId, CategoryId)> =
        panel.cells.iter().map(|cell| (cell.area, cell.category)).collect();
    let mut counts = FxHashMap::default();
    for (area, category) in pairs {
        for (by_area, (area, category)) in wholes(panel, area, category) {
            *counts.entry((area, category, by_area)).or_default() += 1;
        }
    }
    counts
}
