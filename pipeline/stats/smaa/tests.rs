use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::*;

fn stream(seed: u64) -> impl Fn(u64) -> ChaCha8Rng + Sync {
    move |draw| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(draw);
        rng
    }
}

fn first(count: usize) -> impl Fn(&[f64], &[usize]) -> Vec<usize> + Sync {
    move |_, order| order[..count].to_vec()
}

#[test]
fn two_opposite_candidates_share_the_draws() {
    let values = [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]];
    let result = smaa(&values, &[[0.0; 2]; 3], 20_000, first(1), stream(1));
    assert!((result[0].frequency - 0.5).abs() < 0.02, "{result:?}");
    assert_eq!((result[2].frequency, result[2].rank_low, result[2].rank_high), (0.0, 3, 3));
}

#[test]
fn the_simplex_is_drawn_uniformly() {
    // Best under weight 1 alone beats a flat 0.6 when that weight exceeds 0.6: probability (1 −
    // 0.6)² on three weights.
    let values = [[1.0, 0.0, 0.0], [0.6, 0.6, 0.6]];
    let result = smaa(&values, &[[0.0; 3]; 2], 40_000, first(1), stream(2));
    assert!((result[0].frequency - 0.16).abs() < 0.01, "{result:?}");
}

#[test]
fn noise_makes_a_sure_thing_less_sure() {
    let values = [[0.52, 0.52], [0.50, 0.50]];
    let sure = smaa(&values, &[[0.0; 2]; 2], 2_000, first(1), stream(3));
    let noisy = smaa(&values, &[[0.05; 2]; 2], 2_000, first(1), stream(3));
    assert_eq!(sure[0].frequency, 1.0);
    assert!(noisy[0].frequency > 0.5 && noisy[0].frequency < 0.9, "{noisy:?}");
}

#[test]
fn unknown_values_leave_their_weight_to_the_known() {
    assert!((weighted_mean(&[0.4, f64::NAN], &[0.1, 0.9]) - 0.4).abs() < 1e-12);
    assert!(weighted_mean(&[f64::NAN], &[1.0]).is_nan());
    assert!(smaa(&[[0.5]], &[[0.0]], 0, first(1), stream(4)).is_empty());
}
