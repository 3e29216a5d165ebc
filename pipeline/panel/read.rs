//! The models' rows as the panel's plain values.

use std::cmp::Reverse;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int64Type, UInt32Type};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::keys::PanelKeys;
use super::table::{CellMonth, CellWeek, Counts, DepartmentShare};

/// Positions of months or weeks by their first day, in days since 1970-01-01.
pub type Positions = FxHashMap<i32, u16>;

/// What the models made of a month, as the panel's plain values.
#[derive(Debug, Default)]
pub struct MonthPart {
    /// Cells of the month.
    pub cells: Vec<CellMonth>,
    /// Cells of its weeks, those that it shares with another month included.
    pub weeks: Vec<CellWeek>,
    /// Orders by category and position of the department.
    pub departments: DepartmentOrders,
}

/// Orders by category and position of the department.
pub type DepartmentOrders = FxHashMap<(u32, u32), u32>;

impl MonthPart {
    /// All months: cells by area, category, month; cells by area, category, week, of which the two
    /// parts of a week that two months share are one.
    pub fn join(parts: Vec<Self>) -> (Vec<CellMonth>, Vec<CellWeek>, DepartmentOrders) {
        let mut cells = Vec::with_capacity(parts.iter().map(|part| part.cells.len()).sum());
        let mut weeks = Vec::with_capacity(parts.iter().map(|part| part.weeks.len()).sum());
        let mut departments = DepartmentOrders::default();
        // One by one, so that each part goes as soon as it is copied.
        for part in parts {
            cells.extend_from_slice(&part.cells);
            weeks.extend_from_slice(&part.weeks);
            for (pair, orders) in part.departments {
                *departments.entry(pair).or_default() += orders;
            }
        }
        cells.par_sort_unstable_by_key(|cell: &CellMonth| (cell.area, cell.category, cell.month));
        weeks.par_sort_unstable_by_key(|cell: &CellWeek| (cell.area, cell.category, cell.week));
        weeks.dedup_by(|next, kept| {
            let same =
                (next.area, next.category, next.week) == (kept.area, kept.category, kept.week);
            kept.orders += if same { next.orders } else { 0 };
            same
        });
        (cells, weeks, departments)
    }
}

/// Cells of one month. A month that has no position is left out.
pub fn cells(rows: &[RecordBatch], keys: &PanelKeys, month_at: &Positions) -> Vec<CellMonth> {
    rows.iter().flat_map(|batch| cells_of(batch, keys, month_at)).collect()
}

fn cells_of(batch: &RecordBatch, keys: &PanelKeys, month_at: &Positions) -> Vec<CellMonth> {
    let (areas, categories) = (integers(batch, "area_key"), integers(batch, "category_key"));
    let months = days(batch, "stat_month");
    let figures = |name| counts(batch, name);
    let (orders, escalated) = (figures("orders"), figures("escalated"));
    let (responded_known, responded) = (figures("responded_known"), figures("responded"));
    let (resolved_known, resolved) = (figures("resolved_known"), figures("resolved"));
    let (satisfied_known, satisfied) = (figures("satisfied_known"), figures("satisfied"));
    let (reported, reporters) = (figures("reported"), figures("reporters"));
    let mut cells = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        let place =
            (keys.area(areas[row]), keys.category(categories[row]), month_at.get(&months[row]));
        let (Some(area), Some(category), Some(&month)) = place else { continue };
        let counts = Counts {
            orders: orders[row],
            responded_known: responded_known[row],
            responded: responded[row],
            resolved_known: resolved_known[row],
            resolved: resolved[row],
            satisfied_known: satisfied_known[row],
            satisfied: satisfied[row],
            reporters: reporters[row],
            repeat_orders: reported[row] - reporters[row],
            escalated: escalated[row],
        };
        cells.push(CellMonth { area, category, month, counts });
    }
    cells
}

/// Cells of the weeks of one month. Weeks that have no position are left out.
pub fn cell_weeks(rows: &[RecordBatch], keys: &PanelKeys, week_at: &Positions) -> Vec<CellWeek> {
    rows.iter().flat_map(|batch| cell_weeks_of(batch, keys, week_at)).collect()
}

