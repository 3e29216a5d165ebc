//! Panels with planted matters, also for the tests of identity and edits.

use chrono::{Months, NaiveDate};

use super::*;
use crate::panel::{Area, Category, CellMonth, Counts, StatMonth};
use crate::topics::topic::Bucket;

/// Streets of the test city, in two districts.
pub(in crate::topics) const STREETS: u32 = 12;

/// A panel of `months` months from January 2024 with the demands that `orders(street, item, month)`
/// says.
pub(in crate::topics) fn panel(
    months: u16,
    items: &[(&str, &str)],
    orders: impl Fn(u32, usize, u16) -> u32,
) -> Panel {
    let mut panel =
        Panel { item_level: 2, period_months: 0..usize::from(months), ..Panel::default() };
    let area = |level, name: String, parent| Area { level, name, parent, population: None };
    panel.areas.push(area(AreaLevel::City, "City".to_owned(), None));
    for d in 0..2 {
        panel.areas.push(area(AreaLevel::District, format!("D{d}"), Some(AreaId(0))));
    }
    for s in 0..STREETS {
        panel.areas.push(area(AreaLevel::Street, format!("S{s}"), Some(AreaId(1 + s % 2))));
    }
    let mut parents: Vec<&str> = items.iter().map(|(parent, _)| *parent).collect();
    parents.dedup();
    panel.categories = parents
        .iter()
        .map(|p| Category { level: 1, name: (*p).to_owned(), parent: None })
        .collect();
    for (parent, item) in items {
        let parent = parents.iter().position(|p| p == parent).map(|p| CategoryId(p as u32));
        panel.categories.push(Category { level: 2, name: (*item).to_owned(), parent });
    }
    let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    panel.months = (0..u32::from(months))
        .map(|m| {
            let first_day = start + Months::new(m);
            let last_day = first_day + Months::new(1) - chrono::Days::new(1);
            StatMonth { month: first_day, first_day, last_day, coverage: 1.0, complete: true }
        })
        .collect();
    let inside = |area: u32, s: u32| area == 0 || area == 3 + s || area == 1 + s % 2;
    for area in 0..panel.areas.len() as u32 {
        for item in 0..items.len() {
            for month in 0..months {
                let n =
                    (0..STREETS).filter(|&s| inside(area, s)).map(|s| orders(s, item, month)).sum();
                let counts = Counts { orders: n, ..Counts::default() };
                if n > 0 {
                    let category = CategoryId((parents.len() + item) as u32);
                    panel.cells.push(CellMonth { area: AreaId(area), category, month, counts });
                }
            }
        }
    }
    panel
}

fn topics(panel: &Panel) -> Vec<Topic> {
    category_topics(panel, &ThemeTree::embedded(), &CategorySettings::default(), Language::En)
}

#[test]
fn a_rule_joins_its_categories_and_the_rest_stand_alone() {
    let items = [
        ("Street Lights", "Street Light Outages"),
        ("Street Lights", "Street Light Knock Downs"),
        ("Street Lights", "General Lighting Request"),
        ("Operations", "Sign Shop Inventory (INTERNAL)"),
        ("Requests", "Parks and Other"),
        ("Requests", "Never Asked"),
    ];
    let panel = panel(12, &items, |s, i, m| {
        if i == 5 { 0 } else { 1 + (s + u32::from(m)) % 3 + 5 * u32::from(i == 0) }
    });
    let found = topics(&panel);
    let lights = &found[0];
    assert_eq!(
        (lights.title.as_str(), lights.categories.len()),
        ("Street lights out or missing", 3)
    );
    assert_eq!(lights.theme.as_deref(), Some("public_facilities"));
    assert_eq!(lights.keywords[0], "Street Light Outages");
    assert_eq!((lights.area_count, lights.facets.bucket), (Some(STREETS), None));
    assert_eq!(lights.first_day, NaiveDate::from_ymd_opt(2024, 1, 1));
    assert_eq!(lights.last_day, NaiveDate::from_ymd_opt(2024, 12, 31));
    assert!(found.iter().all(|t| t.title != "Never Asked"), "no demand, no topic");
    let orders: u64 = found.iter().map(|t| t.orders).sum();
    let all: u32 = panel.items().map(|c| period_orders(&panel, c)).sum();
    assert_eq!(orders, u64::from(all), "every order of the period is in exactly one topic");
}

