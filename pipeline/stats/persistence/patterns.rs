//! How likely the months of each candidate are under every pattern: k high months this year with
//! none, few, most or all high the year before, or steady at one high level. Base and high level
//! are summed out.

use rayon::prelude::*;

use super::cells::{CHUNK_CELLS, Cells, Months, read_usable};
use super::grid::{BASES, Grid, HIGHS, LEVELS};

/// Likelihoods of the patterns of all candidates, cell by cell; each cell's largest is 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Patterns {
    /// Months of the year that is judged.
    pub(super) months: usize,
    /// Kinds of the year before: 1 without one, else 4.
    pub(super) pasts: usize,
    /// By cell, then number of high months and kind of the year before, then steady high level. 4
    /// bytes each: they are compared with each other, never subtracted.
    likelihood: Vec<f32>,
}

impl Patterns {
    pub(super) fn of(
        cells: &impl Cells,
        candidates: &[usize],
        grid: &Grid,
        phi: impl Fn(usize) -> f64 + Sync,
    ) -> Self {
        let [year, before] = cells.months();
        let mut patterns =
            Self { months: year, pasts: past_kinds(before).len(), likelihood: Vec::new() };
        let width = patterns.width();
        patterns.likelihood = vec![0.0; candidates.len() * width];
        let shared = Shared { grid, year: Choices::of(year), before: Choices::of(before) };
        let fill = |(rows, chunk): (&mut [f32], &[usize])| {
            let (mut own, mut scratch) = (Months::default(), Scratch::default());
            for (row, &cell) in rows.chunks_mut(width).zip(chunk) {
                read_usable(cells, cell, &mut own);
                shared.fill(&own, phi(cell), &mut scratch, row);
            }
        };
        let rows = patterns.likelihood.par_chunks_mut(CHUNK_CELLS * width);
        rows.zip(candidates.par_chunks(CHUNK_CELLS)).for_each(fill);
        patterns
    }

    /// Patterns a cell.
    pub(super) const fn width(&self) -> usize {
        self.steady_from() + HIGHS
    }

    /// Position of the first steady pattern.
    pub(super) const fn steady_from(&self) -> usize {
        (self.months + 1) * self.pasts
    }

    /// The likelihoods of one candidate.
    pub(super) fn row(&self, at: usize) -> &[f32] {
        &self.likelihood[at * self.width()..(at + 1) * self.width()]
    }

    /// The likelihoods of all candidates, in chunks of rows.
    pub(super) fn chunks(&self) -> rayon::slice::Chunks<'_, f32> {
        self.likelihood.par_chunks(CHUNK_CELLS * self.width())
    }
}

/// Numbers of high months of the year before that are taken as one: none, up to half, more, all.
fn past_kinds(months: usize) -> Vec<std::ops::Range<usize>> {
    if months == 0 {
        return std::iter::once(0..1).collect();
    }
    let half = months / 2;
    vec![0..1, 1..(half + 1).min(months), (half + 1).max(1).min(months)..months, months..months + 1]
}

/// What the sum over numbers of high months needs: `1 / C(M, k)` and how numbers are taken
/// together.
struct Choices {
    inverse: Vec<f64>,
    kinds: Vec<std::ops::Range<usize>>,
}

impl Choices {
    fn of(months: usize) -> Self {
        let mut inverse = vec![1.0; months + 1];
        for k in 1..=months {
            inverse[k] = inverse[k - 1] * k as f64 / (months + 1 - k) as f64;
        }
        Self { inverse, kinds: past_kinds(months) }
    }
}

/// One number for each high level, so that a processor takes several at once.
type AtHighs = [f64; HIGHS];

#[derive(Default)]
struct Scratch {
    months: Vec<[f64; LEVELS]>,
    year: Vec<AtHighs>,
    before: Vec<AtHighs>,
    kinds: Vec<AtHighs>,
    sums: Vec<f64>,
}

struct Shared<'a> {
    grid: &'a Grid,
    year: Choices,
    before: Choices,
}

