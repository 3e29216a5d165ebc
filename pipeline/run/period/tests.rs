use super::*;

#[test]
fn five_days_of_a_year_are_hardly_a_begin() {
    let share = |period: Period, last: &str| {
        seen_share(period, last.parse().unwrap(), MonthStart::default())
    };
    assert!(share(Period::Year(2025), "2025-01-05") < BEGUN_SHARE);
    assert!(share(Period::Year(2025), "2025-03-01") > BEGUN_SHARE);
    assert!(share(Period::Month(2025, 1), "2025-01-02") < BEGUN_SHARE);
    assert_eq!(share(Period::Month(2025, 1), "2025-04-02"), 1.0);
    assert_eq!(share(Period::Year(2026), "2025-04-02"), 0.0);
}
