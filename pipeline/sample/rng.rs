//! Randomness by key: every draw depends on the seed and on what it is for, never on the order of
//! threads.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// An independent stream for one purpose, named by its key.
pub fn stream(seed: u64, key: &[u64]) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(hash(key));
    rng
}

/// SplitMix64 over the parts of a key.
pub fn hash(key: &[u64]) -> u64 {
    key.iter().fold(0x9E37_79B9_7F4A_7C15, |state, &part| {
        mix(state ^ mix(part.wrapping_add(0x9E37_79B9_7F4A_7C15)))
    })
}

/// A number in [0, 1) that belongs to a key.
pub fn uniform(key: &[u64]) -> f64 {
    (hash(key) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A roughly normal number (mean 0, standard deviation 1, within ±3.5) that belongs to a key.
pub fn normal(key: &[u64]) -> f64 {
    let bits = hash(key);
    let sum: f64 = (0..4).map(|i| ((bits >> (16 * i)) & 0xFFFF) as f64 / 65_536.0).sum();
    (sum - 2.0) * 3_f64.sqrt()
}

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
