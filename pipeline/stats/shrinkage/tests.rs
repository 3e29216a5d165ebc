//! The prior against scipy, and the shrunk ratios that follow from it.

use super::*;

/// The cells of tests/reference/shrinkage.py.
fn reference_cells() -> Vec<(f64, f64)> {
    let cell = |i: u32| {
        let part = |step: u32, cycle: u32, scale: f64| f64::from(i * step % cycle) / scale;
        let expected = 0.2 * 1.01f64.powi(i as i32);
        let extra = if i.is_multiple_of(13) { part(29, 53, 13.0) } else { 0.0 };
        let ratio = (1.2 * part(37, 101, 101.0) - 0.7).exp() + extra;
        ((expected * ratio * (0.5 + part(17, 23, 23.0)) + part(7, 19, 19.0)).floor(), expected)
    };
    (0..600).map(cell).collect()
}

/// tests/reference/shrinkage.py, scipy 1.17.1, without binning: observed, expected, EBGM, EB05,
/// P(λ > 2).
const REFERENCE: [[f64; 5]; 6] = [
    [0.0, 0.5, 0.8440251, 0.4263258, 0.0139889],
    [1.0, 0.1, 1.1565404, 0.5511574, 0.1158739],
    [3.0, 0.4, 1.9439253, 0.7665948, 0.4043169],
    [12.0, 3.0, 3.3575427, 1.5769922, 0.8808431],
    [12.0, 9.0, 1.1315548, 0.7615453, 0.0048904],
    [400.0, 120.0, 3.3363118, 3.0724798, 1.0],
];

#[test]
fn the_derivatives_are_those_of_the_value() {
    let squashed = Squashed::gather(reference_cells().into_iter().map(|(n, e)| (n, e, 1.0)));
    for start in STARTS {
        let slope = squashed.cost(&start).1;
        for i in 0..5 {
            let value = |step: f64| {
                let mut x = start;
                x[i] += step;
                squashed.cost(&x).0
            };
            let measured = (value(1e-5) - value(-1e-5)) / 2e-5;
            assert!(
                (slope[i] - measured).abs() < 1e-6 * measured.abs().max(0.01),
                "{i}: {} {measured}",
                slope[i]
            );
        }
    }
}

#[test]
fn matches_scipy() {
    let fitted = fit(reference_cells()).expect("600 cells");
    assert!(fitted.converged && fitted.cells == 600);
    assert!((fitted.log_likelihood - 37.295_801_6).abs() < 2e-4, "{fitted:?}");
    for [observed, expected, ebgm, eb05, above] in REFERENCE {
        let posterior = fitted.prior.posterior(observed, expected);
        let found = [
            posterior.geometric_mean(),
            posterior.quantile(0.05),
            posterior.probability_above(2.0),
        ];
        for (found, wanted) in found.into_iter().zip([ebgm, eb05, above]) {
            assert!(
                (found - wanted).abs() < 3e-3 * wanted + 1e-4,
                "{observed} of {expected}: {found}, not {wanted}"
            );
        }
    }
}

#[test]
fn one_order_in_a_hamlet_does_not_lead() {
    let prior = fit(reference_cells()).expect("600 cells").prior;
    let hamlet = prior.posterior(1.0, 0.05).quantile(0.05);
    let town = prior.posterior(60.0, 20.0).quantile(0.05);
    assert!(hamlet < 1.0 && town > 2.0, "{hamlet} {town}");
}

/// Run in a release build with `--ignored --nocapture`.
#[test]
#[ignore = "a timing, for release builds"]
fn a_million_cells_take_a_second() {
    let cells = reference_cells();
    let clock = std::time::Instant::now();
    let fitted = fit((0..2000)
        .flat_map(|k| cells.iter().map(move |&(n, e)| (n, e * (1.0 + f64::from(k) * 1e-4)))));
    println!("{} cells in {:?}", fitted.expect("1.2 million cells").cells, clock.elapsed());
    assert!(clock.elapsed().as_secs_f64() < 2.0);
}

#[test]
fn large_counts_keep_their_ratio() {
    let prior = fit(reference_cells()).expect("600 cells").prior;
    let city = prior.posterior(1e7, 4e6);
    assert!((city.geometric_mean() - 2.5).abs() < 1e-3);
    assert!(
        (city.quantile(0.05) - 2.5).abs() < 2e-3 && city.quantile(0.05) < city.geometric_mean()
    );
}

#[test]
fn unusable_cells_take_no_part() {
    let mut cells = reference_cells();
    let clean = fit(cells.iter().copied());
    cells.extend([(f64::NAN, 1.0), (3.0, 0.0), (-1.0, 2.0), (2.0, f64::INFINITY)]);
    assert_eq!(fit(cells), clean);
    assert_eq!(fit([(1.0, 1.0); 19]), Err(ShrinkageError::TooFewCells { found: 19 }));
    let prior = clean.expect("600 cells").prior;
    assert_eq!(prior.posterior(5.0, 0.0), prior);
}

#[test]
fn cells_that_are_all_alike_give_a_narrow_prior_and_no_panic() {
    let prior = fit((0..200).map(|_| (10.0, 10.0))).expect("200 cells").prior;
    assert!((prior.posterior(10.0, 10.0).geometric_mean() - 1.0).abs() < 0.01);
    assert!(fit((0..200).map(|_| (0.0, 1.0))).expect("200 cells").prior.geometric_mean() < 0.05);
}
