//! Planted crowds in a made-up city, by counts and by texts, with the truth beside them.

use chrono::Days;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::mine::{SpikeSettings, Sudden, Withheld, crowd_questions, find_crowds};
use crate::panel::{
    Area, AreaId, AreaLevel, Category, CellMonth, CellWeek, Counts, CrowdQuestion, StatMonth,
};

const STREETS: u32 = 30;
const CATEGORIES: u32 = 40;
const WEEKS: usize = 52;
/// Demands of a cell and week without crowds, streets and categories apart.
const LEVEL: f64 = 0.25;

/// One demand.
#[derive(Debug, Clone)]
struct Demand {
    day: u64,
    street: u32,
    category: u32,
    reporter: u64,
    text: Option<String>,
}

/// A planted crowd.
struct Planted {
    street: u32,
    first_day: u64,
}

struct City {
    rng: ChaCha8Rng,
    demands: Vec<Demand>,
    reporters: u64,
}

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).expect("a Monday")
}

impl City {
    /// Chance alone: streets differ tenfold, categories too, and every fourth category doubles all
    /// over the city in June.
    fn new(seed: u64) -> Self {
        let rng = ChaCha8Rng::seed_from_u64(seed);
        let mut city = Self { rng, demands: Vec::new(), reporters: 0 };
        for street in 1..=STREETS {
            for category in 0..CATEGORIES {
                let size = LEVEL
                    * 10f64
                        .powf(f64::from(street % 10) / 10.0 + f64::from(category % 7) / 7.0 - 0.8);
                for day in 0..7 * WEEKS as u64 {
                    let wave = category % 4 == 0 && (150..180).contains(&day);
                    if city.rng.random_bool((size / 7.0 * if wave { 2.0 } else { 1.0 }).min(1.0)) {
                        let words = city.words(category);
                        city.add(day, street, category, words);
                    }
                }
            }
        }
        city
    }

    /// Any complaint: the set phrases of its category, and a place of its own.
    fn words(&mut self, category: u32) -> String {
        let place = self.rng.random_range(0..5_000);
        format!("市民来电反映，{}小区，{}，请求解决", hanzi(place, 3), hanzi(7 * category + 3, 4))
    }

    fn add(&mut self, day: u64, street: u32, category: u32, text: String) {
        self.reporters += 1;
        let reporter = self.reporters;
        self.demands.push(Demand { day, street, category, reporter, text: Some(text) });
    }

    /// Some reporters within a fortnight, about one matter in one place, half of them in other
    /// categories.
    fn plant(&mut self, number: u32) -> Planted {
        let size = self.rng.random_range(10..=60);
        let (street, category) =
            (self.rng.random_range(1..=STREETS), self.rng.random_range(0..CATEGORIES));
        let first_day = self.rng.random_range(80..7 * WEEKS as u64 - 21);
        let others: Vec<u32> = (0..3).map(|_| self.rng.random_range(0..CATEGORIES)).collect();
        for person in 0..size {
            let day = first_day + self.rng.random_range(0..14);
            let other = others[self.rng.random_range(0..others.len())];
            let filed = if person % 2 == 0 { category } else { other };
            let phrase = ["居民反映", "来电人称", "您好"][self.rng.random_range(0..3)];
            let (place, matter) = (hanzi(90_000 + number, 4), hanzi(40_000 + number, 6));
            self.add(day, street, filed, format!("{phrase}，{place}{matter}，请求解决"));
        }
        Planted { street, first_day }
    }

    fn panel(&self) -> Panel {
        let area = |level, name: String, parent| Area { level, name, parent, population: None };
        let mut areas = vec![area(AreaLevel::City, "city".to_owned(), None)];
        areas.extend(
            (1..=STREETS).map(|s| area(AreaLevel::Street, format!("s{s}"), Some(AreaId(0)))),
        );
        let category = |c| Category { level: 1, name: format!("c{c}"), parent: None };
        let mut weeks = std::collections::BTreeMap::new();
        let mut months = std::collections::BTreeMap::new();
        for one in &self.demands {
            for area in [0, one.street] {
                *weeks.entry((area, one.category, (one.day / 7) as u16)).or_insert(0) += 1;
                *months.entry((area, one.category)).or_insert(0) += 1;
            }
        }
        let last_day = start() + Days::new(7 * WEEKS as u64 - 1);
        Panel {
            areas,
            categories: (0..CATEGORIES).map(category).collect(),
            item_level: 1,
            months: vec![StatMonth {
                month: start(),
                first_day: start(),
                last_day,
                coverage: 1.0,
                complete: true,
            }],
            period_months: 0..1,
            cells: months
                .iter()
                .map(|((area, category), orders)| CellMonth {
                    area: AreaId(*area),
                    category: CategoryId(*category),
                    month: 0,
                    counts: Counts { orders: *orders, reporters: *orders, ..Counts::default() },
                })
                .collect(),
            weeks: start().iter_weeks().take(WEEKS).collect(),
            weeks_complete: vec![true; WEEKS],
            period_weeks: 0..WEEKS,
            cell_weeks: weeks
                .iter()
                .map(|((area, category, week), orders)| CellWeek {
                    area: AreaId(*area),
                    category: CategoryId(*category),
                    week: *week,
                    orders: *orders,
                })
                .collect(),
            ..Panel::default()
        }
    }

