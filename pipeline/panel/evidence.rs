//! What only the single orders can tell of a finding: who reported, and on which day most of it came.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Days, NaiveDate};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::dimensions::PlaceRef;
use super::facts::{FileRefs, MonthOrders, OrderAt};
use super::table::{AreaId, CategoryId};
use crate::orders::{DAY_S, Orders, seconds_of};

/// Orders looked through by one task.
const CHUNK_ORDERS: usize = 65_536;

/// Which orders are asked about: one cell, some days, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    months: &BTreeMap<NaiveDate, MonthOrders>,
    questions: &[Question],
) -> Vec<Evidence> {
    // A demand that is frequent and persistent is asked about twice.
    let mut numbers: FxHashMap<Question, usize> = FxHashMap::default();
    let mut distinct = Vec::new();
    for question in questions {
        numbers.entry(*question).or_insert_with(|| {
            distinct.push(*question);
            distinct.len() - 1
        });
    }
    let asked = Asked::new(&distinct);
    let mut gathered: Vec<Vec<(u64, i32)>> = vec![Vec::new(); distinct.len()];
    let watched: Vec<Watched> = refs.par_iter().map(|refs| Watched::new(&asked, refs)).collect();
    let chunks: Vec<&[OrderAt]> = months.values().flat_map(|month| month.orders.chunks(CHUNK_ORDERS)).collect();
    let reports: Vec<_> = chunks.into_par_iter().map(|rows| gather(orders, refs, rows, &asked, &watched)).collect();
    for Report { question, reporter, day } in reports.into_iter().flatten() {
        gathered[question as usize].push((reporter, day));
    }
    let answers = gathered.into_par_iter().zip(&distinct).map(|(found, question)| answer(&found, question.first_day));
    let answers: Vec<Evidence> = answers.collect();
    questions.iter().map(|question| answers[numbers[question]]).collect()
}

/// The questions by the cell that they ask about.
struct Asked {
    /// First second and the second after the last, on the city's clock.
    seconds: Vec<Range<i64>>,
    /// From the first second of all to the last.
    span: Range<i64>,
    areas: usize,
    categories: usize,
    /// Position in `lists` of each cell, area by area; 0 = nobody asks.
    list_of: Vec<u32>,
    lists: Vec<Vec<u32>>,
}

impl Asked {
    fn new(questions: &[Question]) -> Self {
        let seconds: Vec<Range<i64>> = questions.iter().map(|q| seconds_of(q.first_day, q.last_day)).collect();
        let (first, end) = (seconds.iter().map(|range| range.start).min(), seconds.iter().map(|range| range.end).max());
        let span = first.unwrap_or(0)..end.unwrap_or(0);
        let areas = questions.iter().map(|q| q.area.0 as usize + 1).max().unwrap_or(0);
        let categories = questions.iter().map(|q| q.category.0 as usize + 1).max().unwrap_or(0);
        let mut asked =
            Self { seconds, span, areas, categories, list_of: vec![0; areas * categories], lists: vec![Vec::new()] };
        for (index, question) in questions.iter().enumerate() {
            let cell = question.area.0 as usize * categories + question.category.0 as usize;
            let list = &mut asked.list_of[cell];
            if *list == 0 {
                *list = asked.lists.len() as u32;
                asked.lists.push(Vec::new());
            }
            asked.lists[*list as usize].push(index as u32);
        }
        asked
    }

    fn about(&self, area: AreaId, category: CategoryId) -> &[u32] {
        let (area, category) = (area.0 as usize, category.0 as usize);
        let within = area < self.areas && category < self.categories;
        if within { &self.lists[self.list_of[area * self.categories + category] as usize] } else { &[] }
    }
}

/// The areas that somebody asks about, by item of a file, a bit each: small enough to stay at hand for millions of orders,
/// most of which nobody asks about.
struct Watched {
    words: usize,
    bits: Vec<u64>,
}

impl Watched {
    fn new(asked: &Asked, refs: &FileRefs) -> Self {
        let words = asked.areas.div_ceil(64);
        let mut bits = vec![0; refs.items.len() * words];
        for (item, bits) in refs.items.iter().zip(bits.chunks_mut(words.max(1))) {
            for category in [Some(item.unit), item.l1].into_iter().flatten() {
                for area in (0..asked.areas).filter(|&area| !asked.about(AreaId(area as u32), category).is_empty()) {
                    bits[area / 64] |= 1 << (area % 64);
                }
            }
        }
        Self { words, bits }
    }

    fn has(&self, item: u32, place: &PlaceRef) -> bool {
        let bits = &self.bits[item as usize * self.words..(item as usize + 1) * self.words];
        let has = |area: AreaId| bits.get(area.0 as usize / 64).is_some_and(|word| word >> (area.0 % 64) & 1 == 1);
        areas_of(place).any(has)
    }
}

/// The areas that an order at a place counts in.
fn areas_of(place: &PlaceRef) -> impl Iterator<Item = AreaId> {
    [Some(AreaId(0)), place.district, place.street].into_iter().flatten()
}

/// An order that a question asks about.
struct Report {
    reporter: u64,
    question: u32,
    /// Days since the question's first.
    day: i32,
}

fn gather(orders: &Orders, refs: &[FileRefs], rows: &[OrderAt], asked: &Asked, watched: &[Watched]) -> Vec<Report> {
    let mut found = Vec::new();
    for &(file, position) in rows {
        let (orders, refs) = (&orders.files[file as usize].orders, &refs[file as usize]);
        let position = position as usize;
        let received = orders.received[position];
        if !asked.span.contains(&received) {
            continue;
        }
        let (item, place) = (orders.item[position], &refs.places[orders.place[position] as usize]);
        if !watched[file as usize].has(item, place) {
            continue;
        }
        let item = &refs.items[item as usize];
        for area in areas_of(place) {
            for category in [Some(item.unit), item.l1].into_iter().flatten() {
                for &index in asked.about(area, category) {
                    let seconds = &asked.seconds[index as usize];
                    if seconds.contains(&received) {
                        let day = ((received - seconds.start) / DAY_S) as i32;
                        found.push(Report { reporter: orders.reporter[position], question: index, day });
                    }
                }
            }
        }
    }
    found
}

fn answer(found: &[(u64, i32)], first_day: NaiveDate) -> Evidence {
    let mut days: Vec<u64> = vec![0; found.iter().map(|(_, day)| *day as usize + 1).max().unwrap_or(0)];
    found.iter().for_each(|(_, day)| days[*day as usize] += 1);
    let peak = days.iter().enumerate().min_by_key(|(day, count)| (std::cmp::Reverse(**count), *day));
    let mut reporters: Vec<u64> =
        found.iter().map(|(reporter, _)| *reporter).filter(|reporter| *reporter != 0).collect();
    reporters.sort_unstable();
    let calls = || reporters.chunk_by(|a, b| a == b).map(|calls| calls.len() as u64);
    Evidence {
        orders: found.len() as u64,
        reported: reporters.len() as u64,
        reporters: calls().count() as u64,
        top_reporter_orders: calls().max().unwrap_or(0),
        peak_day: peak.map(|(day, _)| first_day + Days::new(day as u64)),
    }
}
