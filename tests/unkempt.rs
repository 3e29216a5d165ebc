//! Data as cities have it: spellings, placeholders, odd times, imports, too little of it; and what
//! is published of it.

use std::fmt::Write as _;
use std::fs;

use crate::city::{CONFIG, City};
use crate::support::{query, results};

/// A year of orders, ten a day of five kinds in four areas; `more` are rows of time, kind and area.
pub fn year(more: &[(&str, &str, &str)]) -> String {
    let mut rows = String::from("id,time,kind,area\n");
    let first = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let kinds = ["noise", "water", "litter", "light", "roads"];
    for (at, day) in first.iter_days().take(366).enumerate() {
        for order in 0..10 {
            let (kind, area) = (kinds[(at * 3 + order * 7) % 5], (at + order * order) % 4);
            let (hour, second) = (8 + order, (at * 37 + order * 11) % 60);
            let _ =
                writeln!(rows, "{at}-{order},{day} {hour:02}:17:{second:02},{kind},area {area}");
        }
    }
    for (at, (time, kind, area)) in more.iter().enumerate() {
        let _ = writeln!(rows, "m{at},{time},{kind},{area}");
    }
    rows
}

/// Runs 2024 and gives the run's own account.
pub fn run(city: &City) -> serde_json::Value {
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    results(&city.path("out"), "2024")
}

