//! A city of six districts with three streets each and ten kinds of orders, over two years; one
//! name changes at a time.

use chrono::{Months, NaiveDate};

use super::*;
use crate::panel::{Area, AreaId, Category, CategoryId, CellMonth, Counts, StatMonth};

const MONTHS: u16 = 24;
const KINDS: u32 = 10;

/// The name of a street's district and of a kind in a month.
type Name = fn(u32, u16) -> String;

fn district(at: u32, _: u16) -> String {
    format!("District {at}")
}

fn kind(at: u32, _: u16) -> String {
    format!("Kind {at}")
}

/// Orders of a cell and month: kinds and districts of several sizes, noise that is fixed.
fn orders(district: u32, street: u32, kind: u32, month: u16) -> u32 {
    let noise = (district * 7 + street * 5 + kind * 11 + u32::from(month) * 13) % 3;
    (6 - district) * (1 + kind % 4) / 2 + noise
}

struct Builder {
    areas: Vec<Area>,
    categories: Vec<Category>,
    cells: std::collections::BTreeMap<(u32, u32, u16), u32>,
}

impl Builder {
    fn area(&mut self, level: AreaLevel, name: &str, parent: Option<AreaId>) -> AreaId {
        let found = self.areas.iter().position(|area| area.name == name && area.parent == parent);
        AreaId(found.unwrap_or_else(|| {
            self.areas.push(Area { level, name: name.to_owned(), parent, population: None });
            self.areas.len() - 1
        }) as u32)
    }

    fn category(&mut self, level: u8, name: &str, parent: Option<CategoryId>) -> CategoryId {
        let found =
            self.categories.iter().position(|other| other.name == name && other.parent == parent);
        CategoryId(found.unwrap_or_else(|| {
            self.categories.push(Category { level, name: name.to_owned(), parent });
            self.categories.len() - 1
        }) as u32)
    }
}

fn panel(district_name: Name, kind_name: Name) -> Panel {
    panel_with(&district_name, kind_name)
}

fn panel_of(district_name: impl Fn(u32, u16) -> String) -> Panel {
    panel_with(&district_name, kind)
}

/// Parents need not come before children here: only the panel's own lookups matter.
fn panel_with(district_name: &dyn Fn(u32, u16) -> String, kind_name: Name) -> Panel {
    let mut of = Builder { areas: Vec::new(), categories: Vec::new(), cells: Default::default() };
    let city = of.area(AreaLevel::City, "City", None);
    for month in 0..MONTHS {
        for (at, street, kind) in
            (0..6).flat_map(|d| (0..3).flat_map(move |s| (0..KINDS).map(move |k| (d, s, k))))
        {
            let name = district_name(at, month);
            let district = of.area(AreaLevel::District, &name, Some(city));
            let own =
                of.area(AreaLevel::Street, &format!("{name} street {street}"), Some(district));
            let top = of.category(1, &format!("Group {}", kind % 2), None);
            let item = of.category(2, &kind_name(kind, month), Some(top));
            for (area, category) in
                [city, district, own].into_iter().flat_map(|a| [(a, top), (a, item)])
            {
                *of.cells.entry((area.0, category.0, month)).or_default() +=
                    orders(at, street, kind, month);
            }
        }
    }
    let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    let month = |at: u16| {
        let first_day = first + Months::new(u32::from(at));
        StatMonth {
            month: first_day,
            first_day,
            last_day: first_day,
            coverage: 1.0,
            complete: true,
        }
    };
    let cell = |((area, category, month), orders): ((u32, u32, u16), u32)| CellMonth {
        area: AreaId(area),
        category: CategoryId(category),
        month,
        counts: Counts { orders, ..Counts::default() },
    };
    Panel {
        areas: of.areas,
        categories: of.categories,
        item_level: 2,
        months: (0..MONTHS).map(month).collect(),
        period_months: 12..24,
        cells: of.cells.into_iter().map(cell).collect(),
        ..Panel::default()
    }
}

