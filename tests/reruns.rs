//! What a run keeps for the next one changes how long that takes, and nothing else.

use std::fs;
use std::path::Path;

use crate::city::{CONFIG, City};
use crate::support::{results, yiti_ok};

/// Two orders a day of one month, from `first_id` on.
fn month(month: u32, first_id: usize) -> String {
    let order = |i: usize| {
        let (kind, area) = (["noise", "heating", "parking"][i % 3], ["north", "south"][i / 3 % 2]);
        format!(
            "{},2024-{month:02}-{:02} 1{}:00:00,{kind},{area}\n",
            first_id + i,
            i / 2 + 1,
            i % 10
        )
    };
    format!("id,time,kind,area\n{}", (0..56).map(order).collect::<String>())
}

/// A city of three months, a file each.
fn city() -> City {
    let city = City::new(&CONFIG.replace("orders.csv", "*.csv"), &month(1, 0));
    city.write("orders-02.csv", &month(2, 100));
    city.write("orders-03.csv", &month(3, 200));
    city
}

/// Runs with what earlier runs kept and with nothing, and insists that both publish the same; gives
/// how many rows a later file replaced.
fn agrees_with_a_first_run(city: &City) -> u64 {
    let run = |output: &Path| {
        let (config, output) = (city.path("city.toml"), output.to_str().unwrap());
        yiti_ok(&[
            "run",
            "--config",
            config.to_str().unwrap(),
            "--period",
            "2024-03",
            "--output",
            output,
        ]);
    };
    let (kept, fresh) = (city.path("out"), tempfile::tempdir().unwrap());
    run(&kept);
    run(fresh.path());
    for table in
        ["panel_month.csv", "panel_month.parquet", "findings.csv", "candidates.csv", "progress.csv"]
    {
        let read = |output: &Path| fs::read(output.join("2024-03/tables").join(table)).unwrap();
        assert!(read(&kept) == read(fresh.path()), "{table} differs");
    }
    let (kept, fresh) = (results(&kept, "2024-03"), results(fresh.path(), "2024-03"));
    assert_eq!(kept["rows"], fresh["rows"]);
    kept["rows"]["superseded"].as_u64().unwrap()
}

#[test]
fn a_changed_month_comes_out_as_if_read_for_the_first_time() {
    let city = city();
    assert_eq!(agrees_with_a_first_run(&city), 0);
    assert_eq!(agrees_with_a_first_run(&city), 0);
    let fewer: String = month(2, 100).lines().take(40).map(|line| format!("{line}\n")).collect();
    city.write("orders-02.csv", &fewer);
    assert_eq!(agrees_with_a_first_run(&city), 0);
    // As long as before, another order in it.
    city.write("orders-02.csv", &fewer.replacen("heating", "parking", 1));
    assert_eq!(agrees_with_a_first_run(&city), 0);
}

#[test]
fn an_order_of_an_earlier_file_is_replaced_by_a_later_one() {
    let city = city();
    assert_eq!(agrees_with_a_first_run(&city), 0);
    // The first of its orders are those of January, with new times.
    city.write("orders-03.csv", &month(3, 50));
    assert_eq!(agrees_with_a_first_run(&city), 12);
    // A copy of a file that had no order twice, before and after it in the order of files.
    for copy in ["orders-02-copy.csv", "a-copy.csv"] {
        city.write("orders-03.csv", &month(3, 200));
        assert_eq!(agrees_with_a_first_run(&city), 0);
        city.write(copy, &month(2, 100));
        assert_eq!(agrees_with_a_first_run(&city), 56);
        fs::remove_file(city.path(copy)).unwrap();
    }
}
