//! What only the single orders can tell of a finding: who reported, and on which day most of it came.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Days, NaiveDate};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::dimensions::PlaceRef;
use super::facts::{FileRefs, MonthOrders, Run};
use super::table::{AreaId, CategoryId};
use crate::orders::{DAY_S, Orders, seconds_of};

/// Orders looked through by one task.
const CHUNK_ORDERS: u32 = 1 << 18;

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
    let watched: Vec<Watched> = refs.par_iter().map(|refs| Watched::new(&asked, refs)).collect();
    let look = |runs: &Vec<Run>| {
        let mut found = Vec::new();
        runs.iter().for_each(|run| look_through(orders, refs, run, &asked, &watched[run.file as usize], &mut found));
        Reports::of(&found, asked.seconds.len())
    };
    let reports: Vec<Reports> = tasks(months.values().flat_map(|month| &month.runs)).par_iter().map(look).collect();
    let answer = |gathered: &mut Gathered, (index, question): (usize, &Question)| {
        reports.iter().for_each(|reports| gathered.add(reports, index));
        gathered.answer(question.first_day)
    };
    let answers: Vec<Evidence> = distinct.par_iter().enumerate().map_init(Gathered::default, answer).collect();
    questions.iter().map(|question| answers[numbers[question]]).collect()
}

/// Runs that one task looks through: parts of long ones, or many short ones, as a feed has that is not in the order of time.
fn tasks<'a>(runs: impl Iterator<Item = &'a Run>) -> Vec<Vec<Run>> {
    let mut tasks: Vec<Vec<Run>> = Vec::new();
    let mut room = 0;
    for run in runs {
        let mut start = run.positions.start;
        while start < run.positions.end {
            if room == 0 {
                tasks.push(Vec::new());
                room = CHUNK_ORDERS;
            }
            let end = run.positions.end.min(start + room);
            tasks.last_mut().expect("just added").push(Run { file: run.file, positions: start..end });
            room -= end - start;
            start = end;
        }
    }
    tasks
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

    fn of(&self, item: u32) -> &[u64] {
        &self.bits[item as usize * self.words..(item as usize + 1) * self.words]
    }
}

/// Whether an area is among some.
fn has(bits: &[u64], area: AreaId) -> bool {
    bits.get(area.0 as usize / 64).is_some_and(|word| word >> (area.0 % 64) & 1 == 1)
}

/// The areas that an order at a place counts in.
fn areas_of(place: &PlaceRef) -> impl Iterator<Item = AreaId> {
    [Some(AreaId(0)), place.district, place.street].into_iter().flatten()
}

/// What some orders say to the questions that are about them, question by question.
struct Reports {
    /// Where each question's reports begin, and where the last one's end.
    starts: Vec<u32>,
    reporters: Vec<u64>,
    /// Days since the question's first.
    days: Vec<u16>,
}

/// A report: the question, days since its first, the reporter.
type Report = (u32, u16, u64);

fn look_through(
    orders: &Orders,
    refs: &[FileRefs],
    run: &Run,
    asked: &Asked,
    watched: &Watched,
    found: &mut Vec<Report>,
) {
    let (orders, refs) = (&orders.files[run.file as usize].orders, &refs[run.file as usize]);
    for position in run.positions.start as usize..run.positions.end as usize {
        let (received, item) = (orders.received[position], orders.item[position]);
        if !asked.span.contains(&received) {
            continue;
        }
        let (place, bits) = (&refs.places[orders.place[position] as usize], watched.of(item));
        for area in areas_of(place).filter(|area| has(bits, *area)) {
            let item = &refs.items[item as usize];
            for category in [Some(item.unit), item.l1].into_iter().flatten() {
                for &index in asked.about(area, category) {
                    let seconds = &asked.seconds[index as usize];
                    if seconds.contains(&received) {
                        let day = ((received - seconds.start) / DAY_S) as u16;
                        found.push((index, day, orders.reporter[position]));
                    }
                }
            }
        }
    }
}

