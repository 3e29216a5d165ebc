use super::*;
use crate::panel::{Area, AreaLevel, Category};

fn panel() -> Panel {
    let area = |level, parent: Option<u32>| Area {
        level,
        name: String::new(),
        parent: parent.map(AreaId),
        population: None,
    };
    let category = |level, parent: Option<u32>| Category {
        level,
        name: String::new(),
        parent: parent.map(CategoryId),
    };
    let cell = |area, category, orders| CellMonth {
        area: AreaId(area),
        category: CategoryId(category),
        month: 0,
        counts: Counts { orders, ..Counts::default() },
    };
    Panel {
        areas: vec![
            area(AreaLevel::City, None),
            area(AreaLevel::District, Some(0)),
            area(AreaLevel::Street, Some(1)),
        ],
        categories: vec![category(1, None), category(2, Some(0))],
        item_level: 2,
        months: vec![crate::panel::StatMonth {
            month: chrono::NaiveDate::default(),
            first_day: chrono::NaiveDate::default(),
            last_day: chrono::NaiveDate::default(),
            coverage: 1.0,
            complete: true,
        }],
        cells: vec![cell(0, 0, 9), cell(0, 1, 7), cell(1, 0, 5), cell(1, 1, 4), cell(2, 1, 3)],
        ..Panel::default()
    }
}

#[test]
fn a_street_beside_its_district_and_a_category_beside_its_own_count_once() {
    let panel = panel();
    let orders = |categories: &[u32], areas: Option<&[u32]>| {
        let categories: Vec<CategoryId> = categories.iter().copied().map(CategoryId).collect();
        let areas: Option<Vec<AreaId>> =
            areas.map(|areas| areas.iter().copied().map(AreaId).collect());
        let selection = Selection::new(&panel, &categories, areas.as_deref());
        assert_eq!(selection.total(&panel, 0..1), selection.months(&panel)[0]);
        selection.total(&panel, 0..1).orders
    };
    assert_eq!(orders(&[1], None), 7);
    assert_eq!(orders(&[1, 1], Some(&[2, 1, 2])), 4);
    assert_eq!(orders(&[1, 0], Some(&[2, 1])), 5);
    assert_eq!(orders(&[1], Some(&[2])), 3);
    assert_eq!(orders(&[0, 1], None), 9);
    assert_eq!(orders(&[], None), 0);
}
