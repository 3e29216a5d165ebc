#[test]
fn the_cut_is_the_smallest_set_that_holds_the_share() {
    let cut = |values: &[u64], share| super::cut(values.iter().copied(), share);
    assert_eq!(cut(&[50, 30, 20], 0.8), 2);
    assert_eq!(cut(&[50, 30, 20], 0.81), 3);
    assert_eq!(cut(&[100], 0.8), 1);
    assert_eq!(cut(&[], 0.8), 0);
}