pub fn warnings(results: &serde_json::Value) -> String {
    let all = results["warnings"].as_array().unwrap().iter();
    all.map(|warning| warning.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn spellings_of_a_name_are_one_and_placeholders_are_unknown() {
    let more = [
        ("2024-05-01 10:00:00", "NOISE", " Area  1"),
        ("2024-05-01 10:00:00", "noise ", "ＡＲＥＡ 1"),
        ("2024-05-01 10:00:00", "noise", "-"),
        ("2024-05-01 10:00:00", "noise", "不详"),
    ];
    let city = City::new(CONFIG, &year(&more));
    let results = run(&city);
    assert_eq!(results["rows"]["accepted"], 3_664);
    let areas = query(
        &city.path("out"),
        "select count(distinct area) as areas, count(distinct category) as kinds from panel_month \
         where area_level = 'district'",
    );
    assert_eq!((&areas[0]["areas"], &areas[0]["kinds"]), (&4.into(), &5.into()));
    let said = warnings(&results);
    assert!(said.contains("不详") && said.contains("NOISE"), "{said}");
}

#[test]
fn an_order_of_another_decade_starts_nothing_and_an_import_is_no_spike() {
    let import: Vec<_> = (0..300)
        .map(|at| {
            (
                "2024-05-14 03:12:07",
                ["noise", "water", "litter", "light", "roads"][at % 5],
                "area 1",
            )
        })
        .collect();
    let mut more = vec![
        ("1994-08-10 10:00:00", "noise", "area 1"),
        ("2199-01-01 10:00:00", "noise", "area 1"),
    ];
    more.extend(import);
    let city = City::new(CONFIG, &year(&more));
    let results = run(&city);
    let said = warnings(&results);
    for word in
        ["1994-08-10", "2199-01-01", "On 2024-05-14, 300 orders came at one moment", "bulk import"]
    {
        assert!(said.contains(word), "{word:?} is not in {said}");
    }
    assert!(!said.contains("No order at all"), "{said}");
    let spikes = query(
        &city.path("out"),
        "select * from findings where kind = 'spike' and first_day <= '2024-05-19'",
    );
    assert_eq!(spikes, Vec::<serde_json::Value>::new());
}

#[test]
fn what_cannot_be_told_is_not_none() {
    let orders = year(&[]);
    let six_weeks = orders.lines().take(1 + 42 * 10).collect::<Vec<_>>().join("\n");
    let city = City::new(CONFIG, &six_weeks);
    let results = run(&city);
    let lacks = results["not_assessed"].as_array().unwrap();
    let of_unit = |columns: bool| -> Vec<&serde_json::Value> {
        let lacks = lacks.iter().filter(|lack| (lack["unit"] == "columns") == columns);
        lacks.map(|lack| &lack["what"]).collect()
    };
    let kinds = ["spike", "persistent", "year_on_year", "cluster", "repeat_reporter", "group"];
    assert_eq!(of_unit(false), kinds);
    assert_eq!(
        of_unit(true),
        [
            "response_rate",
            "resolution_rate",
            "satisfaction_rate",
            "closed_at_age",
            "resolved_at_age",
            "deadlines_month",
            "departments_month",
            "channels_month",
            "request_types_month",
            "dispatches_month",
            "communities_month",
            "reporting_rates",
            "per_10k"
        ]
    );
    let page = fs::read_to_string(city.path("out/2024/findings.html")).unwrap();
    assert!(page.contains("cannot be told yet: that needs 11 whole weeks of data, there are 6."));
    assert!(page.contains("Sudden <span class=\"count\">—</span>"));
    // Six weeks of a year are a report to begin with, five days are none.
    assert_eq!(fs::read_to_string(city.path("out/latest")).unwrap().trim(), "2024");
    let five_days = orders.lines().take(1 + 5 * 10).collect::<Vec<_>>().join("\n");
    let city = City::new(CONFIG, &five_days);
    run(&city);
    assert!(!city.path("out/latest").exists());
}

#[test]
fn a_channel_that_falls_silent_is_told_though_no_day_is_empty() {
    let mut orders = "id,time,kind,area,by\n".to_owned();
    for day in 0..366_u64 {
        let date = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(day);
        for at in 0..10 {
            let by = if at % 4 == 0 { "app" } else { "phone" };
            if by == "app" && chrono::Datelike::month(&date) >= 9 {
                continue;
            }
            orders +=
                &format!("{day}-{at},{date} 1{at}:00:00,kind {},area {},{by}\n", at % 3, at % 2);
        }
    }
    let city = City::new(&format!("{CONFIG}channel = '\"by\"'\n"), &orders);
    let results = run(&city);
    let warnings = results["warnings"].to_string();
    let told =
        "Channel “app” has hardly any orders from 2024-09 to 2024-12, after some 92 a month (30.0%";
    assert!(warnings.contains(told), "{warnings}");
}

#[test]
fn what_is_published_is_safe_to_open() {
    let more = [
        ("2024-05-01 10:00:00", "=1+1", "@SUM(1) area"),
        ("2024-05-01 10:00:00", "a\u{202E}b", "area 1"),
    ];
    let city = City::new(CONFIG, &year(&more));
    run(&city);
    let panel = fs::read_to_string(city.path("out/2024/tables/panel_month.csv")).unwrap();
    assert!(
        panel.contains(",'=1+1,")
            && panel.contains(",'@SUM(1) area,")
            && panel.contains(",a\\u202Eb,")
    );
    let page = fs::read_to_string(city.path("out/2024/index.html")).unwrap();
    assert!(!panel.contains('\u{202E}') && !page.contains('\u{202E}'));
}

#[test]
fn doctor_tries_the_mapping_and_sql_only_reads() {
    let city = City::new(&CONFIG.replace("\"time\"", "\"Opened At\""), &year(&[]));
    let (status, said, _) = city.perform("doctor", &[]);
    assert_eq!(status, 3, "{said}");
    for word in ["received_at", "Opened At", "id, time, kind, area"] {
        assert!(said.contains(word), "{word:?} is not in {said}");
    }
    city.write("city.toml", &CONFIG.replace("\"time\"", "\"kind\""));
    let (status, said, _) = city.perform("doctor", &[]);
    assert!(status == 3 && said.contains("received_at = '''to_timestamp(\"kind\""), "{said}");
    city.write("city.toml", CONFIG);
    let (status, said, _) = city.perform("doctor", &[]);
    assert!(
        status == 0 && said.contains("first 1,000 rows") && said.contains("2024-01-01 08:17:00"),
        "{said}"
    );
    run(&city);
    let output = city.path("out");
    for statement in
        ["copy findings to 'taken.csv'", "create table t as select 1", "begin", "set a.b = 1"]
    {
        let answer =
            crate::support::yiti(&["sql", statement, "--output", output.to_str().unwrap()]);
        let message = String::from_utf8(answer.stderr).unwrap();
        assert!(
            answer.status.code() == Some(2) && message.contains("only reads"),
            "{statement}: {message}"
        );
    }
}

#[test]
fn a_name_counts_as_another_one_from_a_day_on() {
    let more = [
        ("2024-06-30 23:59:59", "noise", "old town"),
        ("2024-07-01 00:00:00", "noise", "old town"),
        ("2024-08-01 10:00:00", "noise", "Old Town"),
        ("2024-08-01 10:00:00", "racket", "area 1"),
        ("2024-09-01 10:00:00", "racket", "area 1"),
    ];
    let decided = "\n[[aliases]]\nkind = \"district\"\nname = \"OLD TOWN\"\n\
                   counts_as = \"area 1\"\n\
                   from = \"2024-07-01\"\n[[aliases]]\nkind = \"category_l1\"\nname = \"racket\"\n\
                   counts_as = \"noise\"\nuntil = \"2024-08-31\"\n";
    let orders = |config: &str| {
        let city = City::new(config, &year(&more));
        run(&city);
        let sql = "select area, category, sum(orders) as orders from panel_month \
                   where area_level = 'district' group by area, category";
        let rows = query(&city.path("out"), sql);
        move |area: &str, category: &str| {
            let cell = rows.iter().find(|row| row["area"] == area && row["category"] == category);
            cell.and_then(|row| row["orders"].as_f64()).unwrap_or(0.0)
        }
    };
    let (plain, renamed) = (orders(CONFIG), orders(&format!("{CONFIG}{decided}")));
    assert_eq!((plain("old town", "noise"), plain("area 1", "racket")), (3.0, 2.0));
    assert_eq!((renamed("old town", "noise"), renamed("area 1", "racket")), (1.0, 1.0));
    assert_eq!(renamed("area 1", "noise"), plain("area 1", "noise") + 3.0);
}

/// A kind without a finer one counts under its own name there, which another order may spell
/// otherwise.
#[test]
fn a_category_that_falls_back_on_the_level_above_is_one_whatever_its_spelling() {
    let mut rows = String::from("id,time,kind,sub,area\n");
    for at in 0..730 {
        let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(at / 2);
        let sub = ["PARKS", "", "trees"][at as usize % 3];
        let _ = writeln!(rows, "{at},{day} 10:17:{:02},Parks,{sub},area {}", at % 60, at % 3);
    }
    let config = CONFIG.replace("district = ", "category_l2 = '\"sub\"'\ndistrict = ");
    let city = City::new(&config, &rows);
    run(&city);
    let sql = "select category, sum(orders) as orders from panel_month where area_level = 'city' \
               and category_level = 'l2' group by category order by category";
    let found = query(&city.path("out"), sql);
    let found: Vec<(&str, f64)> = found
        .iter()
        .map(|row| (row["category"].as_str().unwrap(), row["orders"].as_f64().unwrap()))
        .collect();
    assert_eq!(found, [("PARKS", 487.0), ("trees", 243.0)]);
}

#[test]
fn numbers_in_names_are_told_by_their_value() {
    let more = [
        ("2024-05-01 10:00:00", "noise", "area 01"),
        ("2024-05-01 10:00:00", "noise", "8"),
        ("2024-05-01 10:00:00", "noise", "08"),
        ("2024-05-01 10:00:00", "noise", "8.0"),
        ("2024-05-01 10:00:00", "noise", "80"),
    ];
    let city = City::new(CONFIG, &year(&more));
    let results = run(&city);
    let sql = "select area, sum(orders) as orders from panel_month where area_level = 'district' \
               and area not like 'area%' group by area order by area";
    let found = query(&city.path("out"), sql);
    let found: Vec<f64> = found.iter().map(|row| row["orders"].as_f64().unwrap()).collect();
    assert_eq!(found, [3.0, 1.0], "08, 8 and 8.0 are one, 80 is another");
    let said = warnings(&results);
    assert!(said.contains("area 1 (“area 01”)"), "{said}");
}

/// A contractor enters 400 old orders of one kind within an hour, each in a second of its own.
#[test]
fn old_orders_of_one_kind_entered_in_an_hour_are_no_spike() {
    let times: Vec<String> =
        (0..400).map(|at| format!("2024-10-08 09:{:02}:{:02}", at * 9 / 60, at * 9 % 60)).collect();
    let more: Vec<_> = times.iter().map(|time| (time.as_str(), "litter", "area 2")).collect();
    let city = City::new(CONFIG, &year(&more));
    let results = run(&city);
    let said = warnings(&results);
    assert!(said.contains("On 2024-10-08, 40") && said.contains("bulk import"), "{said}");
    let spikes = query(&city.path("out"), "select * from findings where kind = 'spike'");
    assert_eq!(spikes, Vec::<serde_json::Value>::new());
}
