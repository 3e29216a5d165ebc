//! A disk that fills, and a partition that vanishes: what is said, and what the next run makes of
//! it.

use std::fs;
use std::process::Command;

use chrono::NaiveDate;
use yiti::config::Config;
use yiti::engine::{Engine, EngineSettings};
use yiti::orders::NeededDays;
use yiti::warehouse::{PANEL_MODELS, Scope, Warehouse};

use crate::city::{CONFIG, City};

/// Twenty orders a day of the first quarter.
fn city() -> City {
    let mut orders = "id,time,kind,area\n".to_owned();
    for day in 0..90 {
        let date = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(day);
        for number in 0..20 {
            let kind = ["noise", "heating", "parking", "roads"][number % 4];
            let area = ["north", "south"][number / 4 % 2];
            orders += &format!("{date}-{number},{date} 10:{number:02}:00,{kind},{area}\n");
        }
    }
    City::new(CONFIG, &orders)
}

/// Runs with files of at most so many blocks of 512 bytes; to write more fails, as on a full disk.
fn run_with_room(city: &City, blocks: u32) -> (bool, String) {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_yiti"), "run", "--period", "2024-03"])
        .arg("--config")
        .arg(city.path("city.toml"))
        .arg("--output")
        .arg(city.path("out"))
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_named_and_leaves_nothing_half_published() {
    let reference = city();
    let (status, message) = reference.run(&["--period", "2024-03"]);
    assert_eq!(status, 0, "{message}");
    let table = |city: &City| fs::read(city.path("out/2024-03/tables/panel_month.csv")).unwrap();
    let city = city();
    let mut places = Vec::new();
    // In the warehouse, in the tables, in the page: wherever the room ends.
    for blocks in [2, 12, 40, 100, 200] {
        let (is_done, message) = run_with_room(&city, blocks);
        assert_eq!(is_done, city.path("out/2024-03").exists(), "{blocks} blocks: {message}");
        if !is_done {
            let named =
                message.lines().find(|line| line.starts_with("error: ")).unwrap_or_default();
            assert!(named.contains("File too large"), "{blocks} blocks: {message}");
            assert!(named.contains(city.path("out").to_str().unwrap()), "{blocks} blocks: {named}");
            places.push(named.to_owned());
        }
    }
    places.dedup();
    assert!(places.len() >= 2, "{places:?}");
    let (status, message) = city.run(&["--period", "2024-03"]);
    assert_eq!(status, 0, "{message}");
    assert!(table(&city) == table(&reference));
}

#[test]
fn a_partition_that_vanishes_while_it_is_counted_is_named() {
    let city = city();
    let config = Config::load(&city.path("city.toml")).unwrap();
    let engine = Engine::start(&EngineSettings { threads: 2, ..Default::default() }).unwrap();
    let warehouse = Warehouse::open(&city.path("warehouse"), None, engine.into()).unwrap();
    let staged = warehouse.stage(&config.reading(), &[], NeededDays::ALL, &|_| ()).unwrap();
    let scope = Scope {
        start: config.calendar.month_start_day,
        has_streets: false,
        last_day: NaiveDate::MAX,
    };
    let months = staged.months(&scope);
    let lost = warehouse.layout().at(&months[1].files[0].name);
    fs::remove_file(&lost).unwrap();
    let models = |_: &_| PANEL_MODELS.to_vec();
    let error = warehouse.each_month(&months, &scope, models, |_, _| Ok(())).unwrap_err();
    let message = error.to_string();
    assert!(message.contains(lost.file_name().unwrap().to_str().unwrap()), "{message}");
    assert!(message.contains("run again"), "{message}");
}