#[test]
fn collecting_buckets_are_marked_and_kept() {
    let items =
        [("综合", "其他"), ("综合", "政策咨询"), ("供暖", "其他问题"), ("供暖", "室温不达标")];
    let found = topics(&panel(12, &items, |_, _, _| 1));
    let bucket = |title: &str| found.iter().find(|t| t.title == title).unwrap().facets.bucket;
    assert_eq!(bucket("其他"), Some(Bucket::General));
    assert_eq!(bucket("政策咨询"), Some(Bucket::Routine));
    assert_eq!(bucket("其他问题"), Some(Bucket::General));
    assert_eq!(bucket("Heating that stays cold"), None);
}

#[test]
fn data_joins_what_shares_words_months_and_places_and_nothing_else() {
    let items = [
        ("A", "Widget loose"), // the same matter as the next: summers, even streets
        ("A", "Widget missing"),
        // the same months and places, no shared subject … but the word "loose"
        ("A", "Gadget loose"),
        ("B", "Widget rusty"), // shared word and places, other months
        ("B", "Widget noisy"), // shared word and months, other places
        ("B", "Plain"),
    ];
    let summer = |m: u16| (5..=7).contains(&m);
    let panel = panel(12, &items, |s, i, m| {
        let even = s % 2 == 0;
        match i {
            0..=2 => {
                2 + 10 * u32::from(summer(m) && even) + (s * 7 + u32::from(m) * 5 + i as u32) % 3
            }
            3 => 2 + 10 * u32::from(!summer(m) && even),
            4 => 2 + 10 * u32::from(summer(m) && !even),
            _ => 60,
        }
    });
    let found = topics(&panel);
    let names = |t: &Topic| {
        t.categories.iter().map(|&c| panel.category(c).name.clone()).collect::<Vec<_>>()
    };
    let joined: Vec<_> = found.iter().map(names).filter(|n| n.len() > 1).collect();
    assert_eq!(joined.len(), 1, "{joined:?}");
    assert!(joined[0].contains(&"Widget missing".to_owned()));
    assert!(
        !joined[0].contains(&"Widget rusty".to_owned())
            && !joined[0].contains(&"Widget noisy".to_owned())
    );
    let off = CategorySettings { join_by_data: false, ..CategorySettings::default() };
    let alone = category_topics(&panel, &ThemeTree::embedded(), &off, Language::En);
    assert_eq!(alone.len(), items.len());
}

#[test]
fn names_become_readable_and_are_told_apart() {
    assert_eq!(readable("Pothole  Repair (Internal)"), "Pothole Repair");
    assert_eq!(readable("HEAT/HOT WATER"), "Heat/hot water");
    assert_eq!(readable("CSC"), "CSC");
    assert_eq!(readable("(Internal)"), "(Internal)");
    assert_eq!(readable("暖气不热(内部)"), "暖气不热");
    let items = [("Alpha", "Forms of address"), ("Beta", "Forms of address")];
    let found = topics(&panel(3, &items, |_, _, _| 1));
    let mut titles: Vec<_> = found.iter().map(|t| t.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Alpha: Forms of address", "Beta: Forms of address"]);
}

#[test]
fn an_empty_panel_has_no_topics() {
    assert!(topics(&panel(0, &[], |_, _, _| 0)).is_empty());
    assert!(
        CategorySettings { join_area_correlation: 1.5, ..CategorySettings::default() }
            .validate()
            .is_err()
    );
}
