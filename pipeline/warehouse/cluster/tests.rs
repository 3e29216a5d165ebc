use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array};

use super::*;

#[test]
fn a_row_that_comes_twice_is_seen_across_batches_and_with_nulls() {
    let batch = |keys: Vec<Option<i64>>, orders: Vec<i64>| {
        let keys: ArrayRef = Arc::new(Int64Array::from(keys));
        let orders: ArrayRef = Arc::new(Int64Array::from(orders));
        RecordBatch::try_from_iter([("key", keys), ("orders", orders)]).unwrap()
    };
    let first = batch(vec![Some(1), None], vec![5, 5]);
    assert!(!has_repeats(&[first.clone(), batch(vec![Some(1), None], vec![6, 6])]).unwrap());
    assert!(has_repeats(&[first.clone(), batch(vec![Some(2), None], vec![5, 5])]).unwrap());
    assert!(!has_repeats(&[]).unwrap());
}
