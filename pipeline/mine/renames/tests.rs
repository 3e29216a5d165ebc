//! One name of a steady city changes at a time.

mod city;

use super::*;
use crate::panel::{Area, AreaId, CategoryId, CellMonth, Counts};
use city::{district, kind, panel, panel_of};

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
