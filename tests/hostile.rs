//! Names and texts that other programs would run, follow or turn round are texts in every published
//! file.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, Xlsx};
use resvg::usvg::roxmltree::Document;

use crate::support::{query, yiti_ok};

/// Categories, streets and texts of a city that means harm.
const EVIL: [&str; 6] = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "🚧 \u{202E}gnp.exe",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
];
const DISTRICTS: [&str; 5] = ["+1+1", "@SUM(A1)", "甲区\u{200F}", "🏙️ 乙区", "</title><b>"];

/// A published year and month of it.
fn published(folder: &Path) -> PathBuf {
    let long = "长".repeat(10_000);
    let mut orders = csv::Writer::from_path(folder.join("orders.csv")).unwrap();
    let heads =
        ["id", "received", "category", "district", "department", "reporter", "text", "solved"];
    orders.write_record(heads).unwrap();
    for number in 0..12_000_usize {
        let (month, day) = (number % 24, number / 24 % 28 + 1);
        let received = format!("{}-{:02}-{day:02} 10:00", 2023 + month / 12, month % 12 + 1);
        let category = EVIL.get(number % 7).copied().unwrap_or(&long);
        let district = DISTRICTS[number / 7 % 5];
        let text = format!("{} {} 第{}号", EVIL[number / 5 % 6], "路灯不亮", number % 40);
        let (id, reporter) = (number.to_string(), format!("R{}", number % 5_000));
        let department = EVIL[number / 3 % 6];
        let solved = if number % 3 == 0 { "是" } else { "否" };
        let row = [&id, &received, category, district, department, &reporter, &text, solved];
        orders.write_record(row).unwrap();
    }
    orders.flush().unwrap();
    let config = r#"
version = 1
title = "=1+1 {{ x }} & <b>"
language = "en"
[source]
paths = ["orders.csv"]
[columns]
order_id = '"id"'
received_at = '"received"'
category_l1 = '"category"'
district = '"district"'
department = '"department"'
reporter = '"reporter"'
text = '"text"'
resolved = '"solved"'
[report]
unit = "</w:t><script>"
"#;
    let path = folder.join("city.toml");
    fs::write(&path, config).unwrap();
    let output = folder.join("out");
    let (path, to) = (path.to_str().unwrap(), output.to_str().unwrap());
    for period in ["2024", "2024-12"] {
        yiti_ok(&["run", "--config", path, "--output", to, "--period", period]);
    }
    yiti_ok(&["report", "--output", to, "--period", "2024", "--district", "+1+1"]);
    output
}

/// All files of a folder with an ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found
}

/// The parts of a zip file that are XML.
fn parts(path: &Path) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut all = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            all.push((name, text));
        }
    }
    all
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    assert!(!text.contains('\u{202E}'), "{}: turns the line round", path.display());
    text
}

#[test]
fn hostile_names_are_inert_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let output = published(folder.path());
    // That the city is as hostile as it is meant to be.
    let names = query(&output, "select count(distinct category) n from panel_month");
    assert_eq!(names[0]["n"], 7);

    let pages = files(&output, "html");
    assert!(pages.len() > 20, "{}", pages.len());
    for path in &pages {
        let page = read(path);
        let scripts = if path.parent().unwrap().ends_with("documents") { 0 } else { 1 };
        assert_eq!(page.matches("<script").count(), scripts, "{}", path.display());
        for harm in ["<img src=x", "href=\"javascript", "</title><b>", "onerror=alert(1)>"] {
            assert!(!page.contains(harm), "{}: {harm}", path.display());
        }
    }
    for path in files(&output, "svg") {
        let text = read(&path);
        let chart = Document::parse(&text).unwrap();
        let is_safe = |name: &str| !["script", "a", "image", "foreignObject"].contains(&name);
        assert!(chart.descendants().all(|node| is_safe(node.tag_name().name())));
    }
    for path in files(&output, "csv") {
        for record in csv::ReaderBuilder::new().flexible(true).from_path(&path).unwrap().records() {
            for field in record.unwrap().iter() {
                let is_number = field.parse::<f64>().is_ok();
                let first = field.chars().next();
                let runs = first.is_some_and(|letter| "=+-@\t\r".contains(letter)) && !is_number;
                assert!(!runs, "{}: {field:.60}", path.display());
            }
        }
    }
    for path in files(&output, "xlsx") {
        for (name, text) in parts(&path) {
            let part = Document::parse(&text).unwrap();
            let has = |tag: &str| part.descendants().any(|node| node.tag_name().name() == tag);
            assert!(!has("f") || name.contains("charts/"), "{name}: a formula");
            assert!(!text.contains("javascript:alert(1)\" "), "{name}");
            assert!(
                !name.ends_with(".rels") || !text.contains("TargetMode=\"External\""),
                "{name}"
            );
        }
        let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
        let cover = book.worksheet_range("Cover").unwrap();
        assert_eq!(cover.get((0, 0)), Some(&Data::String("=1+1 {{ x }} & <b>".to_owned())));
    }
    let documents = files(&output, "docx");
    assert!(documents.len() > 2);
    for path in documents {
        for (name, text) in parts(&path) {
            let part = Document::parse(&text).unwrap();
            let has = |tag: &str| part.descendants().any(|node| node.tag_name().name() == tag);
            assert!(!has("hyperlink") && !has("script") && !text.contains('\u{202E}'), "{name}");
            assert!(!text.contains("TargetMode=\"External\""), "{name}");
        }
    }
    for path in files(&output, "json") {
        let _: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    }
    for path in files(&output, "ipynb") {
        let notebook: serde_json::Value = serde_json::from_str(&read(&path)).unwrap();
        for cell in notebook["cells"].as_array().unwrap() {
            let lines = cell["source"].as_array().unwrap().iter().filter_map(|line| line.as_str());
            let text: String = lines.collect();
            if cell["cell_type"] == "markdown" {
                assert!(!text.contains("<script") && !text.contains("](javascript"), "{text}");
            }
        }
    }
}
