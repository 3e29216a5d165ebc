//! Boston 2015 and Ottawa 2014: real work orders, read by the project's own configurations with
//! nothing tuned.

use std::path::Path;

use crate::support::{config, query, results, shared, yiti, yiti_ok};

fn run(name: &str, file: &Path, output: &Path, period: &str) {
    let arguments = [
        "run",
        "--config",
        &config(name),
        "--input",
        file.to_str().unwrap(),
        "--output",
        output.to_str().unwrap(),
        "--period",
        period,
    ];
    yiti_ok(&arguments);
}

fn spike_days(
    output: &Path,
    category: &str,
    area_level: &str,
    area: Option<&str>,
) -> Vec<(String, String)> {
    let area = area.map_or(String::new(), |area| format!(" and area = '{area}'"));
    let sql = format!(
        "select cast(first_day as varchar) as first_day, cast(last_day as varchar) as last_day \
         from findings where kind = 'spike' and category = '{category}' and area_level = \
         '{area_level}'{area} order by first_day"
    );
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    query(output, &sql).iter().map(|row| (text(row, "first_day"), text(row, "last_day"))).collect()
}

/// Days that a list of findings covers, compared as ISO texts.
fn covers(days: &[(String, String)], day: &str) -> bool {
    days.iter().any(|(first, last)| first.as_str() <= day && day <= last.as_str())
}

#[test]
fn boston_2015_reconciles_and_finds_its_known_events() {
    let Some(shared) = shared("boston_2015") else { return };
    let output = tempfile::tempdir().unwrap();
    run("boston311", &shared.join("data/real/boston311_2015.parquet"), output.path(), "2015");
    let account = results(output.path(), "2015");
    assert_eq!(account["rows"]["read"], 121_145);
    assert_eq!(account["rows_reconcile"], true);
    let snow = spike_days(output.path(), "Misc. Snow Complaint", "city", None);
    for day in ["2015-01-28", "2015-02-03", "2015-02-10"] {
        assert!(covers(&snow, day), "snow on {day}: {snow:?}");
    }
    let trees = spike_days(output.path(), "Tree Emergencies", "city", None);
    assert!(covers(&trees, "2015-08-05"), "{trees:?}");
    let collection =
        spike_days(output.path(), "CE Collection", "district", Some("Allston / Brighton"));
    assert!(covers(&collection, "2015-09-01"), "{collection:?}");
    let rates = query(output.path(), "select count(resolution_rate) as known from progress");
    assert_eq!(rates[0]["known"], 0, "there are no call-backs in this data");
}

#[test]
fn ottawa_2014_reads_both_date_formats_and_all_spellings_of_its_wards() {
    let Some(shared) = shared("ottawa_2014") else { return };
    let output = tempfile::tempdir().unwrap();
    run("ottawa311", &shared.join("data/real/ottawa311_2014.parquet"), output.path(), "2014");
    let account = results(output.path(), "2014");
    assert_eq!(account["rows"]["read"], 127_188);
    assert_eq!(account["rows_reconcile"], true);
    let unreadable = &account["rows"]["rejected_by_reason"]["received_at cannot be read"];
    assert!(unreadable.is_null(), "dates that were not read: {unreadable}");
    let wards = query(
        output.path(),
        "select count(distinct area) as wards from panel_month where area_level = 'district'",
    );
    assert_eq!(wards[0]["wards"], 23);
}

#[test]
fn the_list_of_the_council_offices_covers_what_comes_and_loses_no_year_to_christmas() {
    let Some(shared) = shared("nyc_council") else { return };
    let output = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(config("nyc_council")).unwrap();
    let path = output.path().join("council.toml");
    std::fs::write(&path, format!("{text}\n[proposal]\ntopics = 13\ndraws = 0\n")).unwrap();
    let answer = yiti(&[
        "backtest",
        "--config",
        path.to_str().unwrap(),
        "--input",
        shared.join("data/real/nyc_council_2015_2019.parquet").to_str().unwrap(),
        "--output",
        output.path().to_str().unwrap(),
    ]);
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let table = String::from_utf8(answer.stdout).unwrap();
    let shares = |list: &str| -> Vec<f64> {
        let of_list = |line: &&str| line.split(',').nth(3) == Some(list);
        table
            .lines()
            .filter(of_list)
            .map(|line| line.rsplit(',').next().unwrap().parse().unwrap())
            .collect()
    };
    let mean = |list: &str| shares(list).iter().sum::<f64>() / shares(list).len() as f64;
    assert_eq!(
        shares("proposal").len(),
        4,
        "2015 to 2018, each held against the year after it: {table}"
    );
    assert!(mean("proposal") >= 0.60, "{table}");
    for simple in ["top_volume", "top_unresolved", "top_persistent"] {
        assert!(mean("proposal") > mean(simple), "{simple}: {table}");
    }
    assert!(shares("hindsight_limited").iter().all(|share| *share <= 1.0));
}
