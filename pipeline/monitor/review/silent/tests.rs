use super::super::UnitRates;
use super::*;

fn rows(name: &str, orders: &[u64]) -> Vec<NamedMonth> {
    let row = |(at, &orders): (usize, &u64)| NamedMonth {
        name: name.to_owned(),
        month: month(at as u32 + 1),
        complete: true,
        rates: UnitRates { orders: Some(orders), ..UnitRates::default() },
    };
    // A month without orders has no row.
    orders.iter().enumerate().filter(|(_, orders)| **orders > 0).map(row).collect()
}

fn month(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, number, 1).unwrap_or_default()
}

#[test]
fn a_channel_that_stops_is_told_and_a_small_or_fading_one_is_not() {
    let mut channels = rows("phone", &[900; 10]);
    channels.extend(rows("app", &[100, 110, 90, 100, 0, 0, 2, 100, 100, 100]));
    channels.extend(rows("letters", &[5, 5, 5, 5, 0, 0, 0, 0, 0, 0]));
    channels.extend(rows("fax", &[320, 160, 80, 40, 20, 10, 5, 2, 1, 1]));
    let found = silent_channels(&channels);
    assert_eq!(found.len(), 1, "{found:?}");
    let app = &found[0];
    assert_eq!((app.name.as_str(), app.months), ("app", (month(5), month(7))));
    assert!((app.usual - 100.0).abs() < 1e-9 && (0.08..0.1).contains(&app.share), "{app:?}");
}

#[test]
fn a_month_that_the_feed_does_not_cover_is_no_silence() {
    let mut channels = rows("phone", &[900; 6]);
    channels.extend(rows("app", &[100, 100, 100, 100]));
    channels.iter_mut().filter(|row| row.month >= month(5)).for_each(|row| row.complete = false);
    assert_eq!(silent_channels(&channels), []);
    assert_eq!(silent_channels(&[]), []);
}
