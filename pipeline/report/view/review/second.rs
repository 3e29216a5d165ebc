//! Another series beside the first: where both rise, where only one does.

use serde::Serialize;

use super::Context;
use super::lights::Cell;
use crate::monitor::{SecondMove, SecondOf, SecondRow};
use crate::report::format::{self, fill};

/// One thing in both series.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    orders: Cell,
    second: Cell,
    key: &'static str,
    moves: &'static str,
    sort: &'static str,
}

/// One series.
#[derive(Debug, Serialize)]
pub struct Series {
    name: String,
    says: String,
    lines: Vec<Line>,
}

/// Every other series with the city and what rises in either.
pub(super) fn series(context: Context<'_>) -> Vec<Series> {
    let rows = context.source.report.second;
    let one = |rows: &[SecondRow]| {
        let of = |moves| rows.iter().filter(|row| row.moves == Some(moves)).count().to_string();
        let values = [
            ("both", of(SecondMove::Both)),
            ("first", of(SecondMove::FirstOnly)),
            ("second", of(SecondMove::SecondOnly)),
            ("all", rows.len().to_string()),
            ("unknown", rows.iter().filter(|row| row.moves.is_none()).count().to_string()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let is_shown = |row: &&SecondRow| {
            row.of == SecondOf::City || row.moves.is_some_and(|moves| moves != SecondMove::Neither)
        };
        Series {
            name: rows[0].series.clone(),
            says: fill(context.says.second_says, &values),
            lines: rows.iter().filter(is_shown).map(|row| line(context, row)).collect(),
        }
    };
    rows.chunk_by(|a, b| a.series == b.series).map(one).collect()
}

fn line(context: Context<'_>, row: &SecondRow) -> Line {
    let (source, says) = (context.source, context.says);
    let cell = |now: Option<u64>, before: Option<u64>| {
        let note = before.map(|n| fill(says.from, &[("n", &format::whole(Some(n)))]));
        Cell::new(format::whole(now), note.into_iter().collect(), now.map(|n| n as f64))
    };
    let (key, moves, sort) = match row.moves {
        Some(SecondMove::Both) => ("red", says.second_both, "1"),
        Some(SecondMove::FirstOnly) => ("amber", says.second_first_only, "2"),
        Some(SecondMove::SecondOnly) => ("amber", says.second_second_only, "3"),
        Some(SecondMove::Neither) => ("grey", says.second_neither, "4"),
        None => ("grey", says.second_unknown, ""),
    };
    Line {
        name: match row.of {
            SecondOf::City => source.words.city.to_owned(),
            SecondOf::Category(id) => source.report.panel.category(id).name.clone(),
            SecondOf::District(id) => source.area(id),
        },
        orders: cell(Some(row.orders), row.orders_prev),
        second: cell(row.second, row.second_prev),
        key,
        moves,
        sort,
    }
}
