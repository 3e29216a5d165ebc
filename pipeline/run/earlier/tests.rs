use std::fs;

use super::*;

#[test]
fn the_latest_period_of_the_same_kind() {
    let output = tempfile::tempdir().unwrap();
    for name in ["2022", "2023", "2024", "2025", "2023-12", "backtest"] {
        fs::create_dir(output.path().join(name)).unwrap();
        let results = r#"{"period_last_day": "2024-12-31"}"#;
        fs::write(output.path().join(name).join("run_results.json"), results).unwrap();
    }
    fs::remove_file(output.path().join("2023/run_results.json")).unwrap();
    let before = |period| {
        published_before(output.path(), period, MonthStart::default()).map(|(period, _)| period)
    };
    assert_eq!(
        before(Period::Year(2024)),
        Some(Period::Year(2022)),
        "2023 was not published whole"
    );
    assert_eq!(before(Period::Year(2022)), None);
    assert_eq!(before(Period::Month(2024, 1)), Some(Period::Month(2023, 12)));
    let until = |period| {
        published_until(output.path(), period, MonthStart::default()).map(|(period, _)| period)
    };
    assert_eq!(until(Period::Year(2024)), Some(Period::Year(2024)));
    assert_eq!(until(Period::Year(2023)), Some(Period::Year(2022)));
    assert_eq!(until(Period::Month(2023, 11)), None);
}
