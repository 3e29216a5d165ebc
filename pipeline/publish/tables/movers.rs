//! The table of what moved from one week to the next.

use arrow::array::RecordBatch;

use super::{days, integers, known_integers, numbers, table, texts};
use crate::monitor::{Mover, MoverOf};
use crate::panel::Panel;

/// One row a category or district that moved by more than usual.
pub fn movers_table(panel: &Panel, rows: &[Mover]) -> RecordBatch {
    let kind = |mover: &Mover| match mover.of {
        MoverOf::Category(_) => "category",
        MoverOf::District(_) => "district",
    };
    let name = |mover: &Mover| match mover.of {
        MoverOf::Category(category) => &panel.category(category).name,
        MoverOf::District(area) => &panel.area(area).name,
    };
    table(vec![
        ("kind", texts(rows.iter().map(kind))),
        ("name", texts(rows.iter().map(name))),
        ("week", days(rows.iter().map(|row| Some(row.week)))),
        ("orders", integers(rows.iter().map(|row| u64::from(row.orders)))),
        ("orders_prev", integers(rows.iter().map(|row| u64::from(row.orders_prev)))),
        ("change", numbers(rows.iter().map(|row| row.change))),
        (
            "orders_last_year",
            known_integers(rows.iter().map(|row| row.orders_last_year.map(u64::from))),
        ),
    ])
}
