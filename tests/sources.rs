//! Whatever file a city has: read right, or refused with the reason and the line to write.

use std::fs;
use std::io::Write;

use crate::city::{CONFIG, City};
use crate::support::{query, results};

const ORDERS: &str =
    "id,time,kind,area\n1,2024-03-01 10:00:00,noise,north\n2,2024-03-02 11:00:00,noise,south\n";

/// The same city with other bytes in its file, under another name.
fn city(config: &str, name: &str, bytes: &[u8]) -> City {
    let city = City::new(&config.replace("orders.csv", name), "");
    fs::write(city.path(name), bytes).unwrap();
    city
}

/// Insists that 2024 is published; gives `sql` over its tables, a row a line.
fn published(city: &City, sql: &str) -> Vec<String> {
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let line = |row: &serde_json::Value| {
        row.as_object().unwrap().values().map(text).collect::<Vec<_>>().join(" ")
    };
    query(&city.path("out"), sql).iter().map(line).collect()
}

const BY_DISTRICT: &str = "select area, sum(orders) as orders from panel_month where area_level = \
                           'district' and category_level = 'l1' group by area order by area";

#[test]
fn a_file_is_read_as_what_it_is_and_the_account_says_how() {
    let wide: Vec<u8> = format!("\u{feff}{}", ORDERS.replace(',', "\t"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let titled = format!("Report,,,\nprinted 2025-01-02,,,\n{}", ORDERS.replace(',', ";"))
        .replace("t,,,", "t;;;")
        .replace("2,,,", "2;;;");
    for (name, bytes, expected) in [
        (
            "a.txt",
            wide,
            serde_json::json!({"encoding": "UTF-16LE", "delimiter": "\t", "header_row": 1}),
        ),
        (
            "a.csv.gz",
            gzip(ORDERS),
            serde_json::json!({
                "encoding": "UTF-8", "plain_ascii": true, "delimiter": ",", "header_row": 1
            }),
        ),
        (
            "a.csv",
            titled.into_bytes(),
            serde_json::json!({
                "encoding": "UTF-8", "plain_ascii": true, "delimiter": ";", "header_row": 3
            }),
        ),
    ] {
        let city = city(CONFIG, name, &bytes);
        assert_eq!(published(&city, BY_DISTRICT), ["north 1", "south 1"], "{name}");
        let inputs = results(&city.path("out"), "2024")["inputs"].clone();
        assert_eq!(inputs[0]["layout"], expected, "{name}");
        let compression =
            if name.ends_with("gz") { serde_json::json!("gzip") } else { serde_json::Value::Null };
        assert_eq!(inputs[0]["compression"], compression);
        // From what the first run kept, too.
        assert_eq!(published(&city, BY_DISTRICT), ["north 1", "south 1"], "{name}");
        assert_eq!(results(&city.path("out"), "2024")["inputs"][0]["layout"], expected, "{name}");
    }
}

#[test]
fn text_in_an_unsure_encoding_is_never_published() {
    let city =
        city(CONFIG, "a.csv", b"id,time,kind,area\n1,2024-03-01 10:00:00,noise,Regi\xc6o Norte\n");
    city.refuses(3, &["a.csv", "encoding = \"", "[source]"], &[]);
    let latin = "id,time,kind,area\n1,2024-03-01 10:00:00,noise,Região Norte\n";
    let bytes = encoding_rs::WINDOWS_1252.encode(latin).0.into_owned();
    let declared = CONFIG.replace("paths", "encoding = \"latin-1\"\npaths");
    let city = self::city(&declared, "a.csv", &bytes);
    assert_eq!(published(&city, BY_DISTRICT), ["Região Norte 1"]);
}

#[test]
fn a_misspelt_declaration_names_what_is_allowed() {
    for (line, words) in [
        ("encoding = \"klingon\"", ["[source] encoding", "gb18030"]),
        ("delimiter = \";;\"", ["[source] delimiter", "one ASCII character"]),
        ("header_row = 0", ["[source] header_row", "1 (the file's first line)"]),
    ] {
        let city = City::new(&CONFIG.replace("paths", &format!("{line}\npaths")), ORDERS);
        city.refuses(2, &words, &[]);
    }
}

#[test]
fn what_the_engine_documents_works_in_expressions() {
    let orders = ORDERS.replace("south", "");
    let mapped = CONFIG.replace("'\"area\"'", "'''coalesce(\"area\", nvl(null, 'none'))'''");
    let with = |keep: &str| {
        format!(
            "{mapped}department = '''ifnull(\"area\", arrow_cast('x', 'Utf8'))'''\n[keep]\n\
             where = '''{keep}'''\n"
        )
    };
    let city = City::new(&with("coalesce(kind, 'x') = 'noise' and received_at < now()"), &orders);
    assert_eq!(published(&city, BY_DISTRICT), ["none 1", "north 1"]);
    let rows = &results(&city.path("out"), "2024")["rows"];
    assert_eq!(rows["unreadable_values"], serde_json::json!({}));
    // A row whose value cannot be computed still fails alone.
    let lenient = format!(
        "{}[check]\nmax_rejected_share = 0.5\n",
        CONFIG.replace("'\"id\"'", "'''coalesce(cast(\"id\" as bigint), 0)'''")
    );
    let city = City::new(&lenient, &ORDERS.replace("\n2,", "\nx,"));
    assert_eq!(published(&city, BY_DISTRICT), ["north 1"]);
}

/// Two months of files; the second has no department and calls its kinds otherwise.
fn drift(config: &str) -> City {
    let city = City::new(config, "");
    city.write("1.csv", "id,time,kind,area,unit\n1,2024-01-01,noise,north,roads\n");
    city.write("2.csv", "id,time,sort,area\n2,2024-12-01,noise,south\n");
    city
}

#[test]
fn a_column_that_a_file_lacks_names_the_file_and_both_ways_out() {
    let config =
        CONFIG.replace("\"orders.csv\"", "\"*.csv\"").replace("\"kind\"", "coalesce(kind, sort)");
    for _ in 0..3 {
        let city = drift(&config);
        fs::remove_file(city.path("orders.csv")).unwrap();
        city.refuses(3, &["1.csv", "\"sort\"", "[[source]]", "category_l1"], &[]);
    }
    let config = format!("{CONFIG}department = '\"unit\"'\n")
        .replace("\"orders.csv\"", "\"1.csv\", \"2.csv\"");
    let city = drift(&config.replace("'\"kind\"'", "'\"area\"'"));
    city.refuses(3, &["2.csv", "\"unit\"", "[[source]]", "department = 'null'"], &[]);
}

#[test]
fn files_that_differ_are_sources_of_their_own() {
    let head = "version = 1\nlanguage = \"en\"\n";
    let common =
        "[columns]\norder_id = '\"id\"'\nreceived_at = '\"time\"'\ndistrict = '\"area\"'\n";
    let part = |paths: &str, own: &str| {
        format!("[[source]]\npaths = [\"{paths}\"]\n[source.columns]\n{own}")
    };
    let (early, late) = (
        "category_l1 = 'kind'\ndepartment = 'unit'\n",
        "category_l1 = 'sort'\ndepartment = 'null'\n",
    );
    let over = format!("{head}{common}{}{}", part("1.csv", early), part("2.csv", late));
    let names = common.strip_prefix("[columns]\n").unwrap();
    let whole = format!(
        "{head}{}{}",
        part("1.csv", &format!("{names}{early}")),
        part("2.csv", &format!("{names}{late}"))
    );
    for config in [over.as_str(), &whole] {
        let city = drift(config);
        assert_eq!(published(&city, BY_DISTRICT), ["north 1", "south 1"]);
        let inputs = results(&city.path("out"), "2024")["inputs"].clone();
        assert_eq!(
            (&inputs[0]["source"], &inputs[1]["source"]),
            (&serde_json::json!(1), &serde_json::json!(2))
        );
    }
    drift(&over.replace("2.csv", "*.csv")).refuses(3, &["1.csv", "[[source]] number 2"], &[]);
    let short = over.replace("category_l1 = 'sort'\n", "");
    drift(&short).refuses(2, &["[[source]] number 2", "category_l1"], &[]);
    let city = drift(&over);
    let (status, message) =
        city.run(&["--period", "2024", "--input", city.path("1.csv").to_str().unwrap()]);
    assert_eq!(status, 0, "{message}");
    assert_eq!(results(&city.path("out"), "2024")["rows"]["read"], 1);
}

const BY_MONTH: &str = "select cast(month as varchar) as month, sum(orders) as orders from \
                        panel_month where area_level = 'city' and category_level = 'l1' and orders \
                        > 0 group by month order by month";

#[test]
fn an_instant_is_an_instant_and_a_local_time_stays() {
    let head = CONFIG.replace("language", "time_zone = \"America/New_York\"\nlanguage");
    // 03:00 UTC on 1 March, still February in New York; and as texts of the city's own clock.
    for (expression, value, month) in [
        ("to_timestamp_seconds(cast(\"time\" as bigint))", "1709262000", "2024-02-01"),
        ("to_timestamp_seconds(\"time\")", "1709262000", "2024-02-01"),
        ("to_timestamp_millis(\"time\")", "1709262000000", "2024-02-01"),
        ("to_timestamp(cast(\"time\" as double))", "1709262000", "2024-02-01"),
        ("from_unixtime(cast(\"time\" as bigint))", "1709262000", "2024-02-01"),
        (
            "date_trunc('day', to_timestamp_seconds(cast(\"time\" as bigint)))",
            "1709262000",
            "2024-02-01",
        ),
        ("to_timestamp(\"time\")", "2024-03-01T03:00:00Z", "2024-02-01"),
        ("cast(\"time\" as timestamp)", "2024-03-01 03:00:00+00", "2024-02-01"),
        ("to_timestamp(\"time\", '%m/%d/%Y %H:%M %z')", "03/01/2024 03:00 +0000", "2024-02-01"),
        ("to_timestamp(\"time\", '%m/%d/%Y %H:%M')", "03/01/2024 03:00", "2024-03-01"),
        ("to_timestamp(\"time\")", "2024-03-01 03:00:00", "2024-03-01"),
        ("spreadsheet_time(\"time\")", "45352.125", "2024-03-01"),
        (
            "coalesce(try_cast(\"time\" as timestamp), to_timestamp('2024-05-01'))",
            "2024年3月1日 3时",
            "2024-03-01",
        ),
        ("\"time\"", "Fri Mar 01 2024 03:00:00 GMT+0000", "2024-02-01"),
    ] {
        let config = head.replace("'\"time\"'", &format!("'''{expression}'''"));
        let city = City::new(&config, &format!("id,time,kind,area\n1,{value},noise,north\n"));
        assert_eq!(published(&city, BY_MONTH), [format!("{month} 1")], "{expression} of {value}");
    }
}

#[test]
fn times_that_nobody_can_know_are_refused_with_the_expression_to_write() {
    for (value, words) in [
        ("01/02/2024", ["to_timestamp(\"time\", '%d/%m/%Y')", "'%m/%d/%Y'"]),
        ("13/02/2024 10:05", ["'%d/%m/%Y %H:%M'", "the day stands first here"]),
        ("1709262000", ["to_timestamp_seconds(cast(\"time\" as bigint))", "1970"]),
        ("1709262000000", ["to_timestamp_millis(cast(\"time\" as bigint))", "1970"]),
        ("45352.125", ["spreadsheet_time(\"time\")", "spreadsheet"]),
    ] {
        let city = City::new(CONFIG, &format!("id,time,kind,area\n1,{value},noise,north\n"));
        city.refuses(3, &[words[0], words[1], value], &[]);
    }
}

#[test]
fn answers_are_read_and_strange_ones_are_shown() {
    let config = format!(
        "{CONFIG}resolved = '\"done\"'\nsatisfied = '\"mark\"'\n[answers]\nyes = [\"办妥\"]\n"
    );
    let orders = "id,time,kind,area,done,mark\n1,2024-03-01,noise,north,已解决,基本满意\n\
                  2,2024-03-01,noise,north,0.0,一般\n\
                  3,2024-03-01,noise,north,办妥,尚可\n4,2024-03-01,noise,north,未回访,尚可\n\
                  5,2024-03-01,noise,north,,\n";
    let city = City::new(&config, orders);
    let sums = "select sum(answered) as answered, sum(resolved) as resolved, sum(satisfied) as \
                satisfied from panel_month where area_level = 'city' and category_level = 'l1'";
    assert_eq!(published(&city, sums), ["3 2 1"]);
    let rows = results(&city.path("out"), "2024")["rows"].clone();
    assert_eq!(rows["unreadable_values"], serde_json::json!({"satisfied": 2}));
    assert_eq!(rows["unreadable_examples"], serde_json::json!({"satisfied": [["尚可", 2]]}));
}
