use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array};

use super::*;

#[test]
fn what_no_run_uses_goes_when_it_takes_more_room_than_what_this_one_used() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path());
    let values: ArrayRef = Arc::new(Int64Array::from_iter_values(0..1_000));
    let rows = [RecordBatch::try_from_iter([("value", values)]).unwrap()];
    for key in ["a", "b", "c", "d"] {
        Kept::new(layout.clone()).store(layout.derived("test", key), &rows).unwrap();
    }
    let kept = Kept::new(layout.clone());
    assert_eq!(kept.load(layout.derived("test", "b")).unwrap(), rows);
    kept.prune().unwrap();
    let left = fs::read_dir(layout.at("derived/test")).unwrap().count();
    assert_eq!(left, 2, "what was used, and as much again");
    assert!(layout.derived("test", "b").exists());
    fs::write(layout.derived("test", "b"), "damaged").unwrap();
    assert!(kept.load(layout.derived("test", "b")).is_none());
}
