//! The table of findings and what became of them.

use arrow::array::RecordBatch;

use super::{days, integers, joined, known_texts, numbers, table, texts};
use crate::monitor::Watched;

/// One row a finding of the period, and one a finding of the period before that is over.
pub fn watch_table(rows: &[Watched]) -> RecordBatch {
    let verdict = |row: &Watched| row.verdict.clone();
    table(vec![
        ("finding_id", texts(rows.iter().map(|row| &row.finding_id))),
        ("kind", texts(rows.iter().map(|row| &row.cell.kind))),
        ("state", texts(rows.iter().map(|row| row.state.name()))),
        ("first_seen", days(rows.iter().map(|row| Some(row.first_seen)))),
        ("rarity_months", numbers(rows.iter().map(|row| row.rarity_months))),
        ("verdict", known_texts(rows.iter().map(|row| verdict(row).map(|v| v.verdict.name())))),
        ("orders", integers(rows.iter().map(|row| row.orders))),
        ("area", texts(rows.iter().map(|row| &row.cell.area))),
        ("category", texts(rows.iter().map(|row| &row.cell.category))),
        ("area_level", texts(rows.iter().map(|row| &row.cell.area_level))),
        ("parent_area", known_texts(rows.iter().map(|row| row.cell.parent_area.as_ref()))),
        ("category_level", texts(rows.iter().map(|row| &row.cell.category_level))),
        ("first_day", days(rows.iter().map(|row| Some(row.first_day)))),
        ("last_day", days(rows.iter().map(|row| Some(row.last_day)))),
        ("verdict_who", known_texts(rows.iter().map(|row| verdict(row).map(|v| v.who)))),
        ("verdict_when", days(rows.iter().map(|row| verdict(row).map(|v| v.when)))),
        ("verdict_why", known_texts(rows.iter().map(|row| verdict(row).map(|v| v.why)))),
        ("earlier_ids", texts(rows.iter().map(|row| joined(&row.earlier_ids)))),
    ])
}