fn cell_weeks_of(batch: &RecordBatch, keys: &PanelKeys, week_at: &Positions) -> Vec<CellWeek> {
    let (areas, categories) = (integers(batch, "area_key"), integers(batch, "category_key"));
    let (weeks, orders) = (days(batch, "week"), counts(batch, "orders"));
    let mut cells = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        let place =
            (keys.area(areas[row]), keys.category(categories[row]), week_at.get(&weeks[row]));
        if let (Some(area), Some(category), Some(&week)) = place {
            cells.push(CellWeek { area, category, week, orders: orders[row] });
        }
    }
    cells
}

/// Who handled what in one month.
pub fn departments(
    rows: &[RecordBatch],
    keys: &PanelKeys,
    department_at: &FxHashMap<i64, u32>,
) -> DepartmentOrders {
    let mut sums = DepartmentOrders::default();
    for batch in rows {
        let categories = integers(batch, "category_key");
        let departments = integers(batch, "department_key");
        let orders = counts(batch, "orders");
        for row in 0..batch.num_rows() {
            let category = keys.category(categories[row]);
            let department = department_at.get(&departments[row]);
            if let (Some(category), Some(&department)) = (category, department) {
                *sums.entry((category.0, department)).or_default() += orders[row];
            }
        }
    }
    sums
}

/// Who handled what, by category, then orders descending, then name.
pub fn department_shares(sums: DepartmentOrders, names: &[(i64, String)]) -> Vec<DepartmentShare> {
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_unstable_by_key(|((category, department), orders)| {
        (*category, Reverse(*orders), *department)
    });
    let share = |((category, department), orders): ((u32, u32), u32)| DepartmentShare {
        category: super::CategoryId(category),
        department: names[department as usize].1.clone(),
        orders,
    };
    sums.into_iter().map(share).collect()
}

/// Demands of one hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourRow {
    /// The day.
    pub day: NaiveDate,
    /// 0 to 23.
    pub hour: u32,
    /// Demands.
    pub orders: u32,
    /// Those whose time is a whole minute.
    pub whole_minutes: u32,
    /// Those whose time is a whole hour.
    pub whole_hours: u32,
    /// Those closed before they were received.
    pub closed_early: u32,
}

/// Demands by day and hour.
pub fn by_hour(rows: &[RecordBatch]) -> Vec<HourRow> {
    let mut hours = Vec::new();
    for batch in rows {
        let (days, hour_of) = (days(batch, "day"), counts(batch, "hour"));
        let [orders, whole_minutes, whole_hours, closed_early] =
            ["orders", "whole_minutes", "whole_hours", "closed_early"]
                .map(|name| counts(batch, name));
        for row in 0..batch.num_rows() {
            let Some(day) = NaiveDate::from_epoch_days(days[row]) else { continue };
            hours.push(HourRow {
                day,
                hour: hour_of[row],
                orders: orders[row],
                whole_minutes: whole_minutes[row],
                whole_hours: whole_hours[row],
                closed_early: closed_early[row],
            });
        }
    }
    hours
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> &'a dyn Array {
    batch.column_by_name(name).unwrap_or_else(|| panic!("a model without its column {name}"))
}

/// A column of keys.
pub fn integers<'a>(batch: &'a RecordBatch, name: &str) -> &'a [i64] {
    column(batch, name).as_primitive::<Int64Type>().values()
}

/// A column of counts; those that are null are 0.
pub fn counts(batch: &RecordBatch, name: &str) -> Vec<u32> {
    let counts = cast(column(batch, name), &DataType::UInt32).expect("counts fit 32 bits");
    counts.as_primitive::<UInt32Type>().iter().map(Option::unwrap_or_default).collect()
}

fn days<'a>(batch: &'a RecordBatch, name: &str) -> &'a [i32] {
    column(batch, name).as_primitive::<Date32Type>().values()
}
