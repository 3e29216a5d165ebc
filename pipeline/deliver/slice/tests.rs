use super::*;

#[test]
fn a_year_before_is_known_only_where_all_of_its_months_are() {
    let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
    let row = |year, month, orders| SliceRow {
        month: Some(day(year, month)),
        orders,
        ..SliceRow::default()
    };
    let mut slice = Slice {
        key: "a".to_owned(),
        title: "A".to_owned(),
        kind: SliceKind::Area,
        months_told: (day(2024, 1), day(2024, 2)),
        months: vec![row(2023, 1, 3), row(2023, 2, 4), row(2024, 1, 5), row(2024, 2, 6)],
        city: SliceRow::default(),
        categories: Vec::new(),
        areas: Vec::new(),
        finding_ids: Vec::new(),
    };
    assert_eq!((slice.total().orders, slice.year_before()), (11, Some(7)));
    slice.months.remove(0);
    assert_eq!(slice.year_before(), None, "one month is missing: that is not 4");
}
