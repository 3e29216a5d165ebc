use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use super::*;

/// Years of counts of variance 3 × mean, whose third month is `peak` times as high.
fn years(rng: &mut ChaCha8Rng, count: usize, size: f64, peak: f64) -> Vec<[f64; MONTHS]> {
    let mut month = |slot: usize| {
        let mean = if slot == 2 { size * peak } else { size };
        let rate = Gamma::new(mean / 2.0, 2.0).expect("positive").sample(rng);
        Poisson::new(rate.max(1e-9)).expect("positive").sample(rng)
    };
    (0..count).map(|_| std::array::from_fn(&mut month)).collect()
}

fn clear(count: usize, size: f64, peak: f64) -> f64 {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let found = (0..4000).filter(|_| {
        let years = years(&mut rng, count, size, peak);
        season_peak(&years, 2).is_some_and(|peak| peak.is_clear)
    });
    found.count() as f64 / 4000.0
}

#[test]
fn without_a_season_next_to_nothing_is_a_peak_and_a_planted_one_is_seen() {
    for (count, size) in [(2, 10.0), (2, 100.0), (3, 10.0), (3, 100.0), (5, 30.0)] {
        let (false_share, found) = (clear(count, size, 1.0), clear(count, size, 2.5));
        println!("{count} years of {size}: {false_share:.4} false, {found:.3} found");
        assert!(false_share <= 0.002, "{count} years of {size}: {false_share}");
        assert!(size < 30.0 || found >= 0.95, "{count} years of {size}: {found}");
    }
}

#[test]
fn a_season_is_not_its_own_noise_and_one_wild_year_is_no_season() {
    let mut flat = [40.0; MONTHS];
    flat[0] = 400.0;
    let peak = season_peak(&[flat, flat], 0).expect("counts");
    assert!(peak.is_clear && (peak.ratio - 400.0 / 70.0).abs() < 1e-12, "{peak:?}");
    let event = season_peak(&[flat, [40.0; MONTHS]], 0).expect("counts");
    assert!(!event.is_clear, "{event:?}");
    assert!(season_peak(&[flat], 0).is_some_and(|peak| peak.is_clear), "high once");
    assert_eq!(season_peak(&[[0.0; MONTHS]], 0), None);
    assert_eq!(season_peak(&[], 0), None);
}
