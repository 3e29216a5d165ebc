use super::*;

fn matrix(n: usize, pairs: &[(usize, usize, f32)]) -> Array2<f32> {
    let mut matrix = Array2::eye(n);
    for &(i, j, x) in pairs {
        matrix[[i, j]] = x;
        matrix[[j, i]] = x;
    }
    matrix
}

#[test]
fn groups_join_by_their_mean_similarity() {
    // 0 and 1 are near; 2 is near 1 alone: mean to {0, 1} is 0.2.
    let near = matrix(4, &[(0, 1, 0.8), (1, 2, 0.4)]);
    assert_eq!(average_linkage(near.clone(), 0.15), [vec![0, 1, 2], vec![3]]);
    assert_eq!(average_linkage(near, 0.25), [vec![0, 1], vec![2], vec![3]]);
}

#[test]
fn none_and_one_are_no_error() {
    assert!(average_linkage(Array2::zeros((0, 0)), 0.1).is_empty());
    assert_eq!(average_linkage(Array2::eye(1), 0.1), [vec![0]]);
}
