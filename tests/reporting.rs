//! Who reports: districts with the same matters, whose people report them more or less readily.

use std::fmt::Write as _;
use std::fs;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::city::{CONFIG, City};
use crate::support::{query, results};

/// Columns beside those of [`CONFIG`].
const PLACE: &str = "community = '\"place\"'\n";
const MORE: &str = r#"reporter = '"who"'
closed_at = '"closed"'
resolved = "true"
[report]
png = false
formats = ["html"]
"#;

/// Reports a day of one open matter.
const PACES: [(&str, f64); 3] = [("north", 0.05), ("middle", 0.1), ("south", 0.2)];

/// Matters last ten days. Each district has as many of them, anywhere, any time.
fn orders() -> String {
    let mut rng = ChaCha8Rng::seed_from_u64(20);
    let mut text = "id,time,kind,area,place,who,closed\n".to_owned();
    let mut id = 0;
    let start = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    for (district, pace) in PACES {
        for _ in 0..9_000 {
            let begins = rng.random_range(0.0..355.0);
            let (place, kind) = (rng.random_range(0..400), rng.random_range(0..6));
            let mut at = 0.0;
            loop {
                at -= rng.random_range(f64::MIN_POSITIVE..1.0).ln() / pace;
                if at > 10.0 {
                    break;
                }
                id += 1;
                let day =
                    |at: f64| start + chrono::TimeDelta::seconds(((begins + at) * 86_400.0) as i64);
                let _ = writeln!(
                    text,
                    "{id},{},kind {kind},{district},{district} {place},reporter {id},{}",
                    day(at),
                    day(10.0)
                );
            }
        }
    }
    text
}

#[test]
fn equal_matters_are_told_apart_from_unequal_readiness_to_report_them() {
    let city = City::new(&format!("{CONFIG}{PLACE}{MORE}"), &orders());
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    let out = city.path("out");
    let rows = query(
        &out,
        "select area, orders, relative_rate, rate_low, rate_high, orders_at_city_rate \
         from reporting_rates order by relative_rate",
    );
    let number = |row: usize, name: &str| rows[row][name].as_f64().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["area"].as_str().unwrap()).collect();
    assert_eq!(names, PACES.map(|pace| pace.0));
    // Planted: twice, and twice again.
    for next in 1..3 {
        let ratio = number(next, "relative_rate") / number(next - 1, "relative_rate");
        assert!((1.7..2.3).contains(&ratio), "{ratio}: {rows:?}");
        assert!(number(next, "rate_low") > number(next - 1, "rate_high"), "{rows:?}");
    }
    // As many matters everywhere: about as many demands, were all as ready to report.
    let spread = |name: &str| number(2, name) / number(0, name);
    assert!(spread("orders") > 3.0, "{rows:?}");
    assert!((0.8..1.25).contains(&spread("orders_at_city_rate")), "{rows:?}");
    let page = fs::read_to_string(out.join("2024/where_when.html")).unwrap();
    assert!(page.contains("Who reports") && page.contains("north"), "{page}");
}

#[test]
fn where_no_place_is_known_the_run_says_what_it_takes() {
    let city = City::new(&format!("{CONFIG}{MORE}"), &orders());
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    let out = city.path("out");
    assert_eq!(query(&out, "select count(*) as n from reporting_rates")[0]["n"], 0);
    let missing = results(&out, "2024")["not_assessed"].to_string();
    assert!(missing.contains("reporting_rates") && missing.contains("community"), "{missing}");
}
