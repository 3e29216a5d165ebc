//! The pages of each kind of period show what its tables hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use yiti::engine::{Engine, EngineSettings, read_parquet, register_rows};

use crate::support::yiti_ok;

/// A figure as pages print counts.
fn printed(row: &serde_json::Value, column: &str) -> String {
    let digits = row[column].to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The rows of a query over the tables of one report.
fn rows_of(tables: &Path, sql: &str) -> Vec<serde_json::Value> {
    let engine = Engine::start(&EngineSettings::default()).unwrap();
    let session = engine.session(1);
    for entry in fs::read_dir(tables).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "parquet") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            register_rows(&session, name, read_parquet(&path).unwrap()).unwrap();
        }
    }
    let rows = engine.wait(async { session.sql(sql).await.unwrap().collect().await.unwrap() });
    let mut lines = arrow::json::LineDelimitedWriter::new(Vec::new());
    lines.write_batches(&rows.iter().collect::<Vec<_>>()).unwrap();
    lines.finish().unwrap();
    let text = String::from_utf8(lines.into_inner()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn pages(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_month_follows_the_list_in_force_and_every_page_shows_what_the_tables_hold() {
    let city = tempfile::tempdir().unwrap();
    let (sample, output) = (city.path().join("sample"), city.path().join("out"));
    let (dir, out) = (sample.to_str().unwrap(), output.to_str().unwrap());
    yiti_ok(&["sample", dir, "--orders", "30000", "--years", "2023,2024", "--seed", "7"]);
    let text = fs::read_to_string(sample.join("sample.toml")).unwrap();
    let config = sample.join("en.toml");
    let english = text.replace("\"zh\"", "\"en\"");
    fs::write(&config, format!("{english}\n[topics]\ntexts = 0\n[report]\npng = false\n")).unwrap();
    let config = config.to_str().unwrap();
    for period in ["2023", "2024-12", "2024-W50"] {
        yiti_ok(&["run", "--config", config, "--output", out, "--period", period]);
    }
    let table = |period: &str, sql: &str| rows_of(&output.join(period).join("tables"), sql);

    // The month: the list that was published from 2023, and what became of it.
    let listed = table("2023", "select topic_id from proposal");
    let progress = table(
        "2024-12",
        "select topic_id, orders, orders_prev from progress
         where month = date '2024-12-01'",
    );
    let ids = |rows: &[serde_json::Value]| -> BTreeSet<String> {
        rows.iter().map(|row| row["topic_id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!progress.is_empty() && ids(&progress).is_subset(&ids(&listed)));
    let index = fs::read_to_string(output.join("2024-12/index.html")).unwrap();
    assert!(index.contains("the list published from the data of 2023"));
    assert!(!index.contains("Proposed"));
    let summary = table(
        "2024-12",
        "select topics, fell, fell_beyond_noise, rose from summary_month
         where month = date '2024-12-01'",
    );
    let of = |column: &str| match summary[0][column].to_string().as_str() {
        "0" if column == "fell_beyond_noise" => "none".to_owned(),
        count => count.to_owned(),
    };
    let answer = format!(
        "Of {} topics, {} fell, {} of them beyond chance; {} rose",
        of("topics"),
        of("fell"),
        of("fell_beyond_noise"),
        of("rose")
    );
    assert!(index.contains(&answer), "{answer}");
    for row in &progress {
        let id = row["topic_id"].as_str().unwrap();
        let page = fs::read_to_string(output.join(format!("2024-12/topics/{id}.html"))).unwrap();
        for page in [&index, &page] {
            assert!(page.contains(&format!(">{}<", printed(row, "orders"))), "{row}");
            assert!(page.contains(&format!("from {}<", printed(row, "orders_prev"))), "{row}");
        }
    }

    // Districts and departments: a page each, with the orders of the table.
    let districts = table(
        "2024-12",
        "select area, orders from areas_month
         where area_level = 'district' and month = date '2024-12-01'",
    );
    let folder = output.join("2024-12/districts");
    assert_eq!(pages(&folder).len(), districts.len());
    let of_districts: Vec<String> =
        pages(&folder).iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect();
    for row in &districts {
        let says = format!("{} demands this month", printed(row, "orders"));
        let name = row["area"].as_str().unwrap();
        let page = of_districts.iter().find(|page| page.contains(&format!("<h1>{name}</h1>")));
        assert!(page.is_some_and(|page| page.contains(&says)), "{row}");
        assert!(index.contains(&format!(">{}<", printed(row, "orders"))), "{row}");
    }
    let departments = table(
        "2024-12",
        "select department from departments_month where month = date '2024-12-01'",
    );
    assert_eq!(pages(&output.join("2024-12/departments")).len(), departments.len().min(300));

    // The week: what moved is what the table says.
    let week = fs::read_to_string(output.join("2024-W50/index.html")).unwrap();
    let movers = table("2024-W50", "select name, orders from movers");
    for row in movers.iter().take(10) {
        let name = row["name"].as_str().unwrap();
        assert!(week.contains(name) && week.contains(&printed(row, "orders")), "{row}");
    }
    assert!(week.contains("week 50 of 2024"));
}
