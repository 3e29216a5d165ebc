//! Tiers of livelihood, the seven "haves" and the five "natures" with their index, and rings from
//! home to city.

use serde::Serialize;

use super::lights::Cell;
use super::{Context, unit_cells};
use crate::language::percent;
use crate::monitor::{LivelihoodKind, LivelihoodRow, UnitRates};
use crate::report::format::{self, UNKNOWN, fill};

/// One tier, have, nature or ring.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    also: String,
    /// Demands, the three rates; of haves and natures the index and its weight.
    cells: Vec<Cell>,
}

/// Those of one kind.
#[derive(Debug, Serialize)]
pub struct Part {
    name: &'static str,
    is_indexed: bool,
    lines: Vec<Line>,
}

/// All of them.
#[derive(Debug, Serialize)]
pub struct LivelihoodView {
    says: String,
    parts: Vec<Part>,
}

impl LivelihoodView {
    /// Of the month or the year; `None` where no demand belongs to any.
    pub(in crate::report::view) fn of(context: Context<'_>) -> Option<Self> {
        let says = context.says;
        let all = &context.source.report.review.livelihood;
        if all.rows.iter().all(|row| row.rates.orders.unwrap_or(0) == 0) {
            return None;
        }
        let kinds = [
            (LivelihoodKind::Tier, says.tiers),
            (LivelihoodKind::Have, says.haves),
            (LivelihoodKind::Nature, says.natures),
            (LivelihoodKind::Ring, says.rings),
        ];
        let part = |(kind, name): (LivelihoodKind, &'static str)| {
            let rows = all.rows.iter().filter(|row| row.kind == kind);
            let lines = rows.map(|row| line(context, row)).collect();
            Part { name, is_indexed: kind.is_indexed(), lines }
        };
        let unplaced = all.unplaced as f64 / all.orders.max(1) as f64;
        let index = all.index.map_or_else(|| UNKNOWN.to_owned(), hundred);
        let values = [("index", index.as_str()), ("unplaced", &format::whole_percent(unplaced))];
        Some(Self {
            says: fill(says.livelihood_says, &values),
            parts: kinds.into_iter().map(part).filter(|part| !part.lines.is_empty()).collect(),
        })
    }
}

/// An index of 0 to 100.
fn hundred(index: f64) -> String {
    format!("{:.1}", index * 100.0)
}

fn line(context: Context<'_>, row: &LivelihoodRow) -> Line {
    let before =
        row.orders_before.map(|orders| UnitRates { orders: Some(orders), ..UnitRates::default() });
    let mut cells = vec![
        unit_cells::orders(context, &row.rates, before.as_ref()),
        unit_cells::answered(context, &row.rates, None, |rates| rates.responded),
        unit_cells::answered(context, &row.rates, None, |rates| rates.resolved),
        unit_cells::answered(context, &row.rates, None, |rates| rates.satisfied),
    ];
    if let Some(weight) = row.weight {
        cells.push(match row.index {
            Some(index) => Cell::new(hundred(index), vec![], Some(index)),
            None => Cell::unknown(""),
        });
        cells.push(Cell::new(format!("{weight}"), vec![], Some(weight)));
    }
    Line { name: row.name.clone(), also: row.also.clone().unwrap_or_default(), cells }
}

/// Satisfaction minus resolution in points, with what is usual.
pub(super) fn gap(context: Context<'_>, rates: &UnitRates) -> Cell {
    match rates.satisfaction_gap() {
        Some(gap) => Cell::new(super::lights::points(gap), vec![], Some(gap)),
        None => Cell::unknown(context.source.words.not_in_data),
    }
}

/// The city's two rates and their difference in one sentence; empty where either is not known.
pub(super) fn gap_of_city(context: Context<'_>) -> String {
    let city = context.area_now(context.source.report.panel.city());
    let rates = city.and_then(|rates| {
        Some((rates.satisfied?.rate()?, rates.resolved?.rate()?, rates.satisfaction_gap()?))
    });
    let Some((satisfied, resolved, gap)) = rates else { return String::new() };
    let values = [
        ("satisfied", percent(satisfied)),
        ("resolved", percent(resolved)),
        ("gap", super::lights::points(gap)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    fill(context.says.gap_says, &values)
}
