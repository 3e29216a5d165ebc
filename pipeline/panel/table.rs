//! The panel as plain values: every cell area × category × month, and the weekly counts, in memory.
//!
//! Invariant: nothing here knows SQL, files or the clock; later stages see the orders only through
//! this.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::lookup::Lookup;
pub use crate::orders::AreaLevel;

/// Position of an area in [`Panel::areas`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct AreaId(pub u32);

/// Position of a category in [`Panel::categories`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct CategoryId(pub u32);

/// A named area.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its level.
    pub level: AreaLevel,
    /// Its name as published; names are unique within a level only together with the parent's.
    pub name: String,
    /// The area one level up that holds it; `None` for the city.
    pub parent: Option<AreaId>,
    /// Residents, where an areas file gives them.
    pub population: Option<f64>,
}

/// A named category.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// 1 = coarsest. The panel carries level 1 and the item level ([`Panel::item_level`]).
    pub level: u8,
    /// Its name as published.
    pub name: String,
    /// The level-1 category that holds it; `None` on level 1.
    pub parent: Option<CategoryId>,
}

/// Names of the levels of categories in published tables, coarse to fine.
pub const CATEGORY_LEVELS: [&str; 3] = ["l1", "l2", "l3"];

impl Category {
    /// The name of its level in published tables.
    pub fn level_name(&self) -> &'static str {
        CATEGORY_LEVELS[usize::from(self.level - 1)]
    }
}

/// What one cell saw in one month. Counts of what the data lacks are 0 here and `None` through
/// [`Available`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Demands received.
    pub orders: u32,
    /// Demands with a known answer to "were you contacted?".
    pub responded_known: u32,
    /// … answered yes.
    pub responded: u32,
    /// Demands with a known answer to "is it solved?".
    pub resolved_known: u32,
    /// … answered yes.
    pub resolved: u32,
    /// Demands with a known answer to "are you satisfied?".
    pub satisfied_known: u32,
    /// … answered yes.
    pub satisfied: u32,
    /// Distinct reporters within the cell and month.
    pub reporters: u32,
    /// Demands by a reporter after that reporter's first in the same cell and month.
    pub repeat_orders: u32,
    /// Demands escalated to a higher level.
    pub escalated: u32,
}

impl Counts {
    /// Adds another cell's counts. Reporters add up only over disjoint months, and then count
    /// person-months.
    pub fn add(&mut self, other: &Self) {
        self.orders += other.orders;
        self.responded_known += other.responded_known;
        self.responded += other.responded;
        self.resolved_known += other.resolved_known;
        self.resolved += other.resolved;
        self.satisfied_known += other.satisfied_known;
        self.satisfied += other.satisfied;
        self.reporters += other.reporters;
        self.repeat_orders += other.repeat_orders;
        self.escalated += other.escalated;
    }
}

/// One cell and month with at least one demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellMonth {
    /// Where.
    pub area: AreaId,
    /// What.
    pub category: CategoryId,
    /// Position in [`Panel::months`].
    pub month: u16,
    /// How much.
    pub counts: Counts,
}

/// One item-level cell and week with at least one demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellWeek {
    /// Where.
    pub area: AreaId,
    /// What, on the item level.
    pub category: CategoryId,
    /// Position in [`Panel::weeks`].
    pub week: u16,
    /// Demands received.
    pub orders: u32,
}

/// A statistical month: it may start on another day than the 1st.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StatMonth {
    /// The name: first day of the calendar month that holds most of it (that of its last day).
    pub month: NaiveDate,
    /// First day, inclusive.
    pub first_day: NaiveDate,
    /// Last day, inclusive.
    pub last_day: NaiveDate,
    /// Share of its days and hours that the feed covers, in [0, 1].
    pub coverage: f64,
    /// Whether figures of this month may be compared with those of other months.
    pub complete: bool,
}

/// Which optional columns the data has. What is `false` is "not in this data" on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Available {
    /// Call-back: contacted?
    pub responded: bool,
    /// Call-back: solved?
    pub resolved: bool,
    /// Call-back: satisfied?
    pub satisfied: bool,
    /// Pseudonymised reporter.
    pub reporter: bool,
    /// Escalation flag.
    pub escalated: bool,
    /// Handling department.
    pub department: bool,
    /// Free text.
    pub text: bool,
    /// When orders were closed.
    pub closed: bool,
    /// When orders must be closed.
    pub due: bool,
    /// The channel by which orders came.
    pub channel: bool,
    /// The kind of request.
    pub request_type: bool,
    /// How orders were dispatched.
    pub dispatch: bool,
    /// Communities.
    pub community: bool,
    /// A place finer than a street: coordinates or a community.
    pub place: bool,
}

