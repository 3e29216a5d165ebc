//! How near two texts are: words, area and time.
//!
//! similarity = cosine · a · (f + (1 − f) · exp(−days / s)), where a is 1, or `other_area_factor`
//! if both texts have an area and the areas differ; f is `far_time_factor` and s is
//! `time_scale_days`. An unknown area or day costs nothing.

use ndarray::Array2;
use rayon::prelude::*;

use super::settings::Settings;
use super::vectors::Row;

/// When and where a text was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Day number.
    pub day: Option<i32>,
    /// Area by number.
    pub area: Option<u32>,
}

/// The factor of area and time between two texts, in (0, 1].
pub fn nearness(a: Setting, b: Setting, settings: &Settings) -> f32 {
    let area = match (a.area, b.area) {
        (Some(a), Some(b)) if a != b => settings.other_area_factor,
        _ => 1.0,
    };
    let time = match (a.day, b.day) {
        (Some(a), Some(b)) => {
            let days = a.abs_diff(b) as f32;
            settings.far_time_factor
                + (1.0 - settings.far_time_factor) * (-days / settings.time_scale_days).exp()
        }
        _ => 1.0,
    };
    area * time
}

/// Rows by column: which texts hold a column, ascending, and how strongly.
#[derive(Debug)]
pub struct Postings {
    begins: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Postings {
    /// Turns `rows` round. `width` is one more than the largest column.
    pub fn new(rows: &[Row], width: usize) -> Self {
        let mut begins = vec![0; width + 1];
        for (column, _) in rows.iter().flatten() {
            begins[*column as usize + 1] += 1;
        }
        for column in 0..width {
            begins[column + 1] += begins[column];
        }
        let mut next = begins.clone();
        let mut entries = vec![(0, 0.0); begins[width]];
        for (index, row) in (0u32..).zip(rows) {
            for &(column, weight) in row {
                entries[next[column as usize]] = (index, weight);
                next[column as usize] += 1;
            }
        }
        Self { begins, entries }
    }

    /// Adds `row`'s dot product with every text numbered `from` or higher to `sums`.
    pub fn add_dots(&self, row: &Row, from: u32, sums: &mut [f32]) {
        for &(column, weight) in row {
            let column = column as usize;
            let list = &self.entries[self.begins[column]..self.begins[column + 1]];
            let begin = list.partition_point(|&(index, _)| index < from);
            for &(index, other) in &list[begin..] {
                sums[index as usize] += weight * other;
            }
        }
    }
}

/// Similarity of every pair, n × n, symmetric, 1 on the diagonal.
pub fn matrix(rows: &[Row], width: usize, places: &[Setting], settings: &Settings) -> Array2<f32> {
    let n = rows.len();
    let postings = Postings::new(rows, width);
    let mut cells = vec![0.0f32; n * n];
    if n > 0 {
        cells.par_chunks_mut(n).enumerate().for_each(|(i, sums)| {
            postings.add_dots(&rows[i], i as u32, sums);
            for j in i + 1..n {
                sums[j] *= nearness(places[i], places[j], settings);
            }
        });
    }
    for i in 0..n {
        cells[i * n + i] = 1.0;
        for j in i + 1..n {
            cells[j * n + i] = cells[i * n + j];
        }
    }
    Array2::from_shape_vec((n, n), cells).expect("n rows of n cells")
}

#[cfg(test)]
mod tests;