impl Reports {
    fn of(found: &[Report], questions: usize) -> Self {
        let mut starts = vec![0; questions + 1];
        found.iter().for_each(|(question, ..)| starts[*question as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let (mut reporters, mut days) = (vec![0; found.len()], vec![0; found.len()]);
        let mut next = starts.clone();
        for &(question, day, reporter) in found {
            let slot = &mut next[question as usize];
            (reporters[*slot as usize], days[*slot as usize]) = (reporter, day);
            *slot += 1;
        }
        Self { starts, reporters, days }
    }
}

/// All reports on one question; emptied by its answer.
#[derive(Default)]
struct Gathered {
    reporters: Vec<u64>,
    /// By day since the first.
    orders: Vec<u64>,
}

impl Gathered {
    fn add(&mut self, reports: &Reports, question: usize) {
        let range = reports.starts[question] as usize..reports.starts[question + 1] as usize;
        self.reporters.extend(&reports.reporters[range.clone()]);
        for &day in &reports.days[range] {
            let day = usize::from(day);
            if day >= self.orders.len() {
                self.orders.resize(day + 1, 0);
            }
            self.orders[day] += 1;
        }
    }

    fn answer(&mut self, first_day: NaiveDate) -> Evidence {
        let orders = self.reporters.len() as u64;
        let by_day = self.orders.drain(..).enumerate();
        let peak = by_day.min_by_key(|(day, count)| (std::cmp::Reverse(*count), *day));
        self.reporters.retain(|reporter| *reporter != 0);
        let evidence = Evidence {
            orders,
            reported: self.reporters.len() as u64,
            top_reporter_orders: most_equal(&self.reporters),
            peak_day: peak.map(|(day, _)| first_day + Days::new(day as u64)),
        };
        self.reporters.clear();
        evidence
    }
}

/// How often the most frequent of some hashes comes.
///
/// Hashes that begin alike are counted together first, which bounds each from above. Only those that may still come more
/// often than the most frequent of the fullest count are sorted: of a hundred thousand callers a few hundred.
fn most_equal(hashes: &[u64]) -> u64 {
    let bits = hashes.len().max(2).next_power_of_two().trailing_zeros();
    let begin = |hash: &u64| (hash >> (u64::BITS - bits)) as usize;
    let mut counts = vec![0_u32; 1 << bits];
    hashes.iter().for_each(|hash| counts[begin(hash)] += 1);
    let fullest = (0..counts.len()).max_by_key(|&at| counts[at]).unwrap_or_default();
    let known = longest_run(hashes.iter().filter(|hash| begin(hash) == fullest));
    longest_run(hashes.iter().filter(|hash| u64::from(counts[begin(hash)]) > known)).max(known)
}

fn longest_run<'a>(hashes: impl Iterator<Item = &'a u64>) -> u64 {
    let mut hashes: Vec<u64> = hashes.copied().collect();
    hashes.sort_unstable();
    hashes.chunk_by(|a, b| a == b).map(|equal| equal.len() as u64).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_hash_is_counted() {
        let hash = |caller: u64| (caller + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        assert_eq!(most_equal(&[]), 0);
        assert_eq!(most_equal(&[hash(1)]), 1);
        // Callers call once to four times; one of them, in turn the first and the last, five times.
        for often in [0, 999] {
            let calls = |caller: u64| if caller == often { 5 } else { 1 + caller % 4 };
            let all: Vec<u64> = (0..1_000).flat_map(|caller| (0..calls(caller)).map(move |_| hash(caller))).collect();
            assert_eq!(most_equal(&all), 5);
        }
        // Two that begin alike make the fullest count, and neither is the most frequent.
        let alike = [1 << 40, 1 << 40, 1 << 41, 1 << 41, 1 << 63, 1 << 63, 1 << 63];
        assert_eq!(most_equal(&alike), 3);
    }

    #[test]
    fn short_runs_share_a_task_and_a_long_one_is_divided() {
        let run = |start: u32, orders: u32| Run { file: 0, positions: start..start + orders };
        let short: Vec<Run> = (0..1_000).map(|at| run(2 * at, 1)).collect();
        assert_eq!(tasks(short.iter()), std::slice::from_ref(&short));
        let long = [run(0, 3), run(5, 2 * CHUNK_ORDERS)];
        let divided = tasks(long.iter());
        assert_eq!(divided.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1]);
        assert_eq!(
            divided.concat().iter().map(|run| run.positions.len()).sum::<usize>(),
            3 + 2 * CHUNK_ORDERS as usize
        );
        assert_eq!(divided[2], [run(CHUNK_ORDERS + 2 + CHUNK_ORDERS, 3)]);
    }

    #[test]
    fn reports_are_put_together_by_question() {
        let chunks = [vec![(1, 3, 7), (0, 0, 9), (1, 2, 7)], vec![], vec![(1, 3, 8), (1, 3, 0)]];
        let reports: Vec<Reports> = chunks.iter().map(|found| Reports::of(found, 3)).collect();
        let mut gathered = Gathered::default();
        let day = |day| NaiveDate::from_ymd_opt(2024, 5, day).unwrap();
        let mut ask = |question| {
            reports.iter().for_each(|reports| gathered.add(reports, question));
            gathered.answer(day(10))
        };
        assert_eq!(ask(1), Evidence { orders: 4, reported: 3, top_reporter_orders: 2, peak_day: Some(day(13)) });
        assert_eq!(ask(0), Evidence { orders: 1, reported: 1, top_reporter_orders: 1, peak_day: Some(day(10)) });
        assert_eq!(ask(2), Evidence::default());
    }
}
