//! False discoveries: of what Benjamini–Hochberg lets through over all cells and weeks, how much
//! was planted.
//!
//! Neighbouring weeks of a cell are one finding, as in a run. The benchmark also holds steps (a
//! cell's level changes and stays): a finding in one is no spike, but the change is real, so it is
//! counted apart from findings where nothing at all was planted.

use yiti_stats::fdr::q_values;

use super::benchmark::{CellLabel, LabelledCells, Planted};
use super::figures::Figure;

/// Levels of the table.
const LEVELS: [f64; 3] = [0.05, 0.1, 0.2];

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Nothing,
    Step,
    /// A planted spike, or a wave over several areas.
    Planted,
}

/// Findings by what they rest on, at each level.
pub(super) fn figures(cells: &LabelledCells, p_values: &[f64]) -> Vec<Figure> {
    let judged: Vec<usize> =
        (0..p_values.len()).filter(|index| index % cells.weeks >= cells.from).collect();
    let judged_p: Vec<f64> = judged.iter().map(|&index| p_values[index]).collect();
    let q = q_values(&judged_p, judged_p.len());
    let mut figures = Vec::new();
    for level in LEVELS {
        let passed: Vec<usize> =
            judged.iter().zip(&q).filter(|(_, q)| **q <= level).map(|(&index, _)| index).collect();
        let kinds = findings(cells, &passed);
        let count = |kind| kinds.iter().filter(|&&found| found == kind).count() as f64;
        let all = kinds.len() as f64;
        let share = |part: f64| part / all.max(1.0);
        let numbers = [
            ("cell_weeks", passed.len() as f64),
            ("findings", all),
            ("in_steps", count(Kind::Step)),
            ("in_nothing", count(Kind::Nothing)),
            ("false_share", share(count(Kind::Nothing))),
            ("false_share_with_steps", share(count(Kind::Nothing) + count(Kind::Step))),
        ];
        figures.extend(numbers.map(|(name, value)| Figure {
            table: "discoveries",
            group: "all".to_owned(),
            at: Some(level),
            name,
            value,
        }));
    }
    figures
}

/// Neighbouring weeks joined; of what they rest on, the most that was planted.
fn findings(cells: &LabelledCells, passed: &[usize]) -> Vec<Kind> {
    let next = |a: &usize, b: &usize| a + 1 == *b && a / cells.weeks == b / cells.weeks;
    let kind = |weeks: &[usize]| {
        weeks.iter().map(|&index| kind(cells, index)).max().unwrap_or(Kind::Nothing)
    };
    passed.chunk_by(next).map(kind).collect()
}

fn kind(cells: &LabelledCells, index: usize) -> Kind {
    let (cell, week) = (index / cells.weeks, index % cells.weeks);
    let (category, area) = (cell / cells.areas, cell % cells.areas);
    let inside = |step: &Planted| {
        (step.category, step.area) == (category, area) && (step.first..=step.last).contains(&week)
    };
    match cells.labels[index] {
        CellLabel::Spike | CellLabel::Wave => Kind::Planted,
        CellLabel::Quiet if cells.steps.iter().any(inside) => Kind::Step,
        CellLabel::Quiet => Kind::Nothing,
    }
}

#[cfg(test)]
mod tests;
