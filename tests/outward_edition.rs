//! An outward edition tells nothing of a person: attacked as somebody would who knows the city.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::Command;

use crate::support::{query, yiti_ok};

/// Orders of a small city, many cells of which have one to four: a reporter each, and some with
/// more.
fn orders(months: u32) -> String {
    let mut text = String::from("id,received,l1,l2,district,street,reporter,resolved,satisfied\n");
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        // Numerical Recipes' linear congruence; its high bits are good enough to scatter orders.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut id = 0;
    for month in 1..=months {
        for _ in 0..1_500 {
            id += 1;
            let (day, hour) = (draw(28) + 1, draw(24));
            // half of all in two streets and two categories, the rest thin
            let street = if draw(2) == 0 { draw(2) } else { draw(20) };
            let category = if draw(2) == 0 { draw(2) } else { draw(12) };
            let reporter = draw(900);
            let [resolved, satisfied] = [(); 2].map(|()| ["yes", "no", ""][draw(3) as usize]);
            let _ = writeln!(
                text,
                "{id},2024-{month:02}-{day:02} {hour:02}:30,C{},C{}-{category},D{},S{street},\
                 R{reporter},{resolved},{satisfied}",
                category % 3,
                category % 3,
                street % 4,
            );
        }
    }
    text
}

const CONFIG: &str = r#"
version = 1
title = "A small city"
language = "en"
[source]
paths = ["orders.csv"]
[columns]
order_id = '"id"'
received_at = '"received"'
category_l1 = '"l1"'
category_l2 = '"l2"'
district = '"district"'
street = '"street"'
reporter = '"reporter"'
resolved = '"resolved"'
satisfied = '"satisfied"'
[report]
audience = "public"
"#;

#[test]
fn no_suppressed_figure_can_be_worked_out() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("orders.csv");
    fs::write(&source, orders(12)).unwrap();
    let config = folder.path().join("city.toml");
    fs::write(&config, CONFIG).unwrap();
    let output = folder.path().join("out");
    let (config, to) = (config.to_str().unwrap(), output.to_str().unwrap());
    yiti_ok(&["run", "--config", config, "--output", to, "--period", "2024"]);
    let published = output.join("2024");

    for inside in ["index.html", "charts", "rejects.parquet", "tables/score_inputs.csv"] {
        assert!(!published.join(inside).exists(), "{inside} is no part of an outward edition");
    }
    assert!(published.join("workbook.xlsx").is_file());
    let findings = fs::read_to_string(published.join("tables/findings.csv")).unwrap();
    assert!(!findings.contains("top_reporter_share") && !findings.contains("single_source"));
    let account = fs::read_to_string(published.join("run_results.json")).unwrap();
    assert!(!account.contains("orders.csv"), "names of files stay inside");
    let rows = query(&output, "select count(*) shown, min(reporters) least from panel_month");
    let number = |name: &str| rows[0][name].as_i64().unwrap();
    assert!(number("least") >= 5 && number("shown") > 200, "{rows:?}");

    // An earlier edition of half the year tells the same of the same months: nothing lies between
    // them.
    yiti_ok(&["run", "--config", config, "--output", to, "--period", "2024-06"]);
    let months = |period: &str| -> Vec<String> {
        let panel = fs::read_to_string(output.join(period).join("tables/panel_month.csv")).unwrap();
        let is_early =
            |line: &&str| (1..=6).any(|month| line.contains(&format!("2024-0{month}-01")));
        panel.lines().filter(is_early).map(str::to_owned).collect()
    };
    let early = months("2024-06");
    assert!(early.len() > 100 && early == months("2024"));

    let python = std::env::var_os("YITI_PYTHON").unwrap_or_else(|| "python3".into());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/disclosure_attack.py");
    let attacked = Command::new(python).arg(script).arg(&published).arg(&source).output();
    let skipped = |why: &str| {
        let _ = writeln!(
            std::io::stderr(),
            "no_suppressed_figure_can_be_worked_out: attack SKIPPED, {why}"
        );
    };
    match attacked {
        Err(error) => skipped(&error.to_string()),
        Ok(output) if output.status.code() == Some(77) => {
            skipped(String::from_utf8_lossy(&output.stdout).trim());
        }
        Ok(output) => {
            let found = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            assert!(found.contains(", exact 0 wrong 0"), "{found}");
        }
    }
}
