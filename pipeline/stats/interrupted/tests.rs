//! Against statsmodels and planted truth.

use super::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

/// The series of tests/reference/interrupted.py: 30 months, the last six 30% lower.
fn reference_months() -> Vec<Month> {
    let month = |t: u32| {
        let control = f64::from(1000 + t * 37 % 101);
        let season = 0.5 * (TAU * (f64::from(t) - 1.0) / 12.0).cos();
        let treated = (control * (season - 2.3).exp() + 2.0 * f64::from(t * 53 % 31) - 30.0).floor();
        Month { treated: if t >= 24 { (0.7 * treated).floor() } else { treated }, control }
    };
    (0..30).map(month).collect()
}

/// tests/reference/interrupted.py, statsmodels 0.15.0: φ, first expected, expected and its range, effect, low, high. The
/// ends were found there by searching for the ratio that the count just contradicts.
#[test]
fn matches_statsmodels() {
    let months = reference_months();
    let after: Vec<_> = (24..30).map(|t| (t, months[t])).collect();
    for (from, coefficients, wanted) in REFERENCE {
        let baseline: Vec<usize> = (0..from).collect();
        let model = fit(&months, &baseline).expect("a fit");
        let effect = model.effect(&after, 0.95).expect("an effect");
        let first = model.expected(24, months[24].control);
        let Effect { expected, expected_low, expected_high, effect: share, low, high, .. } = effect;
        let found = [model.dispersion, first, expected, expected_low, expected_high, share, low, high];
        assert_eq!(model.coefficients, coefficients);
        for (found, wanted) in found.into_iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-7 * wanted.abs(), "{from} months: {found}, not {wanted}");
        }
        assert_eq!(effect.verdict(), Verdict::Lower);
    }
}

const REFERENCE: [(usize, usize, [f64; 8]); 2] = [
    (
        12,
        3,
        [
            4.350464280170104,
            156.93002500344195,
            810.2784388608799,
            623.1743056349522,
            997.3825720868075,
            -0.2965381125020091,
            -0.4482812208792297,
            -0.07926320752209282,
        ],
    ),
    (
        24,
        3,
        [
            3.640281603048295,
            164.02694105681474,
            818.4647298939402,
            680.9018982144487,
            956.0275615734317,
            -0.3035741441492992,
            -0.422392105792184,
            -0.15267708532598567,
        ],
    ),
];

/// Months of a series of about `mean` with a season of its own and variance φ·mean, `ratio` times as high from month
/// `from` on.
fn planted(rng: &mut ChaCha8Rng, mean: f64, phi: f64, from: usize, ratio: f64) -> Vec<Month> {
    let mut draw = |mean: f64| -> f64 {
        let rate = Gamma::new(mean / (phi - 1.0), phi - 1.0).expect("positive").sample(rng).max(1e-9);
        Poisson::new(rate).expect("positive").sample(rng)
    };
    let month = |t: usize| {
        let season = 0.6 * (TAU * t as f64 / 12.0).cos();
        let change = if t >= from { ratio } else { 1.0 };
        Month { treated: draw(mean * season.exp() * change), control: draw(20_000.0) }
    };
    (0..from + 6).map(month).collect()
}

/// Planted truth: of 95% intervals about 95% hold the true effect, with one year of baseline and with two.
#[test]
fn intervals_hold_the_planted_effect() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    for years in [1, 2] {
        let (from, runs) = (12 * years, 600);
        let held = (0..runs).filter(|_| {
            let ratio = rng.random_range(0.5..1.6);
            let months = planted(&mut rng, 300.0, 4.0, from, ratio);
            let baseline: Vec<usize> = (0..from).collect();
            let after: Vec<_> = (from..from + 6).map(|t| (t, months[t])).collect();
            let effect = fit(&months, &baseline).expect("a fit").effect(&after, 0.95).expect("an effect");
            effect.low <= ratio - 1.0 && ratio - 1.0 <= effect.high
        });
        let share = held.count() as f64 / f64::from(runs);
        assert!((0.91..=0.99).contains(&share), "{years} years: {share}");
    }
}

