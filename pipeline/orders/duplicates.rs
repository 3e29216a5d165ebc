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

    fn write_u128(&mut self, key: u128) {
        self.0 = (key >> 64) as u64;
    }
}

/// A key, its file and its position in the file.
type Keyed = (u128, u32, u32);

/// For each file the positions of its duplicates, ascending.
pub fn find_duplicates(files: &[&[u128]]) -> Vec<Vec<u32>> {
    let sharded: Vec<Vec<Vec<Keyed>>> = files.par_iter().enumerate().map(|(file, keys)| shard(file, keys)).collect();
    let found: Vec<Vec<(u32, u32)>> = (0..SHARDS).into_par_iter().map(|shard| search(&sharded, shard)).collect();
    let mut duplicates = vec![Vec::new(); files.len()];
    for (file, position) in found.into_iter().flatten() {
        duplicates[file as usize].push(position);
    }
    duplicates.iter_mut().for_each(|positions| positions.sort_unstable());
    duplicates
}

fn shard(file: usize, keys: &[u128]) -> Vec<Vec<Keyed>> {
    let room = keys.len() / SHARDS * 5 / 4;
    let mut shards: Vec<Vec<Keyed>> = (0..SHARDS).map(|_| Vec::with_capacity(room)).collect();
    for (position, &key) in keys.iter().enumerate() {
        shards[key as usize % SHARDS].push((key, file as u32, position as u32));
    }
    shards
}

fn search(files: &[Vec<Vec<Keyed>>], shard: usize) -> Vec<(u32, u32)> {
    let keyed = || files.iter().flat_map(|shards| &shards[shard]);
    let mut seen: HashSet<u128, BuildHasherDefault<KeyHasher>> = HashSet::default();
    seen.reserve(keyed().count());
    keyed().filter(|(key, ..)| !seen.insert(*key)).map(|(_, file, position)| (*file, *position)).collect()
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
}
