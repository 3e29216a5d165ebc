//! Whole files in, whole files out.

mod properties;
mod refusals;

use std::fs;
use std::path::Path;

use super::{DetectError, Method, Request, Step, Summary, detect};

fn request(folder: &Path, name: &str) -> Request {
    Request {
        input: folder.join(name),
        output: folder.join(format!("out-{name}")),
        series: Some("series".to_owned()),
        time: "week".to_owned(),
        count: "count".to_owned(),
        area: None,
        category: None,
        population: None,
        from: None,
        every: None,
        method: Method::Auto,
        alpha: 0.01,
        fill_zero: false,
    }
}

/// `series,week,count` for 60 weeks of counts around ten; 40 in week 50 of series `b`.
fn rows() -> Vec<String> {
    let mut rows = Vec::new();
    for series in ["a", "b"] {
        for week in 1..=60u32 {
            let count =
                if (series, week) == ("b", 50) { 40 } else { 8 + (week * 7 + week * week) % 5 };
            rows.push(format!("{series},{week},{count}"));
        }
    }
    rows
}

fn write(folder: &Path, name: &str, rows: &[String]) {
    fs::write(folder.join(name), format!("series,week,count\n{}\n", rows.join("\n"))).unwrap();
}

fn run(request: &Request) -> Result<(Summary, String), DetectError> {
    let summary = detect(request, &|_, _| ())?;
    Ok((summary, fs::read_to_string(&request.output).unwrap()))
}

#[test]
fn finds_the_planted_week_and_keeps_the_types() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "in.csv", &rows());
    let (summary, text) =
        run(&Request { from: Some("30".to_owned()), ..request(folder.path(), "in.csv") }).unwrap();
    assert_eq!((summary.series, summary.rows, summary.fallbacks), (2, 62, 0));
    assert!(
        text.starts_with("series,week,count,expected,upper,score,p_value,alarm\na,30,"),
        "{text}"
    );
    // Evidence is pooled over two weeks: the week after a burst may be flagged with it, and nothing
    // else.
    let alarms: Vec<&str> = text.lines().filter(|line| line.ends_with("true")).collect();
    assert!(alarms[0].starts_with("b,50,40,"), "{alarms:?}");
    assert!(
        alarms.iter().all(|line| line.starts_with("b,50,") || line.starts_with("b,51,")),
        "{alarms:?}"
    );
}

#[test]
fn shuffled_rows_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = rows();
    write(folder.path(), "in.csv", &rows);
    rows.sort_by_key(|row| {
        row.bytes().fold(7u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)))
    });
    write(folder.path(), "shuffled.csv", &rows);
    let sorted = run(&request(folder.path(), "in.csv")).unwrap();
    assert_eq!(sorted, run(&request(folder.path(), "shuffled.csv")).unwrap());
}

#[test]
fn a_gap_is_not_a_zero_unless_asked() {
    let folder = tempfile::tempdir().unwrap();
    let kept: Vec<String> = rows().into_iter().filter(|row| !row.starts_with("a,45,")).collect();
    write(folder.path(), "in.csv", &kept);
    let at = Request { from: Some("45".to_owned()), ..request(folder.path(), "in.csv") };
    assert!(run(&at).unwrap().1.contains("\na,45,,,,,,\n"));
    let filled = run(&Request { fill_zero: true, ..at }).unwrap().1;
    assert!(filled.contains("\na,45,0,"), "{filled}");
}

#[test]
fn a_burst_in_one_area_alarms_there() {
    let folder = tempfile::tempdir().unwrap();
    let row = |(area, week): (u32, u32)| {
        let burst = if (area, week) == (2, 50) { 30 } else { 0 };
        format!("{area},noise,{week},{}", burst + 5 + area + (week * 7 + week * week * area) % 5)
    };
    let rows: Vec<String> =
        (1..=5).flat_map(|area| (1..=60).map(move |week| (area, week))).map(row).collect();
    fs::write(
        folder.path().join("cells.csv"),
        format!("area,category,week,count\n{}\n", rows.join("\n")),
    )
    .unwrap();
    let column = |name: &str| Some(name.to_owned());
    let request = request(folder.path(), "cells.csv");
    let (_, found) = run(&Request {
        series: None,
        area: column("area"),
        category: column("category"),
        ..request
    })
    .unwrap();
    assert!(
        found.lines().any(|line| line.starts_with("2,noise,50,") && line.ends_with("true")),
        "{found}"
    );
    assert!(
        !found
            .lines()
            .any(|line| !line.starts_with('2') && line.contains(",50,") && line.ends_with("true"))
    );
}

#[test]
fn dates_are_weekly_or_daily_by_their_distance() {
    let folder = tempfile::tempdir().unwrap();
    let start = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    for (name, days, step) in [("weeks.csv", 7, 60), ("days.csv", 1, 200)] {
        let row = |i: u64| format!("a,{},{}", start + chrono::Days::new(i * days), 5 + i % 3);
        write(folder.path(), name, &(0..step).map(row).collect::<Vec<_>>());
        let (_, text) = run(&request(folder.path(), name)).unwrap();
        let last = start + chrono::Days::new((step - 1) * days);
        assert!(text.contains(&format!("\na,{last},")), "{text}");
    }
}

