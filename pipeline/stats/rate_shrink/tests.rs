use rand::SeedableRng;
use rand_distr::{Beta, Binomial, Distribution};

use super::*;

#[test]
fn recovers_a_known_prior() {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
    let truth = Beta::new(8.0, 12.0).unwrap();
    let areas: Vec<(u64, u64)> = (0..3_000)
        .map(|i| {
            let trials = 20 + i % 200;
            (Binomial::new(trials, truth.sample(&mut rng)).unwrap().sample(&mut rng), trials)
        })
        .collect();
    let prior = RatePrior::fit(&areas).unwrap();
    assert!((prior.mean - 0.4).abs() < 0.01, "{prior:?}");
    assert!((prior.strength / 20.0 - 1.0).abs() < 0.1, "{prior:?}");
}

#[test]
fn areas_that_do_not_differ_become_one() {
    let prior = RatePrior::fit(&[(50, 100), (51, 100), (49, 100)]).unwrap();
    assert_eq!(prior.shrink(0, 3), 0.5);
    assert_eq!(RatePrior::fit(&[(0, 0)]), None);
}

#[test]
fn few_trials_move_little_and_many_move_much() {
    let prior = RatePrior { mean: 0.5, strength: 20.0 };
    assert!((prior.shrink(2, 2) - 12.0 / 22.0).abs() < 1e-12);
    assert!(prior.shrink(2_000, 2_000) > 0.99);
}