impl Shared<'_> {
    fn fill(&self, own: &Months, phi: f64, scratch: &mut Scratch, row: &mut [f32]) {
        let Scratch { months, year, before, kinds, sums } = scratch;
        likelihoods(own, self.grid, phi, months);
        let (this, past) = months.split_at(self.year.inverse.len() - 1);
        sums.clear();
        sums.resize(row.len(), 0.0);
        let (changing, steady) = sums.split_at_mut(row.len() - HIGHS);
        for base in 0..BASES {
            symmetric(this, base, &self.year.inverse, year);
            symmetric(past, base, &self.before.inverse, before);
            kinds.clear();
            for kind in &self.before.kinds {
                let numbers = before[kind.clone()].iter();
                let mut mean = self
                    .grid
                    .high
                    .map(|share| share * self.grid.base[base] / kind.len().max(1) as f64);
                let sum = numbers
                    .fold([0.0; HIGHS], |sum, at| std::array::from_fn(|high| sum[high] + at[high]));
                mean.iter_mut().zip(sum).for_each(|(mean, sum)| *mean *= sum);
                kinds.push(mean);
            }
            for (sums, year) in changing.chunks_mut(kinds.len()).zip(&*year) {
                for (sum, kind) in sums.iter_mut().zip(&*kinds) {
                    *sum += year.iter().zip(kind).map(|(year, kind)| year * kind).sum::<f64>();
                }
            }
        }
        for (high, sum) in steady.iter_mut().enumerate() {
            *sum = months.iter().map(|month| month[BASES + high]).product();
        }
        let largest = sums.iter().fold(f64::MIN_POSITIVE, |max, sum| max.max(*sum));
        row.iter_mut().zip(&*sums).for_each(|(value, sum)| *value = (sum / largest) as f32);
    }
}

fn likelihoods(own: &Months, grid: &Grid, phi: f64, into: &mut Vec<[f64; LEVELS]>) {
    let months = own.observed.iter().zip(&own.expected);
    into.clear();
    into.extend(months.map(|(&count, &expected)| grid.likelihood(count, expected, phi)));
}

/// Coefficients of `∏ₘ (b_m + h_m·x)` by powers of x at every high level, each over the number of
/// sets of so many months.
fn symmetric(months: &[[f64; LEVELS]], base: usize, inverse: &[f64], into: &mut Vec<AtHighs>) {
    into.clear();
    into.resize(months.len() + 1, [0.0; HIGHS]);
    into[0] = [1.0; HIGHS];
    for (done, month) in months.iter().enumerate() {
        let (low, high) = (month[base], &month[BASES..]);
        for k in (1..=done + 1).rev() {
            let (fewer, more) = into.split_at_mut(k);
            let (fewer, more) = (&fewer[k - 1], &mut more[0]);
            for at in 0..HIGHS {
                more[at] = more[at] * low + fewer[at] * high[at];
            }
        }
        into[0].iter_mut().for_each(|value| *value *= low);
    }
    for (values, inverse) in into.iter_mut().zip(inverse) {
        values.iter_mut().for_each(|value| *value *= inverse);
    }
}

/// How much more likely each month of the year is at the high than at the base level, at the pair
/// of levels under which all months are most likely.
pub(super) fn gains(own: &Months, year: usize, grid: &Grid, phi: f64) -> Vec<f64> {
    let mut months = Vec::new();
    likelihoods(own, grid, phi, &mut months);
    let mut best = (0, BASES, f64::NEG_INFINITY);
    for base in 0..BASES {
        for high in BASES..LEVELS {
            let prior = grid.base[base] * grid.high[high - BASES];
            let fit: f64 = months.iter().map(|month| month[base].max(month[high]).ln()).sum();
            if fit + prior.ln() > best.2 {
                best = (base, high, fit + prior.ln());
            }
        }
    }
    months[..year].iter().map(|month| month[best.1] / month[best.0]).collect()
}
