use super::*;
use crate::panel::{Area, AreaId, AreaLevel, Category, CategoryId};

fn panel() -> Panel {
    let area =
        |level, name: &str, parent| Area { level, name: name.to_owned(), parent, population: None };
    let category = |name: &str| Category { level: 1, name: name.to_owned(), parent: None };
    Panel {
        areas: vec![
            area(AreaLevel::City, "city", None),
            area(AreaLevel::District, "East", Some(AreaId(0))),
        ],
        categories: vec![category("Noise"), category("Lamps")],
        item_level: 1,
        ..Panel::default()
    }
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Demands on these days of 2024, as `(day of the year, orders, resolved)`.
fn pair(days: &[(u32, u32, Option<bool>)], reporter_orders: u32) -> RepeatPair {
    let day = |(ordinal, orders, resolved): &(u32, u32, Option<bool>)| RepeatDay {
        day: NaiveDate::from_yo_opt(2024, *ordinal).unwrap(),
        orders: *orders,
        resolved_known: resolved.map_or(0, |_| *orders),
        resolved: if *resolved == Some(true) { *orders } else { 0 },
    };
    RepeatPair {
        area: AreaId(1),
        category: CategoryId(0),
        reporter_orders,
        days: days.iter().map(day).collect(),
    }
}

fn found(pairs: &[RepeatPair], period_first: &str) -> Vec<Finding> {
    let observed = (date("2024-01-01"), date("2024-12-31"));
    find_repeats(&panel(), pairs, &RepeatSettings::default(), observed, date(period_first))
}

#[test]
fn one_matter_is_one_affair_until_it_rests() {
    let days = [(10, 2, Some(false)), (20, 1, None), (45, 2, Some(true)), (200, 4, None)];
    let found = found(&[pair(&days, 9)], "2024-01-01");
    let [affair] = &found[..] else { panic!("{found:?}") };
    assert_eq!((affair.first_day, affair.last_day), (date("2024-01-10"), date("2024-02-14")));
    assert_eq!((affair.orders, affair.peak_day), (5, date("2024-01-10")));
    let reporting = affair.reporting.as_ref().unwrap();
    assert_eq!(reporting.reason, ReportingReason::RepeatResolved);
    assert_eq!((reporting.reporters, affair.single_source), (1, Some(true)));
    assert_eq!(affair.resolution_rate, Some(0.5));
}

#[test]
fn what_is_over_before_the_period_is_not_its_finding() {
    let days = [(10, 3, None), (20, 3, Some(false))];
    assert_eq!(found(&[pair(&days, 6)], "2024-01-20").len(), 1);
    assert!(found(&[pair(&days, 6)], "2024-01-21").is_empty());
}

#[test]
fn an_office_is_held_against_its_own_usual() {
    let steady: Vec<_> = (1..=52).map(|week| (7 * week, 3, None)).collect();
    assert!(found(&[pair(&steady, 5_000)], "2024-01-01").is_empty(), "steady work");
    let mut burst = steady;
    burst.insert(20, (145, 60, Some(false)));
    let found = found(&[pair(&burst, 5_000)], "2024-01-01");
    let [affair] = &found[..] else { panic!("{found:?}") };
    assert!((date("2024-05-24") - affair.first_day).num_days() < 30);
    assert!(affair.first_day <= date("2024-05-24") && affair.last_day >= date("2024-05-24"));
    let usual = affair.expected.unwrap();
    assert!((10.0..16.0).contains(&usual), "{usual} in 30 days, three a week");
    assert_eq!(affair.reporting.as_ref().unwrap().reason, ReportingReason::RepeatUnresolved);
}

#[test]
fn a_second_burst_is_found_beside_the_first() {
    let mut days: Vec<_> = (1..=52).map(|week| (7 * week, 1, None)).collect();
    days.extend([(100, 40, None), (250, 30, Some(true))]);
    days.sort_unstable();
    let found = found(&[pair(&days, 5_000)], "2024-01-01");
    let peaks: Vec<String> = found.iter().map(|one| one.peak_day.to_string()).collect();
    assert_eq!(peaks, ["2024-04-09", "2024-09-06"]);
    assert!(found.iter().all(|one| one.expected.unwrap() < 6.0));
}

#[test]
fn two_reporters_of_one_matter_have_findings_of_their_own() {
    let days = [(10, 5, None)];
    let found = found(&[pair(&days, 5), pair(&days, 5)], "2024-01-01");
    assert_eq!(found.len(), 2);
    assert!(found[0].finding_id != found[1].finding_id);
}
