//! Accepted orders of one statistical month as the table `accepted_orders`, which the SQL models start from.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, TimestampSecondArray, UInt32Array};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;

use super::dimensions::{Dimensions, ItemRef, PlaceRef, stable_id};
use super::firsts::{FIRSTS, first_reports};
use crate::config::MonthStart;
use crate::orders::{Answers, DAY_S, OrderFile, Orders, day_of, midnight, seconds_of};

/// Orders that stand one after another in their file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Position of the file.
    pub file: u32,
    /// Their positions in the file.
    pub positions: Range<u32>,
}

/// The orders of one statistical month that a run may see.
#[derive(Debug, Default)]
pub struct MonthOrders {
    /// In file order, duplicates left out: few, since feeds are nearly sorted.
    pub runs: Vec<Run>,
    /// Names the content: the files, the rows that are duplicates, the last day seen.
    pub key: String,
}

impl MonthOrders {
    /// The number of orders.
    pub fn count(&self) -> usize {
        self.runs.iter().map(|run| run.positions.len()).sum()
    }
}

/// Splits the orders received up to `last_day` by statistical month.
pub fn by_month(orders: &Orders, start: MonthStart, last_day: NaiveDate) -> BTreeMap<NaiveDate, MonthOrders> {
    let files: Vec<_> =
        orders.files.par_iter().enumerate().map(|(index, file)| split(index as u32, file, start, last_day)).collect();
    let mut months: BTreeMap<NaiveDate, MonthOrders> = BTreeMap::new();
    let mut hashers: BTreeMap<NaiveDate, blake3::Hasher> = BTreeMap::new();
    for (file, split) in orders.files.iter().zip(files) {
        for (month, runs) in split {
            let hasher = hashers.entry(month).or_default();
            hasher.update(file.key.as_bytes());
            // Which rows are duplicates depends on other files: the count of rows left tells versions apart
            // together with the positions.
            for position in &file.duplicates {
                hasher.update(&position.to_le_bytes());
            }
            let rows: usize = runs.iter().map(|run| run.positions.len()).sum();
            hasher.update(&(rows as u64).to_le_bytes());
            months.entry(month).or_default().runs.extend(runs);
        }
    }
    for (month, hasher) in hashers {
        if let Some(found) = months.get_mut(&month) {
            let days = hasher.clone().update(last_day.min(start_of_next(month)).to_string().as_bytes()).finalize();
            found.key = format!("{month}-{}", &days.to_hex()[..24]);
        }
    }
    months
}

/// A day after every day of the month, whatever its start day.
fn start_of_next(month: NaiveDate) -> NaiveDate {
    month + chrono::Months::new(1)
}

fn split(index: u32, file: &OrderFile, start: MonthStart, last_day: NaiveDate) -> BTreeMap<NaiveDate, Vec<Run>> {
    let mut months: BTreeMap<NaiveDate, Vec<Run>> = BTreeMap::new();
    let mut keep = |month: NaiveDate, positions: Range<u32>| {
        if !positions.is_empty() {
            months.entry(month).or_default().push(Run { file: index, positions });
        }
    };
    let mut duplicates = file.duplicates.iter().peekable();
    // Feeds are nearly sorted: the month of the last order is usually the month of this one.
    let (mut month, mut seconds_of_month) = (NaiveDate::MIN, 0..0);
    let mut run = 0..0;
    let end = midnight(last_day) + DAY_S;
    if let Some(&first) = file.orders.received.first() {
        (month, seconds_of_month) = month_around(first, start);
        let seen = seconds_of_month.start..seconds_of_month.end.min(end);
        if file.duplicates.is_empty() && file.orders.hours.are_within(&seen) {
            keep(month, 0..file.orders.len() as u32);
            return months;
        }
    }
    for (position, &seconds) in (0..).zip(file.orders.received.iter()) {
        let is_duplicate = duplicates.next_if(|duplicate| **duplicate == position).is_some();
        if is_duplicate || seconds >= end || !seconds_of_month.contains(&seconds) {
            keep(month, run);
            run = position..position;
        }
        if is_duplicate || seconds >= end {
            continue;
        }
        if !seconds_of_month.contains(&seconds) {
            (month, seconds_of_month) = month_around(seconds, start);
        }
        if run.is_empty() {
            run.start = position;
        }
        run.end = position + 1;
    }
    keep(month, run);
    months
}

