use super::*;

#[test]
fn a_month_from_the_20th_bears_the_name_of_the_month_it_ends_in() {
    let start = MonthStart::try_from(20).unwrap();
    let (first, last) = start.month(2021, 11);
    assert_eq!((first.to_string(), last.to_string()), ("2021-10-20".into(), "2021-11-19".into()));
    for day in [first, last] {
        assert_eq!(start.month_of(day).to_string(), "2021-11-01");
    }
    assert_eq!(start.month_of(last + Days::new(1)).to_string(), "2021-12-01");
    assert!(MonthStart::try_from(29).is_err());
}

#[test]
fn months_tile_the_year_for_every_start_day() {
    for day in 1..=28 {
        let start = MonthStart::try_from(day).unwrap();
        for month in 1..12 {
            assert_eq!(start.month(2024, month).1 + Days::new(1), start.month(2024, month + 1).0);
        }
    }
}
