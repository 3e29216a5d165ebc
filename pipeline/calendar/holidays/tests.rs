use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn spring_festival_moves_and_make_up_days_work() {
    let holidays = Holidays::china();
    assert_eq!(holidays.name(day("2023-01-22")), Some("春节"));
    assert_eq!(holidays.name(day("2024-01-22")), None);
    assert!(holidays.is_working_day(day("2024-02-18")), "a Sunday worked for the holiday");
    assert!(!holidays.is_working_day(day("2024-02-15")));
    assert!(!Holidays::default().is_working_day(day("2024-02-18")));
    // 21 to 27 January 2023 and New Year's Day to the 2nd; 10 to 17 February 2024.
    assert_eq!(holidays.count(day("2023-01-01"), day("2023-01-31")), Some(9));
    assert_eq!(holidays.count(day("2024-02-01"), day("2024-02-29")), Some(8));
    assert_eq!(holidays.count(day("2024-03-01"), day("2024-03-31")), Some(0));
    // The table begins with 2019 and ends with 2026: before and after, nothing is known.
    assert_eq!(holidays.count(day("2018-02-01"), day("2018-02-28")), None);
    assert_eq!(holidays.count(day("2026-12-20"), day("2027-01-19")), None);
}

#[test]
fn a_bad_row_is_named() {
    for (text, place) in [
        ("date,name\n2025-01-01,a\n", "kind is missing"),
        ("date,kind,name\n2025-01-01,holiday,a\n2025-02-30,holiday,b\n", "line 3: date"),
        ("date,kind,name\n", "no day below the header"),
        ("date,kind,name\n2025-01-01,feast,a\n", "line 2: kind must be holiday or workday"),
    ] {
        let error = Holidays::parse(text).unwrap_err();
        assert!(error.contains(place), "{error}");
    }
}
