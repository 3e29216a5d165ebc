//! What people take away is made of what is published: the same figures, in files that other programs open.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use calamine::{Data, Reader as _, Xlsx};
use yiti::publish::{Dictionary, Kind};

use crate::support::{query, yiti, yiti_ok};

/// A published year of a small sample city, made once.
struct City {
    _folder: tempfile::TempDir,
    config: PathBuf,
    output: PathBuf,
}

fn city() -> &'static City {
    static CITY: OnceLock<City> = OnceLock::new();
    CITY.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let sample = folder.path().join("sample");
        let to = sample.to_str().unwrap();
        yiti_ok(&["sample", to, "--orders", "20000", "--years", "2023,2024", "--seed", "3"]);
        let config = sample.join("sample.toml");
        fs::copy(crate::support::config("sample"), &config).unwrap();
        let output = folder.path().join("out");
        let (config_path, output_path) = (config.to_str().unwrap(), output.to_str().unwrap());
        yiti_ok(&["run", "--config", config_path, "--output", output_path, "--period", "2024"]);
        City { _folder: folder, config, output }
    })
}

/// The XML parts of a zip file whose names begin so, as text.
fn parts(path: &Path, prefix: &str) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut all = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.starts_with(prefix) && name.ends_with(".xml") {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            all.push((name, text));
        }
    }
    all
}

#[test]
fn the_workbook_has_the_published_figures_one_table_a_sheet() {
    let city = city();
    let path = city.output.join("2024/workbook.xlsx");
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let names = book.sheet_names();
    for name in
        ["封面", "目录", "说明", "图", "清单", "台账", "候选问题", "发现", "逐月进展", "口径"]
    {
        assert!(names.iter().any(|found| found == name), "{name} is not among {names:?}");
    }
    let list = book.worksheet_range("清单").unwrap();
    let heading =
        list.rows().position(|row| row[0] == Data::String("研究月份".to_owned())).unwrap();
    let at = |name: &str| {
        let headings = list.rows().nth(heading).unwrap();
        headings.iter().position(|cell| *cell == Data::String(name.to_owned())).unwrap()
    };
    let (title, orders) = (at("问题"), at("诉求量"));
    let shown: BTreeSet<(String, i64)> = list
        .rows()
        .skip(heading + 1)
        .map(|row| (row[title].to_string(), row[orders].to_string().parse().unwrap()))
        .collect();
    let published = query(&city.output, "select title, orders from proposal");
    let published: BTreeSet<(String, i64)> = published
        .iter()
        .map(|row| (row["title"].as_str().unwrap().to_owned(), row["orders"].as_i64().unwrap()))
        .collect();
    assert_eq!(shown, published);

    let sheets = parts(&path, "xl/worksheets/sheet");
    assert!(sheets.iter().all(|(_, text)| !text.contains("<mergeCell") && !text.contains("<f>")));
    let tables = parts(&path, "xl/tables/");
    assert_eq!(tables.len(), names.len() - 4, "a table a sheet but cover, contents, notes, charts");
    let charts = parts(&path, "xl/charts/chart");
    assert_eq!(charts.len(), published.len() + 1, "the list, and each topic's months");
    let drawings = parts(&path, "xl/drawings/drawing");
    let described = drawings[0].1.matches("descr=\"").count();
    assert_eq!(described, charts.len(), "every chart says in words what it shows");
}

#[test]
fn report_makes_the_same_bytes_again_without_an_order() {
    let city = city();
    let path = city.output.join("2024/workbook.xlsx");
    let before = fs::read(&path).unwrap();
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    let output = city.output.to_str().unwrap();
    let made = yiti_ok(&["report", "--output", output, "--format", "xlsx"]);
    assert_eq!(made.lines().next(), path.to_str());
    assert!(fs::read(&path).unwrap() == before, "the same results, the same bytes");
    assert!(fs::metadata(&path).unwrap().modified().unwrap() > written, "it was made again");
}

