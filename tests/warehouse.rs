//! The warehouse: what stands on what, what a changed input changes, and one figure against plain
//! SQL.

use std::fs;
use std::path::Path;

use crate::city::{CONFIG, City};
use crate::support::{query, results, yiti, yiti_ok};

/// Two orders a day of a month, by six reporters in two streets of two districts each.
fn month(month: u32, first_id: usize) -> String {
    let order = |i: usize| {
        let (kind, area) = (["noise", "heating", "parking"][i % 3], ["north", "south"][i / 3 % 2]);
        let (street, caller) = (i / 2 % 2, i * i % 6);
        let day = i / 2 + 1;
        format!(
            "{},2024-{month:02}-{day:02} 10:00:00,{kind},{area},{area} {street},c{caller}\n",
            first_id + i
        )
    };
    format!("id,time,kind,area,street,caller\n{}", (0..56).map(order).collect::<String>())
}

/// A city of three months, a file each, with streets and reporters.
fn city() -> City {
    let config =
        CONFIG.replace("orders.csv", "*.csv") + "street = '\"street\"'\nreporter = '\"caller\"'\n";
    let city = City::new(&config, &month(1, 0));
    city.write("orders-02.csv", &month(2, 100));
    city.write("orders-03.csv", &month(3, 200));
    city
}

fn run(city: &City, more: &[&str]) {
    let (status, message) = city.run(&[&["--period", "2024-03"], more].concat());
    assert_eq!(status, 0, "{message}");
}

fn cached(city: &City) -> Vec<bool> {
    let inputs = results(&city.path("out"), "2024-03")["inputs"].clone();
    inputs.as_array().unwrap().iter().map(|input| input["cached"].as_bool().unwrap()).collect()
}

