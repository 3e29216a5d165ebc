//! What is due is published, once.

use std::fs;

use crate::city::{CONFIG, City};
use crate::support::results;

#[test]
fn periods_that_are_over_are_published_once_and_one_without_orders_is_told() {
    let config = format!("{CONFIG}[schedule]\nweekly = true\n");
    let order = |day: u32| {
        format!("{day},2024-03-{day:02} 10:00:00,noise,{}\n", ["north", "south"][day as usize % 2])
    };
    let orders: String = (1..=31).map(order).collect();
    let city = City::new(&config, &format!("id,time,kind,area\n{orders}"));
    let out = city.path("out");

    // The year 2023 is due too, and was over before the first order.
    let (status, published, message) =
        city.perform("schedule", &["--once", "--as-of", "2024-04-03"]);
    assert_eq!(status, 0, "{message}");
    assert!(message.contains("2023 was over before the first order"), "{message}");
    let periods: Vec<&str> =
        published.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(periods, ["2024-W13", "2024-03"]);
    assert_eq!(results(&out, "2024-03")["period_last_day"], "2024-03-31");
    assert_eq!(fs::read_to_string(out.join("latest")).unwrap().trim(), "2024-03");

    city.write("city.toml", &format!("{config}annual = false\n"));
    let (status, published, message) =
        city.perform("schedule", &["--once", "--as-of", "2024-04-05"]);
    assert_eq!((status, published.as_str()), (0, ""), "{message}");
    assert!(message.contains("nothing is due on 2024-04-05"), "{message}");

    // A feed that stopped is a failure.
    let (status, published, message) =
        city.perform("schedule", &["--once", "--as-of", "2024-05-20"]);
    assert_eq!((status, published.as_str()), (2, ""), "{message}");
    assert!(
        message.contains("2024-04: the orders end on 2024-03-31; check that files still arrive"),
        "{message}"
    );

    // A report that comes late does not stand for the newest.
    for period in ["2024-W11", "2024-03"] {
        assert_eq!(city.perform("run", &["--period", period]).0, 0);
    }
    let (status, published, message) =
        city.perform("schedule", &["--once", "--as-of", "2024-04-05"]);
    assert!(
        status == 0 && published.starts_with("2024-W12") && published.lines().count() == 1,
        "{published}{message}"
    );
    assert_eq!(fs::read_to_string(out.join("latest")).unwrap().trim(), "2024-03");

    let (status, _, message) = city.perform("schedule", &["--once", "--period", "2024"]);
    assert!(status == 2 && message.contains("yiti run"), "{message}");
}

/// Orders of March 2024, all but those of the last days.
fn until(last: u32) -> String {
    let order = |day: u32| {
        format!("{day},2024-03-{day:02} 10:00:00,noise,{}\n", ["north", "south"][day as usize % 2])
    };
    format!("id,time,kind,area\n{}", (1..=last).map(order).collect::<String>())
}

fn states(city: &City) -> Vec<(String, String)> {
    let text = fs::read_to_string(city.path("out").join("schedule.jsonl")).unwrap_or_default();
    let state = |line: &str| {
        let tried: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| tried[name].as_str().unwrap().to_owned();
        (text("period"), text("state"))
    };
    text.lines().map(state).collect()
}

#[test]
fn data_that_is_late_is_waited_for_and_then_the_report_is_partial_or_left_out() {
    let schedule = "[schedule]\nannual = false\nmonthly_at = \"30 6 3 * *\"\nlate_days = 5\n";
    let config = format!("{CONFIG}{schedule}");
    let city = City::new(&config, &until(25));
    let perform = |day: &str| city.perform("schedule", &["--once", "--as-of", day]);
    let row = |state: &str| ("2024-03".to_owned(), state.to_owned());

    assert_eq!(perform("2024-04-02").1, "", "not due before its hour");
    let (status, published, message) = perform("2024-04-03");
    assert_eq!((status, published.as_str()), (0, ""), "{message}");
    assert!(message.contains("its data is not all there: orders up to 2024-03-25"), "{message}");
    assert_eq!(states(&city).last(), Some(&row("waiting")));

    // What was missing comes: the report is whole, and made once.
    city.write("orders.csv", &until(31));
    let (_, published, message) = perform("2024-04-04");
    assert!(published.starts_with("2024-03 "), "{message}");
    assert_eq!(states(&city).last(), Some(&row("published")));
    assert_eq!(results(&city.path("out"), "2024-03")["partial"], false);
    assert_eq!(perform("2024-04-05").1, "");
    let (status, text, message) = city.perform("schedule", &["--status", "--as-of", "2024-04-05"]);
    assert_eq!(status, 0, "{message}");
    assert!(text.contains("published") && text.contains("2024-05-03 06:30 UTC: 2024-04"), "{text}");

    // What never comes: after the wait the report is partial.
    fs::remove_dir_all(city.path("out")).unwrap();
    city.write("orders.csv", &until(25));
    assert_eq!(perform("2024-04-07").1, "");
    let (_, published, message) = perform("2024-04-08");
    assert!(published.starts_with("2024-03 "), "{message}");
    assert_eq!(states(&city).last(), Some(&row("partial")));
    assert_eq!(results(&city.path("out"), "2024-03")["partial"], true);

    // Or it is left out, for good.
    fs::remove_dir_all(city.path("out")).unwrap();
    city.write("city.toml", &format!("{config}late = \"skip\"\n"));
    for day in ["2024-04-08", "2024-04-09"] {
        assert_eq!(perform(day).1, "");
    }
    assert_eq!(states(&city), [row("skipped")]);
    assert!(!city.path("out/2024-03").exists());
}

