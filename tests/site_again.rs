//! `report --format html`: the site again, for other settings of the page, without an order.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::city::{CONFIG, City};

const REPORT: &str = "[report]\npng = false\nformats = [\"html\"]\n";

fn year() -> String {
    let mut text = "id,time,kind,area\n".to_owned();
    for day in 0..366_u64 {
        let date = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(day);
        for at in 0..8_u64 {
            let (kind, area) = (["noise", "rubbish", "water"][(at % 3) as usize], at % 2);
            text += &format!("{day}-{at},{date} 1{}:00:00,{kind},area {area}\n", at % 8);
        }
    }
    text
}

/// Every page and chart, by its path.
fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".html") || name.ends_with(".svg") {
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn a_lost_site_comes_back_as_it_was_and_other_settings_of_the_page_count() {
    let city = City::new(&format!("{CONFIG}{REPORT}"), &year());
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    let folder = city.path("out/2024");
    let before = site(&folder);
    fs::remove_file(folder.join("index.html")).unwrap();
    fs::remove_dir_all(folder.join("charts")).unwrap();
    // The configuration is that of the run, by itself.
    let (output, html) = (city.path("out"), ["report", "--format", "html", "--output"]);
    let again = |more: &[&str]| {
        let mut arguments: Vec<&str> = html.to_vec();
        arguments.push(output.to_str().unwrap());
        arguments.extend(more);
        crate::support::yiti(&arguments)
    };
    let answer = again(&[]);
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let after = site(&folder);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, bytes) in &before {
        assert!(*bytes == after[name], "{name} is another one");
    }

    city.write("city.toml", &format!("{CONFIG}{REPORT}titles = {{ year = \"Our year\" }}\n"));
    let config = city.path("city.toml");
    let answer = again(&["--config", config.to_str().unwrap()]);
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let page = fs::read_to_string(folder.join("index.html")).unwrap();
    assert!(page.contains("Our year"));
}

#[test]
fn pages_that_would_contradict_the_tables_are_refused() {
    let city = City::new(&format!("{CONFIG}{REPORT}"), &year());
    assert_eq!(city.run(&["--period", "2024"]).0, 0);
    let folder = city.path("out/2024");
    let before = site(&folder);
    let refused = |why: &str| {
        let (status, _, message) = city.perform("report", &["--format", "html"]);
        assert_eq!(status, 1, "{message}");
        assert!(message.contains(why) && message.contains("yiti run"), "{message}");
        assert!(site(&folder) == before, "something was written");
    };
    city.write("city.toml", &format!("{CONFIG}{REPORT}[spike]\nfalse_share = 0.2\n"));
    refused("[spike]");
    city.write("city.toml", &format!("{CONFIG}{REPORT}"));
    city.write("orders.csv", &(year() + "more,2024-12-31 19:00:00,noise,area 1\n"));
    refused("the orders have changed");
    city.write("orders.csv", &year());
    fs::remove_dir_all(city.path("out/.warehouse")).unwrap();
    refused("the warehouse has gone");
}
