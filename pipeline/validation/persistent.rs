//! Persistent cells of two benchmarks: what the finder's rule marks, against what was planted.
//!
//! One has weeks of 60 areas × 40 categories; there the cells with at least 3 orders expected a
//! month are scored. The other, of 343 areas × 350 categories with a median of 0.7, shows how the
//! rule does where cells are rare; it is left out where its files are not in the folder.

use std::path::Path;

use yiti_stats::persistence::{Rule, assess};

use super::ValidationError;
use super::benchmark::{Columns, LabelledCells, unusable};
use super::figures::{Figure, harmonic_mean};
use super::persistent_cells::MonthlyCells;

/// Labels as in the files: persistent; not; between, which counts for neither.
const PERSISTENT: i8 = 1;
const ORDINARY: i8 = 0;
const BETWEEN: i8 = -1;

/// Orders expected a month from which the truth of the benchmark with weeks is complete.
const EXPECTED_MIN: f64 = 3.0;

/// Orders expected a month that part the rows of the table of rare cells.
const STRATA: [(&str, f64, f64); 5] = [
    ("< 0.3", 0.0, 0.3),
    ("0.3 – 1", 0.3, 1.0),
    ("1 – 3", 1.0, 3.0),
    ("> 3", 3.0, f64::INFINITY),
    ("all", 0.0, f64::INFINITY),
];

/// The pasts that are tried.
const PASTS: [(&str, bool); 2] = [("with the year before", true), ("one year alone", false)];

/// What is known of the cells, by category and area.
struct Truth {
    label: Vec<i8>,
    /// Orders expected a month.
    expected: Vec<f64>,
}

/// Precision, recall and F1 on both benchmarks, with the year before as past and with the year
/// alone.
pub(super) fn figures(
    folder: &Path,
    cells: &LabelledCells,
) -> Result<Vec<Figure>, ValidationError> {
    let path = folder.join("hier_dev_cells.csv");
    let mut monthly = MonthlyCells::of_weeks(&path, cells)?;
    let truth = truth_of_weeks(&path, cells)?;
    let mut figures = Vec::new();
    for (past, with_past) in PASTS {
        monthly.look_at(with_past);
        let called = called(&monthly, &path)?;
        figures.extend(score("persistence", past.to_owned(), &called, &truth, 0.0..f64::INFINITY));
    }
    let path = folder.join("persist_dev.parquet");
    if path.exists() {
        figures.extend(rare_figures(&path, folder)?);
    }
    Ok(figures)
}

/// The sparse benchmark, by how many orders are expected.
fn rare_figures(path: &Path, folder: &Path) -> Result<Vec<Figure>, ValidationError> {
    let populations = populations(&folder.join("persist_dev_areas.csv"))?;
    let mut monthly = MonthlyCells::sparse(path, populations)?;
    let truth = truth_of_rare(&folder.join("persist_dev_cells.parquet"), &monthly)?;
    let mut figures = Vec::new();
    for (past, with_past) in PASTS {
        monthly.look_at(with_past);
        let called = called(&monthly, path)?;
        for (stratum, low, high) in STRATA {
            let group = format!("{past}: {stratum}");
            figures.extend(score("persistence_rare", group, &called, &truth, low..high));
        }
    }
    Ok(figures)
}

/// Whether the default rule calls each cell persistent.
fn called(cells: &MonthlyCells, path: &Path) -> Result<Vec<bool>, ValidationError> {
    let assessment = assess(cells, &Rule::default()).map_err(|error| unusable(path, error))?;
    let mut called = vec![false; cells.cells()];
    for verdict in assessment.persistent {
        called[cells.position(verdict.cell)] = true;
    }
    Ok(called)
}

