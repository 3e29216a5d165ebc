//! Outbreaks over three neighbouring streets, in sizes that no street shows alone, in a made-up
//! city of overdispersed counts: found by sets of neighbours, at as many false findings, far more
//! often than by single cells.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::mine::Withheld;
use crate::mine::spike_scan::Scan;
use crate::panel::{Area, AreaLevel, Category, CategoryId, CellWeek};

const SIDE: u32 = 8;
const STREETS: u32 = SIDE * SIDE;
const CATEGORIES: u32 = 16;
const WEEKS: usize = 90;
const PERIOD: std::ops::Range<usize> = 38..90;

/// Three neighbours, a category and a week.
struct Planted {
    areas: [AreaId; 3],
    category: CategoryId,
    week: usize,
}

struct City {
    counts: Vec<Vec<Vec<u32>>>,
    levels: Vec<Vec<f64>>,
    rng: ChaCha8Rng,
}

/// A Poisson draw by counting exponential waits.
fn poisson(rng: &mut ChaCha8Rng, mean: f64) -> u32 {
    let (mut left, mut count) = (mean, 0);
    loop {
        left += rng.random::<f64>().max(1e-300).ln();
        if left < 0.0 {
            return count;
        }
        count += 1;
    }
}

/// A Gamma draw with mean 1 and a whole shape.
fn gamma(rng: &mut ChaCha8Rng, shape: u32) -> f64 {
    let sum: f64 = (0..shape).map(|_| -rng.random::<f64>().max(1e-300).ln()).sum();
    sum / f64::from(shape)
}

/// Dispersion of a cell's week: variance μ + μ²/6.
const SHAPE: u32 = 6;

impl City {
    fn new(seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let streets: Vec<f64> = (0..STREETS).map(|_| 0.4 + 1.6 * rng.random::<f64>()).collect();
        let categories: Vec<f64> =
            (0..CATEGORIES).map(|c| 0.3 * 1.25f64.powi(c as i32 % 12)).collect();
        let wave = |category: u32, week: usize| {
            if category.is_multiple_of(4) && week % 20 == 5 { 2.5 } else { 1.0 }
        };
        let mut counts = vec![vec![vec![0; WEEKS]; CATEGORIES as usize]; STREETS as usize];
        let mut levels = vec![vec![0.0; CATEGORIES as usize]; STREETS as usize];
        for street in 0..STREETS as usize {
            for category in 0..CATEGORIES as usize {
                let level = streets[street] * categories[category] * gamma(&mut rng, 3);
                levels[street][category] = level;
                for (week, count) in counts[street][category].iter_mut().enumerate() {
                    let mean = level * wave(category as u32, week) * gamma(&mut rng, SHAPE);
                    *count = poisson(&mut rng, mean);
                }
            }
        }
        Self { counts, levels, rng }
    }

    /// Demands in three neighbours, each so many standard deviations above what is usual there.
    fn plant(&mut self, deviations: f64) -> Planted {
        let (x, y) = (self.rng.random_range(0..SIDE - 1), self.rng.random_range(0..SIDE - 1));
        let corner = y * SIDE + x;
        let streets = [corner, corner + 1, corner + SIDE];
        let category = self.rng.random_range(0..CATEGORIES);
        let week = self.rng.random_range(PERIOD.start + 2..PERIOD.end - 2);
        for street in streets {
            let mean = self.levels[street as usize][category as usize];
            let excess = deviations * (mean + mean * mean / f64::from(SHAPE)).sqrt() + 1.0;
            self.counts[street as usize][category as usize][week] += poisson(&mut self.rng, excess);
        }
        let areas = streets.map(|street| AreaId(street + 1));
        Planted { areas, category: CategoryId(category), week }
    }

    fn panel(&self, has_neighbours: bool) -> Panel {
        let area = |level, name: String, parent| Area { level, name, parent, population: None };
        let mut areas = vec![area(AreaLevel::City, "city".to_owned(), None)];
        areas.extend(
            (0..STREETS).map(|s| area(AreaLevel::Street, format!("s{s}"), Some(AreaId(0)))),
        );
        let mut neighbours = vec![Vec::new(); areas.len()];
        for street in (0..STREETS).filter(|_| has_neighbours) {
            let (x, y) = (street % SIDE, street / SIDE);
            let near = |other: &u32| {
                let (dx, dy) = ((other % SIDE).abs_diff(x), (other / SIDE).abs_diff(y));
                *other != street && dx <= 1 && dy <= 1
            };
            neighbours[street as usize + 1] =
                (0..STREETS).filter(near).map(|s| AreaId(s + 1)).collect();
        }
        let mut cell_weeks = Vec::new();
        for (street, categories) in self.counts.iter().enumerate() {
            for (category, weeks) in categories.iter().enumerate() {
                for (week, orders) in weeks.iter().enumerate().filter(|(_, orders)| **orders > 0) {
                    cell_weeks.push(CellWeek {
                        area: AreaId(street as u32 + 1),
                        category: CategoryId(category as u32),
                        week: week as u16,
                        orders: *orders,
                    });
                }
            }
        }
        let monday = chrono::NaiveDate::from_ymd_opt(2023, 1, 2).expect("a Monday");
        Panel {
            areas,
            categories: (0..CATEGORIES)
                .map(|c| Category { level: 1, name: format!("c{c}"), parent: None })
                .collect(),
            item_level: 1,
            weeks: monday.iter_weeks().take(WEEKS).collect(),
            weeks_complete: vec![true; WEEKS],
            period_weeks: PERIOD,
            cell_weeks,
            neighbours,
            ..Panel::default()
        }
    }
}

