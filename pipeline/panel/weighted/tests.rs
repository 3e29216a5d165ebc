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
    let orders: Vec<u32> =
        panel.weighted(&[9.0, 0.5, 2.0, 0.5]).cells.iter().map(|cell| cell.counts.orders).collect();
    assert_eq!(orders, [10 + 30 + 80, 30, 80, 15]);
    assert_eq!(panel.weighted(&[]).cells, panel.cells);
}
