use super::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// 40,000 months: standard errors of about .01 for the correlation and 2% for the dispersion.
#[test]
fn counts_have_the_dispersion_and_correlation_asked_for() {
    let means = vec![200.0; 40_000];
    for correlation in [0.0, 0.3, 0.6] {
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        let counts = draw(&mut rng, &means, 6.0, correlation).expect("in range");
        let n = counts.len() as f64;
        let mean = counts.iter().sum::<f64>() / n;
        let covariance = |lag: usize| {
            let pairs = counts.iter().zip(&counts[lag..]);
            pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / n
        };
        assert!((covariance(0) / mean - 6.0).abs() < 0.5, "{}", covariance(0) / mean);
        let found = covariance(1) / covariance(0);
        assert!((found - correlation).abs() < 0.04, "{found}, not {correlation}");
    }
}

#[test]
fn a_correlation_that_counting_noise_rules_out_is_refused() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    assert!(draw(&mut rng, &[10.0; 4], 2.0, 0.6).is_none());
    assert!(draw(&mut rng, &[10.0; 4], 1.0, 0.0).is_none());
    assert!(draw(&mut rng, &[10.0; 4], 2.0, f64::NAN).is_none());
}
