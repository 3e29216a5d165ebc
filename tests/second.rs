//! Another series beside the first, with a mapping of its own.

use std::fs;

use crate::city::{CONFIG, City};
use crate::support::{query, results};

const SECOND: &str = r#"
[report]
png = false
formats = ["html"]
[[second]]
name = "Patrols"
paths = ["patrols.csv"]
[second.columns]
order_id = '"no"'
received_at = '"seen"'
category_l1 = '"what"'
district = '"where"'
[second.keep]
where = "valid = 'true'"
"#;

/// Forty records of each category a month of 2024, in December three times as many of one.
fn year(head: &str, raised: &str, more: &str) -> String {
    let mut text = format!("{head}\n");
    let mut id = 0;
    for month in 1..=12 {
        for kind in ["noise", "rubbish"] {
            let usual = 40 + month % 3;
            let count = if month == 12 && kind == raised { 3 * usual } else { usual };
            for at in 0..count {
                id += 1;
                let (day, area) = (at % 28 + 1, ["north", "south"][at % 2]);
                text += &format!("{id},2024-{month:02}-{day:02} 10:00:00,{kind},{area}{more}\n");
            }
        }
    }
    // Every day has a record, else months are not complete.
    for month in 1..=12 {
        for day in 29..=31 {
            if chrono::NaiveDate::from_ymd_opt(2024, month, day).is_some() {
                id += 1;
                text += &format!("{id},2024-{month:02}-{day:02} 10:00:00,noise,north{more}\n");
            }
        }
    }
    text
}

#[test]
fn where_both_series_rise_and_where_only_one_does() {
    let orders = year("id,time,kind,area", "noise", "");
    let city = City::new(&format!("{CONFIG}{SECOND}"), &orders);
    let patrols = year("no,seen,what,where,valid", "rubbish", ",true");
    // A record that does not count.
    let invalid = "x,2024-12-01 10:00:00,noise,north,false\n";
    city.write("patrols.csv", &format!("{patrols}{invalid}"));
    let (status, message) = city.run(&["--period", "2024-12"]);
    assert_eq!(status, 0, "{message}");
    let out = city.path("out");
    let rows = query(
        &out,
        "select name, orders, second, moves from second_month where kind = 'category' order by \
         name",
    );
    let told: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row["name"].as_str().unwrap(), row["moves"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("noise", "first_only"), ("rubbish", "second_only")]);
    let count = |text: &str, kind: &str| {
        text.lines().filter(|line| line.contains(",2024-12-") && line.contains(kind)).count()
    };
    for row in &rows {
        let name = row["name"].as_str().unwrap();
        assert_eq!(row["orders"], count(&orders, name), "{row}");
        assert_eq!(row["second"], count(&patrols, name), "{row}");
    }
    let page = fs::read_to_string(out.join("2024-12/index.html")).unwrap();
    assert!(page.contains("Beside it: Patrols") && page.contains("this hotline alone"));

    // Without the file the report is published, and says so.
    fs::remove_file(city.path("patrols.csv")).unwrap();
    let (status, message) = city.run(&["--period", "2024-12"]);
    assert_eq!(status, 0, "{message}");
    let warnings = results(&out, "2024-12")["warnings"].to_string();
    assert!(
        warnings.contains("[[second]] Patrols") && warnings.contains("patrols.csv"),
        "{warnings}"
    );
    // A series without a name is refused.
    city.write("city.toml", &format!("{CONFIG}{}", SECOND.replace("\"Patrols\"", "\"\"")));
    let (status, message) = city.run(&["--period", "2024-12"]);
    assert!(status == 2 && message.contains("[second] name must say"), "{message}");
}
