//! The panel with each area's counts times a factor: what it would say if areas were unlike what
//! they are.

use std::collections::BTreeMap;

use super::lookup::Lookup;
use super::table::{AreaId, CategoryId, CellMonth, CellWeek, Counts, Panel};

impl Panel {
    /// The panel with all counts of an area times `factors[area]`, rounded; the city is the sum of
    /// its districts (of its other areas, without districts) and of what names none. Departments
    /// stay as they are.
    pub fn weighted(&self, factors: &[f64]) -> Self {
        let factor = |area: AreaId| factors.get(area.0 as usize).copied().unwrap_or(1.0);
        let of_city = |area: AreaId| self.area(area).parent == Some(self.city());
        let mut months: BTreeMap<(CategoryId, u16), [f64; FIELDS]> = BTreeMap::new();
        let mut weeks: BTreeMap<(CategoryId, u16), f64> = BTreeMap::new();
        for cell in self.cells.iter().filter(|cell| of_city(cell.area)) {
            let added = months.entry((cell.category, cell.month)).or_default();
            for (sum, own) in added.iter_mut().zip(fields(&cell.counts)) {
                *sum += (factor(cell.area) - 1.0) * f64::from(own);
            }
        }
        for cell in self.cell_weeks.iter().filter(|cell| of_city(cell.area)) {
            *weeks.entry((cell.category, cell.week)).or_default() +=
                (factor(cell.area) - 1.0) * f64::from(cell.orders);
        }
        let month = |cell: &CellMonth| {
            let own = fields(&cell.counts).map(f64::from);
            let counts = if cell.area == self.city() {
                let added = months.get(&(cell.category, cell.month)).copied().unwrap_or_default();
                std::array::from_fn(|at| own[at] + added[at])
            } else {
                own.map(|count| count * factor(cell.area))
            };
            CellMonth {
                counts: counts_of(counts.map(|count| count.round().max(0.0) as u32)),
                ..*cell
            }
        };
        let week = |cell: &CellWeek| {
            let own = f64::from(cell.orders);
            let orders = match cell.area == self.city() {
                true => own + weeks.get(&(cell.category, cell.week)).copied().unwrap_or(0.0),
                false => own * factor(cell.area),
            };
            CellWeek { orders: orders.round().max(0.0) as u32, ..*cell }
        };
        let cells = self.cells.iter().map(month).filter(|cell| cell.counts.orders > 0).collect();
        let cell_weeks = self.cell_weeks.iter().map(week).filter(|cell| cell.orders > 0).collect();
        Self { cells, cell_weeks, lookup: Lookup::default(), ..self.clone() }
    }
}

const FIELDS: usize = 10;

fn fields(counts: &Counts) -> [u32; FIELDS] {
    let Counts {
        orders,
        responded_known,
        responded,
        resolved_known,
        resolved,
        satisfied_known,
        satisfied,
        reporters,
        repeat_orders,
        escalated,
    } = *counts;
    [
        orders,
        responded_known,
        responded,
        resolved_known,
        resolved,
        satisfied_known,
        satisfied,
        reporters,
        repeat_orders,
        escalated,
    ]
}

fn counts_of(fields: [u32; FIELDS]) -> Counts {
    let [
        orders,
        responded_known,
        responded,
        resolved_known,
        resolved,
        satisfied_known,
        satisfied,
        reporters,
        repeat_orders,
        escalated,
    ] = fields;
    Counts {
        orders,
        responded_known,
        responded,
        resolved_known,
        resolved,
        satisfied_known,
        satisfied,
        reporters,
        repeat_orders,
        escalated,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::table::{Area, AreaLevel};
    use super::*;

    #[test]
    fn the_city_is_the_sum_of_its_districts_and_of_what_names_none() {
        let area = |level, parent| Area { level, name: String::new(), parent, population: None };
        let cell = |area, orders| CellMonth {
            area: AreaId(area),
            counts: Counts { orders, ..Counts::default() },
            ..CellMonth::default()
        };
        let panel = Panel {
            areas: vec![
                area(AreaLevel::City, None),
                area(AreaLevel::District, Some(AreaId(0))),
                area(AreaLevel::District, Some(AreaId(0))),
                area(AreaLevel::Street, Some(AreaId(1))),
            ],
            // Ten orders of the city name no district.
            cells: vec![cell(0, 110), cell(1, 60), cell(2, 40), cell(3, 30)],
            ..Panel::default()
        };
        let orders: Vec<u32> = panel
            .weighted(&[9.0, 0.5, 2.0, 0.5])
            .cells
            .iter()
            .map(|cell| cell.counts.orders)
            .collect();
        assert_eq!(orders, [10 + 30 + 80, 30, 80, 15]);
        assert_eq!(panel.weighted(&[]).cells, panel.cells);
    }
}