fn score(
    table: &'static str,
    group: String,
    called: &[bool],
    truth: &Truth,
    expected: std::ops::Range<f64>,
) -> Vec<Figure> {
    let (mut persistent, mut found, mut hits) = (0.0, 0.0, 0.0);
    for (cell, &called) in called.iter().enumerate() {
        if truth.label[cell] == BETWEEN || !expected.contains(&truth.expected[cell]) {
            continue;
        }
        let is_persistent = truth.label[cell] == PERSISTENT;
        persistent += f64::from(u8::from(is_persistent));
        found += f64::from(u8::from(called));
        hits += f64::from(u8::from(called && is_persistent));
    }
    let precision = hits / f64::max(found, 1.0);
    let recall = hits / f64::max(persistent, 1.0);
    let figure = |(name, value)| Figure { table, group: group.clone(), at: None, name, value };
    let values = [
        ("persistent", persistent),
        ("called", found),
        ("precision", precision),
        ("recall", recall),
        ("f1", harmonic_mean(precision, recall)),
        ("false_share", if found > 0.0 { 1.0 - precision } else { 0.0 }),
    ];
    values.into_iter().map(figure).collect()
}

/// Residents of each area, in the order of the file.
fn populations(path: &Path) -> Result<Vec<f64>, ValidationError> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| unusable(path, error))?;
    let headers = reader.headers().map_err(|error| unusable(path, error))?;
    let column = headers.iter().position(|header| header == "population");
    let column = column.ok_or_else(|| unusable(path, "no column 'population'"))?;
    let mut populations = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| unusable(path, error))?;
        populations.push(row[column].parse().map_err(|error| unusable(path, error))?);
    }
    Ok(populations)
}

fn truth_of_rare(path: &Path, cells: &MonthlyCells) -> Result<Truth, ValidationError> {
    let table = Columns::read(path, &["area", "category", "label", "expected_month"])?;
    let [area, category, label, expected] = std::array::from_fn(|column| &table.0[column]);
    let count = cells.cells();
    let mut truth = Truth { label: vec![BETWEEN; count], expected: vec![0.0; count] };
    for row in 0..area.len() {
        let cell = category[row] as usize * cells.areas() + area[row] as usize;
        if cell >= count {
            return Err(unusable(
                path,
                format!("area {}, category {} is not in the counts", area[row], category[row]),
            ));
        }
        truth.label[cell] = label[row] as i8;
        truth.expected[cell] = expected[row];
    }
    Ok(truth)
}

/// What is known of each cell of the benchmark with weeks, by category and area: it counts where at
/// least [`EXPECTED_MIN`] are expected a month; the truth leaves out smaller ones, however
/// persistent.
fn truth_of_weeks(path: &Path, cells: &LabelledCells) -> Result<Truth, ValidationError> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| unusable(path, error))?;
    let headers = reader.headers().map_err(|error| unusable(path, error))?.clone();
    let at = |name: &str| {
        let position = headers.iter().position(|header| header == name);
        position.ok_or_else(|| unusable(path, format!("no column '{name}'")))
    };
    let (area, category, truth) = (at("area")?, at("category")?, at("is_persistent")?);
    let expected = at("mean_month_expected")?;
    let count = cells.categories * cells.areas;
    let mut known = Truth { label: vec![BETWEEN; count], expected: vec![0.0; count] };
    for row in reader.records() {
        let row = row.map_err(|error| unusable(path, error))?;
        let number =
            |column: usize| row[column].parse().ok().filter(|&number: &usize| number < count);
        let (Some(area), Some(category)) = (number(area), number(category)) else {
            return Err(unusable(
                path,
                format!("cannot read the line {:?}", row.iter().collect::<Vec<_>>()),
            ));
        };
        let cell = category * cells.areas + area;
        if area >= cells.areas || cell >= count {
            return Err(unusable(
                path,
                format!("area {area}, category {category} is not in the counts"),
            ));
        }
        known.expected[cell] = row[expected].parse().map_err(|error| unusable(path, error))?;
        if known.expected[cell] >= EXPECTED_MIN {
            known.label[cell] =
                if row[truth].eq_ignore_ascii_case("true") { PERSISTENT } else { ORDINARY };
        }
    }
    Ok(known)
}

#[cfg(test)]
mod tests;
