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
    let streets = (1..=names).flat_map(|area| (0..filled).map(move |month| cell(area, month, 1)));
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
