//! Columns of addresses, mapped as if they were places: asked about, and no page, row or memory for
//! each of them.

use std::fs;
use std::path::PathBuf;

use crate::city::{CONFIG, City};
use crate::support::query;
use crate::unkempt::{run, warnings, year};

/// The pages of districts.
fn pages(city: &City) -> Vec<PathBuf> {
    let folder = fs::read_dir(city.path("out/2024/districts")).into_iter().flatten();
    folder.map(|file| file.unwrap().path()).collect()
}

/// A column with a name for each order is mapped as street: it is asked about, and what is
/// published of it grows with the orders, not with names × months.
#[test]
fn a_column_of_addresses_is_asked_about() {
    let street = "street = \"concat('No. ', \\\"id\\\")\"\ndistrict = ";
    let config = CONFIG.replace("district = ", street);
    let city = City::new(&config, &year(&[]));
    let results = run(&city);
    let said = warnings(&results);
    let question = "The column mapped as street has 3,660 names for 3,660 demands";
    assert!(said.contains(question) && said.contains("[columns] street"), "{said}");
    assert!(!said.contains("mapped as district"), "{said}");
    let sql = "select area_level, count(*) as rows from areas_month group by area_level order by \
               area_level";
    let rows = query(&city.path("out"), sql);
    let rows: Vec<(&str, u64)> = rows
        .iter()
        .map(|row| (row["area_level"].as_str().unwrap(), row["rows"].as_u64().unwrap()))
        .collect();
    assert_eq!(rows, [("city", 12), ("district", 48), ("street", 3_660)]);
    // A district's page has the streets with most demands and says where the others are.
    for page in pages(&city) {
        let page = fs::read_to_string(page).unwrap();
        assert_eq!(page.matches(" · No. ").count(), 100);
        assert!(page.contains("100 of ") && page.contains("areas_month.csv"));
    }
}

/// The same column mapped as district: no page for each of its names.
#[test]
fn thousands_of_districts_have_no_page_each() {
    let named = "\"concat('No. ', \\\"id\\\")\"";
    let city = City::new(&CONFIG.replace("'\"area\"'", named), &year(&[]));
    run(&city);
    assert_eq!(pages(&city), Vec::<PathBuf>::new());
    let page = fs::read_to_string(city.path("out/2024/index.html")).unwrap();
    assert!(page.contains("100 of 3,660 shown") && page.contains("So many have no page each"));
}
