//! What a later report restates, and what it leaves.

use chrono::NaiveDate;

use super::*;
use crate::publish::Draft;
use crate::publish::tables::days;

fn departments(rows: &[(&str, u64, Option<f64>)]) -> RecordBatch {
    let month = NaiveDate::from_ymd_opt(2024, 3, 1);
    table(vec![
        ("department", texts(rows.iter().map(|row| row.0))),
        ("month", days(rows.iter().map(|_| month))),
        ("orders", integers(rows.iter().map(|row| row.1))),
        ("resolution_rate", numbers(rows.iter().map(|row| row.2))),
    ])
}

#[test]
fn what_changed_is_listed_and_what_did_not_is_not() {
    let output = tempfile::tempdir().unwrap();
    let draft = Draft::new(output.path()).unwrap();
    let first = departments(&[("Works", 10, Some(0.5)), ("Water", 7, None), ("Parks", 3, None)]);
    draft.write_table("departments_month", &first).unwrap();
    let folder = draft.publish("2024-03").unwrap();
    let now = departments(&[("Works", 12, Some(0.5)), ("Water", 7, Some(0.25))]);
    let tables = [("departments_month", now)];
    let earlier = Earlier { folder: &folder, period: "2024-03", edition: 1, is_replaced: true };
    let found = restatements(earlier, &tables).unwrap();
    let figures: Vec<_> =
        found.iter().map(|row| (row.key.as_str(), row.figure.as_str(), row.was, row.is)).collect();
    let expected = [
        ("Parks / 2024-03-01", "orders", Some(3.0), None),
        ("Water / 2024-03-01", "resolution_rate", None, Some(0.25)),
        ("Works / 2024-03-01", "orders", Some(10.0), Some(12.0)),
    ];
    assert_eq!(figures, expected);
    // Of a report of another period only demands of common rows.
    let other = Earlier { is_replaced: false, ..earlier };
    assert_eq!(restatements(other, &tables).unwrap().len(), 1);
    let draft = Draft::new(output.path()).unwrap();
    draft.write_table("restatements", &restatement_table(&found)).unwrap();
    let folder = draft.publish("2024-04").unwrap();
    assert_eq!(read_restatements(&folder).unwrap(), found);
}
