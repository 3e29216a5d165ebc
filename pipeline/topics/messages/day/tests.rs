use super::*;

#[test]
fn common_spellings_are_one_day() {
    let day = NaiveDate::from_ymd_opt(2019, 2, 28);
    for spelling in [
        "2019/2/28 11:25:05",
        "2019-02-28T11:25:05Z",
        "2019年2月28日",
        "20190228",
        "02/28/2019 01:00:00 AM",
    ] {
        assert_eq!(parse(spelling, Order::MonthFirst), day, "{spelling}");
    }
    assert_eq!(parse("28/2/2019", Order::DayFirst), day);
}

#[test]
fn what_is_no_day_is_none() {
    for wrong in ["", "2019-02-30", "yesterday", "2019", "1551353105000000"] {
        assert_eq!(parse(wrong, Order::MonthFirst), None, "{wrong}");
    }
}

#[test]
fn one_value_tells_the_order() {
    assert_eq!(order(["1/2/2014", "13/2/2014"]), Order::DayFirst);
    assert_eq!(order(["1/2/2014", "2/13/2014"]), Order::MonthFirst);
}
