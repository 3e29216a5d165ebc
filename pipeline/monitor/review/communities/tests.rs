use super::*;
use crate::monitor::tests::panel;
use crate::panel::{Community, Outcomes};

#[test]
fn a_community_that_was_not_listed_before_has_entered() {
    let panel = panel();
    let last = panel.period_months.end as u16 - 1;
    let row = |month, unit, orders| UnitMonth {
        unit,
        month,
        outcomes: Outcomes { orders, ..Outcomes::default() },
    };
    let community = |name: &str| Community { name: name.to_owned(), area: None };
    let outcomes = MonthOutcomes {
        communities: ["North", "South", "East"].map(community).to_vec(),
        by_community: vec![
            row(last - 1, 0, 9),
            row(last - 1, 1, 5),
            row(last, 1, 8),
            row(last, 2, 7),
        ],
        ..MonthOutcomes::default()
    };
    let found = communities(&panel, &outcomes);
    let told: Vec<(&str, u32, Option<bool>, u32)> = found
        .iter()
        .map(|row| (row.name.as_str(), row.rank, row.entered, row.months_listed))
        .collect();
    assert_eq!(
        told,
        [
            ("North", 1, None, 1),
            ("South", 2, None, 1),
            ("South", 1, Some(false), 2),
            ("East", 2, Some(true), 1),
        ]
    );
}
