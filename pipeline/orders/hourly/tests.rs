use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Ten orders a day in 2023 and 2024, and others.
fn feed(others: &[(&str, u32)]) -> HourlyCounts {
    let usual = day("2023-01-01").iter_days().take(731).map(|day| (day, 9, 10));
    HourlyCounts::from_rows(
        usual.chain(others.iter().map(|(text, orders)| (day(text), 3, *orders))),
    )
}

#[test]
fn what_lies_far_outside_is_taken_out_and_counted() {
    let others = [("1994-08-10", 1), ("2021-03-04", 2), ("2025-09-09", 1), ("2031-01-01", 4)];
    let (body, strays) = feed(&others).up_to(day("2026-06-01"), day("2026-06-01"));
    assert_eq!(body.span(), Some((day("2023-01-01"), day("2024-12-31"))));
    let stray = |orders, first: &str, last: &str| {
        Some(Stray { orders, first: day(first), last: day(last) })
    };
    assert_eq!(strays.before, stray(3, "1994-08-10", "2021-03-04"));
    assert_eq!(strays.after, stray(1, "2025-09-09", "2025-09-09"));
    assert_eq!(strays.future, stray(4, "2031-01-01", "2031-01-01"));
    assert_eq!(body.total(), 7_310);
}

#[test]
fn a_date_that_stands_for_unknown_is_no_beginning_but_a_pilot_is() {
    let (body, strays) = feed(&[("2000-01-01", 300)]).up_to(day("2026-06-01"), day("2026-06-01"));
    assert_eq!((body.span().unwrap().0, strays.before.unwrap().orders), (day("2023-01-01"), 300));
    let pilot = day("2021-01-01").iter_days().take(60).map(|day| (day, 9, 10));
    let feed = feed(&[]);
    let rows = feed.0.iter().map(|(day, hours)| (*day, 9, hours[9]));
    let (body, strays) =
        HourlyCounts::from_rows(rows.chain(pilot)).up_to(day("2026-06-01"), day("2026-06-01"));
    assert_eq!((body.span().unwrap().0, strays), (day("2021-01-01"), Strays::default()));
}

#[test]
fn a_feed_of_few_orders_has_long_silences_and_no_strays() {
    let days = ["2020-01-07", "2020-09-01", "2021-02-03", "2022-01-01", "2022-03-04", "2023-01-05"];
    let feed = HourlyCounts::from_rows(days.iter().map(|text| (day(text), 0, 1)));
    let (body, strays) = feed.clone().up_to(day("2026-06-01"), day("2026-06-01"));
    assert_eq!((body, strays), (feed, Strays::default()));
    assert_eq!(HourlyCounts::default().up_to(day("2026-06-01"), day("2026-06-01")).0.span(), None);
}
