use super::*;

#[test]
fn other_areas_and_far_days_are_less_near_and_unknown_ones_cost_nothing() {
    let settings = Settings::default();
    let at = |day, area| Setting { day, area };
    assert_eq!(nearness(at(Some(5), Some(1)), at(Some(5), Some(1)), &settings), 1.0);
    assert_eq!(nearness(at(None, Some(1)), at(Some(5), None), &settings), 1.0);
    assert_eq!(nearness(at(Some(5), Some(1)), at(Some(5), Some(2)), &settings), 0.7);
    let year = nearness(at(Some(0), None), at(Some(365), None), &settings);
    assert!((year - 0.7).abs() < 0.001);
}

#[test]
fn the_matrix_is_the_dot_product_of_every_pair() {
    let rows = vec![vec![(0, 0.6), (2, 0.8)], vec![(2, 1.0)], vec![]];
    let places = [Setting { day: None, area: None }; 3];
    let found = matrix(&rows, 3, &places, &Settings::default());
    assert_eq!(found[[0, 1]], 0.8);
    assert_eq!(found[[1, 0]], 0.8);
    assert_eq!(found[[2, 0]], 0.0);
    assert_eq!(found[[2, 2]], 1.0);
    assert!(matrix(&[], 0, &[], &Settings::default()).is_empty());
}