fn manifest(city: &City) -> serde_json::Value {
    let text = fs::read_to_string(city.path("out/.warehouse/manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Every level's demands, distinct reporters and repeats, counted from the orders by one plain
/// query a level.
#[test]
fn the_panel_is_what_plain_sql_counts_from_the_orders() {
    let city = city();
    run(&city, &[]);
    for (level, area) in [("city", "'City'"), ("district", "district"), ("street", "street")] {
        let plain = format!(
            "select {area} as area, category, stat_month as month, count(*) as orders,
                 count(distinct fact_orders.reporter) as reporters,
                 count(*) - count(distinct fact_orders.reporter) as repeat_orders
             from demands join fact_orders using (order_id)
             group by {area}, category, stat_month"
        );
        let published = format!(
            "select area, category, month, orders, reporters, repeat_orders from panel_month
             where area_level = '{level}' and category_level = 'l1'"
        );
        let plain = plain.replace("stat_month", "demands.stat_month");
        for (one, other) in [(&plain, &published), (&published, &plain)] {
            let differ = query(&city.path("out"), &format!("{one} except {other}"));
            assert!(differ.is_empty(), "{level}: {differ:?}");
        }
    }
}

#[test]
fn only_what_changed_is_staged_and_counted_again() {
    let city = city();
    run(&city, &[]);
    assert_eq!(cached(&city), [false; 3]);
    let marts = || manifest(&city)["current"]["months"].clone();
    let before = marts();
    run(&city, &[]);
    assert_eq!(cached(&city), [true; 3]);
    assert_eq!(marts(), before);
    city.write("orders-02.csv", &month(2, 100).replacen("heating", "parking", 1));
    run(&city, &[]);
    assert_eq!(cached(&city), [false, true, true], "orders-02.csv comes first");
    let after = marts();
    assert_ne!(after["2024-02-01"], before["2024-02-01"]);
    assert_eq!(after["2024-01-01"], before["2024-01-01"]);
    // Another name for the same content is no other source.
    fs::rename(city.path("orders-03.csv"), city.path("orders-3.csv")).unwrap();
    run(&city, &[]);
    assert_eq!(cached(&city), [true; 3]);
}

#[test]
fn what_was_made_of_other_orders_does_not_stand_for_those_of_today() {
    let city = city();
    run(&city, &[]);
    // March changes, and the run after that looks at January alone.
    city.write("orders-03.csv", &month(3, 200).replacen("heating", "parking", 1));
    let (status, message) = city.run(&["--period", "2024-01"]);
    assert_eq!(status, 0, "{message}");
    let months = manifest(&city)["current"]["months"].clone();
    assert!(months["2024-01-01"]["marts"]["area_category_month"].is_string());
    assert!(months["2024-03-01"]["marts"]["area_category_month"].is_null(), "{months}");
    let rows = query(&city.path("out"), "select max(stat_month) as month from area_category_month");
    assert_eq!(rows[0]["month"], "2024-01-01");
}

#[test]
fn a_folder_may_bear_any_name() {
    let city = city();
    for name in ["\u{62a5}\u{544a} 2024", "a#b?c%20[d]*"] {
        let output = city.path(name);
        let (output, config) = (output.to_str().unwrap(), city.path("city.toml"));
        let config = config.to_str().unwrap();
        yiti_ok(&["run", "--config", config, "--period", "2024-03", "--output", output]);
        let rows = yiti_ok(&["sql", "select count(*) as n from demands", "--output", output]);
        assert!(rows.contains("168"), "{name}: {rows}");
    }
}

#[test]
fn an_order_that_moved_to_another_month_is_gone_from_the_old_one() {
    let city = city();
    run(&city, &[]);
    let january = "select sum(orders) as orders from panel_month where area_level = 'city' and \
                   category_level = 'l1' and month = date '2024-01-01'";
    let orders = || query(&city.path("out"), january)[0]["orders"].as_f64().unwrap();
    assert_eq!(orders(), 56.0);
    // A later file has order 7 in March.
    city.write(
        "z.csv",
        "id,time,kind,area,street,caller\n7,2024-03-05 10:00:00,noise,north,north 0,c1\n",
    );
    run(&city, &[]);
    assert_eq!(orders(), 55.0);
    let rows = results(&city.path("out"), "2024-03")["rows"].clone();
    assert_eq!((&rows["superseded"], &rows["duplicate"]), (&1.into(), &0.into()));
    assert_eq!(rows["read"], 169);
}

#[test]
fn a_warehouse_of_another_version_a_half_written_and_a_missing_one_are_made_again() {
    let city = city();
    run(&city, &[]);
    let table = || fs::read(city.path("out/2024-03/tables/panel_month.csv")).unwrap();
    let before = table();
    let warehouse = city.path("out/.warehouse");
    let path = warehouse.join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    for spoilt in [text.replace("\"format\": ", "\"format\": 9"), text[..text.len() / 3].to_owned()]
    {
        fs::write(&path, spoilt).unwrap();
        run(&city, &[]);
        assert_eq!(cached(&city), [false; 3]);
        assert_eq!(table(), before);
    }
    let first = first_file(&warehouse.join("fact_orders"));
    let bytes = fs::read(&first).unwrap();
    fs::write(&first, &bytes[..bytes.len() / 2]).unwrap();
    run(&city, &[]);
    assert_eq!(cached(&city).iter().filter(|cached| !**cached).count(), 1, "the damaged one alone");
    assert_eq!(table(), before);
    fs::remove_dir_all(&warehouse).unwrap();
    run(&city, &[]);
    assert_eq!(table(), before);
}

fn first_file(folder: &Path) -> std::path::PathBuf {
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    if entries[0].is_dir() { first_file(&entries[0]) } else { entries[0].clone() }
}

#[test]
fn a_second_run_on_the_same_warehouse_is_told_to_wait() {
    let city = city();
    run(&city, &[]);
    let lock = fs::File::create(city.path("out/.warehouse/lock")).unwrap();
    lock.lock().unwrap();
    let (status, message) = city.run(&["--period", "2024-03"]);
    assert_eq!(status, 1, "{message}");
    assert!(message.contains("another run is using this folder"), "{message}");
}

#[test]
fn little_memory_gives_the_same_figures_and_nonsense_is_refused() {
    let city = city();
    run(&city, &[]);
    let table = || fs::read(city.path("out/2024-03/tables/panel_month.csv")).unwrap();
    let before = table();
    fs::remove_dir_all(city.path("out/.warehouse")).unwrap();
    let temp = city.path("spill");
    run(&city, &["--memory", "64MiB", "--temp", temp.to_str().unwrap()]);
    assert_eq!(table(), before);
    city.refuses_option(&["--memory", "12"], "a number and a unit");
    city.refuses_option(&["--memory", "1MB"], "64MiB or more");
}

#[test]
fn the_orders_behind_a_condition_are_written_masked() {
    let config = CONFIG.to_owned() + "text = '\"what\"'\nreporter = '\"who\"'\n";
    let rows = "id,time,kind,area,who,what\n\
                1,2024-05-01 10:00:00,noise,north,13911112222,call 13911112222 or a.b@x.com\n\
                2,2024-05-20 10:00:00,light,south,13933334444,the lamp is dark\n";
    let city = City::new(&config, rows);
    let (status, message) = city.run(&["--period", "2024-05"]);
    assert_eq!(status, 0, "{message}");
    let output = city.path("out");
    let output = output.to_str().unwrap();
    let csv = yiti_ok(&["export", "--where", "category = 'noise'", "--output", output]);
    assert!(csv.contains("1,2024-05-01T10:00:00,north") && !csv.contains("lamp"), "{csv}");
    assert!(!csv.contains("1391111") && !csv.contains("a.b@x.com"), "{csv}");
    let to = city.path("out.parquet");
    yiti_ok(&["export", "--where", "true", "--output", output, "--to", to.to_str().unwrap()]);
    assert!(fs::metadata(&to).unwrap().len() > 0);
    let kept = yiti_ok(&["sql", "select text from fact_orders", "--output", output]);
    assert!(!kept.contains("1391111") && !kept.contains("a.b@x.com"), "{kept}");
    for (option, word) in [("--topic", "no topic nothing"), ("--finding", "no finding nothing")] {
        let answer = yiti(&["export", option, "nothing", "--output", output]);
        let message = String::from_utf8(answer.stderr).unwrap();
        assert!(answer.status.code() == Some(2) && message.contains(word), "{message}");
    }
}
