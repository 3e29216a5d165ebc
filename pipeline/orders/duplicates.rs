//! Orders whose id was accepted before: the first in file order stands, later ones are duplicates.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;

/// Key spaces that are searched side by side.
const SHARDS: u128 = 4;

/// The keys are fingerprints already: their low bits serve as the hash.
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

/// For each file the positions of its duplicates, ascending.
pub fn find_duplicates(files: &[&[u128]]) -> Vec<Vec<u32>> {
    let shards: Vec<Vec<Vec<u32>>> = (0..SHARDS).into_par_iter().map(|shard| search(files, shard)).collect();
    let mut duplicates = vec![Vec::new(); files.len()];
    for shard in shards {
        for (all, found) in duplicates.iter_mut().zip(shard) {
            all.extend(found);
        }
    }
    duplicates.iter_mut().for_each(|positions| positions.sort_unstable());
    duplicates
}

fn search(files: &[&[u128]], shard: u128) -> Vec<Vec<u32>> {
    let total: usize = files.iter().map(|keys| keys.len()).sum();
    let mut seen: HashSet<u128, BuildHasherDefault<KeyHasher>> = HashSet::default();
    seen.reserve(total / SHARDS as usize);
    let duplicates_of = |keys: &&[u128]| {
        let mine = keys.iter().enumerate().filter(|(_, key)| **key % SHARDS == shard);
        mine.filter(|(_, key)| !seen.insert(**key)).map(|(position, _)| position as u32).collect()
    };
    files.iter().map(duplicates_of).collect()
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
