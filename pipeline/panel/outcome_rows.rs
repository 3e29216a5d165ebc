//! The rows of the marts of outcomes as plain values, sorted.

use arrow::array::{AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int64Type};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::outcomes::{ClosingMonth, DeadlineClass, DeadlineMonth, Handler, Outcomes, UnitMonth};
use super::read::counts;
use super::table::AreaId;

/// A column of whole numbers of any width; those that are null are `None`.
fn whole(batch: &RecordBatch, name: &str) -> Vec<Option<i64>> {
    let Some(column) = batch.column_by_name(name) else { return vec![None; batch.num_rows()] };
    let column = cast(column, &DataType::Int64).expect("a column of whole numbers");
    column.as_primitive::<Int64Type>().iter().collect()
}

/// A column of days; those that are null are `None`.
fn days(batch: &RecordBatch, name: &str) -> Vec<Option<NaiveDate>> {
    let Some(column) = batch.column_by_name(name) else { return vec![None; batch.num_rows()] };
    let column = column.as_primitive::<Date32Type>();
    column.iter().map(|day| day.and_then(NaiveDate::from_epoch_days)).collect()
}

/// The rows of a mart with one row a unit, by unit.
pub(super) fn units<U: Copy + Ord>(
    batches: &[RecordBatch],
    key: &str,
    month: u16,
    unit: impl Fn(i64) -> Option<U>,
) -> Vec<UnitMonth<U>> {
    let mut units = Vec::new();
    for batch in batches {
        let keys = whole(batch, key);
        let figures = |name| counts(batch, name);
        let orders = figures("orders");
        let (responded_known, responded) = (figures("responded_known"), figures("responded"));
        let (resolved_known, resolved) = (figures("resolved_known"), figures("resolved"));
        let (satisfied_known, satisfied) = (figures("satisfied_known"), figures("satisfied"));
        let (old_orders, old_closed) = (figures("old_orders"), figures("old_closed"));
        let (old_answered, old_resolved) = (figures("old_answered"), figures("old_resolved"));
        for (row, key) in keys.into_iter().enumerate() {
            let Some(unit) = key.and_then(&unit) else { continue };
            let outcomes = Outcomes {
                orders: orders[row],
                responded_known: responded_known[row],
                responded: responded[row],
                resolved_known: resolved_known[row],
                resolved: resolved[row],
                satisfied_known: satisfied_known[row],
                satisfied: satisfied[row],
                old_orders: old_orders[row],
                old_closed: old_closed[row],
                old_answered: old_answered[row],
                old_resolved: old_resolved[row],
            };
            units.push(UnitMonth { unit, month, outcomes });
        }
    }
    units.sort_unstable_by_key(|row| row.unit);
    units
}

/// The rows of `deadline_month`, by class and department.
pub(super) fn deadlines(
    batches: &[RecordBatch],
    month: u16,
    department: impl Fn(i64) -> Option<u32>,
) -> Vec<DeadlineMonth> {
    let mut found: FxHashMap<(DeadlineClass, Option<u32>), DeadlineMonth> = FxHashMap::default();
    for batch in batches {
        let classes = whole(batch, "deadline_hours");
        let (units, open_days) = (whole(batch, "department_key"), days(batch, "open_day"));
        let [due, on_time, overdue_closed, overdue_open] =
            ["due", "on_time", "overdue_closed", "overdue_open"].map(|name| counts(batch, name));
        for row in 0..batch.num_rows() {
            let Some(hours) = classes[row] else { continue };
            let class = DeadlineClass::of_hours(hours as i32);
            let department = units[row].and_then(&department);
            let entry = found.entry((class, department)).or_insert_with(|| DeadlineMonth {
                class,
                department,
                month,
                due: 0,
                on_time: 0,
                overdue_closed: 0,
                open: Vec::new(),
            });
            entry.due += due[row];
            entry.on_time += on_time[row];
            entry.overdue_closed += overdue_closed[row];
            if let Some(day) = open_days[row].filter(|_| overdue_open[row] > 0) {
                entry.open.push((day, overdue_open[row]));
            }
        }
    }
    let mut found: Vec<DeadlineMonth> = found.into_values().filter(|row| row.due > 0).collect();
    found.sort_unstable_by_key(|row| (row.class, row.department));
    found.iter_mut().for_each(|row| row.open.sort_unstable());
    found
}

/// The rows of `closing_month`, by handler.
pub(super) fn closings(
    batches: &[RecordBatch],
    month: u16,
    area: impl Fn(i64) -> Option<AreaId>,
    department: impl Fn(i64) -> Option<u32>,
) -> Vec<ClosingMonth> {
    let mut found: FxHashMap<Handler, ClosingMonth> = FxHashMap::default();
    for batch in batches {
        let (areas, units) = (whole(batch, "area_key"), whole(batch, "department_key"));
        let (ages, open_days) = (whole(batch, "age_days"), days(batch, "open_day"));
        let orders = counts(batch, "orders");
        for row in 0..batch.num_rows() {
            let of_area = areas[row].and_then(&area).map(Handler::Area);
            let of_unit = || units[row].and_then(&department).map(Handler::Department);
            let Some(handler) = of_area.or_else(of_unit) else { continue };
            let entry = found.entry(handler).or_insert_with(|| ClosingMonth {
                handler,
                month,
                closed: Vec::new(),
                open: Vec::new(),
            });
            match (ages[row], open_days[row]) {
                (Some(age), _) => entry.closed.push((age as u16, orders[row])),
                (None, Some(day)) => entry.open.push((day, orders[row])),
                (None, None) => {}
            }
        }
    }
    let mut found: Vec<ClosingMonth> = found.into_values().collect();
    found.sort_unstable_by_key(|row| row.handler);
    for row in &mut found {
        row.closed.sort_unstable();
        row.open.sort_unstable();
    }
    found
}

/// The last day on which anything of a month's orders is closed, or falls due, by the rows of its
/// hours.
pub fn last_event(rows: &[RecordBatch]) -> Option<NaiveDate> {
    let events = rows.iter().flat_map(|batch| {
        let (closed, due) = (days(batch, "last_closed"), days(batch, "last_due"));
        closed.into_iter().chain(due).flatten().collect::<Vec<_>>()
    });
    events.max()
}
