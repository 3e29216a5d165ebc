//! `yiti init`: strange files become configurations that run as they stand, or say what to fill in.

use std::path::Path;

use crate::support::{query, results, shared, yiti, yiti_ok};

/// Two years of orders: id, day, hour, kind, branch, street, district, answer.
fn orders() -> Vec<[String; 7]> {
    let kinds = ["路燈不亮", "噪音擾民", "垃圾未清", "違規停車", "井蓋缺失", "積水"];
    let mut orders = Vec::new();
    for day in 0..731_u64 {
        let date = chrono::NaiveDate::from_ymd_opt(2023, 1, 1).unwrap() + chrono::Days::new(day);
        for one in 0..3 + day % 3 {
            let number = day * 7 + one * 5;
            let kind = (number % 6) as usize;
            let street = number % 11 % 8;
            orders.push([
                format!("A{day:04}{one}"),
                format!("{}/{:02}", date.format("%d/%m/%Y"), number % 24).replacen("/0", "/0", 1),
                kinds[kind].to_owned(),
                ["市政設施", "市容環境"][kind % 2].to_owned(),
                format!(
                    "{}街道",
                    ["東門", "西門", "南門", "北門", "中山", "和平", "文化", "建設"]
                        [street as usize]
                ),
                format!("{}區", ["城東", "城西"][street as usize / 4]),
                if number % 4 == 0 { "否" } else { "是" }.to_owned(),
            ]);
        }
    }
    orders
}

const HEADER: [&str; 7] = ["案號", "日期", "小類", "大類", "街道", "行政區", "是否解決"];

/// A configuration for the file that runs without an edit; the areas and categories that it
/// published.
fn runs(folder: &Path, file: &str, options: &[&str]) -> (String, Vec<serde_json::Value>) {
    let (config, output) = (folder.join("first.toml"), folder.join("out"));
    let file = folder.join(file);
    let mut arguments = vec!["init", file.to_str().unwrap(), "--to", config.to_str().unwrap()];
    arguments.extend(options);
    yiti_ok(&arguments);
    let text = std::fs::read_to_string(&config).unwrap();
    println!("{text}");
    yiti_ok(&[
        "run",
        "--config",
        config.to_str().unwrap(),
        "--output",
        output.to_str().unwrap(),
        "--period",
        "2024",
    ]);
    let account = results(&output, "2024");
    assert_eq!(account["rows"]["read"], account["rows"]["accepted"], "{}", account["rows"]);
    let names = query(
        &output,
        "select area_level, count(distinct area) as areas, count(distinct category) as categories, \
         sum(resolved) as resolved from panel_month where category_level = 'l2' group by \
         area_level order by area_level",
    );
    (text, names)
}

fn is_right(names: &[serde_json::Value]) {
    let of = |level: &str| names.iter().find(|row| row["area_level"] == level).expect("a level");
    assert_eq!(
        (of("district")["areas"].as_u64(), of("street")["areas"].as_u64()),
        (Some(2), Some(8))
    );
    assert_eq!(of("city")["categories"], 6);
    assert!(of("city")["resolved"].as_u64().unwrap() > 500, "{names:?}");
}

#[test]
fn a_big5_file_with_semicolons_and_titles_runs_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("熱線案件匯出\n匯出時間：2025年1月5日\n");
    text += &HEADER.join(";");
    for order in orders() {
        let mut order = order;
        order[1] = order[1][..10].to_owned();
        text += "\n";
        text += &order.join(";");
    }
    let (bytes, _, lost) = encoding_rs::BIG5.encode(&text);
    assert!(!lost);
    std::fs::write(folder.path().join("export.csv"), bytes).unwrap();
    let (config, names) = runs(folder.path(), "export.csv", &[]);
    for found in ["encoding   = \"Big5\"", "delimiter  = \";\"", "header_row = 3", "%d/%m/%Y"] {
        assert!(config.contains(found), "{found}: {config}");
    }
    is_right(&names);
}

