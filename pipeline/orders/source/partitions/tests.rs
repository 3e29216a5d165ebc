use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn folders_give_columns_and_days() {
    let path = Path::new("/data/region=%E4%B8%9C%3D1/year=2024/month=3/a=b.parquet");
    let text = |value: &str| Some(value.to_owned());
    assert_eq!(
        partition_values(path),
        [
            ("region".to_owned(), text("东=1")),
            ("year".to_owned(), text("2024")),
            ("month".to_owned(), text("3")),
        ]
    );
    let missing = Path::new("region=__HIVE_DEFAULT_PARTITION__/a.csv");
    assert_eq!(partition_values(missing), [("region".to_owned(), None)]);
    for (path, keys, days) in [
        ("year=2024/month=2/a", vec!["year", "month"], Some(("2024-02-01", "2024-02-29"))),
        ("dt=2024-03-05/a", vec!["dt"], Some(("2024-03-05", "2024-03-05"))),
        ("dt=20240305/a", vec!["dt"], Some(("2024-03-05", "2024-03-05"))),
        ("ym=202403/a", vec!["ym"], Some(("2024-03-01", "2024-03-31"))),
        ("year=2024/a", vec!["year"], Some(("2024-01-01", "2024-12-31"))),
        ("y=2024/m=2/d=30/a", vec!["y", "m", "d"], None),
        ("dt=late/a", vec!["dt"], None),
        ("region=1/a", vec!["dt"], None),
    ] {
        let keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
        let days = days.map(|(first, last)| (day(first), day(last)));
        assert_eq!(partition_days(Path::new(path), &keys), days, "{path}");
    }
}

#[test]
fn a_partition_of_other_days_is_not_needed() {
    let needed = NeededDays { first: day("2023-01-01"), last: day("2024-03-31") };
    let needs = |folder: &str| needed.need(Path::new(folder), &["dt".to_owned()]);
    assert!(needs("dt=2024-03-31/a") && needs("dt=2024-04-01/a") && needs("dt=2022-12-31/a"));
    assert!(!needs("dt=2024-04-02/a") && !needs("dt=2022-12-30/a") && !needs("dt=2024-05/a"));
    assert!(needs("dt=unknown/a") && needs("a"));
    assert!(NeededDays::ALL.need(Path::new("dt=1999-01-01/a"), &["dt".to_owned()]));
}
