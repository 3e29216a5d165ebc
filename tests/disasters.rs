//! Whatever happens to a scheduler, the next run leaves exactly the right set of publications, and
//! each of them as if nothing had happened.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::NaiveDate;

use crate::city::{CONFIG, City};

const REPORT: &str = "[report]\npng = false\nformats = [\"html\"]\n";
pub const MONTHLY: &str = "[schedule]\nannual = false\n";

/// Orders of every day of 2024 up to one, four a day.
fn orders_until(last: &str) -> String {
    let last: NaiveDate = last.parse().unwrap();
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let mut text = "id,time,kind,area\n".to_owned();
    for (at, day) in first.iter_days().take_while(|day| *day <= last).enumerate() {
        for of_day in 0..4 {
            let (kind, area) = (["noise", "rubbish"][of_day % 2], ["north", "south"][of_day / 2]);
            text += &format!("{},{day} {:02}:30:00,{kind},{area}\n", at * 4 + of_day, 6 + of_day);
        }
    }
    text
}

pub fn city(schedule: &str) -> City {
    City::new(&format!("{CONFIG}{REPORT}{schedule}"), &orders_until("2024-04-30"))
}

/// Runs what is due on a day and insists that it goes well; gives the periods that it published.
pub fn run_on(city: &City, day: &str) -> Vec<String> {
    let (status, published, message) = city.perform("schedule", &["--once", "--as-of", day]);
    assert_eq!(status, 0, "{message}");
    published.split_whitespace().step_by(2).map(str::to_owned).collect()
}

/// A scheduler that is started and not waited for.
pub fn start(city: &City, day: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yiti"));
    command.args(["schedule", "--once", "--as-of", day, "--config"]);
    command.arg(city.path("city.toml")).arg("--output").arg(city.path("out"));
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Every published table by its path, and what `latest` names.
pub fn published(city: &City) -> BTreeMap<String, Vec<u8>> {
    let out = city.path("out");
    let mut all = BTreeMap::new();
    all.insert("latest".to_owned(), fs::read(out.join("latest")).unwrap());
    for entry in fs::read_dir(&out).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        assert!(!name.contains("draft"), "{name} was left behind");
        if !entry.path().join("run_results.json").is_file() {
            continue;
        }
        for file in fs::read_dir(entry.path().join("tables")).unwrap() {
            let file = file.unwrap();
            let path = format!("{name}/{}", file.file_name().to_str().unwrap());
            all.insert(path, fs::read(file.path()).unwrap());
        }
    }
    all
}

fn periods(of: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let mut periods: Vec<&str> =
        of.keys().filter_map(|path| Some(path.split_once('/')?.0)).collect();
    periods.dedup();
    periods
}

/// What January, February and March are when nothing happens.
pub fn undisturbed() -> BTreeMap<String, Vec<u8>> {
    let city = city(MONTHLY);
    for day in ["2024-02-03", "2024-04-03"] {
        run_on(&city, day);
    }
    let all = published(&city);
    assert_eq!(periods(&all), ["2024-01", "2024-02", "2024-03"]);
    all
}