#[test]
fn a_report_made_again_is_another_edition_and_says_what_changed() {
    let config = format!("{CONFIG}[schedule]\nannual = false\n");
    let city = City::new(&config, &until(31));
    let out = city.path("out");
    let run = || assert_eq!(city.run(&["--period", "2024-03"]).0, 0);
    run();
    assert_eq!(results(&out, "2024-03")["edition"], 1);
    let restated = |sql: &str| crate::support::query(&out, sql);
    let all = "select figure, was, \"is\" from restatements where \"table\" = 'areas_month' and \
               key = 'city /  / City / 2024-03-01'";
    assert!(restated(all).is_empty());
    let published = fs::read(out.join("2024-03/tables/restatements.parquet")).unwrap();
    run();
    assert_eq!(results(&out, "2024-03")["edition"], 1, "the same again");
    assert_eq!(fs::read(out.join("2024-03/tables/restatements.parquet")).unwrap(), published);
    // Two late rows.
    let late = "32,2024-03-30 11:00:00,noise,north\n33,2024-03-31 11:00:00,noise,south\n";
    city.write("orders.csv", &format!("{}{late}", until(31)));
    // Before it is published, `plan` says what would change.
    let plan = || {
        let (status, text, message) = city.perform("plan", &["--period", "2024-03"]);
        assert_eq!(status, 0, "{message}");
        text
    };
    let text = plan();
    let change = "city /  / City / 2024-03-01 · orders: 31 → 33 (+2)  2024-03 (edition 1)";
    assert!(text.contains(change) && text.contains("of 1 report that are out"), "{text}");
    assert_eq!(fs::read(out.join("2024-03/tables/restatements.parquet")).unwrap(), published);
    run();
    let text = plan();
    assert!(text.contains("No figure that is out would change."), "{text}");
    assert_eq!(results(&out, "2024-03")["edition"], 2);
    let rows = restated(all);
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = &rows[0];
    assert_eq!(
        (&row["figure"], row["was"].as_f64(), row["is"].as_f64()),
        (&"orders".into(), Some(31.0), Some(33.0))
    );
}

#[test]
fn verdicts_stay_with_findings_and_one_on_nothing_is_told() {
    let city = City::new(CONFIG, &until(31));
    let ledger = |id: &str| {
        city.write(
            "decisions.toml",
            &format!(
                "[[verdict]]\nfinding = \"{id}\"\nverdict = \"known\"\nwho = \"A\"\n\
                 when = 2024-04-02\nwhy = \"B\"\n"
            ),
        );
    };
    city.write(
        "city.toml",
        &CONFIG.replace("version = 1", "version = 1\nledger = \"decisions.toml\""),
    );
    ledger("s-000000000000");
    let (status, message) = city.run(&["--period", "2024-03"]);
    assert!(
        status == 0 && message.contains("s-000000000000, which no published report has"),
        "{message}"
    );
    let out = city.path("out");
    let rows = crate::support::query(&out, "select finding_id, state, verdict from watch_list");
    assert!(!rows.is_empty(), "the only category is a frequent one");
    assert_eq!((&rows[0]["state"], &rows[0]["verdict"]), (&"new".into(), &serde_json::Value::Null));
    ledger(rows[0]["finding_id"].as_str().unwrap());
    for _ in 0..2 {
        assert_eq!(city.run(&["--period", "2024-03"]).0, 0);
        let rows = crate::support::query(
            &out,
            "select state, verdict, verdict_who from watch_list where verdict is not null",
        );
        assert_eq!(rows.len(), 1);
        assert_eq!((&rows[0]["verdict"], &rows[0]["verdict_who"]), (&"known".into(), &"A".into()));
    }
    let precision = &results(&out, "2024-03")["finding_precision"][0];
    assert_eq!((&precision["kind"], &precision["reviewed"]), (&"frequent".into(), &1.into()));
    assert_eq!(precision["precision"], 1.0);
}

#[test]
fn completions_and_manual_come_from_the_command_line() {
    let bash = crate::support::yiti_ok(&["completions", "bash"]);
    assert!(bash.contains("--period") && bash.contains("schedule"));
    let folder = tempfile::tempdir().unwrap();
    crate::support::yiti_ok(&["man", "--to", folder.path().to_str().unwrap()]);
    let page = fs::read_to_string(folder.path().join("yiti-schedule.1")).unwrap();
    assert!(page.contains("status"), "{page}");
    assert!(crate::support::yiti_ok(&["man"]).contains(".TH yiti"));
}
