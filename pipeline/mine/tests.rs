//! Frequent and persistent findings on a small planted city, and the time they take on a large one.

mod city;

use yiti_stats::persistence::{Cells, Months};

use super::level_cells::Baseline;
use super::level_cells::LevelCells;
use super::{
    Finding, FrequentSettings, LevelNotAssessed, PersistentLevel, PersistentSettings,
    assess_persistent, find_frequent, find_persistent,
};
use crate::language::Language;
use crate::panel::{AreaId, AreaLevel, CategoryId, Panel};
use city::{CHRONIC, PERSISTENT, Plan, SMALL, VIOLENT};

fn places(findings: &[Finding], level: AreaLevel, panel: &Panel) -> Vec<(AreaId, CategoryId)> {
    findings
        .iter()
        .filter(|f| panel.area(f.area).level == level)
        .map(|f| (f.area, f.category))
        .collect()
}

#[test]
fn the_persistent_cell_is_found_and_neither_season_nor_a_violent_month_is() {
    let panel = SMALL.panel();
    let found = find_persistent(&panel, &PersistentSettings::default(), Language::En);
    let planted = (SMALL.street_id(PERSISTENT.0), Plan::item_id(PERSISTENT.1));
    assert_eq!(places(&found, AreaLevel::Street, &panel), [planted]);
    let cell = found.iter().find(|f| f.area == planted.0).expect("the planted cell");
    assert!(cell.months_flagged.is_some_and(|m| m >= 10), "{cell:?}");
    assert!(cell.strength.is_some_and(|s| s > 2.3 && s < 3.7), "{cell:?}");
    assert!(
        cell.reason.contains("of 12 months") && cell.reason.contains("unresolved"),
        "{}",
        cell.reason
    );
}

#[test]
fn city_wide_only_what_fails_in_every_district_is_persistent() {
    let mut panel = SMALL.panel();
    let settings = PersistentSettings::default();
    let found = find_persistent(&panel, &settings, Language::Zh);
    assert_eq!(places(&found, AreaLevel::City, &panel), [(AreaId(0), Plan::item_id(CHRONIC))]);
    assert!(found[0].reason.contains("8 个区中有 8 个区"), "{}", found[0].reason);
    panel.available.resolved = false;
    let found = find_persistent(&panel, &settings, Language::Zh);
    assert!(places(&found, AreaLevel::City, &panel).is_empty());
    assert!(found.iter().all(|f| f.resolution_rate.is_none() && !f.reason.contains("未解决")));
}

#[test]
fn incomplete_months_are_left_out_and_a_short_year_says_nothing() {
    let mut panel = SMALL.panel();
    for month in &mut panel.months[12..16] {
        month.complete = false;
    }
    let settings = PersistentSettings::default();
    let found = find_persistent(&panel, &settings, Language::En);
    assert!(found.iter().any(|f| f.reason.contains("of 8 months")));
    for month in &mut panel.months[12..20] {
        month.complete = false;
    }
    assert!(find_persistent(&panel, &settings, Language::En).is_empty());
    assert!(find_persistent(&Panel::default(), &settings, Language::En).is_empty());
    assert!(
        find_frequent(&Panel::default(), &FrequentSettings::default(), Language::En).is_empty()
    );
}

#[test]
fn a_persistent_cell_of_a_rare_matter_is_found() {
    let rare = Plan { mean: 0.4, ratio: 10.0, ..SMALL };
    let panel = rare.panel();
    let found = find_persistent(&panel, &PersistentSettings::default(), Language::En);
    let planted = (rare.street_id(PERSISTENT.0), Plan::item_id(PERSISTENT.1));
    assert_eq!(places(&found, AreaLevel::Street, &panel), [planted]);
    let cell = found.iter().find(|f| f.area == planted.0).expect("the planted cell");
    assert!(cell.expected.is_some_and(|e| e < 12.0), "{cell:?}");
}

