use chrono::{Days, NaiveDate};

use super::*;

#[test]
fn what_lies_inside_is_left_out_too_and_a_birth_is_no_outbreak() {
    let area = |level, parent: Option<u32>| Area {
        level,
        name: String::new(),
        parent: parent.map(AreaId),
        population: None,
    };
    let category = |parent: Option<u32>| Category {
        level: if parent.is_none() { 1 } else { 2 },
        name: String::new(),
        parent: parent.map(CategoryId),
    };
    let week = |category: u32, week: u16| CellWeek {
        area: AreaId(0),
        category: CategoryId(category),
        week,
        orders: 3,
    };
    let born = (20..40).map(|at| week(1, at));
    let outbreak = (20..23).map(|at| week(2, at));
    let old = (2..40).map(|at| week(3, at));
    let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let panel = Panel {
        areas: vec![
            area(AreaLevel::City, None),
            area(AreaLevel::District, Some(0)),
            area(AreaLevel::Street, Some(1)),
            area(AreaLevel::Street, Some(0)),
        ],
        categories: vec![category(None), category(Some(0)), category(Some(0)), category(None)],
        weeks: monday.iter_weeks().take(40).collect(),
        cell_weeks: born.chain(outbreak).chain(old).collect(),
        ..Panel::default()
    };
    let mut withheld = Withheld::default();
    withheld.add_areas(&panel, &[AreaId(1)]);
    assert!(
        withheld.leaves_out(AreaId(2), CategoryId(3))
            && !withheld.leaves_out(AreaId(3), CategoryId(3))
    );
    withheld.add_categories(&panel, &[CategoryId(0)]);
    assert!(withheld.leaves_out(AreaId(3), CategoryId(2)));
    withheld.add_births(&panel);
    let births = [1, 2, 3].map(|category| withheld.birth(AreaId(0), CategoryId(category)));
    assert_eq!(births, [20, 0, 0]);
    withheld.add_week(CategoryId(1), 30);
    let mut counts = vec![1.0; 40];
    withheld.hide(AreaId(0), CategoryId(1), &mut counts);
    let unknown: Vec<usize> = (0..40).filter(|&week| counts[week].is_nan()).collect();
    assert_eq!(unknown, (0..20).chain([30]).collect::<Vec<_>>());
    assert_eq!(monday + Days::new(7 * 39), panel.weeks[39]);
}