pub fn same(found: &BTreeMap<String, Vec<u8>>, wanted: &BTreeMap<String, Vec<u8>>, after: &str) {
    let names = |of: &BTreeMap<String, Vec<u8>>| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(wanted), "{after}");
    for (path, bytes) in found {
        assert!(bytes == &wanted[path], "{path} differs after {after}");
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

/// The folder as it was.
pub fn restore(city: &City, from: &str) {
    fs::remove_dir_all(city.path("out")).unwrap();
    copy(&city.path(from), &city.path("out"));
}

#[test]
fn a_scheduler_that_is_killed_in_any_stage_leaves_nothing_half_done() {
    let wanted = undisturbed();
    let city = city(MONTHLY);
    run_on(&city, "2024-02-03");
    copy(&city.path("out"), &city.path("base"));
    let stages = [
        "orders",
        "completeness",
        "panel",
        "mine",
        "topics",
        "propose",
        "monitor",
        "review",
        "report",
        "publish",
        "deliver",
    ];
    for stage in stages {
        restore(&city, "base");
        let mut scheduler = start(&city, "2024-04-03").spawn().unwrap();
        let mut lines = BufReader::new(scheduler.stderr.take().unwrap()).lines();
        let is_told = lines.any(|line| line.unwrap().contains(&format!("{stage}: ")));
        assert!(is_told, "{stage} was never reached");
        scheduler.kill().unwrap();
        let status = scheduler.wait().unwrap();
        assert!(!status.success(), "{stage}: it had ended before");
        // Whatever stands there is whole.
        let half = published(&city_without_drafts(&city));
        let whole: BTreeMap<_, _> = half.into_iter().filter(|(path, _)| path != "latest").collect();
        for (path, bytes) in &whole {
            assert!(bytes == &wanted[path], "{path} is not whole after a kill in {stage}");
        }
        run_on(&city, "2024-04-03");
        same(&published(&city), &wanted, &format!("a kill in {stage}"));
        assert_eq!(run_on(&city, "2024-04-03"), Vec::<String>::new());
    }
}

/// The same city; drafts of a killed run may still be there.
pub fn city_without_drafts(city: &City) -> City {
    let twin = City::new("", "");
    for entry in fs::read_dir(city.path("out")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with("2024-") {
            copy(&entry.path(), &twin.path("out").join(name));
        }
    }
    fs::copy(city.path("out/latest"), twin.path("out/latest")).unwrap();
    twin
}

#[test]
fn an_older_backup_catches_up() {
    let wanted = undisturbed();
    let city = city(MONTHLY);
    run_on(&city, "2024-02-03");
    copy(&city.path("out"), &city.path("backup"));
    run_on(&city, "2024-04-03");
    restore(&city, "backup");
    assert_eq!(run_on(&city, "2024-04-03"), ["2024-02", "2024-03"]);
    same(&published(&city), &wanted, "a restored backup");
    // A backup of the reports without the warehouse, or of a part of the reports.
    fs::remove_dir_all(city.path("out/.warehouse")).unwrap();
    fs::remove_dir_all(city.path("out/2024-02")).unwrap();
    assert_eq!(run_on(&city, "2024-04-03"), ["2024-02"]);
    same(&published(&city), &wanted, "a partial backup");
}

#[test]
fn two_schedulers_on_one_folder_do_not_mix() {
    let wanted = undisturbed();
    let city = city(MONTHLY);
    run_on(&city, "2024-02-03");
    let both = [(); 2].map(|()| start(&city, "2024-04-03").spawn().unwrap());
    let mut failed = 0;
    for scheduler in both {
        let answer = scheduler.wait_with_output().unwrap();
        let message = String::from_utf8(answer.stderr).unwrap();
        failed += usize::from(!answer.status.success());
        assert!(
            answer.status.success() || message.contains("another run is writing there"),
            "{message}"
        );
    }
    assert!(failed <= 1, "one of them has the folder");
    run_on(&city, "2024-04-03");
    same(&published(&city), &wanted, "two schedulers");
    let record = fs::read_to_string(city.path("out/schedule.jsonl")).unwrap();
    for line in record.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

#[test]
fn a_schedule_that_changes_asks_for_what_it_says_from_then_on() {
    let city = city(MONTHLY);
    let set = |schedule: &str| {
        city.write("city.toml", &format!("{CONFIG}{REPORT}{schedule}"));
    };
    assert_eq!(run_on(&city, "2024-02-03"), ["2024-01"]);
    // Weeks are wanted now: the last one, since none was missed; the month waits for its own hour.
    set("[schedule]\nannual = false\nweekly = true\nmonthly_at = \"0 6 10 * *\"\n");
    assert_eq!(run_on(&city, "2024-03-05"), ["2024-W08"]);
    assert_eq!(run_on(&city, "2024-03-10"), ["2024-02", "2024-W09"]);
    // A week later than before, and only months again: what is published stays.
    set("[schedule]\nannual = false\nwait_days = 5\n");
    assert_eq!(run_on(&city, "2024-04-03"), Vec::<String>::new());
    assert_eq!(run_on(&city, "2024-04-05"), ["2024-03"]);
    assert_eq!(
        periods(&published(&city)),
        ["2024-01", "2024-02", "2024-03", "2024-W08", "2024-W09"]
    );
}

#[test]
fn a_host_that_was_down_for_a_week_makes_up_for_every_day() {
    let city = city("[schedule]\nannual = false\nmonthly = false\ndaily = true\nwait_days = 1\n");
    assert_eq!(run_on(&city, "2024-03-10"), ["2024-03-09"]);
    let week: Vec<String> = (10..=17).map(|day| format!("2024-03-{day}")).collect();
    assert_eq!(run_on(&city, "2024-03-18"), week);
    assert_eq!(run_on(&city, "2024-03-18"), Vec::<String>::new());
}

#[test]
fn a_clock_that_jumps_does_no_harm() {
    let wanted = undisturbed();
    let city = city(&format!("{MONTHLY}keep_monthly = 12\n"));
    run_on(&city, "2024-02-03");
    // Six years ahead: the feed seems to have stopped, which is told; nothing is published or
    // removed.
    let (status, published_then, message) =
        city.perform("schedule", &["--once", "--as-of", "2030-01-05"]);
    assert_eq!((status, published_then.as_str()), (2, ""), "{message}");
    assert!(message.contains("check that files still arrive"), "{message}");
    // Back in time: everything is done already, or not over yet.
    assert_eq!(run_on(&city, "2023-06-05"), Vec::<String>::new());
    assert_eq!(run_on(&city, "2024-04-03"), ["2024-02", "2024-03"]);
    same(&published(&city), &wanted, "a clock that jumped");
}
