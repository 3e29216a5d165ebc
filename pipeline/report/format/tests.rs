use super::*;

#[test]
fn unknown_is_a_dash_and_never_zero() {
    assert_eq!(
        [rate(None), change(None), whole(None), number(Some(f64::NAN)), expected(None)],
        [UNKNOWN; 5]
    );
}

#[test]
fn changes_carry_their_sign() {
    assert_eq!(change(Some(0.1234)), "+12.3%");
    assert_eq!(change(Some(-0.04)), "−4.0%");
    assert_eq!(change(Some(-0.0001)), "0.0%");
}

#[test]
fn ranges_name_the_year_only_when_it_changes() {
    let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    assert_eq!(days(date(2024, 1, 26), date(2024, 2, 15), Language::En), "26 Jan – 15 Feb");
    assert_eq!(
        days(date(2024, 12, 30), date(2025, 1, 5), Language::Zh),
        "2024年12月30日—2025年1月5日"
    );
}