/// The 95% interval of a single month of an unchanged series leaves out 0 in about one month of twenty: exactly when the
/// count leaves the range of an unchanged series.
#[test]
fn unchanged_months_stand_out_as_often_as_stated() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    for (mean, phi, from) in [(300.0, 4.0, 12), (40.0, 1.5, 12), (300.0, 4.0, 24)] {
        let (mut out, runs) = (0, 300);
        for _ in 0..runs {
            let months = planted(&mut rng, mean, phi, from, 1.0);
            let model = fit(&months, &(0..from).collect::<Vec<_>>()).expect("a fit");
            for (t, &month) in months.iter().enumerate().skip(from) {
                let effect = model.effect(&[(t, month)], 0.95).expect("an effect");
                let range = effect.expected_low..=effect.expected_high;
                assert_eq!(effect.verdict() == Verdict::CannotTell, range.contains(&month.treated), "{effect:?}");
                out += usize::from(effect.verdict() != Verdict::CannotTell);
            }
        }
        let share = out as f64 / f64::from(6 * runs);
        println!("mean {mean}, dispersion {phi}, {from} months: {share:.3}");
        assert!((0.02..=0.08).contains(&share), "mean {mean}, dispersion {phi}, {from} months: {share}");
    }
}

#[test]
fn a_change_that_the_control_shares_is_no_effect() {
    let mut months = reference_months();
    let baseline: Vec<usize> = (0..24).collect();
    let model = fit(&months, &baseline).expect("a fit");
    for month in &mut months[24..] {
        month.treated = (0.5 * month.treated / 0.7).round();
        month.control = (0.5 * month.control).round();
    }
    let after: Vec<_> = (24..30).map(|t| (t, months[t])).collect();
    assert_eq!(model.effect(&after, 0.95).expect("an effect").verdict(), Verdict::CannotTell);
}

/// A season that two harmonics cannot follow: the poor fit widens the range by the expectation, not by how few came.
#[test]
fn the_range_does_not_grow_when_few_come() {
    let heating = [9000.0, 6500.0, 3000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0, 5500.0, 8500.0];
    let months: Vec<Month> =
        (0..24).map(|t| Month { treated: heating[t % 12], control: 40_000.0 + 500.0 * (t % 5) as f64 }).collect();
    let model = fit(&months, &(0..12).collect::<Vec<_>>()).expect("a fit");
    let mut judged = 0;
    for (t, &month) in months.iter().enumerate().skip(12) {
        let Some(effect) = model.effect(&[(t, month)], 0.95) else { continue };
        judged += 1;
        let few = model.effect(&[(t, Month { treated: 1.0, ..month })], 0.95).expect("an effect");
        assert_eq!((few.expected_low, few.expected_high), (effect.expected_low, effect.expected_high));
        assert!(effect.expected_high < 15_000.0 && effect.low <= 0.0, "{effect:?}");
    }
    assert!(judged >= 4, "only {judged} months have an expectation");
}

#[test]
fn what_cannot_be_told_is_an_error_or_none() {
    let months = reference_months();
    let outcome = |months: &[Month], baseline: &[usize]| fit(months, baseline).err();
    assert_eq!(outcome(&months, &[0, 1, 2]), Some(InterruptedError::ShortBaseline { found: 3 }));
    let baseline: Vec<usize> = (0..12).collect();
    let empty = vec![Month { treated: 0.0, control: 500.0 }; 30];
    assert_eq!(outcome(&empty, &baseline), Some(InterruptedError::NoEvents));
    let mut broken = months.clone();
    broken[4].treated = f64::NAN;
    broken[5].control = 0.0;
    let model = fit(&broken, &baseline).expect("ten months are left");
    assert_eq!(model.effect(&[], 0.95), None);
    // An expectation of 10 that may as well be 0.
    assert_eq!(contradicted_beyond(5.0, 10.0, 30.0, 100.0), None);
    assert!(contradicted_beyond(5.0, 10.0, 30.0, 25.0).is_some_and(|[low, high]| 0.0 < low && low < 0.5 && high > 1.0));
    assert_eq!(model.effect(&[(25, Month { treated: 3.0, control: 0.0 })], 0.95), None);
}

#[test]
fn a_baseline_of_many_zeros_stays_finite() {
    let mut months = vec![Month { treated: 0.0, control: 500.0 }; 30];
    months[3].treated = 2.0;
    months[15].treated = 1.0;
    let baseline: Vec<usize> = (0..24).collect();
    if let Ok(model) = fit(&months, &baseline) {
        let effect = model.effect(&[(25, Month { treated: 1.0, control: 500.0 })], 0.95);
        assert!(effect.is_none_or(|e| e.low.is_finite() && e.high.is_finite() && e.verdict() != Verdict::Lower));
    }
}
