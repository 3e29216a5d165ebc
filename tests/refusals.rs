//! Bad input: a message that names the place and the fix, the right exit status, nothing published.

use std::fs;
use std::path::{Path, PathBuf};

use crate::city::{CONFIG, City};

const ORDERS: &str =
    "id,time,kind,area\n1,2024-03-01 10:00:00,noise,north\n2,2024-03-02 11:00:00,noise,south\n";

#[test]
fn a_small_good_city_publishes() {
    let city = City::new(CONFIG, ORDERS);
    let (status, message) = city.run(&[]);
    assert_eq!(status, 0, "{message}");
    assert!(city.path("out/2024/index.html").exists());
    assert_eq!(fs::read_to_string(city.path("out/latest")).unwrap().trim(), "2024");
}

#[test]
fn a_misspelt_key_names_the_file_the_line_and_the_valid_keys() {
    let city = City::new(&CONFIG.replace("district =", "distrikt ="), ORDERS);
    city.refuses(2, &["city.toml", "distrikt", "district", "line 11"], &[]);
}

#[test]
fn a_value_out_of_range_names_the_section_and_the_range() {
    let city = City::new(&format!("{CONFIG}[check]\nmax_rejected_share = 1.4\n"), ORDERS);
    city.refuses(2, &["city.toml: [check] max_rejected_share must be in [0, 1], found 1.4"], &[]);
}

#[test]
fn a_bad_table_of_holidays_names_the_file_the_line_and_what_is_allowed() {
    let config = format!("{CONFIG}[calendar]\nholidays = \"days.csv\"\n");
    let city = City::new(&config, ORDERS);
    city.refuses(2, &["days.csv", "[calendar] holidays"], &[]);
    city.write("days.csv", "date,kind,name\n2024-01-01,feast,New Year\n");
    city.refuses(2, &["days.csv", "line 2", "holiday or workday", "feast"], &[]);
    city.write("days.csv", "date,kind,name\n2024-01-01,holiday,New Year\n");
    let (status, message) = city.run(&[]);
    assert_eq!(status, 0, "{message}");
}

#[test]
fn a_missing_column_names_the_file_and_its_columns() {
    let city = City::new(CONFIG, &ORDERS.replace("kind", "sort"));
    city.refuses(3, &["city.toml", "category_l1", "orders.csv", "id, time, sort, area"], &[]);
}

#[test]
fn a_broken_row_names_the_row_and_the_fix() {
    let city = City::new(CONFIG, &format!("{ORDERS}3,2024-03-03 10:00:00,noise\n"));
    city.refuses(3, &["orders.csv", "row 3", "3 fields, the header has 4", "broken_rows"], &[]);
    let lenient = City::new(
        &format!("{CONFIG}[check]\nbroken_rows = \"reject\"\nmax_rejected_share = 0.5\n"),
        &format!("{ORDERS}3,x\n"),
    );
    assert_eq!(lenient.run(&[]).0, 0);
}

#[test]
fn too_many_rejected_rows_are_refused_with_an_example() {
    let city = City::new(CONFIG, &format!("{ORDERS}3,yesterday,noise,north\n"));
    city.refuses(
        3,
        &["1 of 3 rows", "received_at cannot be read", "orders.csv row 3", "yesterday"],
        &[],
    );
}

#[test]
fn an_empty_folder_and_a_truncated_file_are_refused() {
    let city = City::new(CONFIG, ORDERS);
    let empty = city.path("empty");
    fs::create_dir(&empty).unwrap();
    city.refuses(
        3,
        &["empty", "no Parquet, CSV or JSON file", "--input"],
        &["--input", empty.to_str().unwrap()],
    );
    let truncated = city.path("orders.parquet");
    fs::write(&truncated, b"PAR1 and then nothing").unwrap();
    city.refuses(
        3,
        &["orders.parquet", "damaged or incomplete", "copy the file again"],
        &["--input", truncated.to_str().unwrap()],
    );
}

#[test]
fn a_period_without_orders_names_the_days_that_have_some() {
    let city = City::new(CONFIG, ORDERS);
    city.refuses(2, &["2024-03-01", "2024-03-02", "--period"], &["--period", "2019"]);
}

#[test]
fn a_month_without_orders_between_two_that_have_some_is_refused() {
    let city = City::new(CONFIG, &format!("{ORDERS}3,2024-05-03 10:00:00,noise,north\n"));
    city.refuses(
        2,
        &["no order between 2024-04-01 and 2024-04-30", "2024-03-01 to 2024-05-03"],
        &["--period", "2024-04"],
    );
}

#[test]
fn a_failed_run_leaves_the_last_good_output_as_it_was() {
    let city = City::new(CONFIG, ORDERS);
    assert_eq!(city.run(&[]).0, 0);
    let before = snapshot(&city.path("out/2024"));
    city.write("orders.csv", "id,time\n");
    assert_eq!(city.run(&[]).0, 3);
    assert_eq!(snapshot(&city.path("out/2024")), before);
}

#[test]
fn two_runs_on_the_same_input_give_the_same_bytes() {
    let city = City::new(CONFIG, ORDERS);
    let snapshots: Vec<_> = (0..2)
        .map(|_| {
            assert_eq!(city.run(&[]).0, 0);
            snapshot(&city.path("out/2024"))
        })
        .collect();
    assert_eq!(snapshots[0], snapshots[1]);
}

/// Every file but the account of seconds, with its content.
fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(snapshot(&path));
        } else if path.file_name().unwrap() != "run_results.json" {
            files.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    files.sort();
    files
}
