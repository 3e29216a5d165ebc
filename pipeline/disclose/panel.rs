//! The cells of the panel and the topics' months, and which of them are not published.

use rustc_hash::{FxHashMap, FxHashSet};

use super::suppress::{City, Key, Month, Move, suppress};
use super::tree::Tree;
use crate::panel::{CellMonth, Counts, Panel};
use crate::topics::Topic;

/// What is not published.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// Whether each cell of [`Panel::cells`] is.
    pub cells: Vec<bool>,
    /// Whether the answers of each cell are, where the cell is not.
    pub answers: Vec<bool>,
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
    let none = vec![false; panel.cells.len()];
    let mut all = Hidden { cells: none.clone(), answers: none, topics: FxHashMap::default() };
    let questions = questions(panel);
    let members: Vec<FxHashSet<Key>> = topics.iter().map(|topic| members(panel, topic)).collect();
    for (position, cells) in (0..).zip(&of_month) {
        let mut month = Month {
            month: position,
            orders: vec![0; city.first.len()],
            hidden: vec![false; city.first.len()],
            withheld: vec![false; city.first.len()],
            small: Vec::new(),
            answers: vec![vec![[0; 3]; city.first.len()]; questions.len()],
        };
        for cell in cells.iter().map(|&at| &panel.cells[at]) {
            let slot = city.slots[&key(cell)];
            month.orders[slot as usize] = cell.counts.orders;
            for (answers, question) in month.answers.iter_mut().zip(&questions) {
                let (known, yes) = question(&cell.counts);
                answers[slot as usize] = [cell.counts.orders - known, known - yes, yes];
            }
            if is_small(cell) {
                month.hidden[slot as usize] = true;
                month.small.push((key(cell), slot));
            }
        }
        let moves = suppress(&city, &mut month, reporters_min.div_ceil(2).max(1));
        for &at in cells {
            let slot = city.slots[&key(&panel.cells[at])] as usize;
            (all.cells[at], all.answers[at]) = (month.hidden[slot], month.withheld[slot]);
        }
        let moves_of = by_cell(&city, &moves);
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

/// What each cell gains by moves: their numbers, of the one order that is moved and of the other.
type Effects = FxHashMap<Key, Vec<(u32, [i8; 2])>>;

fn by_cell(city: &City, moves: &[Move]) -> Effects {
    let mut of_cell = Effects::default();
    for (number, found) in (0..).zip(moves) {
        for (key, gains) in found.effects(city) {
            of_cell.entry(key).or_default().push((number, gains));
        }
    }
    of_cell
}

/// Known answers and those that are yes.
type Question = fn(&Counts) -> (u32, u32);

/// The questions whose answers are published.
fn questions(panel: &Panel) -> Vec<Question> {
    let has = panel.available;
    let all: [(bool, Question); 4] = [
        (has.responded, |counts| (counts.responded_known, counts.responded)),
        (has.resolved, |counts| (counts.resolved_known, counts.resolved)),
        (has.satisfied, |counts| (counts.satisfied_known, counts.satisfied)),
        (has.escalated, |counts| (counts.orders, counts.escalated)),
    ];
    all.into_iter().filter(|(is_known, _)| *is_known).map(|(_, question)| question).collect()
}

/// Whether a topic's month tells what a move protects, or is made of hidden cells alone. Topics
/// change from edition to edition, so it is the topic that gives way and never a cell of the panel.
fn gives_away(city: &City, month: &Month, members: &FxHashSet<Key>, moves_of: &Effects) -> bool {
    let (mut is_any_shown, mut is_any_hidden) = (false, false);
    let mut changes: FxHashMap<u32, [i32; 2]> = FxHashMap::default();
    for member in members {
        if let Some(&slot) = city.slots.get(member) {
            let hidden = month.hidden[slot as usize];
            is_any_hidden |= hidden;
            is_any_shown |= month.orders[slot as usize] > 0 && !hidden;
        }
        for &(number, gains) in moves_of.get(member).into_iter().flatten() {
            let change = changes.entry(number).or_default();
            change.iter_mut().zip(gains).for_each(|(sum, gain)| *sum += i32::from(gain));
        }
    }
    changes.values().any(|&change| change != [0, 0]) || (is_any_hidden && !is_any_shown)
}
