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
