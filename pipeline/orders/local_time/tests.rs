use super::*;

#[test]
fn a_day_holds_its_own_seconds_before_and_after_1970() {
    for day in ["1969-12-31", "1970-01-01", "2024-02-29"] {
        let day: NaiveDate = day.parse().expect("a date");
        let seconds = seconds_of(day, day);
        assert_eq!(seconds.end - seconds.start, DAY_S);
        assert_eq!((day_of(seconds.start), day_of(seconds.end - 1)), (day, day));
        assert_ne!(day_of(seconds.end), day);
    }
    assert_eq!((day_of(i64::MIN), day_of(i64::MAX)), (NaiveDate::MIN, NaiveDate::MAX));
}
