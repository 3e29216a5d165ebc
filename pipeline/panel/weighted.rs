//! The panel with each area's counts times a factor: what it would say if areas were unlike what
//! they are.

use std::collections::BTreeMap;

use super::table::{AreaId, CategoryId, CellMonth, Counts, Panel};

impl Panel {
    /// The panel with all counts of an area times its factor (by area), rounded; the city changes
    /// by what its districts do (its other areas, without districts), and keeps what names none.
    /// Departments stay as they are. Months alone: weeks are left out, which take as much memory
    /// again and tell of outbreaks, not of a year.
    pub fn weighted(&self, factors: &[f64]) -> Self {
        let times = |count: u32, area: AreaId| {
            let factor = factors.get(area.0 as usize).copied().unwrap_or(1.0);
            (f64::from(count) * factor).round() as u32
        };
        let scaled = |cell: &CellMonth| {
            let counts = each(&cell.counts, &cell.counts, |count, _| times(count, cell.area));
            CellMonth { counts, ..*cell }
        };
        let of_city = |area: AreaId| self.area(area).parent == Some(self.city());
        // Of the areas right below the city: what they are now, and what they were.
        let mut months: BTreeMap<(CategoryId, u16), (Counts, Counts)> = BTreeMap::new();
        for cell in self.cells.iter().filter(|cell| of_city(cell.area)) {
            let (now, then) = months.entry((cell.category, cell.month)).or_default();
            now.add(&scaled(cell).counts);
            then.add(&cell.counts);
        }
        let month = |cell: &CellMonth| {
            if cell.area != self.city() {
                return scaled(cell);
            }
            let (now, then) = months.get(&(cell.category, cell.month)).copied().unwrap_or_default();
            let mut counts = cell.counts;
            counts.add(&now);
            CellMonth { counts: each(&counts, &then, u32::saturating_sub), ..*cell }
        };
        // With room from the start: a list that grows holds itself twice.
        let mut cells = Vec::with_capacity(self.cells.len());
        cells.extend(self.cells.iter().map(month).filter(|cell| cell.counts.orders > 0));
        Self {
            areas: self.areas.clone(),
            categories: self.categories.clone(),
            item_level: self.item_level,
            months: self.months.clone(),
            period_months: self.period_months.clone(),
            cells,
            departments: self.departments.clone(),
            available: self.available,
            neighbours: self.neighbours.clone(),
            ..Self::default()
        }
    }
}

/// Each count of two cells taken together.
fn each(one: &Counts, other: &Counts, of: impl Fn(u32, u32) -> u32) -> Counts {
    Counts {
        orders: of(one.orders, other.orders),
        responded_known: of(one.responded_known, other.responded_known),
        responded: of(one.responded, other.responded),
        resolved_known: of(one.resolved_known, other.resolved_known),
        resolved: of(one.resolved, other.resolved),
        satisfied_known: of(one.satisfied_known, other.satisfied_known),
        satisfied: of(one.satisfied, other.satisfied),
        reporters: of(one.reporters, other.reporters),
        repeat_orders: of(one.repeat_orders, other.repeat_orders),
        escalated: of(one.escalated, other.escalated),
    }
}

#[cfg(test)]
mod tests;