#[test]
fn the_list_says_how_many_there_are_and_why_a_level_cannot_be_judged() {
    let mut panel = SMALL.panel();
    let second = (SMALL.street_id(9), Plan::item_id(12));
    let of_second = panel.cells.iter_mut().filter(|cell| (cell.area, cell.category) == second);
    of_second.for_each(|cell| cell.counts.orders *= 8);
    let short_list = PersistentSettings {
        findings_max: 1,
        levels: vec![AreaLevel::Street, AreaLevel::Community],
        ..PersistentSettings::default()
    };
    let report = assess_persistent(&panel, &short_list, Language::En);
    let [street, community] = report.levels[..] else { panic!("{:?}", report.levels) };
    let level = PersistentLevel {
        level: AreaLevel::Street,
        cells: 40 * 30,
        persistent: 2,
        listed: 1,
        not_assessed: None,
    };
    assert_eq!(street, level);
    assert_eq!(places(&report.findings, AreaLevel::Street, &panel), [second]);
    let first = report.findings.iter().find(|f| f.area == second.0).expect("the second cell");
    assert!(first.reason.contains("No. 1 of 2 "), "{}", first.reason);
    let reason = LevelNotAssessed::TooFewAreas { found: 0 };
    assert_eq!(community, PersistentLevel::unknown(AreaLevel::Community, reason));
    let mut short = panel.clone();
    short.months[12..19].iter_mut().for_each(|month| month.complete = false);
    let unknown = assess_persistent(&short, &short_list, Language::Zh);
    let reason = LevelNotAssessed::TooFewMonths { found: 5, needed: 6 };
    assert!(
        unknown.findings.is_empty()
            && unknown.levels.iter().all(|l| l.not_assessed == Some(reason))
    );
    assert!(reason.reason(Language::Zh).contains("5 个完整月份"));
}

/// All cells of the streets, zeros included, and what the other streets' rate would give.
struct Dense {
    areas: Vec<AreaId>,
    items: Vec<CategoryId>,
    /// By area, item, month.
    orders: Vec<Vec<Vec<f64>>>,
    sizes: Vec<f64>,
    by_population: bool,
}

impl Dense {
    fn of(panel: &Panel, months: &[usize], baseline: Baseline) -> Self {
        let areas: Vec<AreaId> = panel.areas_of(AreaLevel::Street).collect();
        let items: Vec<CategoryId> = panel.items().collect();
        let cell = |area, item| {
            let orders = panel.monthly_orders(area, item);
            months.iter().map(|&month| f64::from(orders[month])).collect::<Vec<f64>>()
        };
        let orders: Vec<Vec<Vec<f64>>> = areas
            .iter()
            .map(|&area| items.iter().map(|&item| cell(area, item)).collect())
            .collect();
        let residents: Option<Vec<f64>> = areas.iter().map(|&a| panel.area(a).population).collect();
        let residents = residents.filter(|_| baseline == Baseline::Auto);
        let demands = orders.iter().map(|items| items.iter().flatten().sum()).collect();
        let by_population = residents.is_some();
        Self { areas, items, orders, sizes: residents.unwrap_or(demands), by_population }
    }

    fn cell(&self, area: usize, item: usize) -> &[f64] {
        &self.orders[area][item]
    }

    fn expected(&self, item: usize) -> Vec<Vec<f64>> {
        let all: f64 = self.sizes.iter().sum();
        let of_item = |area: usize| self.cell(area, item).iter().sum::<f64>();
        let item_total: f64 = (0..self.areas.len()).map(of_item).sum();
        let of_area = |area: usize| {
            let size = self.sizes[area];
            let (own, others) = match self.by_population {
                true => (size, all - size),
                false => (size - of_item(area), all - size - (item_total - of_item(area))),
            };
            let others_in = |month: usize| -> f64 {
                (0..self.areas.len())
                    .filter(|a| *a != area)
                    .map(|a| self.cell(a, item)[month])
                    .sum()
            };
            (0..self.cell(area, item).len()).map(|month| others_in(month) * own / others).collect()
        };
        (0..self.areas.len()).map(of_area).collect()
    }
}