/// The statistical month that holds a time, and all its times.
fn month_around(seconds: i64, start: MonthStart) -> (NaiveDate, Range<i64>) {
    let month = start.month_of(day_of(seconds));
    let (first, last) = start.month(month.year(), month.month());
    (month, seconds_of(first, last))
}

/// Places and items of each file by the file's own codes.
pub struct FileRefs {
    /// By code.
    pub places: Vec<PlaceRef>,
    /// By code.
    pub items: Vec<ItemRef>,
    /// Stable id by code; `None` for a name that means "not known".
    pub departments: Vec<Option<i64>>,
}

/// Looks up every code of every file.
pub fn file_refs(orders: &Orders, dimensions: &Dimensions) -> Vec<FileRefs> {
    let department = |name: &String| dimensions.names.department(name).map(stable_id);
    let refs = |file: &OrderFile| FileRefs {
        places: file.orders.places.values().iter().map(|place| dimensions.places[place]).collect(),
        items: file.orders.items.values().iter().map(|item| dimensions.items[item]).collect(),
        departments: file.orders.departments.values().iter().map(department).collect(),
    };
    orders.files.par_iter().map(refs).collect()
}

/// The table `accepted_orders` of one month.
pub fn accepted_orders(orders: &Orders, refs: &[FileRefs], month: &MonthOrders) -> RecordBatch {
    let count = month.count();
    let mut received: Vec<i64> = Vec::with_capacity(count);
    let mut places: Vec<PlaceRef> = Vec::with_capacity(count);
    let mut items: Vec<ItemRef> = Vec::with_capacity(count);
    let mut departments: Vec<Option<i64>> = Vec::with_capacity(count);
    let mut answers: Vec<Answers> = Vec::with_capacity(count);
    let mut reporters: Vec<u64> = Vec::with_capacity(count);
    for Run { file, positions } in &month.runs {
        let (orders, refs) = (&orders.files[*file as usize].orders, &refs[*file as usize]);
        let rows = positions.start as usize..positions.end as usize;
        received.extend(&orders.received[rows.clone()]);
        places.extend(orders.place[rows.clone()].iter().map(|&code| refs.places[code as usize]));
        items.extend(orders.item[rows.clone()].iter().map(|&code| refs.items[code as usize]));
        let department = |code: &u32| code.checked_sub(1).and_then(|code| refs.departments[code as usize]);
        departments.extend(orders.department[rows.clone()].iter().map(department));
        answers.extend(orders.answers[rows.clone()].iter().map(|&answers| Answers(answers)));
        reporters.extend(&orders.reporter[rows]);
    }
    let answer = |question| Arc::new(answer(&answers, question)) as ArrayRef;
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("received_at", Arc::new(TimestampSecondArray::from(received))),
        ("district_id", ids(places.iter().map(|place| place.district.map(|area| area.0)))),
        ("street_id", ids(places.iter().map(|place| place.street.map(|area| area.0)))),
        ("unit_id", ids(items.iter().map(|item| Some(item.unit.0)))),
        ("l1_id", ids(items.iter().map(|item| item.l1.map(|category| category.0)))),
        ("department_id", Arc::new(Int64Array::from(departments))),
        ("responded", answer(Answers::RESPONDED)),
        ("resolved", answer(Answers::RESOLVED)),
        ("satisfied", answer(Answers::SATISFIED)),
        ("escalated", answer(Answers::ESCALATED)),
    ];
    let firsts = first_reports(&reporters, &places, &items);
    columns.extend(FIRSTS.iter().zip(firsts).map(|(name, flags)| (*name, Arc::new(flags) as ArrayRef)));
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, values)| (name, values, true)))
        .expect("columns of equal length")
}

fn ids(ids: impl Iterator<Item = Option<u32>>) -> ArrayRef {
    Arc::new(ids.collect::<UInt32Array>())
}

fn answer(answers: &[Answers], question: u32) -> BooleanArray {
    let yes = BooleanBuffer::collect_bool(answers.len(), |i| answers[i].get(question) == Some(true));
    let known = BooleanBuffer::collect_bool(answers.len(), |i| answers[i].get(question).is_some());
    BooleanArray::new(yes, Some(NullBuffer::new(known)))
}
