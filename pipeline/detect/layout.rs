//! Rows laid out as series on a regular grid of times, sorted by key.

use std::collections::HashMap;

use arrow::array::{ArrayRef, UInt32Array};
use arrow::compute::{SortColumn, lexsort_to_indices};
use arrow::datatypes::Field;
use rayon::prelude::*;

use super::grid::{Grid, GridSeries};
use super::table::Table;
use super::time::{Step, TimeType};
use super::{DetectError, Request};

/// Days between two weekly dates.
const WEEK_DAYS: i64 = 7;

/// The whole input, ready to be judged.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) key_fields: Vec<Field>,
    pub(super) keys: Vec<ArrayRef>,
    pub(super) time_type: TimeType,
    pub(super) step: Step,
    /// Difference between two neighbouring times.
    pub(super) stride: i64,
    pub(super) from: Option<i64>,
    /// Sorted by series, category, area.
    pub(super) series: Vec<GridSeries>,
    /// Consecutive series that are judged together: the areas of a category, or one series each.
    pub(super) units: Vec<std::ops::Range<usize>>,
}

impl Layout {
    /// Time at a position of a series.
    pub(super) fn time(&self, series: &GridSeries, position: usize) -> i64 {
        series.first + position as i64 * self.stride
    }
}

/// Lays out a table.
pub(super) fn lay_out(table: Table, request: &Request) -> Result<Layout, DetectError> {
    if table.times.is_empty() {
        return Err(DetectError::Request(format!("{} has no rows", request.input.display())));
    }
    let step = request.every.unwrap_or_else(|| guess_step(&table));
    let stride = if table.time_type.is_date() && step == Step::Week { WEEK_DAYS } else { 1 };
    let from = request.from.as_deref().map(|from| table.time_type.parse(from)).transpose()?;
    let last = table.times.iter().copied().max().unwrap_or_default();
    if from.is_some_and(|from| from > last) {
        let last = table.time_type.show(last);
        return Err(DetectError::Request(format!(
            "from is after the last time of the data, {last}"
        )));
    }
    let rows = rows_by_key(&table);
    let bounds =
        request.fill_zero.then(|| (table.times.iter().copied().min().unwrap_or_default(), last));
    let keys = Keys::of(&table, request)?;
    let order = keys.order()?;
    let grid = Grid { table: &table, stride, bounds };
    let filled: Vec<Result<GridSeries, DetectError>> =
        order.par_iter().map(|&key| grid.fill(key, &rows[key as usize])).collect();
    // Of several errors, always the first series'.
    let series = filled.into_iter().collect::<Result<Vec<_>, _>>()?;
    let units = units(&keys, request, &order);
    refuse_lone_areas(&keys, request, &units)?;
    let Table { key_fields, keys, time_type, .. } = table;
    Ok(Layout { key_fields, keys, time_type, step, stride, from, series, units })
}

/// Weeks; days when dates of one series are less than a week apart.
fn guess_step(table: &Table) -> Step {
    let mut firsts: HashMap<u32, i64> = HashMap::new();
    let whole_weeks = |(code, time): (&u32, &i64)| {
        (time - *firsts.entry(*code).or_insert(*time)) % WEEK_DAYS == 0
    };
    let weekly =
        !table.time_type.is_date() || table.codes.iter().zip(&table.times).all(whole_weeks);
    if weekly { Step::Week } else { Step::Day }
}

/// Rows of each key, by time.
fn rows_by_key(table: &Table) -> Vec<Vec<u32>> {
    let keys = table.codes.iter().max().map_or(0, |&code| code as usize + 1);
    let mut sizes = vec![0usize; keys];
    for &code in &table.codes {
        sizes[code as usize] += 1;
    }
    let mut rows: Vec<Vec<u32>> = sizes.into_iter().map(Vec::with_capacity).collect();
    for (row, &code) in table.codes.iter().enumerate() {
        rows[code as usize].push(row as u32);
    }
    rows.par_iter_mut().for_each(|rows| rows.sort_by_key(|&row| table.times[row as usize]));
    rows
}