#[test]
fn cells_read_from_the_panel_are_those_of_the_dense_table() {
    let mut panel = Plan { mean: 0.05, ..SMALL }.panel();
    let (judged, before): (Vec<usize>, Vec<usize>) = ((12..24).collect(), (0..12).collect());
    for baseline in [Baseline::Orders, Baseline::Auto] {
        let cells = LevelCells::gather(&panel, AreaLevel::Street, &judged, &before, baseline);
        let dense = [&judged, &before].map(|months| Dense::of(&panel, months, baseline));
        let (mut months, mut listed) = (Months::default(), 0.0);
        for cell in 0..cells.count() {
            cells.read(cell, &mut months);
            let (area, item) = cells.place(cell);
            let area = dense[0].areas.iter().position(|a| *a == area).expect("a street");
            let item = dense[0].items.iter().position(|i| *i == item).expect("an item");
            let observed = dense.each_ref().map(|counts| counts.cell(area, item).to_vec()).concat();
            let expected =
                dense.each_ref().map(|counts| counts.expected(item)[area].clone()).concat();
            assert_eq!(months.observed, observed);
            assert!(months.expected.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-9));
            listed += expected.iter().sum::<f64>();
        }
        let expected =
            |counts: &Dense| (0..30).flat_map(|item| counts.expected(item)).flatten().sum::<f64>();
        let all: f64 = dense.iter().map(expected).sum();
        let empty: f64 = cells.empty().iter().map(|empty| empty.cells * empty.expected).sum();
        assert!(empty > 0.0 && (listed + empty - all).abs() < 0.01 * all, "{listed} {empty} {all}");
        panel
            .areas
            .iter_mut()
            .enumerate()
            .for_each(|(i, area)| area.population = Some(900.0 + 100.0 * i as f64));
    }
}

#[test]
fn frequent_covers_four_fifths_of_the_city_and_points_at_the_cell() {
    let panel = SMALL.panel();
    let settings = FrequentSettings::default();
    let found = find_frequent(&panel, &settings, Language::En);
    let city: Vec<&Finding> = found.iter().filter(|f| f.area == AreaId(0)).collect();
    let total: u64 =
        panel.items().map(|i| u64::from(panel.total(AreaId(0), i, 12..24).orders)).sum();
    let covered: u64 = city.iter().map(|f| f.orders).sum();
    let last = city.last().expect("city findings").orders;
    assert!(covered as f64 >= 0.8 * total as f64 && ((covered - last) as f64) < 0.8 * total as f64);
    assert!(city.windows(2).all(|pair| pair[0].orders >= pair[1].orders));
    let planted = (SMALL.street_id(PERSISTENT.0), Plan::item_id(PERSISTENT.1));
    let violent = (SMALL.street_id(VIOLENT.0), Plan::item_id(VIOLENT.1));
    let streets = places(&found, AreaLevel::Street, &panel);
    assert!(
        streets.contains(&planted) && streets.contains(&violent) && streets.len() <= 3,
        "{streets:?}"
    );
}

#[test]
fn the_same_panel_gives_the_same_findings() {
    let panel = SMALL.panel();
    let run = || find_persistent(&panel, &PersistentSettings::default(), Language::Zh);
    assert_eq!(run(), run());
    let ids: std::collections::BTreeSet<String> = run().into_iter().map(|f| f.finding_id).collect();
    assert_eq!(ids.len(), run().len());
}

#[test]
fn settings_outside_their_range_are_refused() {
    let refused = FrequentSettings { cover_share: 1.4, ..FrequentSettings::default() }.validate();
    assert_eq!(refused, Err("cover_share must be in (0, 1], found 1.4".to_owned()));
    assert!(
        PersistentSettings { ratio_min: f64::NAN, ..PersistentSettings::default() }
            .validate()
            .is_err()
    );
    assert!(
        FrequentSettings::default().validate().is_ok()
            && PersistentSettings::default().validate().is_ok()
    );
}

/// `cargo test --release -- --ignored --nocapture a_large_city`: each finder under a second on two
/// cores.
#[test]
#[ignore = "a timing, for release builds"]
fn a_large_city_takes_a_second() {
    let large = Plan { districts: 16, streets: 343, items: 300, months: 24, mean: 2.4, ratio: 3.0 };
    let panel = large.panel();
    let clock = std::time::Instant::now();
    let frequent = find_frequent(&panel, &FrequentSettings::default(), Language::Zh);
    let first = clock.elapsed();
    let persistent = find_persistent(&panel, &PersistentSettings::default(), Language::Zh);
    let second = clock.elapsed() - first;
    println!(
        "{} cells: frequent {} in {first:?}, persistent {} in {second:?}",
        panel.cells.len(),
        frequent.len(),
        persistent.len()
    );
    assert!(first.as_secs_f64() < 1.0 && second.as_secs_f64() < 1.0);
}
