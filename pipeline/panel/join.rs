//! The rows of all months as the panel's plain values, sorted by cell.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use arrow::array::{AsArray, Int64Array, RecordBatch, UInt32Array};
use arrow::datatypes::{Date32Type, Int64Type, UInt32Type};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::dimensions::{Dimensions, stable_id};
use super::month_tables::MonthTables;
use super::table::{AreaId, CategoryId, CellMonth, CellWeek, Counts, DepartmentShare};
use crate::orders::Orders;

/// Positions of months or weeks by their first day, in days since 1970-01-01.
pub type Positions = FxHashMap<i32, u16>;

/// Cells by area, category, month. Months that have no position are left out.
pub fn cells(months: &[MonthTables], dimensions: &Dimensions, month_at: &Positions) -> Vec<CellMonth> {
    let parts: Vec<Vec<CellMonth>> = months.par_iter().map(|month| read_cells(&month.cells, month_at)).collect();
    by_cell(&parts, dimensions, |cell| (cell.area, cell.category))
}

/// Cells by area, category, week. The two parts of a week that two months share are one.
pub fn cell_weeks(months: &[MonthTables], dimensions: &Dimensions, week_at: &Positions) -> Vec<CellWeek> {
    let parts: Vec<Vec<CellWeek>> = months.par_iter().map(|month| read_weeks(&month.weeks, week_at)).collect();
    let mut weeks = by_cell(&parts, dimensions, |cell| (cell.area, cell.category));
    weeks.dedup_by(|next, kept| {
        let same = (next.area, next.category, next.week) == (kept.area, kept.category, kept.week);
        kept.orders += if same { next.orders } else { 0 };
        same
    });
    weeks
}

/// Who handled what in some months, by category, then orders descending.
pub fn departments(months: &[MonthTables], orders: &Orders, of_period: impl Fn(i32) -> bool) -> Vec<DepartmentShare> {
    let names: BTreeSet<&String> = orders.files.iter().flat_map(|file| file.orders.departments.values()).collect();
    let names: HashMap<i64, &String> = names.into_iter().map(|name| (stable_id(name), name)).collect();
    let mut sums: FxHashMap<(u32, i64), u32> = FxHashMap::default();
    for batch in months.iter().map(|month| &month.departments) {
        let (categories, orders) = (counts(batch, "category_id"), counts(batch, "orders"));
        let departments: &Int64Array = column(batch, "department_id").as_primitive::<Int64Type>();
        let months = days(batch, "stat_month");
        for i in (0..batch.num_rows()).filter(|&i| of_period(months[i])) {
            *sums.entry((categories.value(i), departments.value(i))).or_default() += orders.value(i);
        }
    }
    let share = |((category, department), orders): ((u32, i64), u32)| DepartmentShare {
        category: CategoryId(category),
        department: names[&department].clone(),
        orders,
    };
    let mut shares: Vec<_> = sums.into_iter().map(share).collect();
    shares.sort_unstable_by(|a, b| {
        (a.category, Reverse(a.orders), &a.department).cmp(&(b.category, Reverse(b.orders), &b.department))
    });
    shares
}

/// Sorts rows that come in the order of time by cell, counting first: no comparison, and time keeps its order.
fn by_cell<T: Copy + Default>(
    parts: &[Vec<T>],
    dimensions: &Dimensions,
    cell: impl Fn(&T) -> (AreaId, CategoryId),
) -> Vec<T> {
    let categories = dimensions.categories.len();
    let position = |row: &T| {
        let (area, category) = cell(row);
        area.0 as usize * categories + category.0 as usize
    };
    let mut next = vec![0_u32; dimensions.areas.len() * categories + 1];
    parts.iter().flatten().for_each(|row| next[position(row) + 1] += 1);
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let mut sorted = vec![T::default(); parts.iter().map(Vec::len).sum()];
    for row in parts.iter().flatten() {
        let slot = &mut next[position(row)];
        sorted[*slot as usize] = *row;
        *slot += 1;
    }
    sorted
}

fn read_cells(batch: &RecordBatch, month_at: &Positions) -> Vec<CellMonth> {
    let number = |name: &str| counts(batch, name);
    let [areas, categories, orders] = ["area_id", "category_id", "orders"].map(number);
    let [responded_known, responded, resolved_known, resolved] =
        ["responded_known", "responded", "resolved_known", "resolved"].map(number);
    let [satisfied_known, satisfied, escalated, reported, reporters] =
        ["satisfied_known", "satisfied", "escalated", "reported", "reporters"].map(number);
    let months = days(batch, "stat_month");
    let cell = |i: usize| {
        Some(CellMonth {
            area: AreaId(areas.value(i)),
            category: CategoryId(categories.value(i)),
            month: *month_at.get(&months[i])?,
            counts: Counts {
                orders: orders.value(i),
                responded_known: responded_known.value(i),
                responded: responded.value(i),
                resolved_known: resolved_known.value(i),
                resolved: resolved.value(i),
                satisfied_known: satisfied_known.value(i),
                satisfied: satisfied.value(i),
                reporters: reporters.value(i),
                repeat_orders: reported.value(i) - reporters.value(i),
                escalated: escalated.value(i),
            },
        })
    };
    (0..batch.num_rows()).filter_map(cell).collect()
}

/// By week within the batch, since a month's own weeks come in any order.
fn read_weeks(batch: &RecordBatch, week_at: &Positions) -> Vec<CellWeek> {
    let [areas, categories, orders] = ["area_id", "category_id", "orders"].map(|name| counts(batch, name));
    let weeks = days(batch, "week");
    let cell = |i: usize| {
        Some(CellWeek {
            area: AreaId(areas.value(i)),
            category: CategoryId(categories.value(i)),
            week: *week_at.get(&weeks[i])?,
            orders: orders.value(i),
        })
    };
    let mut cells: Vec<CellWeek> = (0..batch.num_rows()).filter_map(cell).collect();
    cells.sort_by_key(|cell| cell.week);
    cells
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> &'a dyn arrow::array::Array {
    batch.column_by_name(name).unwrap_or_else(|| panic!("a model without its column {name}")).as_ref()
}

fn counts<'a>(batch: &'a RecordBatch, name: &str) -> &'a UInt32Array {
    column(batch, name).as_primitive::<UInt32Type>()
}

fn days<'a>(batch: &'a RecordBatch, name: &str) -> &'a [i32] {
    column(batch, name).as_primitive::<Date32Type>().values()
}