    fn answer(&self, question: &CrowdQuestion) -> Vec<CrowdDemand> {
        let mut answer: Vec<CrowdDemand> = self
            .demands
            .iter()
            .filter(|one| {
                AreaId(one.street) == question.area
                    && question.categories.contains(&CategoryId(one.category))
                    && (question.first_day..=question.last_day)
                        .contains(&(start() + Days::new(one.day)))
            })
            .map(|one| CrowdDemand {
                day: start() + Days::new(one.day),
                category: CategoryId(one.category),
                reporter: Some(one.reporter),
                resolved: None,
            })
            .collect();
        answer.sort_unstable();
        answer
    }

    fn groups(&self, with_texts: bool) -> Vec<Finding> {
        let panel = self.panel();
        let sudden = Sudden::judge(&panel, &SpikeSettings::default(), &Withheld::default());
        let settings = GroupSettings::default();
        let crowds = find_crowds(&panel, &sudden, &settings);
        let questions = crowd_questions(&crowds);
        let answers: Vec<_> = questions.iter().map(|question| self.answer(question)).collect();
        let spoken: Vec<Spoken<'_>> = self
            .demands
            .iter()
            .filter(|_| with_texts)
            .map(|one| Spoken {
                day: start() + Days::new(one.day),
                area: AreaId(one.street),
                category: CategoryId(one.category),
                reporter: Some(one.reporter),
                text: one.text.as_deref().unwrap_or_default(),
            })
            .collect();
        find_groups(&panel, &crowds, &answers, &spoken, &settings, 0.05)
    }
}

/// Some characters that nothing else is likely to hold together.
fn hanzi(number: u32, length: u32) -> String {
    let letter = |at: u32| {
        let mixed =
            number.wrapping_mul(2_654_435_761).wrapping_add(at.wrapping_mul(40_503 * 97)) >> 7;
        char::from_u32(0x4e00 + mixed % 6_000).expect("a character")
    };
    (0..length).map(letter).collect()
}

/// Planted, found of these, and found where nothing was planted.
fn score(planted: &[Planted], found: &[Finding]) -> (usize, usize, usize) {
    let meets = |one: &Planted, finding: &Finding| {
        let first = start() + Days::new(one.first_day);
        finding.area == AreaId(one.street)
            && finding.first_day <= first + Days::new(13)
            && finding.last_day >= first
    };
    let hit = planted.iter().filter(|one| found.iter().any(|finding| meets(one, finding))).count();
    let is_false = |finding: &&Finding| !planted.iter().any(|one| meets(one, finding));
    (planted.len(), hit, found.iter().filter(is_false).count())
}

#[test]
fn planted_crowds_are_found_and_a_busy_street_is_none() {
    for (with_texts, least) in [(true, 0.9), (false, 0.75)] {
        let (mut planted_all, mut hit_all, mut false_all, mut found_all) = (0, 0, 0, 0);
        for seed in 0..4 {
            let mut city = City::new(seed);
            let planted: Vec<Planted> = (0..15).map(|number| city.plant(number)).collect();
            let found = city.groups(with_texts);
            let (planted, hit, wrong) = score(&planted, &found);
            planted_all += planted;
            hit_all += hit;
            false_all += wrong;
            found_all += found.len();
        }
        println!(
            "texts {with_texts}: {hit_all} of {planted_all}, {false_all} false of {found_all}"
        );
        assert!(hit_all as f64 >= least * planted_all as f64, "{hit_all} of {planted_all}");
        assert!(false_all as f64 <= 0.1 * found_all as f64, "{false_all} of {found_all}");
    }
}

#[test]
fn what_a_busy_street_and_the_whole_city_usually_see_is_no_crowd() {
    for seed in 10..13 {
        assert!(City::new(seed).groups(true).is_empty(), "seed {seed}");
    }
}

#[test]
fn one_reporter_is_no_crowd() {
    let mut city = City::new(20);
    for order in 0..60 {
        city.add(200 + order % 10, 3, 5, "居民反映，翠岭家园电梯停运，请求解决".to_owned());
        city.demands.last_mut().unwrap().reporter = u64::MAX;
    }
    assert!(city.groups(true).is_empty() && city.groups(false).is_empty());
}

#[test]
fn texts_tell_what_was_filed_elsewhere() {
    let mut city = City::new(30);
    let planted = city.plant(1);
    let found = city.groups(true);
    let [group] = &found[..] else { panic!("{found:?}") };
    let reporting = group.reporting.as_ref().unwrap();
    assert_eq!(reporting.reason, ReportingReason::GroupByTexts);
    assert!(reporting.orders_elsewhere > 0 && !reporting.other_categories.is_empty());
    assert!(u64::from(reporting.reporters) <= group.orders);
    assert_eq!(group.area, AreaId(planted.street));
    assert_eq!(score(&[planted], &found), (1, 1, 0));
}
