use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use super::*;

fn pace_of(category: usize) -> f64 {
    0.002 * (1 + category % 5) as f64
}

/// Sixteen areas whose people report with these rates, thirty categories of different pace,
/// more of it in some areas; matters differ (variance twice the mean).
fn planted(rng: &mut ChaCha8Rng, rates: &[f64]) -> Vec<Exposure> {
    let mut exposures = Vec::new();
    for (area, rate) in rates.iter().enumerate() {
        for category in 0..30 {
            let open_days = rng.random_range(50.0..600.0);
            let pace = pace_of(category);
            let chance = 0.001 * open_days;
            let mean = rate * pace * open_days;
            let uneven = Gamma::new(mean, 1.0).unwrap().sample(rng);
            let reports = Poisson::new(uneven + chance).unwrap().sample(rng);
            exposures.push(Exposure { area, category, open_days, reports, chance });
        }
    }
    exposures
}

#[test]
fn planted_rates_lie_within_their_intervals() {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let (mut inside, mut all) = (0, 0);
    for _ in 0..40 {
        let rates: Vec<f64> = (0..16).map(|_| rng.random_range(-0.7_f64..0.7).exp()).collect();
        let exposures = planted(&mut rng, &rates);
        let found = relative_rates(&exposures, 16);
        let paces: Vec<f64> = (0..30).map(pace_of).collect();
        let usual = usual_rate(&exposures, &rates, &paces);
        for (rate, found) in rates.iter().zip(found) {
            let found = found.unwrap();
            let truth = rate / usual;
            inside += usize::from(found.low <= truth && truth <= found.high);
            all += 1;
        }
    }
    let share = f64::from(inside as u32) / f64::from(all);
    assert!((0.9..=0.99).contains(&share), "{share}");
}

#[test]
fn areas_that_are_alike_are_told_alike() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut apart = 0;
    for _ in 0..40 {
        let found = relative_rates(&planted(&mut rng, &[1.0; 16]), 16);
        apart += found.iter().flatten().filter(|one| one.low > 1.0 || one.high < 1.0).count();
    }
    assert!(apart <= 40 * 16 / 20, "{apart} of {}", 40 * 16);
}

#[test]
fn chance_alone_is_no_readiness_and_one_area_has_nobody_to_compare_with() {
    let exposure =
        |area, reports, chance| Exposure { area, category: 0, open_days: 1000.0, reports, chance };
    // Both have sixty further reports, but in the second forty come by chance.
    let found = relative_rates(&[exposure(0, 60.0, 0.0), exposure(1, 60.0, 40.0)], 2);
    let [first, second] = [found[0].unwrap(), found[1].unwrap()];
    assert!(first.rate > 1.5 * second.rate, "{first:?} {second:?}");
    assert_eq!(relative_rates(&[exposure(0, 60.0, 0.0)], 1), [None]);
    assert_eq!(relative_rates(&[], 3), [None, None, None]);
}
