//! Names that are as many as the demands: addresses, parcels, street lamps, mapped as if they were
//! places that can be compared.

use std::collections::BTreeMap;

use super::table::{AreaLevel, Panel};

/// A level up to so many names is taken for places, however few demands they have.
const NAMES_MIN: usize = 1_000;

/// Demands a month and name below which a level looks like addresses: half of the months of half
/// of the names are empty then. Over less than four months, two demands a name in all.
const MONTHLY_MIN: f64 = 0.5;
const DEMANDS_MIN: f64 = 2.0;

/// Months looked back.
const MONTHS: usize = 12;

/// A level whose names look like addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressLike {
    /// The level.
    pub level: AreaLevel,
    /// Its names with demands in the last twelve months.
    pub names: usize,
    /// Those demands.
    pub orders: u64,
}

/// The levels of which most names have next to no demands.
pub fn address_like(panel: &Panel) -> Vec<AddressLike> {
    let first = panel.months.len().saturating_sub(MONTHS);
    let mut seen: BTreeMap<AreaLevel, AddressLike> = BTreeMap::new();
    for cells in panel.cells.chunk_by(|a, b| a.area == b.area) {
        let level = panel.area(cells[0].area).level;
        let is_counted = |cell: &&super::table::CellMonth| {
            usize::from(cell.month) >= first
                && panel.category(cell.category).level == panel.item_level
        };
        let orders: u64 =
            cells.iter().filter(is_counted).map(|cell| u64::from(cell.counts.orders)).sum();
        if orders > 0 {
            let sums = seen.entry(level).or_insert(AddressLike { level, names: 0, orders: 0 });
            sums.names += 1;
            sums.orders += orders;
        }
    }
    let least = (MONTHLY_MIN * (panel.months.len() - first) as f64).max(DEMANDS_MIN);
    let is_sparse = |level: &AddressLike| {
        level.names > NAMES_MIN && (level.orders as f64) < least * level.names as f64
    };
    seen.into_values().filter(is_sparse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::{Area, AreaId, Category, CategoryId, CellMonth, Counts, StatMonth};

    /// `names` streets, each with a demand in the first `filled` of twelve months.
    fn panel(names: u32, filled: u16) -> Panel {
        let area = |level, parent| Area { level, name: String::new(), parent, population: None };
        let month = StatMonth {
            month: chrono::NaiveDate::default(),
            first_day: chrono::NaiveDate::default(),
            last_day: chrono::NaiveDate::default(),
            coverage: 1.0,
            complete: true,
        };
        let cell = |area, month, orders| CellMonth {
            area: AreaId(area),
            category: CategoryId(0),
            month,
            counts: Counts { orders, ..Counts::default() },
        };
        let city = (0..filled).map(|month| cell(0, month, names));
        let streets =
            (1..=names).flat_map(|area| (0..filled).map(move |month| cell(area, month, 1)));
        let mut areas = vec![area(AreaLevel::City, None)];
        areas.extend((0..names).map(|_| area(AreaLevel::Street, Some(AreaId(0)))));
        Panel {
            areas,
            categories: vec![Category { level: 1, name: String::new(), parent: None }],
            item_level: 1,
            months: vec![month; 12],
            cells: city.chain(streets).collect(),
            ..Panel::default()
        }
    }

    #[test]
    fn many_names_with_a_demand_or_two_are_asked_about_and_places_are_not() {
        let asked = address_like(&panel(1_500, 1));
        assert_eq!(asked, [AddressLike { level: AreaLevel::Street, names: 1_500, orders: 1_500 }]);
        assert_eq!(address_like(&panel(1_500, 6)), [], "six demands a year are a place's");
        assert_eq!(address_like(&panel(900, 1)), [], "a small city has small streets");
    }
}
