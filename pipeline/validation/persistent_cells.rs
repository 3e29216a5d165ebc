//! The benchmarks of persistent cells as months: what each cell saw, and what the other areas' rate
//! per resident gives.

use std::path::Path;

use yiti_stats::persistence::{Cells, EmptyCells, Months};

use super::ValidationError;
use super::benchmark::{Columns, LabelledCells, unusable};

/// Weeks of a month of the benchmark with weeks, which has 26 months: the second 13 are judged.
const WEEKS_A_MONTH: usize = 4;
const MONTHS_OF_WEEKS: usize = 13;

/// Months of the sparse benchmark: the second 12 are judged.
const MONTHS_SPARSE: usize = 12;

/// Cells of areas × categories over two years.
pub(super) struct MonthlyCells {
    areas: usize,
    /// Months of one year.
    months: usize,
    /// Whether the first year counts.
    with_past: bool,
    /// By category, area, month.
    counts: Vec<f64>,
    /// By category, month.
    totals: Vec<f64>,
    populations: Vec<f64>,
    residents: f64,
    /// Cells with an order, by position.
    kept: Vec<usize>,
    empty: Vec<EmptyCells>,
}

impl MonthlyCells {
    /// The benchmark with weeks.
    pub(super) fn of_weeks(path: &Path, cells: &LabelledCells) -> Result<Self, ValidationError> {
        if cells.weeks < 2 * MONTHS_OF_WEEKS * WEEKS_A_MONTH {
            return Err(unusable(
                path,
                format!("two years of weeks are needed, found {}", cells.weeks),
            ));
        }
        let mut counts = Vec::with_capacity(cells.categories * cells.areas * 2 * MONTHS_OF_WEEKS);
        for category in 0..cells.categories {
            for area in 0..cells.areas {
                let first = cells.index(category, area, 0);
                let weeks = &cells.counts[first..first + 2 * MONTHS_OF_WEEKS * WEEKS_A_MONTH];
                let months = weeks.chunks(WEEKS_A_MONTH);
                counts.extend(
                    months.map(|month| month.iter().filter(|count| !count.is_nan()).sum::<f64>()),
                );
            }
        }
        Ok(Self::new(cells.areas, MONTHS_OF_WEEKS, counts, cells.populations.clone()))
    }

    /// The sparse benchmark: rows of area, category, month and total, what is not listed is 0.
    pub(super) fn sparse(path: &Path, populations: Vec<f64>) -> Result<Self, ValidationError> {
        let table = Columns::read(path, &["area", "category", "month", "total"])?;
        let [area, category, month, total] = std::array::from_fn(|column| &table.0[column]);
        let (areas, months) = (populations.len(), 2 * MONTHS_SPARSE);
        let categories =
            category.iter().fold(0.0, |max: f64, &value| max.max(value + 1.0)) as usize;
        let mut counts = vec![0.0; areas * categories * months];
        for row in 0..area.len() {
            let (area, month) = (area[row] as usize, month[row] as usize);
            if area >= areas || month == 0 || month > months {
                return Err(unusable(
                    path,
                    format!(
                        "area {area}, month {month} is outside {areas} areas, months 1–{months}"
                    ),
                ));
            }
            counts[(category[row] as usize * areas + area) * months + month - 1] = total[row];
        }
        Ok(Self::new(areas, MONTHS_SPARSE, counts, populations))
    }

    fn new(areas: usize, months: usize, counts: Vec<f64>, populations: Vec<f64>) -> Self {
        let categories = counts.len() / (areas * 2 * months).max(1);
        let mut totals = vec![0.0; categories * 2 * months];
        for (cell, counts) in counts.chunks(2 * months).enumerate() {
            let start = cell / areas * 2 * months;
            totals[start..start + 2 * months]
                .iter_mut()
                .zip(counts)
                .for_each(|(sum, count)| *sum += count);
        }
        let residents = populations.iter().sum();
        let mut cells = Self {
            areas,
            months,
            with_past: true,
            counts,
            totals,
            populations,
            residents,
            kept: Vec::new(),
            empty: Vec::new(),
        };
        cells.look_at(true);
        cells
    }

    /// Chooses whether the first year counts.
    pub(super) fn look_at(&mut self, with_past: bool) {
        self.with_past = with_past;
        self.kept.clear();
        self.empty.clear();
        let mut months = Months::default();
        for cell in 0..self.counts.len() / (2 * self.months) {
            self.fill(cell, &mut months);
            if months.observed.iter().any(|count| *count > 0.0) {
                self.kept.push(cell);
            } else {
                let expected = months.expected.iter().sum();
                self.empty.push(EmptyCells { group: cell / self.areas, expected, cells: 1.0 });
            }
        }
    }

    /// Number of cells, empty ones too: category × areas + area is the position of one.
    pub(super) fn cells(&self) -> usize {
        self.counts.len() / (2 * self.months)
    }

    /// Number of areas.
    pub(super) const fn areas(&self) -> usize {
        self.areas
    }

    /// Position of the cell that the assessment calls so.
    pub(super) fn position(&self, cell: usize) -> usize {
        self.kept[cell]
    }

    fn fill(&self, cell: usize, into: &mut Months) {
        let (category, own) = (cell / self.areas, self.populations[cell % self.areas]);
        let share = own / (self.residents - own);
        into.observed.clear();
        into.expected.clear();
        let years = if self.with_past { vec![self.months, 0] } else { vec![self.months] };
        for first in years {
            let start = cell * 2 * self.months + first;
            let observed = &self.counts[start..start + self.months];
            let start = category * 2 * self.months + first;
            let totals = &self.totals[start..start + self.months];
            into.observed.extend_from_slice(observed);
            into.expected.extend(totals.iter().zip(observed).map(|(all, own)| (all - own) * share));
        }
    }
}

impl Cells for MonthlyCells {
    fn count(&self) -> usize {
        self.kept.len()
    }

    fn months(&self) -> [usize; 2] {
        [self.months, if self.with_past { self.months } else { 0 }]
    }

    fn group(&self, cell: usize) -> usize {
        self.kept[cell] / self.areas
    }

    fn read(&self, cell: usize, into: &mut Months) {
        self.fill(self.kept[cell], into);
    }

    fn empty(&self) -> &[EmptyCells] {
        &self.empty
    }
}
