//! Tails against scipy, and against each other where two ways to them meet.

use super::*;

/// Reference: scipy 1.17 `nbinom(m/(phi-1), 1/phi)` and `poisson(m)`, by
/// `tests/reference/nb_tail.py`: count, mean, φ, P(Y > y), P(Y = y).
const REFERENCE: [(f64, f64, f64, f64, f64); 9] = [
    (0.0, 0.3, 2.0, 0.187_747_603_643_764_47, 0.812_252_396_356_235_5),
    (3.0, 0.135, 2.0, 0.004_211_272_869_186_249, 0.006_206_506_614_860_404),
    (12.0, 5.0, 1.0, 0.002_018_851_627_437_032, 0.003_434_240_285_572_322_6),
    (50.0, 30.0, 1.0, 0.000_298_012_981_826_777_65, 0.000_220_878_480_721_268_46),
    (60.0, 30.0, 3.0, 0.003_700_689_898_716_59, 0.000_864_316_681_557_882_5),
    (35.0, 40.0, 1.2, 0.735_706_405_215_677_2, 0.047_186_756_820_682_34),
    (200.0, 150.0, 1.5, 0.000_769_348_914_097_432_3, 0.000_169_918_021_911_839_37),
    (100.0, 150.0, 4.0, 0.986_381_398_620_316_3, 0.001_697_541_505_702_828_5),
    (1000.0, 600.0, 30.0, 0.005_005_199_863_970_807, 7.805_652_579_871_12e-5),
];

#[test]
fn matches_scipy() {
    for (count, mean, phi, above, at) in REFERENCE {
        let relative = |found: f64, wanted: f64| (found / wanted - 1.0).abs();
        assert!(relative(upper_p(count, mean, phi), above + at) < 1e-3, "{count} {mean} {phi}");
        assert!(
            relative(upper_mid_p(count, mean, phi), above + 0.5 * at) < 1e-3,
            "{count} {mean} {phi}"
        );
    }
}

#[test]
fn sums_and_saddlepoint_meet() {
    for phi in [1.0, 1.3, 5.0] {
        for mean in [25.0, 40.0, 60.0] {
            let (below, above) =
                (upper_mid_p(EXACT_MAX, mean, phi), upper_mid_p(EXACT_MAX + 1.0, mean, phi));
            assert!(below > above && below - above < 0.08, "{phi} {mean} {below} {above}");
        }
    }
}

#[test]
fn the_table_agrees_with_the_sums() {
    for (mean, phi) in [(0.01, 1.0), (0.4, 3.0), (3.0, 1.5), (20.0, 1.0), (30.0, 6.0)] {
        let table = MidP::new(mean, phi, 25.0);
        for count in 0..=45 {
            let (found, wanted) =
                (table.of(f64::from(count)), upper_mid_p(f64::from(count), mean, phi));
            assert!((found / wanted - 1.0).abs() < 1e-4, "{mean} {phi} {count}: {found} {wanted}");
        }
    }
}

/// A rounding error of the mean must stay one.
#[test]
fn near_the_mean_nothing_jumps() {
    for (mean, phi) in [(68.9, 1.05), (1e4, 1.001), (1e6, 3.0)] {
        for step in -40..=40 {
            let count = mean * (1.0 + 1e-6 * f64::from(step));
            let (here, there) =
                (upper_mid_p(count, mean, phi), upper_mid_p(count, mean * (1.0 + 1e-14), phi));
            assert!((here - there).abs() < 1e-6, "{mean} {phi} {step}: {here} {there}");
        }
    }
}

#[test]
fn extremes_stay_finite() {
    assert_eq!(upper_mid_p(0.0, 0.0, 1.0), 0.5);
    assert_eq!(upper_mid_p(1.0, 0.0, 1.0), 0.0);
    for count in [0.0, 1e3, 1e7] {
        let p = upper_mid_p(count, 1e4, 50.0);
        assert!((0.0..=1.0).contains(&p), "{count} {p}");
    }
    assert!(upper_mid_p(f64::NAN, 1.0, 1.0).is_nan());
    assert!((upper_mid_p(1e7, 1e7, 1.0) - 0.5).abs() < 1e-3);
}

/// Reference: scipy 1.17 `poisson(26.12).ppf(0.99)` and `nbinom(77.38/0.332,
/// 1/1.332).ppf(0.99)`.
#[test]
fn quantiles_match_scipy() {
    assert_eq!(upper_limit(0.01, 26.12, 1.0), 39.0);
    assert_eq!(upper_limit(0.01, 77.38, 1.332), 102.0);
    assert_eq!(upper_limit(0.01, 0.0, 1.0), 0.0);
}