#[test]
fn what_cannot_be_made_says_what_to_do() {
    let city = city();
    let output = city.output.to_str().unwrap();
    let html = yiti(&["report", "--output", output, "--format", "html"]);
    assert_eq!(html.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&html.stderr).contains("yiti run"));
    let empty = tempfile::tempdir().unwrap();
    let nothing = yiti(&["report", "--output", empty.path().to_str().unwrap()]);
    assert_eq!(nothing.status.code(), Some(2));
    let config = empty.path().join("city.toml");
    let text = fs::read_to_string(&city.config).unwrap() + "\n[report]\nlogo = \"logo.png\"\n";
    fs::write(&config, text).unwrap();
    fs::write(empty.path().join("logo.png"), "no image").unwrap();
    let logo = yiti(&["report", "--output", output, "--config", config.to_str().unwrap()]);
    assert_eq!(logo.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&logo.stderr).contains("PNG or JPEG"));
}

#[test]
fn every_published_table_column_and_code_has_its_meaning() {
    let city = city();
    let dictionary = Dictionary::get();
    for file in fs::read_dir(city.output.join("2024/tables")).unwrap().flatten() {
        let path = file.path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let table = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            dictionary.table(table).is_some(),
            "pipeline/publish/dictionary/tables.csv lacks {table}"
        );
        let mut lines = csv::Reader::from_path(&path).unwrap();
        let columns: Vec<String> = lines
            .headers()
            .unwrap()
            .iter()
            .map(|column| column.trim_start_matches('\u{feff}').to_owned())
            .collect();
        let records: Vec<csv::StringRecord> =
            if table == "panel_month" { Vec::new() } else { lines.records().flatten().collect() };
        for (at, column) in columns.iter().enumerate() {
            let meaning = dictionary.column(table, column);
            let meaning = meaning.unwrap_or_else(|| {
                panic!("pipeline/publish/dictionary/columns.csv lacks {table}.{column}")
            });
            let known: Vec<&str> = dictionary.codes(column).collect();
            if meaning.kind == Kind::Code && !known.is_empty() {
                for record in &records {
                    let found = &record[at];
                    assert!(
                        found.is_empty() || known.contains(&found),
                        "codes.csv lacks {column} {found}"
                    );
                }
            }
        }
    }
}

#[test]
fn names_that_look_like_formulas_stay_names() {
    let folder = tempfile::tempdir().unwrap();
    let evil = [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "](javascript:alert(1))",
        "🚧 \u{202E}gnp",
    ];
    let mut lines = String::from("id,received,category,district\n");
    let long = "长".repeat(10_000);
    for (number, day) in (0..6_000).zip((1..=28).cycle()) {
        let month = number % 12 + 1;
        let category = evil.get(number % 5).copied().unwrap_or(&long);
        let district = ["+1+1", "@SUM(A1)", "甲区", "乙区"][number % 4];
        let line =
            format!("{number},2024-{month:02}-{day:02} 10:00,\"{category}\",\"{district}\"\n");
        lines.push_str(&line);
    }
    fs::write(folder.path().join("orders.csv"), lines).unwrap();
    let config = "version = 1\ntitle = \"=1+1 {{ x }} & <b>\"\nlanguage = \"en\"\n[source]\npaths = [\"orders.csv\"]\n\
        [columns]\norder_id = '\"id\"'\nreceived_at = '\"received\"'\ncategory_l1 = '\"category\"'\ndistrict = '\"district\"'\n";
    let path = folder.path().join("city.toml");
    fs::write(&path, config).unwrap();
    let output = folder.path().join("out");
    let (path, output_path) = (path.to_str().unwrap(), output.to_str().unwrap());
    yiti_ok(&["run", "--config", path, "--output", output_path, "--period", "2024"]);
    let book = output.join("2024/workbook.xlsx");
    let sheets = parts(&book, "xl/worksheets/sheet");
    assert!(sheets.iter().all(|(_, text)| !text.contains("<f>")));
    let mut opened: Xlsx<_> = calamine::open_workbook(&book).unwrap();
    let cover = opened.worksheet_range("Cover").unwrap();
    assert_eq!(cover.get((0, 0)), Some(&Data::String("=1+1 {{ x }} & <b>".to_owned())));
    let findings = opened.worksheet_range("Candidates").unwrap();
    assert!(findings.rows().flatten().any(|cell| cell.to_string().starts_with("=cmd|")));
}
