//! What people take away is made of what is published: the same figures, in files that other
//! programs open.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use calamine::{Data, Reader as _, Xlsx};
use yiti::language::Language;
use yiti::publish::{Dictionary, Kind};

use crate::support::{query, yiti, yiti_ok};

/// A published year of a small sample city, made once.
pub(crate) struct City {
    _folder: tempfile::TempDir,
    pub(crate) config: PathBuf,
    pub(crate) output: PathBuf,
}

pub(crate) fn city() -> &'static City {
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
pub(crate) fn parts(path: &Path, prefix: &str) -> Vec<(String, String)> {
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
fn a_sheet_without_rows_says_why() {
    let city = city();
    let mut book: Xlsx<_> =
        calamine::open_workbook(city.output.join("2024/workbook.xlsx")).unwrap();
    let mut texts: Vec<String> = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        texts.extend(range.used_cells().filter_map(|(.., cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    let mut explained = BTreeSet::new();
    for file in fs::read_dir(city.output.join("2024/tables")).unwrap().flatten() {
        let path = file.path();
        let is_empty = path.extension().is_some_and(|extension| extension == "csv")
            && fs::read_to_string(&path).unwrap().lines().count() == 1;
        let table = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let is_shown = texts.iter().any(|text| text.contains(&format!("tables/{table}.csv")));
        if is_empty && is_shown {
            let why = Dictionary::get().table(&table).unwrap().why_empty(Language::Zh);
            assert!(!why.is_empty(), "tables.csv does not say why {table} may have no row");
            assert!(texts.contains(&format!("下表为空：{why}。")), "{table}: {why}");
            explained.insert(table);
        }
    }
    assert!(!explained.is_empty(), "no sheet of the sample is empty");
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

/// Says aloud that a test was left out.
fn skipped(test: &str, why: &str) {
    // Not by `eprintln!`, which the runner keeps to itself while a test passes.
    let _ = writeln!(std::io::stderr(), "{test}: SKIPPED, {why}");
}

#[test]
fn other_programs_open_what_people_take_away_and_find_the_published_numbers() {
    let test = "other_programs_open_what_people_take_away_and_find_the_published_numbers";
    let city = city();
    let copy = tempfile::tempdir().unwrap();
    let python = std::env::var_os("YITI_PYTHON").unwrap_or_else(|| "python3".into());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/deliverables_check.py");
    let ran =
        Command::new(python).arg(script).arg(city.output.join("2024")).arg(copy.path()).output();
    match ran {
        Err(error) => skipped(test, &format!("Python cannot be started: {error}")),
        Ok(output) if output.status.code() == Some(77) => {
            skipped(test, String::from_utf8_lossy(&output.stdout).trim());
        }
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn libreoffice_turns_workbook_and_documents_into_pages() {
    let test = "libreoffice_turns_workbook_and_documents_into_pages";
    let city = city();
    let scratch = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", scratch.path().display());
    let folder = city.output.join("2024");
    let ran = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(scratch.path())
        .arg(folder.join("workbook.xlsx"))
        .arg(folder.join("documents/annual_proposal.docx"))
        .output();
    let Ok(output) = ran else {
        skipped(test, "there is no soffice");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for name in ["workbook.pdf", "annual_proposal.pdf"] {
        let pages = fs::read(scratch.path().join(name)).unwrap();
        assert!(pages.starts_with(b"%PDF") && pages.len() > 20_000, "{name}");
    }
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_special_report_is_made_of_one_topic_and_an_unknown_one_is_refused() {
    let city = city();
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&city.output.join("2024"), &folder.path().join("2024"));
    fs::write(folder.path().join("latest"), "2024\n").unwrap();
    let output = folder.path().to_str().unwrap();
    // also a topic that is not on the list, with few orders
    let rows = query(&city.output, "select topic_id from topics order by orders, topic_id limit 1");
    let topic = rows[0]["topic_id"].as_str().unwrap();
    let made = yiti_ok(&["report", "--output", output, "--topic", topic]);
    let document = made.lines().find(|path| path.ends_with(".docx")).unwrap();
    assert!(parts(Path::new(document), "word/document").len() == 1);
    let refused = yiti(&["report", "--output", output, "--topic", "T00000000"]);
    assert_eq!(refused.status.code(), Some(2));
}
