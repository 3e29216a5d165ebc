use super::*;

#[test]
fn solves_a_known_system() {
    let a = [[4.0, 0.0, 0.0], [2.0, 5.0, 0.0], [0.6, 1.5, 3.8]];
    let chol = Cholesky::factor(&a).expect("positive definite");
    let x = chol.solve(&[2.0, 1.0, -1.0]);
    let b = [
        4.0 * x[0] + 2.0 * x[1] + 0.6 * x[2],
        2.0 * x[0] + 5.0 * x[1] + 1.5 * x[2],
        0.6 * x[0] + 1.5 * x[1] + 3.8 * x[2],
    ];
    for (found, wanted) in b.iter().zip([2.0, 1.0, -1.0]) {
        assert!((found - wanted).abs() < 1e-12);
    }
    let unit = |i: usize| std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 });
    for (i, variance) in chol.inverse_diagonal().into_iter().enumerate() {
        assert!((variance - chol.inverse_form(&unit(i))).abs() < 1e-12);
    }
    let form: f64 = x.iter().zip([2.0, 1.0, -1.0]).map(|(x, b)| x * b).sum();
    assert!((chol.inverse_form(&[2.0, 1.0, -1.0]) - form).abs() < 1e-12);
}

#[test]
fn a_collinear_matrix_has_no_factor() {
    assert_eq!(Cholesky::factor(&[[1.0, 1.0], [1.0, 1.0]]), None);
    assert_eq!(Cholesky::factor(&[[f64::NAN]]), None);
}