fn judge(panel: &Panel) -> Sudden {
    Sudden::judge(panel, &SpikeSettings::default(), &Withheld::default())
}

fn found(panel: &Panel) -> Vec<Finding> {
    let (sudden, settings) = (judge(panel), SpikeSettings::default());
    let spikes = sudden.spikes(panel, &settings, Language::En);
    find_clusters(panel, &sudden, &spikes, &settings)
}

/// How many planted outbreaks have a p-value below that of the so-many-th false one.
fn found_at_false(planted: &mut [f64], wrong: &mut [f64], false_findings: usize) -> usize {
    wrong.sort_by(f64::total_cmp);
    let limit = wrong.get(false_findings).copied().unwrap_or(1.0);
    planted.iter().filter(|p| **p < limit).count()
}

#[test]
fn sets_of_neighbours_find_what_no_street_shows_at_as_many_false_findings() {
    let (mut of_cells, mut of_sets) = (Vec::new(), Vec::new());
    let (mut false_cells, mut false_sets) = (Vec::new(), Vec::new());
    for seed in 0..4 {
        let mut city = City::new(seed);
        let planted: Vec<Planted> = (0..30).map(|_| city.plant(2.5)).collect();
        let Scan { unusual, sets, .. } = judge(&city.panel(true)).0;
        let near = |category: CategoryId, week: usize, one: &Planted| {
            category == one.category && (one.week..=one.week + 1).contains(&week)
        };
        for one in &planted {
            let cells = unusual.iter().filter(|cell| {
                near(cell.category, cell.week, one) && one.areas.contains(&cell.area)
            });
            of_cells.push(cells.map(|cell| cell.p_value).fold(1.0, f64::min));
            let sets = sets
                .iter()
                .filter(|set| near(set.category, set.week, one) && share(&set.areas, &one.areas));
            of_sets.push(sets.map(|set| set.p_value).fold(1.0, f64::min));
        }
        let is_false = |category, week| !planted.iter().any(|one| near(category, week, one));
        let wrong = unusual.iter().filter(|cell| is_false(cell.category, cell.week));
        false_cells.extend(wrong.map(|cell| cell.p_value));
        let wrong = sets.iter().filter(|set| is_false(set.category, set.week));
        false_sets.extend(wrong.map(|set| set.p_value));
    }
    for false_findings in [4, 12] {
        let cells = found_at_false(&mut of_cells, &mut false_cells, false_findings);
        let sets = found_at_false(&mut of_sets, &mut false_sets, false_findings);
        println!("{false_findings} false: cells {cells}, sets {sets} of {}", of_sets.len());
        assert!(sets as f64 >= 1.3 * cells as f64 && sets >= 20, "{cells} and {sets}");
    }
}

#[test]
fn published_clusters_are_hardly_ever_false() {
    let (mut all, mut wrong) = (0, 0);
    for seed in 10..18 {
        let mut city = City::new(seed);
        assert!(found(&city.panel(true)).len() <= 1, "without any outbreak, seed {seed}");
        let planted: Vec<Planted> = (0..30).map(|_| city.plant(3.5)).collect();
        let panel = city.panel(true);
        for finding in found(&panel) {
            let areas = &finding.cluster.as_ref().unwrap().areas;
            assert!((2..=4).contains(&areas.len()) && areas[0] == finding.area);
            let is_planted = planted.iter().any(|one| {
                one.category == finding.category
                    && share(areas, &one.areas)
                    && finding.first_day <= panel.weeks[one.week] + Days::new(13)
                    && finding.last_day >= panel.weeks[one.week]
            });
            all += 1;
            wrong += usize::from(!is_planted);
        }
    }
    println!("{wrong} of {all} clusters are false");
    assert!(all >= 10 && wrong as f64 <= 0.1 * f64::from(all), "{wrong} of {all}");
}

#[test]
fn spikes_are_the_same_with_and_without_neighbours_and_make_no_clusters() {
    let mut city = City::new(30);
    for (street, week) in [(3, 50), (17, 60), (40, 70)] {
        city.counts[street][5][week] += 40;
    }
    let settings = SpikeSettings::default();
    let spikes = |panel: &Panel| judge(panel).spikes(panel, &settings, Language::En);
    let (with, without) = (city.panel(true), city.panel(false));
    assert_eq!(spikes(&with), spikes(&without));
    assert!(spikes(&with).len() >= 3);
    assert!(found(&with).iter().all(|cluster| cluster.category != CategoryId(5)));
    assert!(found(&without).is_empty());
}
