use super::*;

/// Reference: scipy 1.17 `false_discovery_control([0.01, 0.5, 0.02, 0.04, 0.03])`.
#[test]
fn matches_scipy() {
    let q = q_values(&[0.01, 0.5, 0.02, 0.04, 0.03], 5);
    for (found, wanted) in q.iter().zip([0.05, 0.5, 0.05, 0.05, 0.05]) {
        assert!((found - wanted).abs() < 1e-12, "{q:?}");
    }
}

#[test]
fn unlisted_tests_count() {
    assert_eq!(q_values(&[0.001], 100), vec![0.1]);
    assert_eq!(q_values(&[f64::NAN], 1), vec![1.0]);
    assert!(q_values(&[], 10).is_empty());
}
