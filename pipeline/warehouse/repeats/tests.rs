use rand::{Rng, SeedableRng};

use super::*;

#[test]
fn a_filter_forgets_no_key_and_takes_few_new_ones_for_old_ones() {
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let keys: Vec<i64> = (0..200_000).map(|_| random.random()).collect();
    let filter = BloomFilter::new(keys.len() as u64);
    let mistaken = keys.iter().filter(|key| filter.insert(**key)).count();
    assert!(mistaken < keys.len() / 50, "{mistaken} new keys taken for old ones");
    assert!(keys.iter().all(|key| filter.insert(*key)));
}
