use super::*;

#[test]
fn tiles_keep_north_above_south_and_west_before_east() {
    let points = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
    let at: Vec<(f64, f64)> = tiles(&points).iter().map(|rings| rings[0][0]).collect();
    assert!(at[2].1 > at[0].1 && at[3].1 > at[1].1, "{at:?}");
    assert!(at[2].0 < at[3].0 && at[0].0 < at[1].0, "{at:?}");
    let mut corners: Vec<String> = at.iter().map(|corner| format!("{corner:?}")).collect();
    corners.sort();
    corners.dedup();
    assert_eq!(corners.len(), 4, "no two areas on one tile");
}

#[test]
fn the_middle_of_a_shape_lies_where_it_balances() {
    let square = vec![(116.0, 39.0), (118.0, 39.0), (118.0, 41.0), (116.0, 41.0)];
    let (x, y) = middle(&vec![vec![(0.0, 0.0), (0.1, 0.0), (0.0, 0.1)], square]).unwrap();
    assert!((x - 117.0).abs() < 1e-9 && (y - 40.0).abs() < 1e-9);
    assert_eq!(middle(&Vec::new()), None);
}
