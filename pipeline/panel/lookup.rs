//! Where the cells of an area and of a category are among all cells, found once.

use std::ops::Range;
use std::sync::OnceLock;

use super::table::{AreaId, CategoryId, CellMonth};

/// Positions of cells, by area and by category. Whoever changes a panel's cells starts a new one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lookup {
    /// Where each area's cells start.
    area_starts: OnceLock<Vec<u32>>,
    by_category: OnceLock<ByCategory>,
}

#[derive(Debug, Clone)]
struct ByCategory {
    /// Where each category's rows start in `rows`.
    starts: Vec<u32>,
    /// Positions of cells: by category, and of each in the order of the cells.
    rows: Vec<u32>,
}

impl Lookup {
    /// The positions of an area's cells, which are sorted by area.
    pub fn of_area(&self, cells: &[CellMonth], areas: usize, area: AreaId) -> Range<usize> {
        let find = || starts(cells.iter().map(|cell| cell.area.0), areas);
        let starts = self.area_starts.get_or_init(find);
        debug_assert_eq!(
            starts.last().map(|end| *end as usize),
            Some(cells.len()),
            "cells changed after a look"
        );
        match starts.get(area.0 as usize..=area.0 as usize + 1) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The positions of a category's cells, ascending.
    pub fn of_category(
        &self,
        cells: &[CellMonth],
        categories: usize,
        category: CategoryId,
    ) -> &[u32] {
        let found = self.by_category.get_or_init(|| ByCategory::find(cells, categories));
        debug_assert_eq!(found.rows.len(), cells.len(), "cells changed after a look");
        match found.starts.get(category.0 as usize..=category.0 as usize + 1) {
            Some(&[start, end]) => &found.rows[start as usize..end as usize],
            _ => &[],
        }
    }
}

impl ByCategory {
    fn find(cells: &[CellMonth], categories: usize) -> Self {
        let starts = starts(cells.iter().map(|cell| cell.category.0), categories);
        let mut next = starts.clone();
        let mut rows = vec![0; cells.len()];
        for (row, cell) in (0..).zip(cells) {
            let at = &mut next[cell.category.0 as usize];
            rows[*at as usize] = row;
            *at += 1;
        }
        Self { starts, rows }
    }
}

/// Where each key's rows start when rows are sorted by key; the last entry is their end.
fn starts(keys: impl Iterator<Item = u32>, count: usize) -> Vec<u32> {
    let mut starts = vec![0; count + 1];
    for key in keys {
        if let Some(start) = starts.get_mut(key as usize + 1) {
            *start += 1;
        }
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}
