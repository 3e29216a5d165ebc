//! The pages of each kind of period show what its tables hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::yiti_ok;

/// One row of a table, by column.
type Row = BTreeMap<String, String>;

/// Rows of a published table.
fn table(output: &Path, period: &str, name: &str) -> Vec<Row> {
    let path = output.join(period).join("tables").join(format!("{name}.csv"));
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// Those of December 2024.
fn of_december(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().filter(|row| row["month"].starts_with("2024-12")).collect()
}

/// A figure as pages print counts.
fn printed(row: &Row, column: &str) -> String {
    let digits = &row[column];
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
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
    let table = |period: &str, name: &str| table(&output, period, name);

    // The month: the list that was published from 2023, and what became of it.
    let listed = table("2023", "proposal");
    let progress = of_december(table("2024-12", "progress"));
    let ids = |rows: &[Row]| -> BTreeSet<String> {
        rows.iter().map(|row| row["topic_id"].clone()).collect()
    };
    assert!(!progress.is_empty() && ids(&progress).is_subset(&ids(&listed)));
    let index = fs::read_to_string(output.join("2024-12/index.html")).unwrap();
    assert!(index.contains("the list published from the data of 2023"));
    assert!(!index.contains("Proposed"));
    let summary = of_december(table("2024-12", "summary_month"));
    let of = |column: &str| match summary[0][column].as_str() {
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
        let id = &row["topic_id"];
        let page = fs::read_to_string(output.join(format!("2024-12/topics/{id}.html"))).unwrap();
        for page in [&index, &page] {
            assert!(page.contains(&format!(">{}<", printed(row, "orders"))), "{row:?}");
            assert!(page.contains(&format!("from {}<", printed(row, "orders_prev"))), "{row:?}");
        }
    }

    // Districts and departments: a page each, with the orders of the table.
    let mut districts = of_december(table("2024-12", "areas_month"));
    districts.retain(|row| row["area_level"] == "district");
    let folder = output.join("2024-12/districts");
    assert_eq!(pages(&folder).len(), districts.len());
    let of_districts: Vec<String> =
        pages(&folder).iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect();
    for row in &districts {
        let says = format!("{} demands this month", printed(row, "orders"));
        let name = &row["area"];
        let page = of_districts.iter().find(|page| page.contains(&format!("<h1>{name}</h1>")));
        assert!(page.is_some_and(|page| page.contains(&says)), "{row:?}");
        assert!(index.contains(&format!(">{}<", printed(row, "orders"))), "{row:?}");
    }
    let departments = of_december(table("2024-12", "departments_month"));
    assert_eq!(pages(&output.join("2024-12/departments")).len(), departments.len().min(300));

    // The week: what moved is what the table says.
    let week = fs::read_to_string(output.join("2024-W50/index.html")).unwrap();
    let movers = table("2024-W50", "movers");
    for row in movers.iter().take(10) {
        let name = &row["name"];
        assert!(week.contains(name.as_str()) && week.contains(&printed(row, "orders")), "{row:?}");
    }
    assert!(week.contains("week 50 of 2024"));
}