#[test]
fn a_workbook_with_a_title_runs_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("說明").unwrap().write(0, 0, "本表由熱線平臺匯出").unwrap();
    let sheet = book.add_worksheet().set_name("案件").unwrap();
    sheet.write(0, 0, "熱線案件一覽").unwrap();
    for (column, name) in HEADER.iter().enumerate() {
        sheet.write(2, column as u16, *name).unwrap();
    }
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for (row, order) in orders().iter().enumerate() {
        for (column, value) in order.iter().enumerate() {
            let (row, column) = (row as u32 + 3, column as u16);
            if column == 1 {
                let day = chrono::NaiveDate::parse_from_str(&value[..10], "%d/%m/%Y").unwrap();
                let serial =
                    (day - chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days();
                sheet.write_with_format(row, column, serial as f64, &format).unwrap();
            } else {
                sheet.write(row, column, value.as_str()).unwrap();
            }
        }
    }
    book.save(folder.path().join("export.xlsx")).unwrap();
    let (config, names) = runs(folder.path(), "export.xlsx", &[]);
    assert!(
        config.contains("sheet      = \"案件\"") && config.contains("header_row = 3"),
        "{config}"
    );
    is_right(&names);
}

#[test]
fn a_wrapped_json_array_runs_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let row = |order: &[String; 7]| {
        let day = chrono::NaiveDate::parse_from_str(&order[1][..10], "%d/%m/%Y").unwrap();
        let seconds = i64::from(day.to_epoch_days()) * 86_400 + 7 * 3_600;
        serde_json::json!({
            "ticket": { "number": order[0], "created_time": seconds * 1_000 },
            "topic": order[3], "subtopic_category": order[2],
            "area": { "district": order[5], "ward": order[4] },
            "resolved": order[6] == "是",
        })
    };
    let rows: Vec<serde_json::Value> = orders().iter().map(row).collect();
    let document =
        serde_json::json!({ "meta": { "count": rows.len() }, "data": { "items": rows } });
    std::fs::write(folder.path().join("export.json"), document.to_string()).unwrap();
    let (config, names) = runs(folder.path(), "export.json", &[]);
    assert!(config.contains("to_timestamp_millis"), "{config}");
    is_right(&names);
}

#[test]
fn what_is_not_there_is_said_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letters.csv");
    let rows: String = (0..400).map(|row| format!("{row},{},x{}\n", row % 7, row % 3)).collect();
    std::fs::write(&file, format!("n,k,m\n{rows}")).unwrap();
    let text = yiti_ok(&["init", file.to_str().unwrap()]);
    assert!(text.contains("# received_at  = ") && text.contains("fill in"), "{text}");
    assert!(toml::from_str::<toml::Value>(&text).is_ok(), "{text}");
    let again = yiti(&["init", file.to_str().unwrap(), "--to", file.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("n,k,m\n"));
}

#[test]
fn boston_ottawa_and_new_york_run_as_they_stand() {
    let Some(shared) = shared("init") else { return };
    let files = [
        ("boston311_2015", "2015", "CASE_ENQUIRY_ID", "OPEN_DT"),
        ("ottawa311_2014", "2014", "_file_name", "creation_date"),
        ("nyc_council_2015_2019", "2018", "unique_key", "opendate"),
    ];
    for (name, period, id, received) in files {
        let folder = tempfile::tempdir().unwrap();
        let (first, output) = (folder.path().join("first.toml"), folder.path().join("out"));
        let file = shared.join(format!("data/real/{name}.parquet"));
        yiti_ok(&["init", file.to_str().unwrap(), "--to", first.to_str().unwrap()]);
        let text = std::fs::read_to_string(&first).unwrap();
        println!("{text}");
        yiti_ok(&[
            "run",
            "--config",
            first.to_str().unwrap(),
            "--output",
            output.to_str().unwrap(),
            "--period",
            period,
        ]);
        let rows = &results(&output, period)["rows"];
        // Some rows of New York have no category, and 81 ids come twice.
        let reasons = rows["rejected_by_reason"].as_object().unwrap();
        assert!(reasons.keys().all(|reason| reason == "category is missing"), "{name}: {rows}");
        let accepted = rows["accepted"].as_f64().unwrap() / rows["read"].as_f64().unwrap();
        assert!(accepted > 0.96, "{name}: {rows}");
        // As in the configuration that people wrote for it.
        let names = |role: &str, column: &str| {
            let line = text.lines().find(|line| line.starts_with(role)).unwrap();
            assert!(line.contains(&format!("\"{column}\"")), "{name}: {line}");
        };
        names("order_id", id);
        names("received_at", received);
    }
}

