//! Overdispersion φ of monthly counts: their variance over their mean around the cell's own level,
//! at least 1, for each group and size of cell. By group alone it would be wrong where scatter
//! grows with the mean.
//!
//! With a cell's level `λ̂ = Σn / Σe` in a year, `Σ (n_m − λ̂ e_m)²` has expectation
//! `φ λ (Σe − Σe²/Σe)` when months are independent, at any level however small. φ is the sum of the
//! left over that of the right: a ratio of sums stays right for cells with one order a year, where
//! a mean of ratios does not. Years are taken apart: a step between them is no scatter.
//!
//! Cells with a month more than [`PEAK_MAX`] standard deviations above their level say little about
//! φ and are left out; since that depends on φ, it starts from the median cell and is repeated. Few
//! cells lean on all cells of their size: φ is pulled towards theirs as by [`PULL_CELLS`] cells.
//! Moment estimator as McCullagh & Nelder 1989, sec. 4.5.

use super::cells::{Cells, Months, each_cell};

/// Sizes of cells by orders expected a month: below the first, …, from the last.
const SIZE_EDGES: [f64; 6] = [0.3, 1.0, 3.0, 10.0, 30.0, 100.0];
const SIZES: usize = SIZE_EDGES.len() + 1;

/// Standard deviations above its level from which a month makes its cell unfit to tell φ.
const PEAK_MAX: f64 = 5.0;

/// How many ordinary cells of the same size, of any group, weigh in each φ.
const PULL_CELLS: f64 = 20.0;

/// Rounds of leaving out; from below it settles in a few.
const ROUNDS: usize = 8;

/// φ by group and size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dispersion {
    months: f64,
    by_size: [f64; SIZES],
    /// By group, then size.
    by_group: Vec<f64>,
}

/// How one cell scatters.
struct Scatter {
    /// Position in [`Dispersion::by_group`].
    key: usize,
    squares: f64,
    unit: f64,
    /// Largest `(n − λe) / √max(λe, 1)`.
    peak: f64,
}

impl Dispersion {
    /// Learns φ from all cells.
    pub(super) fn of(cells: &impl Cells) -> Self {
        let [year, before] = cells.months();
        let months = (year + before) as f64;
        let scatter = |cell: usize, own: &Months| {
            let size = size_of(own.expected.iter().sum::<f64>() / months);
            Scatter::of(own, year, cells.group(cell) * SIZES + size)
        };
        let mut all = each_cell(cells, scatter);
        all.retain(|scatter| scatter.unit > 0.0);
        let groups = all.iter().map(|scatter| scatter.key / SIZES + 1).max().unwrap_or(0);
        let by_size = medians(&all);
        let by_group = (0..groups * SIZES).map(|key| by_size[key % SIZES]).collect();
        let mut dispersion = Self { months, by_size, by_group };
        for _ in 0..ROUNDS {
            dispersion.refine(&all);
        }
        dispersion
    }

    /// φ of a cell of a group with so many orders expected in all months together.
    pub(super) fn phi(&self, group: usize, expected: f64) -> f64 {
        let size = size_of(expected / self.months);
        self.by_group.get(group * SIZES + size).copied().unwrap_or(self.by_size[size])
    }

    /// φ of all cells with so many orders expected a month.
    #[cfg(test)]
    pub(super) fn by_size(&self, expected_per_month: f64) -> f64 {
        self.by_size[size_of(expected_per_month)]
    }

    fn refine(&mut self, all: &[Scatter]) {
        let mut sums = vec![[0.0; 2]; self.by_group.len()];
        let mut cells = [0.0; SIZES];
        for scatter in all.iter().filter(|s| s.peak < PEAK_MAX * self.by_group[s.key].sqrt()) {
            sums[scatter.key][0] += scatter.squares;
            sums[scatter.key][1] += scatter.unit;
            cells[scatter.key % SIZES] += 1.0;
        }
        for (size, &kept) in cells.iter().enumerate() {
            let (mut squares, mut unit) = (0.0, 0.0);
            for [own_squares, own_unit] in sums.iter().skip(size).step_by(SIZES) {
                squares += own_squares;
                unit += own_unit;
            }
            if unit == 0.0 {
                continue;
            }
            self.by_size[size] = (squares / unit).max(1.0);
            let pull = PULL_CELLS * unit / kept;
            let own = self.by_group.iter_mut().skip(size).step_by(SIZES);
            for (phi, [squares, unit]) in own.zip(sums.iter().skip(size).step_by(SIZES)) {
                *phi = ((squares + pull * self.by_size[size]) / (unit + pull)).max(1.0);
            }
        }
    }
}

fn size_of(expected_per_month: f64) -> usize {
    SIZE_EDGES.partition_point(|edge| *edge < expected_per_month)
}

/// φ of the median cell of each size: a start that a few violent cells cannot move.
fn medians(all: &[Scatter]) -> [f64; SIZES] {
    std::array::from_fn(|size| {
        let of_size = all.iter().filter(|scatter| scatter.key % SIZES == size);
        let mut ratios: Vec<f64> = of_size.map(|scatter| scatter.squares / scatter.unit).collect();
        ratios.sort_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).map_or(1.0, |middle| middle.max(1.0))
    })
}

impl Scatter {
    fn of(own: &Months, year: usize, key: usize) -> Self {
        let mut scatter = Self { key, squares: 0.0, unit: 0.0, peak: 0.0 };
        scatter.add(&own.observed[..year], &own.expected[..year]);
        scatter.add(&own.observed[year..], &own.expected[year..]);
        scatter
    }

    fn add(&mut self, observed: &[f64], expected: &[f64]) {
        let (orders, whole) = (observed.iter().sum::<f64>(), expected.iter().sum::<f64>());
        if orders == 0.0 || whole == 0.0 {
            return;
        }
        let level = orders / whole;
        let mut squared = 0.0;
        for (n, e) in observed.iter().zip(expected) {
            let mean = level * e;
            self.squares += (n - mean) * (n - mean);
            squared += e * e;
            self.peak = self.peak.max((n - mean) / mean.max(1.0).sqrt());
        }
        self.unit += level * (whole - squared / whole).max(0.0);
    }
}
