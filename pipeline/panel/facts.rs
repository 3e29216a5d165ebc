//! Accepted orders of one statistical month as the table `accepted_orders`, which the SQL models start from.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, TimestampSecondArray};
use chrono::{DateTime, NaiveDate};
use rayon::prelude::*;

use super::dimensions::{Dimensions, ItemRef, PlaceRef, stable_id};
use crate::config::MonthStart;
use crate::orders::{Answers, OrderFile, Orders};

/// An order: position of its file, and its position in the file.
pub type OrderAt = (u32, u32);

/// The orders of one statistical month that a run may see.
#[derive(Debug, Default)]
pub struct MonthOrders {
    /// In file order, duplicates left out.
    pub orders: Vec<OrderAt>,
    /// Names the content: the files, the rows that are duplicates, the last day seen.
    pub key: String,
}

/// Day of a time on the city's clock.
pub fn day_of(seconds: i64) -> NaiveDate {
    DateTime::from_timestamp(seconds, 0).map_or(NaiveDate::MAX, |time| time.date_naive())
}

/// Splits the orders received up to `last_day` by statistical month.
pub fn by_month(orders: &Orders, start: MonthStart, last_day: NaiveDate) -> BTreeMap<NaiveDate, MonthOrders> {
    let files: Vec<_> =
        orders.files.par_iter().enumerate().map(|(index, file)| split(index as u32, file, start, last_day)).collect();
    let mut months: BTreeMap<NaiveDate, MonthOrders> = BTreeMap::new();
    let mut hashers: BTreeMap<NaiveDate, blake3::Hasher> = BTreeMap::new();
    for (file, split) in orders.files.iter().zip(files) {
        for (month, rows) in split {
            let hasher = hashers.entry(month).or_default();
            hasher.update(file.key.as_bytes());
            // Which rows are duplicates depends on other files: the count of rows left tells versions apart
            // together with the positions.
            for position in &file.duplicates {
                hasher.update(&position.to_le_bytes());
            }
            hasher.update(&(rows.len() as u64).to_le_bytes());
            months.entry(month).or_default().orders.extend(rows);
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

fn split(index: u32, file: &OrderFile, start: MonthStart, last_day: NaiveDate) -> BTreeMap<NaiveDate, Vec<OrderAt>> {
    let mut months: BTreeMap<NaiveDate, Vec<OrderAt>> = BTreeMap::new();
    let mut duplicates = file.duplicates.iter().peekable();
    let mut known: HashMap<i64, Option<NaiveDate>> = HashMap::new();
    for (position, &seconds) in file.orders.received.iter().enumerate() {
        let position = position as u32;
        if duplicates.next_if(|duplicate| **duplicate == position).is_some() {
            continue;
        }
        let month = *known.entry(seconds.div_euclid(86_400)).or_insert_with(|| {
            let day = day_of(seconds);
            (day <= last_day).then(|| start.month_of(day))
        });
        if let Some(month) = month {
            months.entry(month).or_default().push((index, position));
        }
    }
    months
}

/// Places and items of each file by the file's own codes.
pub struct FileRefs {
    /// By code.
    pub places: Vec<PlaceRef>,
    /// By code.
    pub items: Vec<ItemRef>,
    /// Stable id by code.
    pub departments: Vec<i64>,
}

/// Looks up every code of every file.
pub fn file_refs(orders: &Orders, dimensions: &Dimensions) -> Vec<FileRefs> {
    let refs = |file: &OrderFile| FileRefs {
        places: file.orders.places.values().iter().map(|place| dimensions.places[place]).collect(),
        items: file.orders.items.values().iter().map(|item| dimensions.items[item]).collect(),
        departments: file.orders.departments.values().iter().map(|name| stable_id(&[Some(name)])).collect(),
    };
    orders.files.iter().map(refs).collect()
}

/// The table `accepted_orders` of one month.
pub fn accepted_orders(orders: &Orders, refs: &[FileRefs], month: &MonthOrders) -> RecordBatch {
    let at =
        |&(file, position): &OrderAt| (&orders.files[file as usize].orders, &refs[file as usize], position as usize);
    let rows = || month.orders.iter().map(at);
    let answer = |question| {
        let values = rows().map(|(orders, _, i)| Answers(orders.answers[i]).get(question));
        Arc::new(values.collect::<BooleanArray>()) as ArrayRef
    };
    let department = rows().map(|(orders, refs, i)| match orders.department[i] {
        0 => None,
        code => Some(refs.departments[code as usize - 1]),
    });
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("received_at", Arc::new(TimestampSecondArray::from_iter_values(rows().map(|(o, _, i)| o.received[i])))),
        ("place_id", Arc::new(Int64Array::from_iter_values(rows().map(|(o, r, i)| r.places[o.place[i] as usize].id)))),
        ("item_id", Arc::new(Int64Array::from_iter_values(rows().map(|(o, r, i)| r.items[o.item[i] as usize].id)))),
        ("department_id", Arc::new(department.collect::<Int64Array>())),
        ("responded", answer(Answers::RESPONDED)),
        ("resolved", answer(Answers::RESOLVED)),
        ("satisfied", answer(Answers::SATISFIED)),
        ("escalated", answer(Answers::ESCALATED)),
    ];
    let reporters: Vec<u64> = rows().map(|(orders, _, i)| orders.reporter[i]).collect();
    let cells: Vec<Cells> =
        rows().map(|(o, r, i)| cells(&r.places[o.place[i] as usize], &r.items[o.item[i] as usize])).collect();
    let firsts = first_reports(&reporters, &cells);
    columns.extend(FIRSTS.iter().zip(firsts).map(|(name, flags)| (*name, Arc::new(flags) as ArrayRef)));
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, values)| (name, values, true)))
        .expect("columns of equal length")
}

