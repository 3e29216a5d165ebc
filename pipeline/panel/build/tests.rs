use super::*;

#[test]
fn a_day_is_judged_by_the_last_whole_week() {
    let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
    let weeks_of = |first: u32, last: u32, mondays: &[u32]| {
        let grid: Vec<NaiveDate> = mondays.iter().map(|monday| day(*monday)).collect();
        period_weeks(
            &grid,
            Window { period_first: day(first), period_last: day(last), year_first: day(1) },
        )
    };
    assert_eq!(weeks_of(1, 31, &[1, 8, 15, 22]), 0..4);
    assert_eq!(weeks_of(28, 28, &[1, 8, 15, 22]), 3..4, "a Sunday ends a week");
    assert_eq!(weeks_of(30, 30, &[1, 8, 15, 22]), 3..4, "a Tuesday does not");
    assert_eq!(weeks_of(3, 3, &[]), 0..0);
    assert_eq!(weeks_of(1, 3, &[]), 0..0, "a year that has just begun");
}
