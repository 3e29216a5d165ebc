//! Names that were renamed, split or merged, as it seems: one begins in the month in which another
//! of its level ends, under the same parent, with a like volume and a like make-up.
//!
//! A name's level is the median of its months with orders; it is alive in months above a tenth of
//! that, so that stragglers do not matter. It ends (begins) when at least six orders
//! would have come after its last (before its first) month alive: by chance that happens once in
//! 400 names. Of an end and a begin at most a month apart,
//!
//! - the volume is like when |ln(after ÷ before ÷ the city's growth)| ≤ ln(5/3) + 2·√(1/n + 1/n′),
//!   by the mean of up to six months on either side, n and n′ orders counted there, or of the same
//!   months a year before, for what has a season;
//! - the make-up is like when the Bhattacharyya coefficient Σ√(p·p′) is at least 0.75:
//!   over categories for an area, over areas for a category (Bhattacharyya 1946, Sankhyā 7:401).
//!
//! Under different parents, names must be spelt alike (Dice's coefficient of their letter pairs at
//! least a half); so must a category that was there for less than a year, which may have had its
//! season; and two categories that are not must be nearer in volume (ln 1.35). Pairs are taken best
//! first. What is left under one parent is a split, a merge or a recoding when the sums are alike;
//! an end alone is a merge into a neighbour that grows by as much; what begins and ends may have
//! stood in for a neighbour (`neighbours`). All is suspicion: until people decide (`[[aliases]]`),
//! what such names do is no news.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::imported::ImportedOrders;
use super::lives::{Life, Lives, Named};
use crate::panel::{AreaLevel, Panel};
use level::Level;

mod level;
mod neighbours;
#[cfg(test)]
mod tests;

/// Names that look like one another's continuation.
#[derive(Debug, Clone, PartialEq)]
pub struct Rename {
    /// The names that end.
    pub old: Vec<Named>,
    /// The names that begin, or the one that grows.
    pub new: Vec<Named>,
    /// First month of the new names.
    pub month: NaiveDate,
    /// Orders a month of the old names together, before.
    pub before: f64,
    /// Orders a month of the new names together, after; of a name that grows, what it has more than
    /// before.
    pub after: f64,
}

/// The suspected renames of the period and the year before it, coarse levels first. What lies
/// inside a renamed one goes with it. Names for which `is_settled` holds are not suspected again;
/// orders of bulk imports, which bear the time of the filling, say nothing of when names live.
pub fn find_renames(
    panel: &Panel,
    imported: &ImportedOrders,
    is_settled: &dyn Fn(&str) -> bool,
) -> Vec<Rename> {
    let lives = Lives::new(panel, imported);
    let unsettled = |mut lives: Vec<Life>| {
        lives.retain(|life| !is_settled(life.name.name(panel)));
        lives
    };
    let levels = [AreaLevel::District, AreaLevel::Street, AreaLevel::Community];
    let mut found = Vec::new();
    for level in levels {
        let gone: BTreeSet<Named> = names_of(&found);
        found.extend(of_level(&lives, unsettled(lives.areas(level, &gone)), is_settled));
    }
    let top_levels = if panel.item_level == 1 { vec![1] } else { vec![1, panel.item_level] };
    for level in top_levels {
        let gone: BTreeSet<Named> = names_of(&found);
        found.extend(of_level(&lives, unsettled(lives.categories(level, &gone)), is_settled));
    }
    found
}

fn names_of(found: &[Rename]) -> BTreeSet<Named> {
    found.iter().flat_map(|rename| rename.old.iter().chain(&rename.new)).copied().collect()
}

fn of_level(lives: &Lives<'_>, all: Vec<Life>, is_settled: &dyn Fn(&str) -> bool) -> Vec<Rename> {
    let level = Level::new(lives, all);
    let mut groups = level.pairs();
    groups.extend(level.clusters(&groups));
    level.attach(&mut groups);
    let mut found: Vec<Rename> = groups.iter().map(|group| level.rename(group)).collect();
    let mut taken: BTreeSet<usize> = groups.iter().flat_map(|group| group.old.clone()).collect();
    for (own, stand_in) in level.stand_ins(&groups, is_settled) {
        taken.insert(own);
        found.push(stand_in);
    }
    let left = level.ends.iter().filter(|end| !taken.contains(*end));
    found.extend(left.filter_map(|&end| level.taken_in(end, is_settled)));
    found.sort_by(|a, b| b.before.total_cmp(&a.before).then_with(|| a.old.cmp(&b.old)));
    found
}
