use super::City;
use crate::gamma_mixture::Gamma as GammaPart;
use crate::persistence::*;

/// The cells of tests/reference/persistence.py: year, expected, year before, expected, φ.
fn reference_cells() -> (City, [f64; 5]) {
    let cell = |n: [f64; 6], e: [f64; 6], past: [f64; 4], past_e: [f64; 4]| {
        let (observed, expected) = ([&n[..], &past[..]].concat(), [&e[..], &past_e[..]].concat());
        (0, Months { observed, expected })
    };
    let cells = vec![
        cell(
            [2.0, 3.0, 0.0, 4.0, 2.0, 5.0],
            [0.5, 0.8, 0.4, 0.6, 0.7, 0.9],
            [1.0, 0.0, 2.0, 3.0],
            [0.5, 0.6, 0.7, 0.4],
        ),
        cell(
            [9.0, 12.0, 50.0, 10.0, 14.0, 8.0],
            [4.0, 5.0, 4.5, 4.0, 6.0, 4.0],
            [4.0, 6.0, 5.0, 3.0],
            [5.0, 5.0, 4.0, 4.5],
        ),
        cell(
            [1.0, 0.0, 0.0, 60.0, 1.0, 2.0],
            [1.0, 1.1, 0.9, 1.0, 1.2, 1.3],
            [0.0, 1.0, 2.0, 1.0],
            [1.0, 1.0, 1.1, 0.9],
        ),
        cell(
            [70.0, 65.0, 80.0, 90.0, 75.0, 60.0],
            [30.0, 28.0, 35.0, 33.0, 31.0, 29.0],
            [33.0, 30.0, 41.0, 28.0],
            [30.0; 4],
        ),
        cell(
            [3.0, 2.0, 4.0, 0.0, 1.0, 3.0],
            [0.9, 0.0, 1.1, 0.8, 1.0, 1.2],
            [3.0, 5.0, 2.0, 4.0],
            [1.0, 0.9, 1.2, 1.1],
        ),
    ];
    (City { months: [6, 4], cells, empty: Vec::new() }, [1.7, 2.5, 3.0, 4.0, 1.0])
}

/// Printed by tests/reference/persistence.py (numpy 2.4.6, scipy 1.17.1): the likelihood of six
/// patterns, and the posterior of the number of high months.
const REFERENCE: [([f64; 6], [f64; 7]); 5] = [
    (
        [0.002382855, 0.003978205, 0.02559966, 0.1733698, 0.1365704, 0.3077502],
        [0.443263, 0.000522, 0.001221, 0.003082, 0.007886, 0.019234, 0.524792],
    ),
    (
        [0.0189141, 0.002091332, 0.0007289508, 0.004493942, 0.1361425, 1.3277e-13],
        [0.960894, 0.012775, 0.000257, 0.000225, 0.000418, 0.000973, 0.024458],
    ),
    (
        [0.4224316, 0.07619577, 0.04396641, 0.01709022, 0.347521, 6.209094e-6],
        [0.998403, 0.000688, 0.000111, 8.6e-5, 6.8e-5, 5.3e-5, 0.000592],
    ),
    (
        [0.0002263076, 3.088492e-6, 1.072806e-6, 4.421005e-5, 0.002130277, 1.002932e-29],
        [0.069716, 6e-6, 1.5e-5, 6.3e-5, 0.000379, 0.003961, 0.92586],
    ),
    (
        [0.005414483, 0.01060341, 0.06714457, 0.1051272, 0.4632779, 0.0002601344],
        [0.736377, 0.002578, 0.004185, 0.006863, 0.008543, 0.00744, 0.234014],
    ),
];

#[test]
fn patterns_and_weights_match_scipy() {
    let (city, phi) = reference_cells();
    let prior = GammaMixture {
        ordinary: GammaPart { shape: 7.0, rate: 8.0 },
        elevated: GammaPart { shape: 1.2, rate: 0.3 },
        ordinary_weight: 0.95,
    };
    let grid = Grid::new(2.0, &prior);
    let candidates = [0, 1, 2, 3, 4];
    let patterns = Patterns::of(&city, &candidates, &grid, |cell| phi[cell]);
    let weights = Weights::fit(&patterns, &grid, 150.0);
    assert!((weights.0[0] - 0.983_681).abs() < 1e-5, "{}", weights.0[0]);
    for (at, (likelihood, high)) in REFERENCE.iter().enumerate() {
        for (wanted, position) in likelihood.iter().zip([0, 5, 14, 27, 28, 33]) {
            let found = f64::from(patterns.row(at)[position]);
            assert!(
                (found - wanted).abs() < 1e-5 * wanted,
                "{at}, {position}: {found}, not {wanted}"
            );
        }
        for (found, wanted) in weights.high_months(&patterns, at).iter().zip(high) {
            assert!((found - wanted).abs() < 2e-3 * wanted + 2e-5, "{at}: {found}, not {wanted}");
        }
    }
}
