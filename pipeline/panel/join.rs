//! The rows of all months as the panel's plain values, sorted by cell.

use std::cmp::Reverse;

use arrow::array::{AsArray, Int64Array, RecordBatch};
use arrow::datatypes::{Date32Type, Int64Type, UInt32Type};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::dimensions::{Dimensions, stable_id};
use super::month_tables::MonthTables;
use super::table::{AreaId, CategoryId, CellMonth, CellWeek, Counts, DepartmentShare};
use crate::orders::Orders;

/// Positions of months or weeks by their first day, in days since 1970-01-01.
pub type Positions = FxHashMap<i32, u16>;

/// Cells by area, category, month. Months that have no position are left out.
pub fn cells(months: &[MonthTables], dimensions: &Dimensions, month_at: &Positions) -> Vec<CellMonth> {
    let batches = months.par_iter().map(|month| &month.cells);
    let parts = batches.map(|batch| Part::of(batch, "stat_month", month_at, cell_month(batch)));
    by_cell(&parts.collect::<Vec<_>>(), dimensions)
}

/// Cells by area, category, week. The two parts of a week that two months share are one.
pub fn cell_weeks(months: &[MonthTables], dimensions: &Dimensions, week_at: &Positions) -> Vec<CellWeek> {
    let batches = months.par_iter().map(|month| &month.weeks);
    let parts = batches.map(|batch| Part::of(batch, "week", week_at, cell_week(batch)));
    let mut weeks = by_cell(&parts.collect::<Vec<_>>(), dimensions);
    weeks.dedup_by(|next, kept| {
        let same = (next.area, next.category, next.week) == (kept.area, kept.category, kept.week);
        kept.orders += if same { next.orders } else { 0 };
        same
    });
    weeks
}

/// Who handled what in some months, by category, then orders descending.
pub fn departments(
    months: &[MonthTables],
    orders: &Orders,
    dimensions: &Dimensions,
    of_period: impl Fn(i32) -> bool,
) -> Vec<DepartmentShare> {
    let spelt = orders.files.iter().flat_map(|file| file.orders.departments.values());
    let names: FxHashSet<&str> = spelt.filter_map(|name| dimensions.names.department(name)).collect();
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    let position: FxHashMap<i64, u32> = names.iter().map(|name| stable_id(name)).zip(0..).collect();
    let mut sums: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for batch in months.iter().map(|month| &month.departments) {
        let (categories, orders) = (counts(batch, "category_id"), counts(batch, "orders"));
        let departments: &Int64Array = column(batch, "department_id").as_primitive::<Int64Type>();
        let months = days(batch, "stat_month");
        for i in (0..batch.num_rows()).filter(|&i| of_period(months[i])) {
            *sums.entry((categories[i], position[&departments.value(i)])).or_default() += orders[i];
        }
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_unstable_by_key(|((category, department), orders)| (*category, Reverse(*orders), *department));
    let share = |((category, department), orders): ((u32, u32), u32)| DepartmentShare {
        category: CategoryId(category),
        department: names[department as usize].to_owned(),
        orders,
    };
    sums.into_iter().map(share).collect()
}

/// The place of a row in the panel: area, category, position in time.
type Place = (AreaId, CategoryId, u16);

/// The rows of one month. Those of a cell come in the order of time.
struct Part<'a, F> {
    /// Ascending.
    areas: &'a [u32],
    /// Ascending within an area.
    categories: &'a [u32],
    /// The position of each row's month or week, if it has one.
    times: Vec<Option<u16>>,
    /// What the row at a place becomes.
    row: F,
}

impl<'a, F> Part<'a, F> {
    fn of(batch: &'a RecordBatch, time: &str, at: &Positions, row: F) -> Self {
        Self {
            areas: counts(batch, "area_id"),
            categories: counts(batch, "category_id"),
            times: days(batch, time).iter().map(|day| at.get(day).copied()).collect(),
            row,
        }
    }

    /// The rows of an area that have a position, with their places.
    fn rows(&self, area: u32) -> impl Iterator<Item = (usize, Place)> {
        let range =
            self.areas.partition_point(|&other| other < area)..self.areas.partition_point(|&other| other <= area);
        range.filter_map(move |at| Some((at, (AreaId(area), CategoryId(self.categories[at]), self.times[at]?))))
    }
}

/// The rows of months in the order of time by cell, counted first and compared with none; areas side by side.
fn by_cell<R, F>(parts: &[Part<'_, F>], dimensions: &Dimensions) -> Vec<R>
where
    R: Copy + Default + Send,
    F: Fn(usize, Place) -> R + Sync,
{
    let areas = 0..dimensions.areas.len() as u32;
    let count = |area| parts.iter().map(|part| part.rows(area).count()).sum();
    let lengths: Vec<usize> = areas.into_par_iter().map(count).collect();
    let mut sorted = vec![R::default(); lengths.iter().sum()];
    let mut rest = sorted.as_mut_slice();
    let mut of_area = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (area, others) = rest.split_at_mut(length);
        of_area.push(area);
        rest = others;
    }
    of_area.into_par_iter().enumerate().for_each(|(area, sorted)| {
        let area = area as u32;
        let mut next = vec![0_u32; dimensions.categories.len() + 1];
        for part in parts {
            part.rows(area).for_each(|(_, (_, category, _))| next[category.0 as usize + 1] += 1);
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        for part in parts {
            for (at, place) in part.rows(area) {
                let slot = &mut next[place.1.0 as usize];
                sorted[*slot as usize] = (part.row)(at, place);
                *slot += 1;
            }
        }
    });
    sorted
}

fn cell_month(batch: &RecordBatch) -> impl Fn(usize, Place) -> CellMonth {
    let figures = |name| counts(batch, name);
    let (orders, escalated) = (figures("orders"), figures("escalated"));
    let (responded_known, responded) = (figures("responded_known"), figures("responded"));
    let (resolved_known, resolved) = (figures("resolved_known"), figures("resolved"));
    let (satisfied_known, satisfied) = (figures("satisfied_known"), figures("satisfied"));
    let (reported, reporters) = (figures("reported"), figures("reporters"));
    move |at, (area, category, month)| {
        let counts = Counts {
            orders: orders[at],
            responded_known: responded_known[at],
            responded: responded[at],
            resolved_known: resolved_known[at],
            resolved: resolved[at],
            satisfied_known: satisfied_known[at],
            satisfied: satisfied[at],
            reporters: reporters[at],
            repeat_orders: reported[at] - reporters[at],
            escalated: escalated[at],
        };
        CellMonth { area, category, month, counts }
    }
}

fn cell_week(batch: &RecordBatch) -> impl Fn(usize, Place) -> CellWeek {
    let orders = counts(batch, "orders");
    move |at, (area, category, week)| CellWeek { area, category, week, orders: orders[at] }
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> &'a dyn arrow::array::Array {
    batch.column_by_name(name).unwrap_or_else(|| panic!("a model without its column {name}")).as_ref()
}

fn counts<'a>(batch: &'a RecordBatch, name: &str) -> &'a [u32] {
    column(batch, name).as_primitive::<UInt32Type>().values()
}

fn days<'a>(batch: &'a RecordBatch, name: &str) -> &'a [i32] {
    column(batch, name).as_primitive::<Date32Type>().values()
}
