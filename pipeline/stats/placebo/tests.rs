//! Against scipy, and properties that hold whatever the numbers.

use super::*;
use proptest::prelude::*;

/// A departure with `ln(Y/E)/s = z`.
fn departure(z: f64, degrees_of_freedom: usize) -> Departure {
    let (expected, dispersion, uncertainty) = (200.0, 2.0, 0.004);
    let observed = expected * (z * f64::sqrt(dispersion / expected + uncertainty)).exp();
    Departure { observed, expected, dispersion, uncertainty, degrees_of_freedom }
}

/// Placebos of tests/reference/interrupted.py: the sixth is wild.
fn placebos(count: usize) -> Vec<Departure> {
    let of = |k: usize| {
        let wild = if k == 5 { 6.0 } else { 0.0 };
        let at = k as f64;
        departure(1.9 * (2.3 * at + 0.4).sin() + 0.02 * at + wild, 5 + k * 7 % 13)
    };
    (0..count).map(of).collect()
}

/// tests/reference/interrupted.py, scipy 1.17.1, numpy 2.4.6: widening, low, high, smallest fall,
/// rank.
#[test]
fn matches_scipy() {
    let own = Departure { observed: 190.0, ..departure(0.0, 9) };
    for (count, rank, wanted) in REFERENCE {
        let judged = judge(&own, &placebos(count), 0.95).expect("placebos enough");
        let effect = judged.effect.expect("an effect");
        let found = [judged.widening, effect.low, effect.high, judged.smallest_detectable];
        for (found, wanted) in found.into_iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-7 * wanted.abs(), "{count}: {found}, not {wanted}");
        }
        assert_eq!((judged.placebos, judged.rank), (count, rank));
    }
}

const REFERENCE: [(usize, usize, [f64; 4]); 2] = [
    (8, 3, [2.2996157877899686, -0.5446122052984842, 0.6787577597658587, 0.4596400918161062]),
    (25, 9, [1.8884055711318015, -0.4677642335036375, 0.5251075817671915, 0.3967686538586125]),
];

#[test]
fn without_placebos_nothing_is_judged() {
    assert_eq!(judge(&departure(-9.0, 9), &placebos(PLACEBOS_MIN - 1), 0.95), None);
    assert!(judge(&departure(-9.0, 9), &placebos(PLACEBOS_MIN), 0.95).is_some());
}

#[test]
fn placebos_are_of_like_size_or_the_nearest() {
    let sizes: Vec<f64> = (0..60).map(|k| 1.2f64.powi(k)).collect();
    let near = alike(sizes[30], &sizes);
    // ln 4 / ln 1.2 = 7.6: seven on each side, and the series itself
    assert_eq!(near.len(), 15);
    assert_eq!(near[0], 30);
    // at the end of the sizes the nearest twelve
    assert_eq!(alike(sizes[59] * 100.0, &sizes), (48..60).rev().collect::<Vec<_>>());
    assert_eq!(alike(10.0, &[10.0; 90]).len(), PLACEBOS_MAX);
    // empty series take no part, nor does anything beside an empty one
    assert_eq!(alike(10.0, &[0.0, 9.0, f64::NAN]), [1]);
    assert!(alike(0.0, &[5.0, 6.0]).is_empty());
}

proptest! {
    /// Wilder placebos never narrow an interval, and none makes it narrower than the model's own.
    #[test]
    fn wilder_placebos_do_not_narrow(
        zs in prop::collection::vec(-4.0..4.0f64, 3..45),
        factor in 1.0..3.0f64,
    ) {
        let own = departure(-1.0, 10);
        let of = |scale: f64| {
            let placebos: Vec<_> = zs.iter().map(|z| departure(z * scale, 8)).collect();
            judge(&own, &placebos, 0.95).expect("placebos enough").widening
        };
        prop_assert!(of(1.0) >= 1.0 && of(factor) >= of(1.0) - 1e-12);
    }

    /// From 19 placebos on, at most one in twenty shows an effect by the common half-width.
    #[test]
    fn nineteen_of_twenty_show_no_effect(zs in prop::collection::vec(-9.0..9.0f64, 19..45)) {
        let placebos: Vec<_> = zs.iter().map(|&z| departure(z, 8)).collect();
        let judged = judge(&departure(0.0, 8), &placebos, 0.95).expect("placebos enough");
        let half_width = judged.widening * student_quantile(8, 0.95).expect("freedom");
        let outside = zs.iter().filter(|z| z.abs() > half_width * (1.0 + 1e-9)).count();
        prop_assert!(outside as f64 <= 0.05 * (zs.len() + 1) as f64, "{outside} of {}", zs.len());
    }
}
