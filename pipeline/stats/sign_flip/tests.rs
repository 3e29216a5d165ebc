use super::*;

#[test]
fn all_of_one_sign_is_the_smallest_p_value() {
    assert_eq!(p_value(&[0.1, 0.2, 0.05, 0.3, 0.1]), Some(smallest(5)));
    assert_eq!(p_value(&[0.1, f64::NAN]), Some(0.5));
}

#[test]
fn no_difference_is_no_evidence() {
    assert_eq!(p_value(&[0.0; 6]), Some(1.0));
    assert_eq!(p_value(&[1.0, -1.0]), Some(0.75), "sums 2, 0, 0, −2; three are at least 0");
    assert_eq!(p_value(&[]), None);
    assert_eq!(p_value(&[0.1; 21]), None);
}
