//! The rows of all months as the panel's plain values, sorted by cell.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use arrow::array::{AsArray, Int64Array, RecordBatch};
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
    let parts: Vec<Cells<'_>> = months.iter().map(|month| Cells::of(&month.cells, month_at)).collect();
    by_cell(&parts, dimensions)
}

/// Cells by area, category, week. The two parts of a week that two months share are one.
pub fn cell_weeks(months: &[MonthTables], dimensions: &Dimensions, week_at: &Positions) -> Vec<CellWeek> {
    let parts: Vec<Weeks<'_>> = months.par_iter().map(|month| Weeks::of(&month.weeks, week_at)).collect();
    let mut weeks = by_cell(&parts, dimensions);
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
            *sums.entry((categories[i], departments.value(i))).or_default() += orders[i];
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

/// The rows of one month.
trait Part: Sync {
    /// What a row becomes.
    type Row: Copy + Default + Send;
    /// The cells of the rows.
    fn keys(&self) -> &Keys<'_>;
    /// Whether a row's time has a position.
    fn is_placed(&self, at: usize) -> bool;
    /// A row that is placed. Rows of a cell come in the order of time.
    fn row(&self, at: usize) -> Self::Row;

    /// The placed rows of an area.
    fn rows(&self, area: u32) -> impl Iterator<Item = usize> {
        let areas = self.keys().areas;
        let range = areas.partition_point(|&other| other < area)..areas.partition_point(|&other| other <= area);
        range.filter(|&at| self.is_placed(at))
    }
}

/// The cells of a month's rows.
struct Keys<'a> {
    /// Ascending.
    areas: &'a [u32],
    /// Ascending within an area.
    categories: &'a [u32],
}

impl<'a> Keys<'a> {
    fn of(batch: &'a RecordBatch) -> Self {
        Self { areas: counts(batch, "area_id"), categories: counts(batch, "category_id") }
    }

    fn cell(&self, at: usize) -> (AreaId, CategoryId) {
        (AreaId(self.areas[at]), CategoryId(self.categories[at]))
    }
}

/// The rows of months in the order of time by cell, counted first and compared with none; areas side by side.
fn by_cell<P: Part>(parts: &[P], dimensions: &Dimensions) -> Vec<P::Row> {
    let areas = 0..dimensions.areas.len() as u32;
    let count = |area| parts.iter().map(|part| part.rows(area).count()).sum();
    let lengths: Vec<usize> = areas.into_par_iter().map(count).collect();
    let mut sorted = vec![P::Row::default(); lengths.iter().sum()];
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
            part.rows(area).for_each(|at| next[part.keys().categories[at] as usize + 1] += 1);
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        for part in parts {
            for at in part.rows(area) {
                let slot = &mut next[part.keys().categories[at] as usize];
                sorted[*slot as usize] = part.row(at);
                *slot += 1;
            }
        }
    });
    sorted
}

/// Columns of the month's cells beside their keys.
const FIGURES: [&str; 10] = [
    "orders",
    "responded_known",
    "responded",
    "resolved_known",
    "resolved",
    "satisfied_known",
    "satisfied",
    "escalated",
    "reported",
    "reporters",
];

struct Cells<'a> {
    /// Position of the month, if it has one.
    month: Option<u16>,
    keys: Keys<'a>,
    figures: [&'a [u32]; FIGURES.len()],
}

impl<'a> Cells<'a> {
    fn of(batch: &'a RecordBatch, month_at: &Positions) -> Self {
        Self {
            month: days(batch, "stat_month").first().and_then(|month| month_at.get(month)).copied(),
            keys: Keys::of(batch),
            figures: FIGURES.map(|name| counts(batch, name)),
        }
    }
}

impl Part for Cells<'_> {
    type Row = CellMonth;

    fn keys(&self) -> &Keys<'_> {
        &self.keys
    }

    fn is_placed(&self, _: usize) -> bool {
        self.month.is_some()
    }

    fn row(&self, at: usize) -> CellMonth {
        let [
            orders,
            responded_known,
            responded,
            resolved_known,
            resolved,
            satisfied_known,
            satisfied,
            escalated,
            reported,
            reporters,
        ] = self.figures.map(|figure| figure[at]);
        let repeat_orders = reported - reporters;
        let (area, category) = self.keys.cell(at);
        CellMonth {
            area,
            category,
            month: self.month.unwrap_or_default(),
            counts: Counts {
                orders,
                responded_known,
                responded,
                resolved_known,
                resolved,
                satisfied_known,
                satisfied,
                reporters,
                repeat_orders,
                escalated,
            },
        }
    }
}

struct Weeks<'a> {
    keys: Keys<'a>,
    /// Position of each row's week, if it has one.
    weeks: Vec<Option<u16>>,
    orders: &'a [u32],
}

impl<'a> Weeks<'a> {
    fn of(batch: &'a RecordBatch, week_at: &Positions) -> Self {
        Self {
            keys: Keys::of(batch),
            weeks: days(batch, "week").iter().map(|week| week_at.get(week).copied()).collect(),
            orders: counts(batch, "orders"),
        }
    }
}

impl Part for Weeks<'_> {
    type Row = CellWeek;

    fn keys(&self) -> &Keys<'_> {
        &self.keys
    }

    fn is_placed(&self, at: usize) -> bool {
        self.weeks[at].is_some()
    }

    fn row(&self, at: usize) -> CellWeek {
        let (area, category) = self.keys.cell(at);
        CellWeek { area, category, week: self.weeks[at].unwrap_or_default(), orders: self.orders[at] }
    }
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
