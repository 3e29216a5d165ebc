//! Bad input to the proposal, each case by name: refused with the place and the fix, or published
//! with a note.

use std::fmt::Write as _;
use std::fs;

use crate::city::City;

const CONFIG: &str = r#"
version = 1
title = "test"
language = "en"
ledger = "ledger.toml"
[source]
paths = ["orders.csv"]
[columns]
order_id = '"id"'
received_at = '"time"'
category_l1 = '"group"'
category_l2 = '"kind"'
district = '"area"'
resolved = '"solved"'
"#;

const KINDS: [(&str, &str); 6] = [
    ("street", "noise"),
    ("street", "parking"),
    ("street", "lamps"),
    ("home", "heating"),
    ("home", "water"),
    ("home", "rubbish"),
];

/// Four demands a month of each kind in each area, on days of their own, so that the feed has no
/// gap.
fn orders(years: &[i32], areas: &[&str]) -> String {
    let mut text = "id,time,group,kind,area,solved\n".to_owned();
    let mut id = 0;
    for (year, month) in years.iter().flat_map(|year| (1..=12).map(move |month| (year, month))) {
        for (k, (group, kind)) in KINDS.iter().enumerate() {
            for (a, area) in areas.iter().enumerate() {
                for week in 0..4 {
                    id += 1;
                    let day = 1 + (7 * week + k + 2 * a) % 28;
                    let solved = (id + k) % (k + 2) != 0;
                    let _ = writeln!(
                        text,
                        "{id},{year}-{month:02}-{day:02} 10:00:00,{group},{kind},{area},{solved}"
                    );
                }
            }
        }
    }
    text
}

/// A city with these orders and this ledger.
fn city(config: &str, orders: &str, ledger: &str) -> City {
    let city = City::new(config, orders);
    city.write("ledger.toml", ledger);
    city
}

/// A city that is fine but for what is added to its configuration.
fn with(more: &str) -> City {
    city(&format!("{CONFIG}{more}"), &orders(&[2023, 2024], &["north", "south", "east"]), "")
}

#[test]
fn weights_that_do_not_add_up_are_scaled_and_said_and_senseless_ones_are_refused() {
    let twice =
        "[proposal.weights]\nprominence = 0.4\nbreadth = 0.4\nchronicity = 0.6\nmunicipal = 0.6\n";
    assert_eq!(
        with(twice).publishes("The weights add up to 2, not 1: they were scaled"),
        KINDS.len()
    );
    with("[proposal.weights]\nbreadth = -0.5\n").refuses(
        2,
        &["city.toml: [proposal] weights.breadth must be 0 or more, found -0.5"],
        &[],
    );
    with(
        "[proposal.weights]\nprominence = 0.0\nbreadth = 0.0\nchronicity = 0.0\nmunicipal = 0.0\n",
    )
    .refuses(
        2,
        &["[proposal] weights must not all be 0: give at least one focus a positive weight"],
        &[],
    );
}

#[test]
fn more_topics_than_candidates_make_a_shorter_list() {
    let note = "40 topics were asked for, but only 6 fit; candidates that nothing keeps off: 6";
    assert_eq!(with("[proposal]\ntopics = 40\n").publishes(note), KINDS.len());
}

#[test]
fn a_must_include_that_does_not_exist_names_what_is_near() {
    with("[proposal]\nmust_include = [\"parkin\"]\n").refuses(
        2,
        &[
            "city.toml: [proposal] must_include names `parkin`, which is no topic's id or title \
             (near: parking",
            "tables/topics.csv of a run lists them",
        ],
        &[],
    );
}

