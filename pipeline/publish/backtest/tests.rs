use super::super::Draft;
use super::*;
use crate::propose::backtest::List;

#[test]
fn what_is_written_is_read_back() {
    let output = tempfile::tempdir().unwrap();
    let month = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let row = Coverage {
        from: month(2022),
        next: month(2023),
        months: 12,
        list: List::TopVolume,
        unresolved: Some(0.25),
        persistent: Some(0.5),
        of_hindsight: Some(0.625),
        topics: vec!["noise".to_owned()],
        doubtful: Vec::new(),
    };
    let band = Band { from: 0.1, to: 0.3, topics: 20, given: 0.2, stayed: 5, low: 0.1, high: 0.45 };
    let draft = Draft::new(output.path()).unwrap();
    draft.write_table("backtest", &backtest_table(&[row])).unwrap();
    draft.write_table("reliability", &reliability_table(&[band])).unwrap();
    draft.publish_beside("backtest").unwrap();
    let (coverage, bands) = read_backtest(output.path()).unwrap();
    let list = List::TopVolume.name().to_owned();
    let next = month(2023);
    assert_eq!(coverage, [PublishedCoverage { next, list, of_hindsight: Some(0.625) }]);
    let read = PublishedBand { topics: 20, given: 0.2, stayed: 5, low: 0.1, high: 0.45 };
    assert_eq!(bands, [read]);
    let empty = read_backtest(&output.path().join("elsewhere")).unwrap_err().to_string();
    assert!(empty.contains("missing") && empty.contains("yiti backtest"), "{empty}");
}
