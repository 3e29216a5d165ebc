//! The report site in a browser: every page of a year, a month, a week and a day, as readers use
//! them.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{config, yiti_ok};

/// Browsers by their usual names; `YITI_CHROMIUM` names another.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Says aloud that a test was left out.
pub fn skipped(test: &str, why: &str) {
    // Not by `eprintln!`, which the runner keeps to itself while a test passes.
    let _ = writeln!(std::io::stderr(), "{test}: SKIPPED, {why}");
}

/// A Chromium; `None` where there is none.
pub fn browser() -> Option<std::ffi::OsString> {
    let named = std::env::var_os("YITI_CHROMIUM");
    let starts = |name: &&&str| Command::new(name).arg("--version").output().is_ok();
    named.or_else(|| BROWSERS.iter().find(starts).map(Into::into))
}

/// Opens every page of a folder; `None` where browser or Node are missing, which is said.
fn check(test: &str, folder: &Path) -> Option<Output> {
    let Some(browser) = browser() else {
        skipped(test, "there is no Chromium (YITI_CHROMIUM names one)");
        return None;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/site_check.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(browser).arg(folder);
    match std::env::var_os("YITI_AXE") {
        Some(axe) => drop(node.arg(axe)),
        None => skipped(test, "rules of axe-core alone: YITI_AXE does not name axe.min.js"),
    }
    match node.output() {
        Err(error) => {
            skipped(test, &format!("Node cannot be started: {error}"));
            None
        }
        Ok(output) if output.status.code() == Some(77) => {
            skipped(test, String::from_utf8_lossy(&output.stdout).trim());
            None
        }
        Ok(output) => Some(output),
    }
}

/// What was looked at, from the last line; the faults, from the others.
fn account(output: &Output) -> (serde_json::Value, String) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = text.lines().last().unwrap_or_default();
    (serde_json::from_str(last).expect("an account"), text.replace(last, "").trim().to_owned())
}

#[test]
fn every_page_of_the_site_works_by_mouse_by_keyboard_and_for_screen_readers() {
    let test = "every_page_of_the_site_works_by_mouse_by_keyboard_and_for_screen_readers";
    if browser().is_none() {
        skipped(test, "there is no Chromium (YITI_CHROMIUM names one)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let sample = folder.path().join("sample");
    let to = sample.to_str().unwrap();
    yiti_ok(&["sample", to, "--orders", "30000", "--years", "2023,2024", "--seed", "5"]);
    let chinese = fs::read_to_string(config("sample")).unwrap();
    let english = chinese.replace("\"zh\"", "\"en\"").replace("样例城市", "Sample city");
    let mut sums = [0; 4];
    for (language, text) in [("zh", &chinese), ("en", &english)] {
        let config = sample.join(format!("{language}.toml"));
        fs::write(&config, text).unwrap();
        let output = folder.path().join(language);
        for period in ["2024", "2024-11", "2024-W50", "2024-12-03"] {
            let (config, to) = (config.to_str().unwrap(), output.to_str().unwrap());
            let pages = output.join(period);
            yiti_ok(&["run", "--config", config, "--output", to, "--period", period]);
            let Some(checked) = check(test, &pages) else { return };
            let (seen, faults) = account(&checked);
            assert_eq!(faults, "", "{language} {period}");
            for (sum, name) in
                sums.iter_mut().zip(["tables_sorted", "tables_filtered", "stops", "images"])
            {
                *sum += seen[name].as_u64().unwrap();
            }
        }
    }
    // Had the script looked at nothing, it would have found nothing.
    let [sorted, filtered, stops, images] = sums;
    assert!(sorted > 20 && filtered > 6 && stops > 400 && images > 60, "{sums:?}");
}

/// A page in which everything is wrong that the check looks for, and a few things that are right.
const BAD_PAGE: &str = r##"<!doctype html><html><head><title></title>
<style>a:focus, button:focus { outline: none } .wide { width: 900px } .pale { color: #ccc }</style></head><body>
<a class="skip" href="#main">skip</a>
<h1>One</h1><h3>Three</h3><p class="wide pale">wide and pale</p>
<img src="missing.svg" alt="">
<a href="nowhere.html">dead</a> <a href="https://example.org/">outside</a>
<span onclick="1" tabindex="-1"><a href="#main" tabindex="-1">not by keyboard</a></span>
<main id="main"><table class="sortable" data-filter="Filter" data-none="None"><thead><tr><th>Name</th></tr></thead>
<tbody><tr><th>a</th></tr><tr><th>b</th></tr></tbody></table></main>
<script>console.error("planted"); fetch("https://example.org/data.json").catch(function () {});</script>
</body></html>"##;

#[test]
fn the_check_of_the_site_finds_planted_faults() {
    let test = "the_check_of_the_site_finds_planted_faults";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), BAD_PAGE).unwrap();
    fs::write(folder.path().join("large.html"), "x".repeat(500_001)).unwrap();
    let Some(checked) = check(test, folder.path()) else { return };
    let (_, faults) = account(&checked);
    for kind in [
        "index.html: headings: Three is of level 3",
        "index.html: headings: no title",
        "index.html: image: missing.svg is not shown",
        "index.html: image: missing.svg has no alternative text",
        "nowhere.html does not exist",
        "link: https://example.org/",
        "request: https://example.org/data.json",
        "console: error planted",
        "index.html: keyboard: Tab does not reach",
        "index.html: focus: nothing shows",
        "index.html: sorting: column Name cannot be sorted",
        "index.html: reflow:",
        "large.html: size: 500001 bytes",
    ] {
        assert!(faults.contains(kind), "not found: {kind}\n{faults}");
    }
    if std::env::var_os("YITI_AXE").is_some() {
        assert!(faults.contains("color-contrast") && faults.contains("html-has-lang"), "{faults}");
    }
}