const FIRSTS: [&str; 6] = [
    "first_in_street_item",
    "first_in_street_l1",
    "first_in_district_item",
    "first_in_district_l1",
    "first_in_city_item",
    "first_in_city_l1",
];

/// The six cells of the panel that an order belongs to; `u64::MAX` where an area or category is not known.
type Cells = [u64; 6];

fn cells(place: &PlaceRef, item: &ItemRef) -> Cells {
    let cell = |area: Option<u32>, category: Option<u32>| match (area, category) {
        (Some(area), Some(category)) => u64::from(area) << 32 | u64::from(category),
        _ => u64::MAX,
    };
    let (street, district) = (place.street.map(|a| a.0), place.district.map(|a| a.0));
    let (unit, l1) = (Some(item.unit.0), item.l1.map(|c| c.0));
    [
        cell(street, unit),
        cell(street, l1),
        cell(district, unit),
        cell(district, l1),
        cell(Some(0), unit),
        cell(Some(0), l1),
    ]
}

/// Marks, for each cell, the first order of each reporter; null where the reporter is not known.
fn first_reports(reporters: &[u64], cells: &[Cells]) -> [BooleanArray; 6] {
    let mut by_reporter: Vec<u32> = (0..reporters.len() as u32).filter(|&i| reporters[i as usize] != 0).collect();
    by_reporter.sort_unstable_by_key(|&i| (reporters[i as usize], i));
    let mut flags = [const { Vec::new() }; 6];
    flags.iter_mut().for_each(|level| level.resize(reporters.len(), None));
    let mut seen = HashSet::new();
    for group in by_reporter.chunk_by(|&a, &b| reporters[a as usize] == reporters[b as usize]) {
        for (level, flags) in flags.iter_mut().enumerate() {
            seen.clear();
            for &i in group {
                let cell = cells[i as usize][level];
                flags[i as usize] = Some(cell != u64::MAX && (group.len() == 1 || seen.insert(cell)));
            }
        }
    }
    flags.map(BooleanArray::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reporter_counts_once_in_each_cell() {
        let here = [1, 2, 3, 4, 5, 6];
        let next_street = [10, 20, 3, 4, 5, 6];
        let flags = first_reports(&[7, 7, 0, 7, 8], &[here, next_street, here, here, here]);
        let street: Vec<_> = flags[0].iter().collect();
        assert_eq!(street, [Some(true), Some(true), None, Some(false), Some(true)]);
        let district: Vec<_> = flags[2].iter().collect();
        assert_eq!(district, [Some(true), Some(false), None, Some(false), Some(true)]);
    }
}
