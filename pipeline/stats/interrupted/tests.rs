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

/// tests/reference/interrupted.py, statsmodels 0.15.0: φ, first expected, expected, effect, low, high.
#[test]
fn matches_statsmodels() {
    let months = reference_months();
    let after: Vec<_> = (24..30).map(|t| (t, months[t])).collect();
    for (from, coefficients, wanted) in REFERENCE {
        let baseline: Vec<usize> = (0..from).collect();
        let model = fit(&months, &baseline).expect("a fit");
        let effect = model.effect(&after, 0.95).expect("an effect");
        let first = model.expected(24, months[24].control);
        let found = [model.dispersion, first, effect.expected, effect.effect, effect.low, effect.high];
        assert_eq!(model.coefficients, coefficients);
        for (found, wanted) in found.into_iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-7 * wanted.abs(), "{from} months: {found}, not {wanted}");
        }
        assert_eq!(effect.verdict(), Verdict::Lower);
    }
}

const REFERENCE: [(usize, usize, [f64; 6]); 2] = [
    (
        12,
        3,
        [
            4.350464280170104,
            156.93002500344195,
            810.2784388608799,
            -0.2965381125020091,
            -0.4547453799711946,
            -0.09242653068011986,
        ],
    ),
    (
        24,
        3,
        [
            3.640281603048295,
            164.02694105681474,
            818.4647298939402,
            -0.3035741441492992,
            -0.4248896067252601,
            -0.1566680443111308,
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

/// The 95% interval of a single month of an unchanged series leaves out 0 in about one month of twenty.
#[test]
fn unchanged_months_stand_out_as_often_as_stated() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    for (mean, phi, from) in [(300.0, 4.0, 12), (40.0, 1.5, 12), (300.0, 4.0, 24)] {
        let (mut out, runs) = (0, 300);
        for _ in 0..runs {
            let months = planted(&mut rng, mean, phi, from, 1.0);
            let model = fit(&months, &(0..from).collect::<Vec<_>>()).expect("a fit");
            let effect = |t: usize| model.effect(&[(t, months[t])], 0.95).expect("an effect").verdict();
            out += (from..from + 6).filter(|&t| effect(t) != Verdict::CannotTell).count();
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
