use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Binomial, Distribution, Normal};

use super::*;

fn bands_of(rates: &[f64], trials: u64, rng: &mut ChaCha8Rng) -> Vec<Option<Standing>> {
    let draw =
        |rate: &f64| (Binomial::new(trials, rate.clamp(0.01, 0.99)).unwrap().sample(rng), trials);
    let areas: Vec<(u64, u64)> = rates.iter().map(draw).collect();
    standings(&areas)
}

/// Sixteen districts whose rates scatter by 3 points, two of them with one true rate, which is
/// moved from far below the mean to far above it: 100 seeds each.
#[test]
fn districts_that_differ_only_by_noise_share_a_band() {
    let mut least = 100;
    for trials in [300, 800, 5_000] {
        for step in -4..=4 {
            let mut shared = 0;
            for seed in 0..100 {
                let mut rng = ChaCha8Rng::seed_from_u64(seed);
                let scatter = Normal::new(0.75, 0.03).unwrap();
                let mut rates: Vec<f64> = (0..16).map(|_| scatter.sample(&mut rng)).collect();
                rates[0] = 0.75 + 0.015 * f64::from(step);
                rates[1] = rates[0];
                let stands = bands_of(&rates, trials, &mut rng);
                shared += u32::from(stands[0].unwrap().band == stands[1].unwrap().band);
            }
            least = least.min(shared);
            assert!(shared >= 95, "{shared} of 100 at {trials} trials, step {step}");
        }
    }
    assert!(least < 100, "a test that cannot fail");
}

#[test]
fn districts_that_fail_stand_in_a_band_of_their_own() {
    let mut found = 0;
    for seed in 0..100 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut rates = vec![0.8; 14];
        rates.extend([0.6, 0.6]);
        let stands = bands_of(&rates, 800, &mut rng);
        let low = |at: usize| stands[at].unwrap().band == Band::Low;
        found += u32::from(low(14) && low(15) && !(0..14).any(low));
    }
    assert!(found >= 95, "{found} of 100");
}

#[test]
fn areas_that_do_not_differ_have_one_rank() {
    let stands = standings(&[(75, 100), (76, 100), (74, 100), (0, 0), (75, 100)]);
    assert_eq!(stands[3], None);
    for stand in stands.iter().flatten() {
        assert_eq!((stand.band, stand.rank_low, stand.rank_high), (Band::Middle, 1, 4));
    }
    assert_eq!(standings(&[(1, 2), (2, 3), (4, 5)]), vec![None; 3], "too few to compare");
    let apart = standings(&[(90, 100), (900, 1000), (100, 1000), (10, 100)]);
    let ranks: Vec<_> = apart.iter().flatten().map(|s| (s.rank_low, s.rank_high)).collect();
    assert_eq!(ranks, [(1, 2), (1, 2), (3, 4), (3, 4)]);
}