/// Which key columns tell the series apart that are not judged together: all but the area, and but
/// a series that only names what area and category name already. Those of one unit stand side by
/// side in [`Keys::order`].
struct Keys<'a> {
    /// First what tells units apart, then what tells the series of a unit apart.
    apart: Vec<&'a ArrayRef>,
    within: Vec<&'a ArrayRef>,
}

impl<'a> Keys<'a> {
    fn of(table: &'a Table, request: &Request) -> Result<Self, DetectError> {
        let mut apart: Vec<&ArrayRef> = table.keys.iter().collect();
        let mut within = Vec::new();
        let series = request.series.as_ref().map(|_| apart.remove(0));
        if request.area.is_some() {
            within.push(apart.remove(0));
        }
        let cells: Vec<&ArrayRef> = apart.iter().chain(&within).copied().collect();
        match series {
            Some(series) if request.area.is_some() && are_distinct(&cells)? => within.push(series),
            Some(series) => apart.insert(0, series),
            None => {}
        }
        Ok(Self { apart, within })
    }

    /// Keys in the order series, category, area.
    fn order(&self) -> Result<Vec<u32>, DetectError> {
        sorted(&self.apart.iter().chain(&self.within).copied().collect::<Vec<_>>())
    }

    fn are_of_one_unit(&self, a: u32, b: u32) -> bool {
        are_equal(&self.apart, a, b)
    }
}

fn sorted(columns: &[&ArrayRef]) -> Result<Vec<u32>, DetectError> {
    let column = |values: &&ArrayRef| SortColumn { values: ArrayRef::clone(values), options: None };
    let columns: Vec<SortColumn> = columns.iter().map(column).collect();
    let failed = |error| DetectError::Request(format!("the key columns cannot be sorted: {error}"));
    let order: UInt32Array = lexsort_to_indices(&columns, None).map_err(failed)?;
    Ok(order.values().to_vec())
}

/// Whether no two rows of some columns are equal.
fn are_distinct(columns: &[&ArrayRef]) -> Result<bool, DetectError> {
    Ok(sorted(columns)?.windows(2).all(|pair| !are_equal(columns, pair[0], pair[1])))
}

fn are_equal(columns: &[&ArrayRef], a: u32, b: u32) -> bool {
    columns.iter().all(|values| values.slice(a as usize, 1) == values.slice(b as usize, 1))
}

/// Areas that are asked to be judged beside others must have others: a series that tells every one
/// of them apart leaves each alone.
fn refuse_lone_areas(
    keys: &Keys<'_>,
    request: &Request,
    units: &[std::ops::Range<usize>],
) -> Result<(), DetectError> {
    let beside = request.area.is_some() && request.method == super::Method::Auto;
    let is_apart = request.series.is_some() && keys.within.len() == 1;
    if !(beside && is_apart && units.len() > 1 && units.iter().all(|unit| unit.len() == 1)) {
        return Ok(());
    }
    let more = if request.category.is_some() { "" } else { ", name its --category as well" };
    Err(DetectError::Request(format!(
        "--series tells every --area apart, so that none would be judged beside the others; leave \
         --series out{more}, or leave --area out to judge each series alone"
    )))
}

/// Series judged together, by their positions in the order of keys.
fn units(keys: &Keys<'_>, request: &Request, order: &[u32]) -> Vec<std::ops::Range<usize>> {
    let local = request.area.is_some() && request.method == super::Method::Auto;
    if !local {
        return (0..order.len()).map(|position| position..position + 1).collect();
    }
    let mut units: Vec<std::ops::Range<usize>> = Vec::new();
    for position in 0..order.len() {
        match units.last_mut() {
            Some(unit) if keys.are_of_one_unit(order[unit.start], order[position]) => {
                unit.end = position + 1
            }
            _ => units.push(position..position + 1),
        }
    }
    units
}
