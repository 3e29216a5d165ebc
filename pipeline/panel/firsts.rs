//! Each reporter's first order of a month in each cell of the panel: the marks that add up to distinct reporters.

use arrow::array::BooleanArray;
use arrow::buffer::{BooleanBuffer, NullBuffer};
use rustc_hash::FxHashSet;

use super::dimensions::{ItemRef, PlaceRef};

/// The marks, one for each level of area and category.
pub const FIRSTS: [&str; 6] = [
    "first_in_street_unit",
    "first_in_street_l1",
    "first_in_district_unit",
    "first_in_district_l1",
    "first_in_city_unit",
    "first_in_city_l1",
];

/// In a byte of marks, bits 0 to 5 are those of [`FIRSTS`]; this one says that the reporter is known.
const KNOWN: u8 = 1 << 6;

/// Marks the first order of each reporter in each cell; null where the reporter is not known (0).
pub fn first_reports(reporters: &[u64], places: &[PlaceRef], items: &[ItemRef]) -> [BooleanArray; 6] {
    let known = reporters.iter().enumerate().filter(|(_, reporter)| **reporter != 0);
    let mut by_reporter: Vec<(u64, u32)> = known.map(|(i, &reporter)| (reporter, i as u32)).collect();
    by_reporter.sort_unstable();
    let mut marks = vec![0_u8; reporters.len()];
    let mut seen = FxHashSet::default();
    for group in by_reporter.chunk_by(|a, b| a.0 == b.0) {
        seen.clear();
        for &(_, i) in group {
            let cells = cells(&places[i as usize], &items[i as usize]);
            let first = |(level, cell): (usize, &Option<u64>)| {
                let first = cell.is_some_and(|cell| group.len() == 1 || seen.insert((level as u8, cell)));
                u8::from(first) << level
            };
            marks[i as usize] = cells.iter().enumerate().map(first).fold(KNOWN, |byte, mark| byte | mark);
        }
    }
    let known = NullBuffer::new(BooleanBuffer::collect_bool(marks.len(), |i| marks[i] & KNOWN != 0));
    std::array::from_fn(|level| {
        let first = BooleanBuffer::collect_bool(marks.len(), |i| marks[i] & (1 << level) != 0);
        BooleanArray::new(first, Some(known.clone()))
    })
}

/// The six cells of the panel that an order belongs to, as far as its area and category are known.
fn cells(place: &PlaceRef, item: &ItemRef) -> [Option<u64>; 6] {
    let cell = |area: Option<u32>, category: Option<u32>| Some(u64::from(area?) << 32 | u64::from(category?));
    let (street, district) = (place.street.map(|a| a.0), place.district.map(|a| a.0));
    let (unit, l1) = (Some(item.unit.0), item.l1.map(|c| c.0));
    [
        cell(street, unit),
        cell(street, l1),
        cell(district, unit),
        cell(district, l1),
        cell(Some(0), unit),
        cell(Some(0), l1),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::table::{AreaId, CategoryId};
    use super::*;

    #[test]
    fn a_reporter_counts_once_in_each_cell() {
        let street = |id| PlaceRef { district: Some(AreaId(1)), street: Some(AreaId(id)) };
        let places = [street(2), street(3), street(2), street(2), street(2)];
        let items = [ItemRef { unit: CategoryId(5), l1: None }; 5];
        let flags = first_reports(&[7, 7, 0, 7, 8], &places, &items);
        let streets: Vec<_> = flags[0].iter().collect();
        assert_eq!(streets, [Some(true), Some(true), None, Some(false), Some(true)]);
        let districts: Vec<_> = flags[2].iter().collect();
        assert_eq!(districts, [Some(true), Some(false), None, Some(false), Some(true)]);
        assert_eq!(flags[1].iter().flatten().filter(|first| *first).count(), 0, "no level-1 category, no first");
    }
}