#[test]
fn every_method_runs_on_zeros_constants_and_giants() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = Vec::new();
    for week in 1..=330 {
        rows.push(format!("zero,{week},0"));
        rows.push(format!("constant,{week},7"));
        rows.push(format!("giant,{week},{}", if week == 320 { 10_000_000 } else { week % 4 }));
    }
    rows.extend((1..=3).map(|week| format!("short,{week},2")));
    write(folder.path(), "in.csv", &rows);
    for method in Method::ALL {
        let (_, text) = run(&Request { method, ..request(folder.path(), "in.csv") }).unwrap();
        let giant =
            text.lines().any(|line| line.starts_with("giant,320,") && line.ends_with("true"));
        assert!(giant || method == Method::EarsC3, "{method}");
        assert!(
            !text.lines().any(|line| line.starts_with("zero") && line.ends_with("true")),
            "{method}"
        );
        assert!(
            !text.lines().any(|line| line.starts_with("constant") && line.ends_with("true")),
            "{method}"
        );
        assert!(!text.contains("NaN") && !text.contains("inf"), "{method}");
    }
}

#[test]
fn a_short_series_waits_for_seven_periods() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (1..=9).map(|week| format!("a,{week},{}", 3 + week % 2)).collect();
    write(folder.path(), "in.csv", &rows);
    let (summary, text) = run(&request(folder.path(), "in.csv")).unwrap();
    assert_eq!((summary.rows, summary.alarms), (2, 0));
    assert!(text.lines().nth(1).is_some_and(|line| line.starts_with("a,8,")), "{text}");
}

#[test]
fn a_wave_over_all_areas_is_no_local_alarm() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("area,category,week,count\n");
    for area in 0..12u32 {
        for week in 1..=40u32 {
            let wave = if week == 35 { 4 } else { 1 };
            let local = if (area, week) == (3, 30) { 40 } else { 0 };
            text.push_str(&format!(
                "{area},7,{week},{}\n",
                wave * (10 + (area + week * week) % 4) + local
            ));
            text.push_str(&format!("{area},8,{week},{}\n", 5 + (area + week) % 3));
        }
    }
    fs::write(folder.path().join("in.csv"), text).unwrap();
    let local = Request {
        series: None,
        area: Some("area".to_owned()),
        category: Some("category".to_owned()),
        ..request(folder.path(), "in.csv")
    };
    let (_, text) = run(&local).unwrap();
    let alarms: Vec<&str> = text.lines().filter(|line| line.ends_with("true")).collect();
    assert!(alarms.len() == 1 && alarms[0].starts_with("3,7,30,"), "{alarms:?}");
}

#[test]
fn scaling_populations_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let table = |scale: u32| {
        let rows =
            rows().into_iter().map(|row| format!("{row},{}", scale * (10 + row.len() as u32)));
        format!("series,week,count,people\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    let alarms = |name: &str, scale: u32| {
        fs::write(folder.path().join(name), table(scale)).unwrap();
        let (summary, _) =
            run(&Request { population: Some("people".to_owned()), ..request(folder.path(), name) })
                .unwrap();
        summary
    };
    assert_eq!(alarms("one.csv", 1), alarms("thousand.csv", 1000));
}

/// `cell,area,category,series,week,count`: four areas, one kind that doubles everywhere in week 50,
/// one area that does more.
fn cells() -> String {
    let mut rows = String::from("cell,area,kind,week,count\n");
    for area in 0..4u32 {
        for week in 1..=60u32 {
            let wave = if week == 50 { 2 } else { 1 };
            let own = if (area, week) == (2, 50) { 40 } else { 0 };
            let count = wave * (8 + (week * 7 + week * week + area) % 5) + own;
            rows += &format!("{area} / noise,{area},noise,{week},{count}\n");
        }
    }
    rows
}

#[test]
fn a_series_that_names_the_cell_changes_no_verdict() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), cells()).unwrap();
    let (area, category) = (Some("area".to_owned()), Some("kind".to_owned()));
    let plain = Request { series: None, area, category, ..request(folder.path(), "in.csv") };
    let named = Request { series: Some("cell".to_owned()), ..plain.clone() };
    let alarms = |request: &Request, columns: usize| -> Vec<String> {
        let text = run(request).unwrap().1;
        let rows = text.lines().filter(|line| line.ends_with("true"));
        rows.map(|line| line.split(',').skip(columns).collect::<Vec<_>>().join(",")).collect()
    };
    let expected = alarms(&plain, 0);
    assert!(expected.iter().any(|row| row.starts_with("2,noise,50,")), "{expected:?}");
    assert!(!expected.iter().any(|row| row.starts_with("1,noise,50,")), "{expected:?}");
    assert_eq!(alarms(&named, 1), expected);
}