#[test]
fn a_ledger_edited_into_nonsense_is_refused_by_line() {
    let with = |ledger: &str| city(CONFIG, &orders(&[2024], &["north", "south"]), ledger);
    let entry = "[[decision]]\naction = \"adopt\"\ntopic = \"noise\"\nwho = \"A\"\n\
                 when = 2024-12-01\nwhy = \"B\"\n";
    with(&entry.replace("adopt", "adpot")).refuses(
        2,
        &["ledger.toml: line 1: action must be one of adopt, reject, merge, rename, found `adpot`"],
        &[],
    );
    with(&format!("{entry}{}", entry.replace("adopt", "merge"))).refuses(
        2,
        &["ledger.toml: line 7: `into` is missing"],
        &[],
    );
    with(&entry.replace("12-01", "13-01")).refuses(2, &["ledger.toml: line 5: invalid date"], &[]);
    with(&entry.replace("who", "whom")).refuses(
        2,
        &["ledger.toml: line 4: unknown field `whom`"],
        &[],
    );
    with("adopt noise, please").refuses(2, &["ledger.toml: line 1"], &[]);
    let other = with(&entry.replace("noise", "ghosts"));
    other.publishes(
        "Line 1 of the ledger names `ghosts`, which is no topic of this run: the decision had no \
         effect",
    );
}

#[test]
fn one_district_one_year_and_no_rates_leave_out_what_they_cannot_say() {
    let both = [2023, 2024];
    let district = city(CONFIG, &orders(&both, &["north"]), "");
    assert_eq!(district.publishes("The data has fewer than two areas"), KINDS.len());
    let year = city(CONFIG, &orders(&[2024], &["north", "south"]), "");
    assert_eq!(year.publishes("Growth on the year before cannot be told yet"), KINDS.len());
    let config = CONFIG.replace("resolved = '\"solved\"'\n", "");
    let unknown = city(&config, &orders(&both, &["north", "south", "east"]), "");
    assert_eq!(unknown.publishes("The data has no answers on resolution"), KINDS.len());
}

#[test]
fn a_backtest_gives_a_table_and_a_chart_or_says_how_many_months_it_needs() {
    let city = with("");
    let (status, table, message) = city.perform("backtest", &["--period", "2024", "--months", "6"]);
    assert_eq!(status, 0, "{message}");
    assert!(table.starts_with(
        "from,next,months,list,topics,unresolved,persistent,of_hindsight\n\
         2023-01,2023-07,6,proposal,"
    ));
    assert_eq!(table.lines().count(), 1 + 3 * 6, "three windows of six lists: {table}");
    assert!(message.contains("Over 3 window(s) the proposal covered"), "{message}");
    assert!(message.contains("The price of the list’s own limits"), "{message}");
    let folder = city.path("out/backtest");
    for file in [
        "tables/reliability.csv",
        "tables/backtest.csv",
        "tables/backtest.parquet",
        "charts/backtest.svg",
        "charts/backtest.png",
    ] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    assert!(!city.path("out/latest").exists(), "a backtest is no period's report");
    let (status, _, message) =
        city.perform("backtest", &["--period", "2024", "--months", "6", "--fit"]);
    assert_eq!(status, 0, "{message}");
    assert!(
        message.contains("3 window(s) are too few to tell any difference from chance"),
        "{message}"
    );
    assert!(message.contains("Nothing was changed."), "{message}");
    let (status, table, message) = city.perform("backtest", &["--period", "2023"]);
    assert!(
        status == 0 && table.contains("\n2023-01,2023-07,6,proposal,"),
        "half of one year each: {table}{message}"
    );
    let (status, _, message) = city.perform("backtest", &["--period", "2023", "--months", "7"]);
    assert_eq!(status, 2);
    assert!(
        message.contains("over 7 months needs 14 months up to the period's end, found 12"),
        "{message}"
    );
}

#[test]
fn the_page_says_what_changed_since_the_period_before() {
    let city = with("");
    assert_eq!(city.perform("run", &["--period", "2023"]).0, 0);
    let page = |period: &str| {
        fs::read_to_string(city.path("out").join(period).join("index.html")).unwrap()
    };
    assert!(
        !page("2023").contains("Since the last published proposal"),
        "nothing was published before"
    );
    assert_eq!(city.perform("run", &["--period", "2024"]).0, 0);
    assert!(
        page("2024").contains("Against the proposal of 2023: 0 entered, 0 left"),
        "the same six matters"
    );
}
