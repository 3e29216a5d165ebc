//! The table of other series beside the first.

use arrow::array::RecordBatch;

use super::{days, integers, known_integers, known_texts, table, texts};
use crate::monitor::{SecondOf, SecondRow};
use crate::panel::Panel;

/// One row a series and the city, a category or a district.
pub fn second_table(panel: &Panel, rows: &[SecondRow]) -> RecordBatch {
    let kind = |row: &SecondRow| match row.of {
        SecondOf::City => "city",
        SecondOf::Category(_) => "category",
        SecondOf::District(_) => "district",
    };
    let name = |row: &SecondRow| match row.of {
        SecondOf::City => panel.area(panel.city()).name.as_str(),
        SecondOf::Category(id) => panel.category(id).name.as_str(),
        SecondOf::District(id) => panel.area(id).name.as_str(),
    };
    table(vec![
        ("series", texts(rows.iter().map(|row| &row.series))),
        ("kind", texts(rows.iter().map(kind))),
        ("name", texts(rows.iter().map(name))),
        ("month", days(rows.iter().map(|row| Some(row.month)))),
        ("orders", integers(rows.iter().map(|row| row.orders))),
        ("orders_prev", known_integers(rows.iter().map(|row| row.orders_prev))),
        ("second", known_integers(rows.iter().map(|row| row.second))),
        ("second_prev", known_integers(rows.iter().map(|row| row.second_prev))),
        ("moves", known_texts(rows.iter().map(|row| row.moves.map(|moves| moves.name())))),
    ])
}
