use super::*;

/// Reference: statsmodels 0.15.0, by `tests/reference/glm.py`.
#[test]
fn matches_statsmodels() {
    let x = [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0];
    let design: Vec<[f64; 2]> = x.iter().map(|&x| [1.0, x]).collect();
    let counts = [2.0, 3.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 15.0];
    let rows = Rows { design: &design, counts: &counts, offsets: &[0.0; 9], weights: &[1.0; 9] };
    let fit = fit::<2, 2>(rows, [8f64.ln(), 0.0], 1e-12).expect("a regular design");
    assert!(fit.converged);
    assert!((fit.coefficients[0] - REFERENCE[0]).abs() < 1e-9, "{:?}", fit.coefficients);
    assert!((fit.coefficients[1] - REFERENCE[1]).abs() < 1e-9, "{:?}", fit.coefficients);
    assert!((fit.predictor_variance(&[1.0, 1.0]) - REFERENCE[2]).abs() < 1e-9);
}

const REFERENCE: [f64; 3] = [1.956_033_423_630, 0.779_350_713_541, 0.032_362_336_266];

#[test]
fn a_collinear_design_has_no_fit() {
    let design = [[1.0, 2.0]; 4];
    let rows = Rows { design: &design, counts: &[1.0; 4], offsets: &[0.0; 4], weights: &[1.0; 4] };
    assert!(fit::<2, 2>(rows, [0.0, 0.0], 1e-9).is_none());
}