/// Demands of one item-level category handled by one department over the period.
#[derive(Debug, Clone, PartialEq)]
pub struct DepartmentShare {
    /// What, on the item level.
    pub category: CategoryId,
    /// The unit's name.
    pub department: String,
    /// Demands in the period.
    pub orders: u32,
}

/// Everything the later stages know of the orders.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// The city first, then districts, streets, communities; parents before children.
    pub areas: Vec<Area>,
    /// Level 1 first, then the item level; parents before children.
    pub categories: Vec<Category>,
    /// The level on which mining works: 2 where the data has it, else the one it has.
    pub item_level: u8,
    /// Consecutive months, oldest first; the last one ends the period.
    pub months: Vec<StatMonth>,
    /// The months of [`Panel::months`] that belong to the period.
    pub period_months: Range<usize>,
    /// Sorted by area, category, month.
    pub cells: Vec<CellMonth>,
    /// Mondays of consecutive whole weeks, oldest first; the last one ends no later than the
    /// period.
    pub weeks: Vec<NaiveDate>,
    /// Whether the feed covers each week.
    pub weeks_complete: Vec<bool>,
    /// The weeks of [`Panel::weeks`] that end in the period; of a part of a year where none does,
    /// the last one.
    pub period_weeks: Range<usize>,
    /// Sorted by area, category, week. Item level only.
    pub cell_weeks: Vec<CellWeek>,
    /// Sorted by category, then orders descending.
    pub departments: Vec<DepartmentShare>,
    /// Which optional columns there are.
    pub available: Available,
    /// The neighbours of each area, on its own level; empty where none are known.
    pub neighbours: Vec<Vec<AreaId>>,
    /// Where cells are found in [`Panel::cells`]; made when first asked for.
    pub(crate) lookup: Lookup,
}

impl Panel {
    /// The area.
    pub fn area(&self, id: AreaId) -> &Area {
        &self.areas[id.0 as usize]
    }

    /// The category.
    pub fn category(&self, id: CategoryId) -> &Category {
        &self.categories[id.0 as usize]
    }

    /// Whether neighbours of an area are known.
    pub fn has_neighbours(&self, area: AreaId) -> bool {
        self.neighbours.get(area.0 as usize).is_some_and(|neighbours| !neighbours.is_empty())
    }

    /// The whole city.
    pub const fn city(&self) -> AreaId {
        AreaId(0)
    }

    /// Whether an area is another one, or lies in it.
    pub fn is_within(&self, area: AreaId, other: AreaId) -> bool {
        std::iter::successors(Some(area), |area| self.area(*area).parent).any(|area| area == other)
    }

    /// All areas of a level.
    pub fn areas_of(&self, level: AreaLevel) -> impl Iterator<Item = AreaId> + '_ {
        (0..self.areas.len() as u32).map(AreaId).filter(move |&id| self.area(id).level == level)
    }

    /// All categories of the item level.
    pub fn items(&self) -> impl Iterator<Item = CategoryId> + '_ {
        (0..self.categories.len() as u32)
            .map(CategoryId)
            .filter(|&id| self.category(id).level == self.item_level)
    }

    /// The months with demand of one cell, oldest first.
    pub fn cell(&self, area: AreaId, category: CategoryId) -> &[CellMonth] {
        let cells = self.cells_of(area);
        let start = cells.partition_point(|cell| cell.category < category);
        let length = cells[start..].partition_point(|cell| cell.category == category);
        &cells[start..start + length]
    }

    /// The months with demand of all cells of an area, by category, oldest first.
    pub fn cells_of(&self, area: AreaId) -> &[CellMonth] {
        &self.cells[self.lookup.of_area(&self.cells, self.areas.len(), area)]
    }

    /// The months with demand of a category in all areas, the city first, then by area, oldest
    /// first: what asks each area in turn takes areas × categories steps, this takes as many as
    /// there are cells.
    pub fn cells_of_category(&self, category: CategoryId) -> impl Iterator<Item = &CellMonth> {
        let rows = self.lookup.of_category(&self.cells, self.categories.len(), category);
        rows.iter().map(|&row| &self.cells[row as usize])
    }

    /// The weeks with demand of all item-level cells of an area, by category, oldest first.
    pub fn weeks_of(&self, area: AreaId) -> &[CellWeek] {
        let start = self.cell_weeks.partition_point(|cell| cell.area < area);
        let length = self.cell_weeks[start..].partition_point(|cell| cell.area == area);
        &self.cell_weeks[start..start + length]
    }

    /// The weeks with demand of one item-level cell, oldest first.
    pub fn cell_week(&self, area: AreaId, category: CategoryId) -> &[CellWeek] {
        let weeks = self.weeks_of(area);
        let start = weeks.partition_point(|cell| cell.category < category);
        let length = weeks[start..].partition_point(|cell| cell.category == category);
        &weeks[start..start + length]
    }
}
