//! Columns are told by their values; names decide between those that fit alike.

use super::profile::{Profile, of_texts};
use super::roles::{Guess, Why, guess};

/// A column of so many rows.
fn column(name: &str, value: impl Fn(usize) -> String) -> Profile {
    let texts: Vec<String> = (0..ROWS).map(value).collect();
    of_texts(name, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

const ROWS: usize = 2_000;

fn expression<'a>(guesses: &'a [Guess], role: &str) -> Option<&'a str> {
    guesses.iter().find(|guess| guess.role == role).map(|guess| guess.sql.as_str())
}

/// Days of two years, the day first.
fn day(row: usize) -> String {
    format!("{:02}/{:02}/{}", row % 28 + 1, row / 28 % 12 + 1, 2023 + row % 2)
}

#[test]
fn a_file_whose_names_say_little_is_told_by_values() {
    let profiles = [
        column("a", |row| format!("K-{row}")),
        column("b", day),
        column("c", |row| format!("{}街道", ["东", "西", "南", "北", "中", "外"][row % 6])),
        column("d", |row| format!("{}区", ["东", "西"][row % 6 / 3])),
        column("e", |row| if row % 3 == 0 { "未解决" } else { "已解决" }.to_owned()),
        column("f", |row| format!("第{}单元的居民反映楼道里的灯坏了很久没有人来修理", row)),
        column("g", |row| ["噪声", "路灯", "垃圾", "停车", "井盖"][row % 5].to_owned()),
    ];
    let guesses = guess(&profiles);
    let found = |role| expression(&guesses, role);
    assert_eq!(found("order_id"), Some("\"a\""));
    assert_eq!(found("received_at"), Some("to_timestamp(\"b\", '%d/%m/%Y')"));
    assert_eq!((found("district"), found("street")), (Some("\"d\""), Some("\"c\"")));
    assert_eq!(found("resolved"), Some("\"e\""));
    assert_eq!(found("text"), Some("\"f\""));
    assert_eq!(found("category_l2"), Some("\"g\""));
    let street = guesses.iter().find(|guess| guess.role == "street").unwrap();
    assert_eq!(street.why, Why::Below("d".to_owned()));
}

#[test]
fn of_several_times_the_first_is_that_of_receiving() {
    let at = |row: usize, later: usize| {
        format!("2024-01-{:02} {:02}:00:00", row % 20 + 1 + later, row % 24)
    };
    let profiles = [
        column("closed_date", |row| if row % 4 == 0 { String::new() } else { at(row, 3) }),
        column("created_date", |row| at(row, 0)),
        column("due date", |row| at(row, 5)),
        column("updated", |row| at(row, 4)),
        column("type", |row| ["Noise", "Lamp"][row % 2].to_owned()),
        column("borough", |row| ["East", "West", "North"][row % 3].to_owned()),
    ];
    let guesses = guess(&profiles);
    let found = |role| expression(&guesses, role);
    assert_eq!(found("received_at"), Some("\"created_date\""));
    assert_eq!(found("closed_at"), Some("\"closed_date\""));
    assert_eq!(found("due_at"), Some("\"due date\""));
    assert_eq!(found("updated_at"), Some("\"updated\""));
    assert_eq!(found("category_l2"), Some("\"type\""));
    assert_eq!(found("district"), Some("\"borough\""));
    assert_eq!(found("order_id"), Some("concat(\"_file_name\", '#', \"_row_number\")"));
}

#[test]
fn a_finer_column_lies_below_a_coarser_one_and_addresses_are_no_area() {
    let profiles = [
        column("Case ID", |row| row.to_string()),
        column("Subcategory", |row| format!("kind {}", row % 12)),
        column("Category", |row| format!("branch {}", row % 12 / 4)),
        column("Police District", |row| format!("P{}", row % 7)),
        column("Neighborhood", |row| format!("N{}", row % 9)),
        column("Street Address", |row| format!("{} Elm Street", row % 300)),
        column("Team", |row| format!("Team {}", row % 18)),
        column("Department", |row| format!("Dept {}", row % 4)),
        column("Source", |row| ["Phone", "App"][row % 2].to_owned()),
        column("Latitude", |row| format!("42.{:04}", row)),
        column("Longitude", |row| format!("-71.{:04}", row)),
    ];
    let guesses = guess(&profiles);
    let found = |role| expression(&guesses, role);
    assert_eq!(found("order_id"), Some("\"Case ID\""));
    assert_eq!(found("category_l1"), Some("\"Category\""));
    assert_eq!(found("category_l2"), Some("\"Subcategory\""));
    assert_eq!((found("district"), found("street")), (Some("\"Neighborhood\""), None));
    assert_eq!(found("department"), Some("\"Department\""));
    assert_eq!(found("channel"), Some("\"Source\""));
    assert_eq!((found("lon"), found("lat")), (Some("\"Longitude\""), Some("\"Latitude\"")));
    assert_eq!(found("received_at"), None, "nothing is made up");
}

#[test]
fn an_ambiguous_day_is_left_to_people() {
    let profiles = [column("Date", |row| format!("{:02}/{:02}/2024", row % 12 + 1, row % 11 + 1))];
    let guesses = guess(&profiles);
    let received = guesses.iter().find(|guess| guess.role == "received_at").unwrap();
    assert!(received.is_open, "{received:?}");
    assert_eq!(received.why, Why::DayOrMonth(vec!["%m/%d/%Y".to_owned()]));
}
