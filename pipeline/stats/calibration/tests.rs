use rand::{Rng, SeedableRng};

use super::*;

/// `years` years of pairs from this scale, each moved by its own effect.
fn drawn(years: usize, each: usize, truth: [f64; 2], sd: f64) -> Vec<Vec<(f64, bool)>> {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
    let effects = rand_distr::Normal::new(0.0, sd).unwrap();
    let year = |_| {
        let effect = rng.sample(effects);
        let pair = |_| {
            let x = rng.random_range(-3.0..3.0);
            (x, rng.random_bool(logistic(truth[0] + effect + truth[1] * x)))
        };
        (0..each).map(pair).collect()
    };
    (0..years).map(year).collect()
}

#[test]
fn recovers_a_scale_that_was_too_bold() {
    let found = Calibration::fit(&drawn(200, 200, [0.7, 0.6], 0.6));
    assert!((found.intercept - 0.7).abs() < 0.1, "{found:?}");
    assert!((found.slope - 0.6).abs() < 0.03, "{found:?}");
}

#[test]
fn nothing_seen_changes_nothing_and_little_changes_little() {
    assert_eq!(Calibration::fit(&[]), Calibration::default());
    let few = Calibration::fit(&[vec![(-1.0, true), (f64::NAN, true), (-1.0, false)]]);
    assert_eq!(few.pairs, 2);
    assert!((few.slope - 1.0).abs() < 0.2 && few.intercept.abs() < 0.5, "{few:?}");
}

#[test]
fn one_year_moves_all_less_than_several_years_that_agree() {
    let shifted = drawn(4, 5_000, [0.8, 1.0], 0.0);
    let (one, four) = (Calibration::fit(&shifted[..1]), Calibration::fit(&shifted));
    // By hand, were the year's own shift known exactly: 0.8 · ½² / (½² + 0.6² / years).
    assert!((one.intercept - 0.33).abs() < 0.03, "{one:?}");
    assert!((four.intercept - 0.59).abs() < 0.03, "{four:?}");
}

#[test]
fn the_order_of_predictions_is_never_turned_round() {
    let found = Calibration::fit(&drawn(5, 1_000, [0.0, -2.0], 0.0));
    assert!(found.slope >= 0.0 && found.slope < 0.02, "{found:?}");
}

#[test]
fn of_those_given_seven_in_ten_seven_in_ten_happen() {
    let seen = drawn(200, 200, [-0.4, 1.5], 0.6);
    let found = Calibration::fit(&seen);
    let near: Vec<bool> = seen
        .iter()
        .flatten()
        .filter(|pair| (0.65..0.75).contains(&found.probability(pair.0)))
        .map(|pair| pair.1)
        .collect();
    let share = near.iter().filter(|&&happened| happened).count() as f64 / near.len() as f64;
    assert!((share - 0.7).abs() < 0.05, "{share} of {}", near.len());
}
