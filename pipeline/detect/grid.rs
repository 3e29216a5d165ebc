//! One series on its grid of times: every time of it has a count, or is not reported.

use super::DetectError;
use super::table::Table;

/// Longest grid: 2,700 years of days. Beyond it the times are not what they seem.
const GRID_MAX: i64 = 1_000_000;

/// One series on its grid.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridSeries {
    /// Row of the keys of the [layout](super::layout::Layout).
    pub(super) key: u32,
    /// First time of the grid.
    pub(super) first: i64,
    /// NaN = not reported.
    pub(super) counts: Vec<f64>,
    /// As long as the counts; the last known value where a time is not reported.
    pub(super) populations: Option<Vec<f64>>,
}

/// Turns the rows of a key into a grid.
pub(super) struct Grid<'a> {
    pub(super) table: &'a Table,
    pub(super) stride: i64,
    /// First and last time of the whole table, where gaps are zeros.
    pub(super) bounds: Option<(i64, i64)>,
}

impl Grid<'_> {
    pub(super) fn fill(&self, key: u32, rows: &[u32]) -> Result<GridSeries, DetectError> {
        let time = |row: u32| self.table.times[row as usize];
        let own = (time(rows[0]), time(rows[rows.len() - 1]));
        let (mut first, last) = self.bounds.unwrap_or(own);
        // Weekly dates keep the weekday of the series' own first time.
        first += (own.0 - first).rem_euclid(self.stride);
        if (last - first) / self.stride >= GRID_MAX {
            let problem =
                format!("the times run to {}, more than {GRID_MAX} steps later", self.show(last));
            return Err(self.value(key, first, problem));
        }
        let length = ((last - first) / self.stride + 1) as usize;
        let blank = if self.bounds.is_some() { 0.0 } else { f64::NAN };
        let mut counts = vec![blank; length];
        let mut populations = self.table.populations.as_ref().map(|_| vec![f64::NAN; length]);
        let mut before = None;
        for &row in rows {
            let now = time(row);
            if before == Some(now) {
                return Err(self.value(
                    key,
                    now,
                    "two rows for the same time; sum them first".to_owned(),
                ));
            }
            if (now - first) % self.stride != 0 {
                let problem = format!(
                    "not a whole number of weeks after {}; weekly dates must be 7 days apart",
                    self.show(first)
                );
                return Err(self.value(key, now, problem));
            }
            before = Some(now);
            let position = ((now - first) / self.stride) as usize;
            let count = self.count(key, row)?;
            counts[position] = if count.is_nan() { blank } else { count };
            if let Some(populations) = &mut populations {
                populations[position] = self.population(key, row)?;
            }
        }
        if let Some(populations) = &mut populations {
            carry_forward(populations);
        }
        Ok(GridSeries { key, first, counts, populations })
    }

    fn count(&self, key: u32, row: u32) -> Result<f64, DetectError> {
        let count = self.table.counts[row as usize];
        if count.is_nan() || (count >= 0.0 && count.fract() == 0.0 && count <= COUNT_MAX) {
            return Ok(count);
        }
        let problem = format!(
            "count must be a whole number from 0 to {COUNT_MAX:.0}, or null, found {count}"
        );
        Err(self.value(key, self.table.times[row as usize], problem))
    }

    fn population(&self, key: u32, row: u32) -> Result<f64, DetectError> {
        let population = self.table.populations.as_ref().map_or(1.0, |values| values[row as usize]);
        if population > 0.0 && population.is_finite() {
            return Ok(population);
        }
        let found = if population.is_nan() { "none".to_owned() } else { population.to_string() };
        let problem = format!("population must be a positive number, found {found}");
        Err(self.value(key, self.table.times[row as usize], problem))
    }

    fn show(&self, time: i64) -> String {
        self.table.time_type.show(time)
    }

    fn value(&self, key: u32, time: i64, problem: String) -> DetectError {
        DetectError::Value {
            series: self.table.show_key(key as usize),
            time: self.show(time),
            problem,
        }
    }
}

/// Counts beyond this are not counts of anything.
const COUNT_MAX: f64 = 1e12;

/// Fills what is not known with the last value before it, or the first after it.
fn carry_forward(values: &mut [f64]) {
    let mut last = values.iter().copied().find(|value| !value.is_nan()).unwrap_or(1.0);
    for value in values {
        if value.is_nan() {
            *value = last;
        }
        last = *value;
    }
}
