//! Orders whose id was accepted before: the first in file order stands, later ones are duplicates.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;

use super::staged::Keys;

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

/// The keys of one file.
#[derive(Debug, Clone, Copy)]
pub struct FileKeys<'a> {
    /// In the order of the orders.
    pub keys: &'a Keys,
    /// Whether it is known to hold no key twice, nor one of another such file.
    pub is_apart: bool,
}

/// For each file the positions of its duplicates, ascending.
///
/// Duplicates are few: halves that come more than once are found first, and only keys with one of those are compared. Of
/// files that are apart only what the others may have is looked at.
pub fn find_duplicates(files: &[FileKeys<'_>]) -> Vec<Vec<u32>> {
    let others = Glance::at(files.iter().filter(|file| !file.is_apart).flat_map(|file| file.keys.iter()));
    let shard = |file: &FileKeys<'_>| shard(file.keys, file.is_apart.then_some(&others));
    let sharded: Vec<Vec<Vec<u64>>> = files.par_iter().map(shard).collect();
    let repeated: KeySet<u64> = (0..SHARDS).into_par_iter().flat_map_iter(|shard| repeated(&sharded, shard)).collect();
    let suspects = |file: &FileKeys<'_>| -> Vec<(u32, u128)> {
        let all = (0..).zip(file.keys.iter());
        if repeated.is_empty() { Vec::new() } else { all.filter(|(_, key)| repeated.contains(&half(*key))).collect() }
    };
    let suspects: Vec<Vec<(u32, u128)>> = files.par_iter().map(suspects).collect();
    let mut seen: KeySet<u128> = KeySet::default();
    let again = |suspects: Vec<(u32, u128)>| {
        suspects.into_iter().filter(|(_, key)| !seen.insert(*key)).map(|(position, _)| position).collect()
    };
    suspects.into_iter().map(again).collect()
}

/// The halves of some keys, by shard: all, or those that others may have.
fn shard(keys: &Keys, others: Option<&Glance>) -> Vec<Vec<u64>> {
    let room = if others.is_none() { keys.len() / SHARDS * 5 / 4 } else { 0 };
    let mut shards: Vec<Vec<u64>> = (0..SHARDS).map(|_| Vec::with_capacity(room)).collect();
    let keys = keys.iter().filter(|key| others.is_none_or(|others| others.may_have(half(*key))));
    keys.for_each(|key| shards[key as usize % SHARDS].push(half(key)));
    shards
}

/// Says at once of most keys that they are none of some: a bit for all that share the beginning of their halves.
struct Glance(Vec<u64>);

impl Glance {
    /// Bits of a half that are looked at: a twentieth of all say "maybe" to a file of a quarter million keys, and all of
    /// them stay in the processor's cache.
    const BITS: u32 = 22;

    fn at(keys: impl Iterator<Item = u128>) -> Self {
        let mut bits = vec![0; 1 << (Self::BITS - 6)];
        for key in keys {
            let place = Self::place(half(key));
            bits[place / 64] |= 1 << (place % 64);
        }
        Self(bits)
    }

    const fn place(half: u64) -> usize {
        (half >> (u64::BITS - Self::BITS)) as usize
    }

    fn may_have(&self, half: u64) -> bool {
        let place = Self::place(half);
        self.0[place / 64] >> (place % 64) & 1 == 1
    }
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

    fn find(files: &[&[u128]]) -> Vec<Vec<u32>> {
        find_beside(&files.iter().map(|keys| (*keys, false)).collect::<Vec<_>>())
    }

    fn find_beside(files: &[(&[u128], bool)]) -> Vec<Vec<u32>> {
        let keys: Vec<Keys> = files.iter().map(|(keys, _)| keys.to_vec().into()).collect();
        let files = keys.iter().zip(files).map(|(keys, (_, is_apart))| FileKeys { keys, is_apart: *is_apart });
        find_duplicates(&files.collect::<Vec<_>>())
    }

    #[test]
    fn the_first_stands_within_and_across_files() {
        let (a, b) = ([1, 2, 1, 3], [3, 4, 2, 4]);
        assert_eq!(find(&[&a, &b]), vec![vec![2], vec![0, 2, 3]]);
        assert_eq!(find(&[]), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn a_new_file_among_files_that_are_apart_is_compared_with_all() {
        // Well mixed, never twice the same.
        let key = |i: u128| (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_0c5b_1234_5677);
        let a: Vec<u128> = (0..3_000).map(key).collect();
        let b: Vec<u128> = (3_000..6_000).map(key).collect();
        // Two of the first file, one of the last, one twice, and one that the others do not have.
        let new: Vec<u128> = [7, 2_999, 5_000, 9_000, 9_000, 9_001].map(key).to_vec();
        for at in 0..3 {
            let mut files = vec![(a.as_slice(), true), (b.as_slice(), true)];
            files.insert(at, (new.as_slice(), false));
            let plain: Vec<&[u128]> = files.iter().map(|(keys, _)| *keys).collect();
            let found = find_beside(&files);
            assert_eq!(found, find(&plain));
            assert_eq!(found.iter().map(Vec::len).sum::<usize>(), 4, "new file at {at}");
        }
    }

    #[test]
    fn keys_that_share_a_half_are_no_duplicates() {
        let key = |high: u64, low: u64| u128::from(high) << 64 | u128::from(low);
        // The same shard and the same high half, another low half.
        let file = [key(5, 256), key(5, 512), key(5, 256), key(6, 256)];
        assert_eq!(find(&[&file]), vec![vec![2]]);
    }
}
