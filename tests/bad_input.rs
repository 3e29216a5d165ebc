//! What cannot be written or used is refused with the file and the fix, and nothing half-written is
//! left behind.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::city::{CONFIG, City};
use crate::support::{query, yiti, yiti_ok};

/// A small city: three streets in two districts, of which one has no order.
fn city(folder: &Path, title: &str) -> PathBuf {
    let mut text = String::from("id,received,category,district\n");
    for number in 0..3_000_usize {
        let (month, day) = (number % 24, number / 24 % 28 + 1);
        // One category has one order alone.
        let category = if number == 1_500 { "Only one" } else { ["Lamps", "Noise"][number % 2] };
        let received = format!("{}-{:02}-{day:02} 10:00", 2023 + month / 12, month % 12 + 1);
        text.push_str(&format!("{number},{received},{category},North\n"));
    }
    fs::write(folder.join("orders.csv"), text).unwrap();
    let areas = "level,area,parent,population\ncity,City,,1000000\n\
        district,North,City,600000\ndistrict,Empty,City,400000\n";
    fs::write(folder.join("areas.csv"), areas).unwrap();
    let config = format!(
        "version = 1\ntitle = \"{title}\"\nlanguage = \"en\"\n[source]\npaths = [\"orders.csv\"]\n\
         [columns]\norder_id = '\"id\"'\nreceived_at = '\"received\"'\n\
         category_l1 = '\"category\"'\n\
         district = '\"district\"'\n[areas]\npath = \"areas.csv\"\n"
    );
    let path = folder.join("city.toml");
    fs::write(&path, config).unwrap();
    path
}

/// Every file below a folder with its bytes, but for the warehouse and the scheduler's record.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if path.is_dir() && !is_hidden {
            all.extend(bytes(&path));
        } else if path.is_file() && !is_hidden {
            let content = fs::read(&path).unwrap();
            all.insert(path, content);
        }
    }
    all
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let config = city(folder.path(), "City");
    let file = folder.path().join("a file");
    fs::write(&file, "here first").unwrap();
    let below = file.join("out");
    let (config, to) = (config.to_str().unwrap(), below.to_str().unwrap());
    let refused = yiti(&["run", "--config", config, "--output", to, "--period", "2024"]);
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{message}");
    assert!(message.contains("a file"), "{message}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "here first");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_last_good_report_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let config = city(folder.path(), "City");
    let output = folder.path().join("out");
    let (config, to) = (config.to_str().unwrap(), output.to_str().unwrap());
    yiti_ok(&["run", "--config", config, "--output", to, "--period", "2024"]);
    let before = bytes(&output);
    // No file may grow beyond 16 kB: writing fails as on a full disk, at a place of its own choice.
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"";
    let limited = |arguments: &[&str]| {
        let mut bash = Command::new("bash");
        bash.args(["-c", script, env!("CARGO_BIN_EXE_yiti")]).args(arguments).output().unwrap()
    };
    for arguments in [
        vec!["run", "--config", config, "--output", to, "--period", "2024"],
        vec!["report", "--config", config, "--output", to, "--format", "xlsx,docx"],
    ] {
        let failed = limited(&arguments);
        let message = String::from_utf8_lossy(&failed.stderr).into_owned();
        assert_eq!(failed.status.code(), Some(1), "{arguments:?}: {message}");
        assert!(message.contains("too large"), "{message}");
        assert!(bytes(&output) == before, "{arguments:?} changed what was published");
    }
    yiti_ok(&["run", "--config", config, "--output", to, "--period", "2024"]);
}

#[test]
fn a_title_of_500_characters_is_printed_whole_and_breaks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let title = "Very long title ".repeat(31) + "end.";
    assert_eq!(title.len(), 500);
    let config = city(folder.path(), &title);
    let output = folder.path().join("out");
    let (config, to) = (config.to_str().unwrap(), output.to_str().unwrap());
    yiti_ok(&["run", "--config", config, "--output", to, "--period", "2024"]);
    let page = fs::read_to_string(output.join("2024/index.html")).unwrap();
    assert!(page.contains(&format!("<h1>{title}</h1>")));
    assert!(output.join("2024/workbook.xlsx").is_file());
    // A title of a report, which stands in a line with others, is refused with its length.
    let own = fs::read_to_string(config).unwrap() + "[report.titles]\nmonth = \"" + &title + "\"\n";
    fs::write(config, own).unwrap();
    let refused = yiti(&["run", "--config", config, "--output", to, "--period", "2024"]);
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{message}");
    assert!(message.contains("titles.month") && message.contains("500"), "{message}");
}

#[test]
fn a_topic_with_one_order_and_a_district_with_none_have_their_reports() {
    let folder = tempfile::tempdir().unwrap();
    let config = city(folder.path(), "City");
    let output = folder.path().join("out");
    let (config, to) = (config.to_str().unwrap(), output.to_str().unwrap());
    yiti_ok(&["run", "--config", config, "--output", to, "--period", "2024"]);
    yiti_ok(&["run", "--config", config, "--output", to, "--period", "2024-12"]);
    let none = query(&output, "select orders from areas_month where area = 'Empty'");
    assert!(none.iter().all(|row| row["orders"] == 0 || row["orders"].is_null()), "{none:?}");
    let one = ["report", "--output", to, "--where", "category = 'Only one'"];
    let made = yiti_ok(&one);
    let page = made.lines().find(|line| line.ends_with(".html")).unwrap();
    let page = fs::read_to_string(page).unwrap();
    assert!(
        page.contains("1 demand from") && !page.contains("NaN") && !page.contains("inf"),
        "{page}"
    );
    let empty = yiti(&["report", "--output", to, "--district", "Empty"]);
    let message = String::from_utf8_lossy(&empty.stderr).into_owned();
    assert_eq!(empty.status.code(), Some(2), "{message}");
    assert!(message.contains("North"), "the districts that have any are named: {message}");
    let nothing = yiti(&["report", "--output", to, "--where", "category = 'Lanterns'"]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("no demand meets it"));
}

/// A name is never taken for a value or the other way round: what has none is refused.
#[test]
fn files_without_rows_or_without_names_are_refused_with_what_to_do() {
    let refused = |name: &str, text: &str, words: &[&str]| {
        let city = City::new(&CONFIG.replace("orders.csv", name), "");
        fs::write(city.path(name), text).unwrap();
        city.refuses(3, words, &[]);
    };
    for name in ["a.csv", "a.json"] {
        refused(name, " \n", &[name, "it is empty", "[source] paths"]);
    }
    let rows = r#"["1", "2024-03-01", "noise", "north"], ["2", "2024-03-02", "noise", "south"]"#;
    let text = format!(r#"{{"columns": [{{"name": "id"}}], "data": [{rows}]}}"#);
    refused("a.json", &text, &["a.json", "2 rows in data", "without names", "CSV"]);
}
