//! Orders in folders named `key=value`: the folders are columns, and partitions of other days stay
//! shut.

use std::fs;

use crate::city::{CONFIG, City};
use crate::support::{query, results};

/// A city whose files say neither in which district nor in which month their orders were received.
fn city() -> City {
    let config = CONFIG
        .replace("[\"orders.csv\"]", "[\"data\"]\npartitions = [\"year\", \"month\"]")
        .replace("'\"area\"'", "'region'");
    let city = City::new(&config, "");
    for region in ["north", "south"] {
        for (year, month) in (2023..=2025).flat_map(|year| (1..=12).map(move |month| (year, month)))
        {
            let folder = city.path(&format!("data/region={region}/year={year}/month={month}"));
            fs::create_dir_all(&folder).unwrap();
            let order = |day: usize| {
                format!("{region}-{year}-{month}-{day},{year}-{month:02}-{day:02} 10:00:00,noise\n")
            };
            let orders: String = (1..=20).map(order).collect();
            fs::write(folder.join("orders.csv"), format!("id,time,kind\n{orders}")).unwrap();
        }
    }
    city
}

#[test]
fn a_folder_gives_a_column_and_partitions_after_the_period_are_not_opened() {
    let city = city();
    // Nobody can read what need not be opened.
    fs::write(city.path("data/region=north/year=2025/month=6/orders.csv"), [0xff, 0xfe, 0x00])
        .unwrap();
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    let inputs = results(&city.path("out"), "2024")["inputs"].as_array().unwrap().len();
    // January 2025 may hold orders of New Year's Eve in another time zone.
    assert_eq!(inputs, 2 * (24 + 1));
    let sql = "select area, sum(orders) as orders from panel_month where area_level = 'district' \
               and category_level = 'l1' and month >= '2024-01-01' group by area order by area";
    let rows = query(&city.path("out"), sql);
    let text = serde_json::to_string(&rows).unwrap();
    assert_eq!(text, r#"[{"area":"north","orders":240},{"area":"south","orders":240}]"#);
    let (status, message) = city.run(&["--period", "2025"]);
    assert!(status == 3 && message.contains("month=6"), "{status}: {message}");
}

#[test]
fn equal_files_in_two_partitions_are_two_when_their_folders_are_read() {
    let config = CONFIG
        .replace("[\"orders.csv\"]", "[\"data\"]")
        .replace("'\"area\"'", "'region'")
        .replace("'\"id\"'", "'concat(region, id)'");
    let city = City::new(&config, "");
    for region in ["north", "south"] {
        let folder = city.path(&format!("data/region={region}"));
        fs::create_dir_all(&folder).unwrap();
        let orders = "id,time,kind\n1,2024-03-01 10:00:00,noise\n2,2024-03-02 10:00:00,noise\n";
        fs::write(folder.join("orders.csv"), orders).unwrap();
    }
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    assert_eq!(results(&city.path("out"), "2024")["rows"]["accepted"], 4);
}
