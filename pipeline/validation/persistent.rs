//! Persistent cells of the benchmark: what the finder's rule marks, against what was planted.

use std::path::Path;

use yiti_stats::dispersion::Months;
use yiti_stats::persistence::{Cell, Rule, assess};

use super::ValidationError;
use super::benchmark::{LabelledCells, unusable};
use super::figures::{Figure, harmonic_mean};

/// Weeks of a month of the benchmark, which has 26: the second year is scored, the first is its past.
const WEEKS_A_MONTH: usize = 4;
const MONTHS: usize = 13;

/// Precision, recall and F1, with the year before as past and with the year alone.
pub(super) fn figures(folder: &Path, cells: &LabelledCells) -> Result<Vec<Figure>, ValidationError> {
    let path = folder.join("hier_dev_cells.csv");
    if cells.weeks < 2 * MONTHS * WEEKS_A_MONTH {
        return Err(unusable(&path, format!("two years of weeks are needed, found {}", cells.weeks)));
    }
    let planted = planted(&path, cells)?;
    let mut monthly = monthly(cells);
    let mut figures = score("with the year before", &monthly, &planted, &path)?;
    monthly.iter_mut().for_each(|cell| cell.before = Months::default());
    figures.extend(score("one year alone", &monthly, &planted, &path)?);
    Ok(figures)
}

fn score(group: &str, cells: &[Cell], planted: &[bool], path: &Path) -> Result<Vec<Figure>, ValidationError> {
    let verdicts = assess(cells, &Rule::default()).map_err(|error| unusable(path, error))?;
    let found = verdicts.iter().filter(|verdict| verdict.persistent).count() as f64;
    let hits = verdicts.iter().zip(planted).filter(|(verdict, planted)| verdict.persistent && **planted).count() as f64;
    let wanted = planted.iter().filter(|&&planted| planted).count() as f64;
    let (precision, recall) = (hits / found.max(1.0), hits / wanted.max(1.0));
    let figure = |name, value| Figure { table: "persistence", group: group.to_owned(), at: None, name, value };
    let f1 = harmonic_mean(precision, recall);
    Ok(vec![figure("precision", precision), figure("recall", recall), figure("f1", f1)])
}

/// Months of each cell, by category and area; expected at the rate per resident of the category's other areas.
fn monthly(cells: &LabelledCells) -> Vec<Cell> {
    let residents: f64 = cells.populations.iter().sum();
    let mut all = Vec::with_capacity(cells.categories * cells.areas);
    for category in 0..cells.categories {
        let months: Vec<Vec<f64>> = (0..cells.areas).map(|area| months(cells, category, area)).collect();
        let total: Vec<f64> = (0..2 * MONTHS).map(|month| months.iter().map(|own| own[month]).sum()).collect();
        for (observed, &own) in months.iter().zip(&cells.populations) {
            let rest = |(total, n): (&f64, &f64)| (total - n) * own / (residents - own);
            let expected: Vec<f64> = total.iter().zip(observed).map(rest).collect();
            let part = |from: usize| Months {
                observed: observed[from..from + MONTHS].to_vec(),
                expected: expected[from..from + MONTHS].to_vec(),
            };
            all.push(Cell { group: category, year: part(MONTHS), before: part(0) });
        }
    }
    all
}

fn months(cells: &LabelledCells, category: usize, area: usize) -> Vec<f64> {
    let first = cells.index(category, area, 0);
    let weeks = &cells.counts[first..first + 2 * MONTHS * WEEKS_A_MONTH];
    weeks.chunks(WEEKS_A_MONTH).map(|month| month.iter().filter(|count| !count.is_nan()).sum()).collect()
}

/// Whether each cell was planted as persistent, by category and area.
fn planted(path: &Path, cells: &LabelledCells) -> Result<Vec<bool>, ValidationError> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| unusable(path, error))?;
    let headers = reader.headers().map_err(|error| unusable(path, error))?.clone();
    let at = |name: &str| {
        let position = headers.iter().position(|header| header == name);
        position.ok_or_else(|| unusable(path, format!("no column '{name}'")))
    };
    let (area, category, truth) = (at("area")?, at("category")?, at("is_persistent")?);
    let mut planted = vec![false; cells.categories * cells.areas];
    for row in reader.records() {
        let row = row.map_err(|error| unusable(path, error))?;
        let number = |column: usize| row[column].parse().ok().filter(|&number: &usize| number < planted.len());
        let (Some(area), Some(category)) = (number(area), number(category)) else {
            return Err(unusable(path, format!("cannot read the line {:?}", row.iter().collect::<Vec<_>>())));
        };
        let cell = category * cells.areas + area;
        let Some(planted) = planted.get_mut(cell).filter(|_| area < cells.areas) else {
            return Err(unusable(path, format!("area {area}, category {category} is not in the counts")));
        };
        *planted = row[truth].eq_ignore_ascii_case("true");
    }
    Ok(planted)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::validation::benchmark;

    #[test]
    fn finds_the_planted_persistent_cells() {
        let Some(shared) = std::env::var_os("YITI_SHARED") else {
            // Not by `println!`, which the runner keeps to itself while a test passes.
            let message = "persistent: SKIPPED, YITI_SHARED does not name a folder of real data";
            let _ = writeln!(std::io::stderr(), "{message}");
            return;
        };
        let folder = Path::new(&shared).join("data/detection");
        let cells = benchmark::cells(&folder).expect("the benchmark");
        let figures = figures(&folder, &cells).expect("the table of cells");
        let f1: Vec<f64> = figures.iter().filter(|figure| figure.name == "f1").map(|figure| figure.value).collect();
        println!("F1 with the year before and alone: {f1:.3?}");
        assert!(f1.len() == 2 && f1.iter().all(|&f1| f1 >= 0.80), "{f1:?}");
    }
}
