//! What only the single orders can tell of a finding: who reported, and on which day most of it came.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use rayon::prelude::*;

use super::facts::{FileRefs, MonthOrders, day_of};
use super::table::{AreaId, CategoryId};
use crate::orders::Orders;

/// Which orders are asked about: one cell, some days, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Where.
    pub area: AreaId,
    /// What; any level.
    pub category: CategoryId,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: NaiveDate,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Demands.
    pub orders: u64,
    /// Demands with a known reporter.
    pub reported: u64,
    /// Distinct reporters.
    pub reporters: u64,
    /// Demands of the busiest reporter.
    pub top_reporter_orders: u64,
    /// The day with most demands, the first of equals.
    pub peak_day: Option<NaiveDate>,
}

/// Answers many questions in one pass over the orders.
pub fn evidence(
    orders: &Orders,
    refs: &[FileRefs],
    months: &std::collections::BTreeMap<NaiveDate, MonthOrders>,
    questions: &[Question],
) -> Vec<Evidence> {
    let mut by_cell: HashMap<(AreaId, CategoryId), Vec<u32>> = HashMap::new();
    for (index, question) in questions.iter().enumerate() {
        by_cell.entry((question.area, question.category)).or_default().push(index as u32);
    }
    let mut gathered: Vec<Vec<(u64, i32)>> = vec![Vec::new(); questions.len()];
    for month in months.values() {
        for (index, found) in gather(orders, refs, month, questions, &by_cell) {
            gathered[index as usize].push(found);
        }
    }
    gathered.into_par_iter().zip(questions).map(|(found, question)| answer(found, question.first_day)).collect()
}

/// Reporter and day, counted from the question's first day, of every order that a question asks about.
fn gather(
    orders: &Orders,
    refs: &[FileRefs],
    month: &MonthOrders,
    questions: &[Question],
    by_cell: &HashMap<(AreaId, CategoryId), Vec<u32>>,
) -> Vec<(u32, (u64, i32))> {
    let chunk = |rows: &[(u32, u32)]| {
        let mut known: HashMap<(u32, u32, u32), Vec<u32>> = HashMap::new();
        let mut found = Vec::new();
        for &(file, position) in rows {
            let (orders, refs) = (&orders.files[file as usize].orders, &refs[file as usize]);
            let (place, item) = (orders.place[position as usize], orders.item[position as usize]);
            let asked = known.entry((file, place, item)).or_insert_with(|| asked(refs, place, item, by_cell));
            if asked.is_empty() {
                continue;
            }
            let day = day_of(orders.received[position as usize]);
            for &index in asked.iter() {
                let question = &questions[index as usize];
                if day >= question.first_day && day <= question.last_day {
                    let offset = (day - question.first_day).num_days() as i32;
                    found.push((index, (orders.reporter[position as usize], offset)));
                }
            }
        }
        found
    };
    month.orders.par_chunks(65_536).flat_map_iter(chunk).collect()
}

fn asked(refs: &FileRefs, place: u32, item: u32, by_cell: &HashMap<(AreaId, CategoryId), Vec<u32>>) -> Vec<u32> {
    let (place, item) = (&refs.places[place as usize], &refs.items[item as usize]);
    let areas = [Some(AreaId(0)), place.district, place.street];
    let categories = [Some(item.unit), item.l1];
    let cells = areas.into_iter().flatten().flat_map(|a| categories.into_iter().flatten().map(move |c| (a, c)));
    cells.filter_map(|cell| by_cell.get(&cell)).flatten().copied().collect()
}

fn answer(mut found: Vec<(u64, i32)>, first_day: NaiveDate) -> Evidence {
    let mut evidence = Evidence { orders: found.len() as u64, ..Evidence::default() };
    let mut days: HashMap<i32, u64> = HashMap::new();
    found.iter().for_each(|(_, day)| *days.entry(*day).or_default() += 1);
    let peak = days.into_iter().min_by_key(|(day, count)| (std::cmp::Reverse(*count), *day));
    evidence.peak_day = peak.map(|(day, _)| first_day + Days::new(day as u64));
    found.retain(|(reporter, _)| *reporter != 0);
    found.sort_unstable();
    evidence.reported = found.len() as u64;
    for group in found.chunk_by(|a, b| a.0 == b.0) {
        evidence.reporters += 1;
        evidence.top_reporter_orders = evidence.top_reporter_orders.max(group.len() as u64);
    }
    evidence
}
