//! The cells as the method reads them.

use rayon::prelude::*;

/// Cells that one task looks at; fixed, so that sums do not depend on the number of threads.
pub(super) const CHUNK_CELLS: usize = 1024;

/// Orders of the months of one cell: those of the year that is judged, then those of the year
/// before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Months {
    /// Orders of each month.
    pub observed: Vec<f64>,
    /// Orders of each month at the other areas' rate; a month where it is 0 says nothing.
    pub expected: Vec<f64>,
}

/// Cells of one group that saw no order in either year: they belong in, or everything would look
/// high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EmptyCells {
    /// Their group.
    pub group: usize,
    /// Orders that one of them would have seen in all months together.
    pub expected: f64,
    /// How many there are.
    pub cells: f64,
}

/// All cells, each read when it is needed, so that months × cells need not lie in memory.
pub trait Cells: Sync {
    /// Number of cells with at least one order.
    fn count(&self) -> usize;
    /// Months of the year that is judged, and of the year before: 0 = there is none.
    fn months(&self) -> [usize; 2];
    /// The cell's group, numbered from 0. Cells of one group share the dispersion.
    fn group(&self, cell: usize) -> usize;
    /// Writes the months of a cell over what `into` holds.
    fn read(&self, cell: usize, into: &mut Months);
    /// The cells without orders, summed up.
    fn empty(&self) -> &[EmptyCells];
}

/// One value of every cell, in order.
pub(super) fn each_cell<T: Send>(
    cells: &impl Cells,
    of: impl Fn(usize, &Months) -> T + Sync,
) -> Vec<T> {
    let read = |months: &mut Months, cell: usize| {
        read_usable(cells, cell, months);
        of(cell, months)
    };
    (0..cells.count())
        .into_par_iter()
        .with_min_len(CHUNK_CELLS)
        .map_init(Months::default, read)
        .collect()
}

/// Reads a cell; months without an expectation are emptied, and so is all of a cell with an
/// impossible figure.
pub(super) fn read_usable(cells: &impl Cells, cell: usize, months: &mut Months) {
    cells.read(cell, months);
    let possible = |value: &f64| value.is_finite() && *value >= 0.0;
    if !(months.observed.iter().all(possible) && months.expected.iter().all(possible)) {
        months.observed.fill(0.0);
        months.expected.fill(0.0);
    }
    for (observed, expected) in months.observed.iter_mut().zip(&months.expected) {
        if *expected == 0.0 {
            *observed = 0.0;
        }
    }
}
