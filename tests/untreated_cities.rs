//! Real cities in which nobody treated anything: every category taken as treated from every start
//! month, beside the others as placebos. Whatever shows an effect is false.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use yiti_stats::effect_study::City;

use crate::support::{config, query, shared, yiti_ok};

/// Fewest orders expected for a verdict, `[monitor] expected_min`.
const EXPECTED_MIN: f64 = 20.0;

/// Fewest months of a baseline.
const BASELINE_MIN: usize = 10;

fn publish(config: &str, file: &Path, output: &Path, period: &str) {
    let (file, output) = (file.to_str().unwrap(), output.to_str().unwrap());
    yiti_ok(&["run", "--config", config, "--input", file, "--output", output, "--period", period]);
}

/// Monthly orders of each item-level category, city-wide, as published.
fn counts(output: &Path, level: &str) -> Vec<Vec<f64>> {
    let sql = format!(
        "select category, cast(month as varchar) as month, orders from panel_month \
         where area_level = 'city' and category_level = '{level}' order by category, month"
    );
    let rows = query(output, &sql);
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    let mut months: Vec<String> = rows.iter().map(|row| text(row, "month")).collect();
    months.sort();
    months.dedup();
    let mut counts: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in &rows {
        let at = months.binary_search(&text(row, "month")).unwrap();
        let own = counts.entry(text(row, "category")).or_insert_with(|| vec![0.0; months.len()]);
        own[at] = row["orders"].as_f64().unwrap();
    }
    counts.into_values().collect()
}

/// Shares of verdicts since a start, and of single months, whose interval leaves out 0: each
/// calendar year as the period, every month of it as the start.
fn false_shares(counts: &[Vec<f64>]) -> (f64, f64) {
    let (mut since, mut single) = ((0, 0), (0, 0));
    let months = counts[0].len();
    for year in (0..months).step_by(12).map(|first| first..months.min(first + 12)) {
        // by the time that a start is judged, what comes after the period is not known
        let known: Vec<Vec<f64>> = counts.iter().map(|own| own[..year.end].to_vec()).collect();
        let city = City::of(&known);
        for start in year.clone().filter(|start| *start >= BASELINE_MIN) {
            let whole = start..year.end;
            tally(&city, start, std::slice::from_ref(&whole), &mut since);
        }
        let start = year.start.max(BASELINE_MIN);
        let windows: Vec<Range<usize>> = (start..year.end).map(|month| month..month + 1).collect();
        tally(&city, start, &windows, &mut single);
    }
    println!("{since:?} {single:?}");
    (f64::from(since.0) / f64::from(since.1), f64::from(single.0) / f64::from(single.1))
}

fn tally(city: &City, start: usize, windows: &[Range<usize>], (outside, all): &mut (u32, u32)) {
    for judged in
        city.judge(start, windows).iter().filter(|judged| judged.departure.expected >= EXPECTED_MIN)
    {
        *all += 1;
        *outside += u32::from(judged.judgement.effect.is_some_and(|e| e.low > 0.0 || e.high < 0.0));
    }
}

#[test]
fn in_boston_nothing_worked_by_itself() {
    let Some(shared) = shared("boston_effects") else { return };
    let output = tempfile::tempdir().unwrap();
    publish(
        &config("boston311"),
        &shared.join("data/real/boston311_2015.parquet"),
        output.path(),
        "2015",
    );
    let (since, single) = false_shares(&counts(output.path(), "l2"));
    assert!(
        since <= 0.07 && single <= 0.075,
        "since a start {since:.3}, single months {single:.3}"
    );
}

#[test]
fn in_the_council_cases_nothing_worked_by_itself() {
    let Some(shared) = shared("council_effects") else { return };
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("council.toml");
    std::fs::write(&config, COUNCIL).unwrap();
    let output = folder.path().join("output");
    let file = shared.join("data/real/nyc_council_2015_2019.parquet");
    publish(config.to_str().unwrap(), &file, &output, "2019");
    let (since, single) = false_shares(&counts(&output, "l1"));
    assert!(
        since <= 0.07 && single <= 0.075,
        "since a start {since:.3}, single months {single:.3}"
    );
}

const COUNCIL: &str = r#"
version   = 1
title     = "Cases of council offices"
language  = "en"
time_zone = "America/New_York"
[source]
paths = ["cases"]
[columns]
order_id    = '"unique_key"'
received_at = '"opendate"'
category_l1 = 'lower(trim("complaint_type"))'
district    = '''case when "borough" is null then 'unknown' else "borough" end'''
[report]
png = false
"#;
