//! What cannot be judged sudden: names that were renamed as it seems, names that are new, weeks
//! with a bulk import.

use std::collections::{BTreeMap, BTreeSet};

use crate::panel::{Area, AreaId, AreaLevel, Category, CategoryId, CellWeek, Panel};

/// Cells and weeks that are no evidence of anything sudden. Empty: everything is judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Withheld {
    areas: BTreeSet<AreaId>,
    categories: BTreeSet<CategoryId>,
    category_weeks: BTreeSet<(CategoryId, usize)>,
    area_births: BTreeMap<AreaId, usize>,
    category_births: BTreeMap<CategoryId, usize>,
}

impl Withheld {
    /// Leaves out some areas and all areas inside them.
    pub fn add_areas(&mut self, panel: &Panel, areas: &[AreaId]) {
        self.areas.extend(areas);
        // Parents come before children.
        for (id, Area { parent, .. }) in (0..).map(AreaId).zip(&panel.areas) {
            if parent.is_some_and(|parent| self.areas.contains(&parent)) {
                self.areas.insert(id);
            }
        }
    }

    /// Leaves out some categories and all categories inside them.
    pub fn add_categories(&mut self, panel: &Panel, categories: &[CategoryId]) {
        self.categories.extend(categories);
        for (id, Category { parent, .. }) in (0..).map(CategoryId).zip(&panel.categories) {
            if parent.is_some_and(|parent| self.categories.contains(&parent)) {
                self.categories.insert(id);
            }
        }
    }

    /// Leaves out a category in the week, as a position in [`Panel::weeks`], everywhere.
    pub fn add_week(&mut self, category: CategoryId, week: usize) {
        self.category_weeks.insert((category, week));
    }

    /// Finds the names that are new: see [`BORN_AFTER_WEEKS`]. What came before a birth is not 0
    /// but unknown.
    pub fn add_births(&mut self, panel: &Panel) {
        let mut areas = vec![Life::default(); panel.areas.len()];
        let mut categories = vec![Life::default(); panel.categories.len()];
        let by_week = |cells: &[CellWeek]| {
            let mut weeks: BTreeMap<usize, u64> = BTreeMap::new();
            for cell in cells {
                *weeks.entry(usize::from(cell.week)).or_default() += u64::from(cell.orders);
            }
            weeks
        };
        for cells in panel.cell_weeks.chunk_by(|a, b| a.area == b.area) {
            areas[cells[0].area.0 as usize] = Life::of(&by_week(cells));
        }
        let city = |cell: &&CellWeek| cell.area == panel.city();
        let of_city: Vec<CellWeek> = panel.cell_weeks.iter().filter(city).copied().collect();
        for cells in of_city.chunk_by(|a, b| a.category == b.category) {
            categories[cells[0].category.0 as usize] = Life::of(&by_week(cells));
        }
        let weeks = panel.weeks.len();
        let born = |life: &Life| life.birth(weeks);
        for (id, birth) in (0..).map(AreaId).zip(areas.iter().map(born)) {
            if panel.area(id).level != AreaLevel::City {
                self.area_births.extend(birth.map(|week| (id, week)));
            }
        }
        for (id, birth) in (0..).map(CategoryId).zip(categories.iter().map(born)) {
            self.category_births.extend(birth.map(|week| (id, week)));
        }
    }

    /// Whether a cell is never judged.
    pub(super) fn leaves_out(&self, area: AreaId, category: CategoryId) -> bool {
        self.areas.contains(&area) || self.categories.contains(&category)
    }

    /// The first week of a cell of which something is known.
    pub(super) fn birth(&self, area: AreaId, category: CategoryId) -> usize {
        let area = self.area_births.get(&area).copied().unwrap_or_default();
        area.max(self.category_births.get(&category).copied().unwrap_or_default())
    }

    /// Orders of new areas before the week `until`, as if they had come all along at the rate since
    /// their birth.
    pub(super) fn share_since_birth(&self, panel: &Panel, until: usize, shares: &mut [f64]) {
        for (area, &birth) in &self.area_births {
            let share = &mut shares[area.0 as usize];
            if birth < until {
                *share *= until as f64 / (until - birth) as f64;
                continue;
            }
            // Nothing before: all that it has.
            let start = panel.cell_weeks.partition_point(|row| row.area < *area);
            let own = panel.cell_weeks[start..].iter().take_while(|row| row.area == *area);
            let orders: f64 = own.map(|row| f64::from(row.orders)).sum();
            *share = orders * until as f64 / panel.weeks.len().saturating_sub(birth).max(1) as f64;
        }
    }

    /// Marks what is not known of a cell's weeks.
    pub(super) fn hide(&self, area: AreaId, category: CategoryId, counts: &mut [f64]) {
        let birth = self.birth(area, category).min(counts.len());
        counts[..birth].fill(f64::NAN);
        for (_, week) in self.category_weeks.range((category, 0)..=(category, usize::MAX)) {
            if let Some(count) = counts.get_mut(*week) {
                *count = f64::NAN;
            }
        }
    }
}

/// Weeks after the panel's begin from which a first order may be a birth; in a name that was there
/// before, so long a silence at the begin is chance or a season.
const BORN_AFTER_WEEKS: usize = 8;

/// Weeks that a new name must have lived: what came last week may be an outbreak, and is judged.
const LIVED_WEEKS: usize = 8;

/// Share of its weeks in which a new name has orders: an outbreak ends, and a season as well.
const LIVED_SHARE: f64 = 0.8;

/// The weeks of a name that have orders.
#[derive(Debug, Clone, Copy, Default)]
struct Life {
    first: usize,
    weeks: usize,
}

impl Life {
    fn of(weeks: &BTreeMap<usize, u64>) -> Self {
        let first = weeks.keys().next().copied().unwrap_or_default();
        Self { first, weeks: weeks.len() }
    }

    /// The week of its birth, if it is a new name.
    fn birth(&self, weeks: usize) -> Option<usize> {
        let lived = weeks - self.first.min(weeks);
        let is_new = self.first > BORN_AFTER_WEEKS
            && lived >= LIVED_WEEKS
            && self.weeks as f64 >= LIVED_SHARE * lived as f64;
        is_new.then_some(self.first)
    }
}

#[cfg(test)]
mod tests;
