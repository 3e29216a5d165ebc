use chrono::NaiveDate;

use super::*;
use crate::panel::{Area, AreaLevel, Category, CellMonth, Counts, StatMonth};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

/// Two streets; the first has all 20 orders of a category and February, the second 100 of the
/// city's 200.
fn panel() -> Panel {
    let month = |first: NaiveDate, last: NaiveDate| StatMonth {
        month: first,
        first_day: first,
        last_day: last,
        coverage: 1.0,
        complete: true,
    };
    let area = |level| {
        let parent = (level != AreaLevel::City).then_some(AreaId(0));
        Area { level, name: String::new(), parent, population: None }
    };
    let cell = |area: u32, month: u16, orders: u32| CellMonth {
        area: AreaId(area),
        category: CategoryId(0),
        month,
        counts: Counts { orders, ..Counts::default() },
    };
    Panel {
        areas: vec![area(AreaLevel::City), area(AreaLevel::Street), area(AreaLevel::Street)],
        categories: vec![Category { level: 1, name: String::new(), parent: None }],
        // The statistical month starts on the 20th.
        months: vec![month(day(1, 20), day(2, 19)), month(day(2, 20), day(3, 19))],
        period_months: 0..2,
        cells: vec![cell(0, 0, 220), cell(1, 0, 20), cell(1, 1, 2), cell(2, 0, 100)],
        ..Panel::default()
    }
}

fn text(area: u32, day: NaiveDate) -> OrderText {
    OrderText {
        body: "".into(),
        key: 0,
        day,
        area: AreaId(area),
        category: CategoryId(0),
        reporter: None,
    }
}

#[test]
fn texts_stand_for_the_orders_of_their_cell_or_of_the_rest_of_the_city() {
    let mut texts = vec![text(1, day(2, 1)); 20];
    texts.extend([
        text(2, day(1, 20)),
        text(2, day(2, 19)),
        text(1, day(2, 20)),
        text(1, day(3, 1)),
    ]);
    let Weights { local, wide } = Weights::new(&panel(), &texts);
    assert!(local[..20].iter().chain(&wide[..20]).all(|weight| *weight == 1.0));
    assert_eq!(local[20..], [50.0, 50.0, 1.0, 1.0]);
    assert_eq!(wide[20..], [100.0, 100.0, 1.0, 1.0]);
    // Of 220 orders of the city 120 lie in a street.
    assert_eq!(Weights::new(&panel(), &vec![text(0, day(2, 1)); 4]).local, [25.0; 4]);
    let unknown = OrderText { category: CategoryId(7), ..text(1, day(2, 1)) };
    assert_eq!(Weights::new(&panel(), &[unknown]).wide, [1.0]);
}