/// Old and new names of each suspicion, and its month.
fn told(panel: &Panel) -> Vec<(Vec<String>, Vec<String>, String)> {
    let names = |of: &[Named]| {
        let mut names: Vec<String> = of.iter().map(|name| name.name(panel).to_owned()).collect();
        names.sort();
        names
    };
    let told = |rename: &Rename| (names(&rename.old), names(&rename.new), rename.month.to_string());
    find_renames(panel, &ImportedOrders::default(), &|_| false).iter().map(told).collect()
}

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_steady_city_has_none() {
    assert_eq!(told(&panel(district, kind)), []);
}

#[test]
fn a_name_that_stood_in_for_another_is_one_suspicion_with_it() {
    for (from, to) in [(15, 16), (15, 17), (14, 19)] {
        let names_at = |month: u16| (from..to).contains(&month);
        let of = panel_of(|at, month| match (at, names_at(month)) {
            (1, true) => "Port".to_owned(),
            _ => district(at, month),
        });
        let month = format!("2024-{:02}-01", from - 11);
        assert_eq!(told(&of), [(names(&["District 1"]), names(&["Port"]), month)], "{from} {to}");
    }
    // One that is there beside its neighbours stands in for none.
    let beside = |at: u32, month: u16| match (at, month) {
        (5, 15..17) => "Fair".to_owned(),
        _ => district(at, month),
    };
    let mut of = panel(beside, kind);
    let fair = of.areas.iter().position(|area| area.name == "Fair").unwrap();
    of.cells.retain(|cell| of.areas[cell.area.0 as usize].parent != Some(AreaId(fair as u32)));
    let usual = panel(district, kind);
    let five = usual.areas.iter().position(|area| area.name == "District 5").unwrap();
    let five_now = of.areas.iter().position(|area| area.name == "District 5").unwrap();
    let missing = usual
        .cells
        .iter()
        .filter(|cell| cell.area == AreaId(five as u32) && (15..17).contains(&cell.month));
    of.cells.extend(missing.map(|cell| CellMonth { area: AreaId(five_now as u32), ..*cell }));
    of.cells.sort_by_key(|cell| (cell.area, cell.category, cell.month));
    assert_eq!(told(&of), []);
}

#[test]
fn a_renamed_district_takes_its_streets_along() {
    let renamed = |at: u32, month: u16| match (at, month) {
        (1, 18..) => "South Side (new)".to_owned(),
        _ => district(at, month),
    };
    let expected = (names(&["District 1"]), names(&["South Side (new)"]), "2024-07-01".to_owned());
    assert_eq!(told(&panel(renamed, kind)), [expected]);
    // A tenth of its orders do not say the district: their streets are no suspicion of their own.
    let mut of = panel(renamed, kind);
    let streets: Vec<Area> =
        of.areas.iter().filter(|area| area.level == AreaLevel::Street).cloned().collect();
    for street in streets
        .into_iter()
        .filter(|area| area.name.contains("1 street") || area.name.contains("(new)"))
    {
        let own = of.areas.iter().position(|area| *area == street).unwrap();
        let unknown = AreaId(of.areas.len() as u32);
        of.areas.push(Area { parent: Some(AreaId(0)), ..street });
        let cells = of.cells.iter().filter(|cell| cell.area == AreaId(own as u32));
        let cells: Vec<CellMonth> =
            cells.map(|cell| CellMonth { area: unknown, ..*cell }).collect();
        of.cells.extend(cells);
    }
    assert_eq!(told(&of).len(), 1, "{:?}", told(&of));
    let long_ago = |at: u32, month: u16| {
        if (at, month < 5) == (1, true) { "Old".into() } else { district(at, month) }
    };
    assert_eq!(told(&panel(long_ago, kind)).len(), 1, "the year before is compared with");
    let earlier = Panel { period_months: 20..24, ..panel(long_ago, kind) };
    assert_eq!(told(&earlier), [], "what ended long before is no caveat of these months");
}

#[test]
fn what_people_have_settled_is_not_suspected_again() {
    let renamed = |at: u32, month: u16| match (at, month) {
        (1, 18..) => "South Side (new)".to_owned(),
        _ => district(at, month),
    };
    let panel = panel(renamed, kind);
    let found = find_renames(&panel, &ImportedOrders::default(), &|name| {
        name.starts_with("South Side (new)")
    });
    assert!(
        found
            .iter()
            .all(|rename| rename.new.iter().all(|new| !new.name(&panel).starts_with("South Side")))
    );
}

