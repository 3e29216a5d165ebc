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
mod tests;
