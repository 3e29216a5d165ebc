//! The largest table, month after month, so that no more than a few months are held as text.

use std::io::Write;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch};
use arrow::compute::nullif;
use arrow::error::ArrowError;
use parquet::arrow::ArrowWriter;
use parquet::errors::ParquetError;
use rayon::prelude::*;

use super::csv;
use super::folder::{Draft, DraftFile, PublishError, encoding};
use super::tables::{PANEL_TABLE, names_at, table, texts};
use crate::panel::{AreaLevel, CATEGORY_LEVELS, CellMonth, Counts, Panel};

/// Months held in memory at once.
const MONTHS_HELD: usize = 4;

/// What an outward edition does not tell of the cells of [`Panel::cells`].
#[derive(Debug, Clone, Copy)]
pub struct Unpublished<'a> {
    /// Cells without a row.
    pub cells: &'a [bool],
    /// Rows without answers.
    pub answers: &'a [bool],
}

/// The columns of answers.
const ANSWERS: [&str; 8] = [
    "answered",
    "responded",
    "resolved",
    "satisfied",
    "responded_known",
    "resolved_known",
    "satisfied_known",
    "escalated",
];

/// Writes the panel as `tables/panel_month.csv` and `tables/panel_month.parquet`, a row group a
/// month.
///
/// # Errors
/// When it cannot be encoded or written.
pub fn write_panel(
    draft: &Draft,
    panel: &Panel,
    unpublished: Option<Unpublished<'_>>,
) -> Result<(), PublishError> {
    let DraftFile { path: text_path, file: mut text } =
        draft.create(&format!("tables/{PANEL_TABLE}.csv"))?;
    let DraftFile { path, file } = draft.create(&format!("tables/{PANEL_TABLE}.parquet"))?;
    let encode =
        |e: ParquetError| PublishError::Encode { path: path.clone(), reason: e.to_string() };
    let write = |source| PublishError::Io { path: text_path.clone(), source };
    let names = PanelNames::of(panel);
    let schema = panel_rows(panel, &names, &[]).schema();
    let properties = encoding(&schema).map_err(encode)?;
    let mut rows =
        ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(encode)?;
    text.write_all(csv::header(&schema).as_bytes()).map_err(write)?;
    let months: Vec<usize> = (0..panel.months.len()).collect();
    for months in months.chunks(MONTHS_HELD) {
        let spell = |positions: &Vec<usize>| {
            let is_shown = |at: &&usize| unpublished.is_none_or(|none| !none.cells[**at]);
            let shown: Vec<usize> = positions.iter().filter(is_shown).copied().collect();
            let cells: Vec<CellMonth> = shown.iter().map(|&at| panel.cells[at]).collect();
            let mut table = panel_rows(panel, &names, &cells);
            if let Some(Unpublished { answers, .. }) = unpublished {
                let of_rows: Vec<bool> = shown.iter().map(|&at| answers[at]).collect();
                table = without_answers(&table, &of_rows.into())?;
            }
            let lines = csv::rows(&table).map_err(ParquetError::from)?;
            Ok((table, lines))
        };
        let parts: Vec<_> = cells_of(panel, months)
            .par_iter()
            .map(spell)
            .collect::<Result<_, _>>()
            .map_err(encode)?;
        for (table, lines) in parts.iter().filter(|(table, _)| table.num_rows() > 0) {
            text.write_all(lines).map_err(write)?;
            rows.write(table).and_then(|()| rows.flush()).map_err(encode)?;
        }
    }
    rows.close().map(drop).map_err(encode)
}

/// The names in the panel's tables: dictionaries that all months share.
struct PanelNames {
    area_levels: ArrayRef,
    areas: ArrayRef,
    category_levels: ArrayRef,
    categories: ArrayRef,
}

impl PanelNames {
    fn of(panel: &Panel) -> Self {
        let levels =
            [AreaLevel::City, AreaLevel::District, AreaLevel::Street, AreaLevel::Community];
        Self {
            area_levels: texts(levels.map(AreaLevel::name)),
            areas: texts(panel.areas.iter().map(|area| &area.name)),
            category_levels: texts(CATEGORY_LEVELS),
            categories: texts(panel.categories.iter().map(|category| &category.name)),
        }
    }
}

/// Some rows of the panel: area × category × month.
fn panel_rows(panel: &Panel, names: &PanelNames, cells: &[CellMonth]) -> RecordBatch {
    let rows = cells.len();
    let cells = || cells.iter();
    let has = panel.available;
    let count = |figure: fn(&Counts) -> u32, known: bool| -> ArrayRef {
        Arc::new(match known {
            true => {
                Int64Array::from_iter_values(cells().map(|cell| i64::from(figure(&cell.counts))))
            }
            false => Int64Array::new_null(rows),
        })
    };
    let area_level = |cell: &CellMonth| panel.area(cell.area).level as u32;
    let category_level = |cell: &CellMonth| u32::from(panel.category(cell.category).level - 1);
    let month = |cell: &CellMonth| panel.months[usize::from(cell.month)].month.to_epoch_days();
    let answered: fn(&Counts) -> u32 = match (has.resolved, has.satisfied) {
        (true, _) => |counts| counts.resolved_known,
        (false, true) => |counts| counts.satisfied_known,
        (false, false) => |counts| counts.responded_known,
    };
    table(vec![
        ("area_level", names_at(&names.area_levels, cells().map(area_level))),
        ("area", names_at(&names.areas, cells().map(|cell| cell.area.0))),
        ("category_level", names_at(&names.category_levels, cells().map(category_level))),
        ("category", names_at(&names.categories, cells().map(|cell| cell.category.0))),
        ("month", Arc::new(Date32Array::from_iter_values(cells().map(month)))),
        ("orders", count(|c| c.orders, true)),
        ("answered", count(answered, has.responded || has.resolved || has.satisfied)),
        ("responded", count(|c| c.responded, has.responded)),
        ("resolved", count(|c| c.resolved, has.resolved)),
        ("satisfied", count(|c| c.satisfied, has.satisfied)),
        ("reporters", count(|c| c.reporters, has.reporter)),
        ("repeat_orders", count(|c| c.repeat_orders, has.reporter)),
        ("responded_known", count(|c| c.responded_known, has.responded)),
        ("resolved_known", count(|c| c.resolved_known, has.resolved)),
        ("satisfied_known", count(|c| c.satisfied_known, has.satisfied)),
        ("escalated", count(|c| c.escalated, has.escalated)),
    ])
}

/// The same rows, where `mask` says so without answers.
fn without_answers(rows: &RecordBatch, mask: &BooleanArray) -> Result<RecordBatch, ArrowError> {
    let columns = rows.schema_ref().fields().iter().zip(rows.columns());
    let columns = columns.map(|(field, values)| match ANSWERS.contains(&field.name().as_str()) {
        true => nullif(values, mask),
        false => Ok(Arc::clone(values)),
    });
    RecordBatch::try_new(rows.schema(), columns.collect::<Result<_, _>>()?)
}

/// Positions of the cells of some months, by area and category.
fn cells_of(panel: &Panel, months: &[usize]) -> Vec<Vec<usize>> {
    let mut cells = vec![Vec::new(); months.len()];
    let position = |month: usize| months.iter().position(|&wanted| wanted == month);
    let positions: Vec<Option<usize>> = (0..panel.months.len()).map(position).collect();
    for (at, cell) in panel.cells.iter().enumerate() {
        if let Some(position) = positions[usize::from(cell.month)] {
            cells[position].push(at);
        }
    }
    cells
}

#[cfg(test)]
mod tests;
