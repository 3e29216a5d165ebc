use super::*;
use crate::panel::{Area, Category, CellWeek};

/// Twelve weeks of one category that keeps at 100 and one that doubles in the last.
#[test]
fn what_moves_more_than_it_usually_does_is_told() {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let area = |level| Area { level, name: String::new(), parent: None, population: None };
    let category = || Category { level: 1, name: String::new(), parent: None };
    let mut cell_weeks = Vec::new();
    for place in 0..2 {
        for kind in 0..2 {
            for week in 0..12_u16 {
                let doubled = kind == 1 && week == 11;
                let orders = 100 + u32::from(week % 3) + if doubled { 100 } else { 0 };
                let (area, category) = (AreaId(place), CategoryId(kind));
                cell_weeks.push(CellWeek { area, category, week, orders });
            }
        }
    }
    let panel = Panel {
        areas: vec![area(AreaLevel::City), area(AreaLevel::District)],
        categories: vec![category(), category()],
        item_level: 1,
        weeks: (0..12).map(|week| first + chrono::Days::new(7 * week)).collect(),
        weeks_complete: vec![true; 12],
        period_weeks: 11..12,
        cell_weeks,
        ..Panel::default()
    };
    let found = movers(&panel);
    let of: Vec<MoverOf> = found.iter().map(|mover| mover.of).collect();
    // The district has the other category's rise by one as well.
    assert_eq!(of, [MoverOf::District(AreaId(1)), MoverOf::Category(CategoryId(1))]);
    assert_eq!((found[0].orders, found[0].orders_prev), (304, 202));
    assert_eq!((found[1].orders, found[1].orders_prev), (202, 101));
    assert_eq!(found[1].change, Some(1.0));
    assert_eq!(found[1].orders_last_year, None);
    let unknown = Panel { weeks_complete: vec![false; 12], ..panel };
    assert!(movers(&unknown).is_empty(), "a week that is not covered is compared with nothing");
}
