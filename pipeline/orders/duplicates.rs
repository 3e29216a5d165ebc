//! Orders whose id was accepted before: the first in file order stands, later ones are duplicates.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;

/// Key spaces that are searched side by side, each small enough that its set stays in the processor's cache.
const SHARDS: usize = 256;

/// The keys are fingerprints already: their high bits serve as the hash.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| hash.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, half: u64) {
        self.0 = half;
    }

    fn write_u128(&mut self, key: u128) {
        self.0 = half(key);
    }
}

type KeySet<T> = HashSet<T, BuildHasherDefault<KeyHasher>>;

/// The high half of a key: among a hundred million keys two share one by chance less than once in a thousand times.
const fn half(key: u128) -> u64 {
    (key >> 64) as u64
}

/// For each file the positions of its duplicates, ascending.
///
/// Duplicates are few: halves that come more than once are found first, and only keys with one of those are compared.
pub fn find_duplicates(files: &[&[u128]]) -> Vec<Vec<u32>> {
    let sharded: Vec<Vec<Vec<u64>>> = files.par_iter().map(|keys| shard(keys)).collect();
    let repeated: KeySet<u64> = (0..SHARDS).into_par_iter().flat_map_iter(|shard| repeated(&sharded, shard)).collect();
    let suspects = |keys: &&[u128]| -> Vec<(u32, u128)> {
        let all = (0..).zip(keys.iter().copied());
        if repeated.is_empty() { Vec::new() } else { all.filter(|(_, key)| repeated.contains(&half(*key))).collect() }
    };
    let suspects: Vec<Vec<(u32, u128)>> = files.par_iter().map(suspects).collect();
    let mut seen: KeySet<u128> = KeySet::default();
    let again = |suspects: Vec<(u32, u128)>| {
        suspects.into_iter().filter(|(_, key)| !seen.insert(*key)).map(|(position, _)| position).collect()
    };
    suspects.into_iter().map(again).collect()
}

fn shard(keys: &[u128]) -> Vec<Vec<u64>> {
    let room = keys.len() / SHARDS * 5 / 4;
    let mut shards: Vec<Vec<u64>> = (0..SHARDS).map(|_| Vec::with_capacity(room)).collect();
    keys.iter().for_each(|&key| shards[key as usize % SHARDS].push(half(key)));
    shards
}

/// The halves that come more than once in a shard of all files.
fn repeated(files: &[Vec<Vec<u64>>], shard: usize) -> Vec<u64> {
    let halves = || files.iter().flat_map(|shards| &shards[shard]);
    let mut seen: KeySet<u64> = KeySet::default();
    seen.reserve(halves().count());
    halves().filter(|half| !seen.insert(**half)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_stands_within_and_across_files() {
        let (a, b) = ([1, 2, 1, 3], [3, 4, 2, 4]);
        assert_eq!(find_duplicates(&[&a, &b]), vec![vec![2], vec![0, 2, 3]]);
        assert_eq!(find_duplicates(&[]), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn keys_that_share_a_half_are_no_duplicates() {
        let key = |high: u64, low: u64| u128::from(high) << 64 | u128::from(low);
        // The same shard and the same high half, another low half.
        let file = [key(5, 256), key(5, 512), key(5, 256), key(6, 256)];
        assert_eq!(find_duplicates(&[&file]), vec![vec![2]]);
    }
}
