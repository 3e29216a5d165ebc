use super::*;

#[test]
fn the_four_forms_are_read_and_printed_alike() {
    for text in ["2025", "2025-10", "2025-W41", "2025-10-03"] {
        assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
    }
    for text in ["", "25", "2025-13", "2025-W54", "2025-02-30", "last year"] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
}

#[test]
fn every_day_lies_in_the_period_that_contains_it() {
    for start in [1, 20, 28].map(|day| MonthStart::try_from(day).unwrap()) {
        for day in NaiveDate::from_ymd_opt(2023, 12, 1).unwrap().iter_days().take(800) {
            for cadence in [Cadence::Daily, Cadence::Weekly, Cadence::Monthly, Cadence::Annual] {
                let period = Period::containing(cadence, day, start);
                assert_eq!(period.cadence(), cadence);
                assert!(
                    (period.first_day(start)..=period.last_day(start)).contains(&day),
                    "{day} in {period}"
                );
            }
        }
    }
}

#[test]
fn days_are_inclusive_at_both_ends() {
    let start = MonthStart::default();
    let week = "2025-W41".parse::<Period>().unwrap();
    assert_eq!(week.first_day(start).to_string(), "2025-10-06");
    assert_eq!(week.last_day(start).to_string(), "2025-10-12");
    let year = Period::Year(2024);
    assert_eq!(year.first_day(start).to_string(), "2024-01-01");
    assert_eq!(year.last_day(start).to_string(), "2024-12-31");
}
