use super::*;

#[test]
fn the_newest_are_kept_and_the_one_that_latest_names() {
    let output = tempfile::tempdir().unwrap();
    for period in ["2023", "2024", "2024-01", "2024-02", "2024-03", "2024-04", "notes"] {
        fs::create_dir(output.path().join(period)).unwrap();
        let results = r#"{"period_last_day": "2024-12-31"}"#;
        fs::write(output.path().join(period).join("run_results.json"), results).unwrap();
    }
    fs::write(output.path().join("latest"), "2024-01\n").unwrap();
    let settings = ScheduleSettings { keep_monthly: 2, ..ScheduleSettings::default() };
    let removed = remove_old(output.path(), &settings, MonthStart::default()).unwrap();
    assert_eq!(removed, ["2024-02"]);
    for kept in ["2023", "2024", "2024-01", "2024-03", "2024-04", "notes"] {
        assert!(output.path().join(kept).exists(), "{kept}");
    }
    assert!(!output.path().join("2024-02").exists());
}
