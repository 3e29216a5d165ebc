//! Channels side by side: telephone, web, the enterprise line, with satisfaction minus resolution.

use serde::Serialize;

use super::lights::Cell;
use super::{Context, livelihood, unit_cells};
use crate::monitor::NamedMonth;

/// One channel.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    /// Demands, at age, the three rates, satisfaction minus resolution.
    cells: Vec<Cell>,
}

/// The table.
#[derive(Debug, Serialize)]
pub struct Channels {
    age_label: String,
    gap: String,
    lines: Vec<Line>,
}

impl Channels {
    /// Of the reviewed month, most demands first.
    pub(super) fn of(context: Context<'_>) -> Self {
        let month = context.month(context.at);
        let all = &context.source.report.review.channels;
        let mut rows: Vec<&NamedMonth> = all.iter().filter(|row| row.month == month).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.rates.orders));
        let before = context.before(context.at).map(|at| context.month(at));
        let line = |row: &&NamedMonth| {
            let then =
                all.iter().find(|other| Some(other.month) == before && other.name == row.name);
            let (now, then) = (&row.rates, then.map(|row| &row.rates));
            Line {
                name: row.name.clone(),
                cells: vec![
                    unit_cells::orders(context, now, then),
                    unit_cells::at_age(context, now, then),
                    unit_cells::answered(context, now, then, |rates| rates.responded),
                    unit_cells::answered(context, now, then, |rates| rates.resolved),
                    unit_cells::answered(context, now, then, |rates| rates.satisfied),
                    livelihood::gap(context, now),
                ],
            }
        };
        Self {
            age_label: unit_cells::age_label(context),
            gap: livelihood::gap_of_city(context),
            lines: rows.iter().map(line).collect(),
        }
    }
}
