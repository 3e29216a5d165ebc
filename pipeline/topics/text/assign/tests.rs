use super::*;

#[test]
fn mean_rows_add_up() {
    let rows = vec![vec![(0, 1.0)], vec![(0, 0.6), (3, 0.8)]];
    assert_eq!(mean_row(&[0, 1], &rows), [(0, 0.8), (3, 0.4)]);
    assert_eq!(dot(&rows[0], &rows[1]), 0.6);
    assert_eq!(dot(&vec![], &rows[1]), 0.0);
}