/// Monthly files of one city: two write their days as numbers, the others with names of months;
/// what orders are about is called so by its values alone, beside counts and a column that says the
/// same of all.
#[test]
fn a_folder_is_told_by_all_its_files_and_counts_are_no_categories() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    for month in 1..=12 {
        let mut rows = String::from("opened,what,followers,priority,ward,city\n");
        for order in 0..60_u32 {
            let day = order % 28 + 1;
            let opened = match month {
                1 | 2 => format!("{month}/{day}/2024 10:{order:02}"),
                _ => chrono::NaiveDate::from_ymd_opt(2024, month, day)
                    .unwrap()
                    .format(&format!("%Y-%b-%d 10:{order:02}:07"))
                    .to_string(),
            };
            let what =
                ["Noise at night", "Lamp out", "Litter left", "Deep hole"][order as usize * 7 % 4];
            rows +=
                &format!("{opened},{what},{},normal,Ward {},Springfield\n", order % 3, order % 5);
        }
        std::fs::write(files.join(format!("{month:02}.csv")), rows).unwrap();
    }
    let (text, names) = runs(folder.path(), "files", &[]);
    assert!(text.contains("category_l2  = '''\"what\"'''"), "{text}");
    let districts = names.iter().find(|row| row["area_level"] == "district").unwrap();
    assert_eq!((&districts["areas"], &districts["categories"]), (&5.into(), &4.into()));
    // A file of another kind among them is named, also where there are more files than are read.
    for copy in 0..40 {
        std::fs::copy(files.join("12.csv"), files.join(format!("12_{copy:02}.csv"))).unwrap();
    }
    std::fs::write(files.join("13.csv"), "a,b\n1,2\n3,4\n").unwrap();
    let output = yiti(&["init", files.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("13.csv") && said.contains("[[source]]"), "{said}");
    assert!(said.contains("1 of 53 files"), "{said}");
}

/// An interface that tells of an answer only where there is one: the first of them comes late.
#[test]
fn a_key_that_only_late_json_records_have_is_a_column() {
    const BEFORE: usize = 10_050;
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    let first = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    for record in 0..BEFORE + 300 {
        let day = first + chrono::Days::new((record / 30) as u64);
        let kind = ["Noise", "Lamp out", "Litter"][record * 7 % 3];
        let mut order = serde_json::json!({
            "id": format!("R{record:06}"),
            "opened": format!("{day}T{:02}:{:02}:00", record % 24, record % 60),
            "kind": kind,
            "ward": format!("Ward {}", record % 5),
        });
        if record >= BEFORE {
            order["resolved"] = (record % 3 > 0).into();
        }
        lines += &format!("{order}\n");
    }
    let array = format!("[{}]", lines.trim_end().replace('\n', ","));
    for (file, text) in [("lines.jsonl", &lines), ("array.json", &array)] {
        std::fs::write(folder.path().join(file), text).unwrap();
        let config = yiti_ok(&["init", folder.path().join(file).to_str().unwrap()]);
        let line = config.lines().find(|line| line.starts_with("resolved"));
        assert!(line.is_some_and(|line| line.contains("\"resolved\"")), "{file}: {config}");
    }
}