#[test]
fn an_import_of_orders_under_the_new_name_does_not_hide_a_rename() {
    let renamed = |at: u32, month: u16| match (at, month) {
        (3, 18..) => "Something else".to_owned(),
        _ => kind(at, month),
    };
    let mut panel = panel(district, renamed);
    let id = |name: &str| {
        panel.categories.iter().position(|category| category.name == name).unwrap() as u32
    };
    let new = CategoryId(id("Something else"));
    // Filled in half a year before the new name's first order.
    let day = panel.months[12].month;
    let at = panel.cells.iter().position(|cell| cell.area.0 == 0 && cell.category == new).unwrap();
    let orders = 3 * panel.cells[at].counts.orders;
    let counts = Counts { orders, ..Counts::default() };
    let imported = CellMonth { month: 12, counts, ..panel.cells[at] };
    panel.cells.insert(at, imported);
    assert_eq!(told(&panel), [], "it seems to begin in the month of the import");
    let mut known = ImportedOrders::default();
    known.add(&panel, day, (panel.city(), new), u64::from(orders));
    let found = find_renames(&panel, &known, &|_| false);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].new.as_slice(), found[0].month),
        ([Named::Category(new)].as_slice(), panel.months[18].month)
    );
}

#[test]
fn the_end_of_a_season_is_none() {
    // Kind 3 is there from November to March, another of its group from April on.
    let season = |at: u32, month: u16| match (at, month) {
        (3, 3..=9 | 15..=21) => "Summer".to_owned(),
        (3, _) => "Winter".to_owned(),
        _ => kind(at, month),
    };
    assert_eq!(told(&panel(district, season)), []);
}

#[test]
fn a_renamed_kind_and_one_of_the_last_month_are_found() {
    let renamed = |at: u32, month: u16| match (at, month) {
        (3, 15..) => "Something else".to_owned(),
        (6, 23) => "Kind six, new".to_owned(),
        _ => kind(at, month),
    };
    let found = told(&panel(district, renamed));
    assert!(
        found.contains(&(names(&["Kind 3"]), names(&["Something else"]), "2024-04-01".to_owned())),
        "{found:?}"
    );
    assert!(
        found.contains(&(names(&["Kind 6"]), names(&["Kind six, new"]), "2024-12-01".to_owned())),
        "{found:?}"
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn districts_that_merge_are_told_together() {
    let merged = |at: u32, month: u16| match (at, month) {
        (2 | 3, 14..) => "Middle".to_owned(),
        _ => district(at, month),
    };
    let expected =
        (names(&["District 2", "District 3"]), names(&["Middle"]), "2024-03-01".to_owned());
    assert_eq!(told(&panel(merged, kind)), [expected]);
    let into_a_neighbour = |at: u32, month: u16| match (at, month) {
        (1, 14..) => district(2, month),
        _ => district(at, month),
    };
    let expected = (names(&["District 1"]), names(&["District 2"]), "2024-03-01".to_owned());
    let found = told(&panel(into_a_neighbour, kind));
    assert_eq!(found, [expected]);
}

#[test]
fn a_kind_that_splits_is_told_with_its_parts() {
    // Kinds 3 and 5 lie in one group; before the split both are one name.
    let split = |at: u32, month: u16| match (at, month) {
        (3 | 5, ..14) => "Both".to_owned(),
        _ => kind(at, month),
    };
    let expected = (names(&["Both"]), names(&["Kind 3", "Kind 5"]), "2024-03-01".to_owned());
    assert_eq!(told(&panel(district, split)), [expected]);
}

#[test]
fn a_name_that_ends_alone_and_one_that_begins_alone_are_none() {
    let ends =
        |at: u32, month: u16| if at == 4 && month > 14 { String::new() } else { kind(at, month) };
    let mut panel = panel(district, ends);
    let gone =
        panel.categories.iter().position(|category| category.name.is_empty()).unwrap() as u32;
    panel.cells.retain(|cell| cell.category.0 != gone);
    assert_eq!(told(&panel), []);
}
