use super::*;

#[test]
fn equal_shares_count_fully_and_one_share_counts_one() {
    assert!((effective_number(&[3.0; 16]).unwrap() - 16.0).abs() < 1e-12);
    assert!((effective_number(&[0.0, 7.0, 0.0]).unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(effective_number(&[0.0, -1.0, f64::NAN]), None);
}

#[test]
fn equals_n_over_one_plus_squared_variation() {
    let x = [1.0, 2.0, 3.0, 4.0];
    let (mean, variance) = (2.5, 1.25);
    assert!((effective_number(&x).unwrap() - 4.0 / (1.0 + variance / (mean * mean))).abs() < 1e-12);
}

#[test]
fn small_counts_are_corrected() {
    assert_eq!(effective_number_of_counts(&[1, 0, 0]), None);
    assert_eq!(effective_number_of_counts(&[1, 1, 1]), Some(3.0));
    assert_eq!(
        effective_number_among(&[1, 1], 9),
        effective_number_of_counts(&[0, 1, 0, 0, 1, 0, 0, 0, 0])
    );
    assert!((effective_number_of_counts(&[100, 100]).unwrap() - 2.0).abs() < 1e-12);
}
