//! Fingerprints of input files. A file that has not been touched since its fingerprint was taken is not read for it again.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::OrdersError;
use super::source::{FoundFile, InputFile};
use crate::cache::Cache;

/// Where the cache keeps fingerprints.
const KEPT: (&str, &str) = ("fingerprints", "json");

/// A file changed so shortly before its fingerprint, in nanoseconds, may change again without another time to show for it …
const SETTLED_AFTER: i128 = 20_000_000;

/// … and where the file system counts in whole seconds, or two.
const SETTLED_AFTER_COARSE: i128 = 3_000_000_000;

/// What a file system changes whenever it changes a file. The time of the last change to it, unlike that of its content,
/// cannot be set back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
struct Stamp {
    device: u64,
    inode: u64,
    bytes: u64,
    content_changed: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    fn of(about: &Metadata) -> Self {
        Self {
            device: about.dev(),
            inode: about.ino(),
            bytes: about.len(),
            content_changed: (about.mtime(), about.mtime_nsec()),
            changed: (about.ctime(), about.ctime_nsec()),
        }
    }

    /// Whether any later change shows, by the file system's own clock before the file was read.
    fn is_settled(&self, now: (i64, i64)) -> bool {
        let nanoseconds = |(s, ns): (i64, i64)| i128::from(s) * 1_000_000_000 + i128::from(ns);
        let after = if self.changed.1 == 0 { SETTLED_AFTER_COARSE } else { SETTLED_AFTER };
        nanoseconds(self.changed) + after <= nanoseconds(now)
    }
}

/// Gives each file the fingerprint of its content.
///
/// # Errors
/// When a file cannot be read.
pub fn fingerprints(files: Vec<FoundFile>, cache: &Cache) -> Result<Vec<InputFile>, OrdersError> {
    let known = load(cache);
    // Before anything is read. Without a clock nothing counts as settled.
    let new_file = tempfile::tempfile_in(cache.folder()).and_then(|file| file.metadata());
    let now = new_file.map_or((0, 0), |about| (about.ctime(), about.ctime_nsec()));
    let fingerprint = |file: FoundFile| {
        let read = || {
            let mut open = File::open(&file.location)?;
            let stamp = Stamp::of(&open.metadata()?);
            let hash = known.get(&stamp).map_or_else(|| hash(&mut open), |hash| Ok(hash.clone()))?;
            Ok((stamp, hash))
        };
        let (stamp, hash) = read().map_err(|source| OrdersError::Open { path: file.path.clone(), source })?;
        let input = file.with_hash(&hash, stamp.bytes);
        Ok((stamp, input, hash))
    };
    let read: Vec<(Stamp, InputFile, String)> = files.into_par_iter().map(fingerprint).collect::<Result<_, _>>()?;
    let settled = read.iter().filter(|(stamp, ..)| stamp.is_settled(now));
    let settled: HashMap<Stamp, String> = settled.map(|(stamp, _, hash)| (stamp.clone(), hash.clone())).collect();
    if settled != known {
        // A cache that cannot be written only costs the next run its time.
        if let Err(error) = store(cache, settled) {
            tracing::warn!(%error, "fingerprints of input files could not be kept");
        }
    }
    Ok(read.into_iter().map(|(_, input, _)| input).collect())
}

fn hash(file: &mut File) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    io::copy(file, &mut hasher)?;
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

fn load(cache: &Cache) -> HashMap<Stamp, String> {
    let (key, kind) = KEPT;
    let kept = cache.file(key, kind).and_then(|file| io::read_to_string(file).ok());
    let kept: Option<Vec<(Stamp, String)>> = kept.and_then(|text| serde_json::from_str(&text).ok());
    kept.unwrap_or_default().into_iter().collect()
}

fn store(cache: &Cache, settled: HashMap<Stamp, String>) -> io::Result<()> {
    let (key, kind) = KEPT;
    let mut kept: Vec<(Stamp, String)> = settled.into_iter().collect();
    kept.sort_unstable();
    cache.keep(key, kind, |file| Ok(serde_json::to_writer(file, &kept)?))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::orders::find_files;

    fn taken(path: &Path, cache: &Cache) -> String {
        let found = find_files(&[path.to_owned()], None).unwrap();
        fingerprints(found, cache).unwrap().remove(0).hash
    }

    #[test]
    fn a_file_just_changed_is_read_again_though_size_and_time_are_as_before() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("cache")).unwrap();
        let path = folder.path().join("orders.csv");
        let write = |text: &str| {
            fs::write(&path, text).unwrap();
            let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
            File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        };
        let mut before = String::new();
        for text in ["a", "b", "c"] {
            write(text);
            let hash = taken(&path, &cache);
            assert_ne!(hash, before);
            assert_eq!(taken(&path, &cache), hash);
            before = hash;
        }
    }

    #[test]
    fn a_stamp_is_settled_when_the_clock_has_gone_on_by_more_than_it_counts_in() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = Stamp::of(&fs::metadata(folder.path()).unwrap());
        let changed = |s, ns| Stamp { changed: (s, ns), ..stamp.clone() };
        assert!(!changed(7, 950_000_000).is_settled((7, 969_000_000)));
        assert!(changed(7, 950_000_000).is_settled((7, 970_000_000)));
        assert!(!changed(7, 0).is_settled((9, 900_000_000)));
        assert!(changed(7, 0).is_settled((10, 0)));
        assert!(!changed(7, 1).is_settled((0, 0)));
    }

    #[test]
    fn a_settled_file_is_known_by_its_stamp_until_anything_of_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("cache")).unwrap();
        let path = folder.path().join("orders.csv");
        fs::write(&path, "a").unwrap();
        let stamp = Stamp::of(&fs::metadata(&path).unwrap());
        // As a run would have kept it that came a while later.
        store(&cache, HashMap::from([(stamp.clone(), "kept".to_owned())])).unwrap();
        assert_eq!(taken(&path, &cache), "kept");
        store(&cache, HashMap::from([(Stamp { inode: stamp.inode + 1, ..stamp }, "kept".to_owned())])).unwrap();
        assert_ne!(taken(&path, &cache), "kept");
        fs::write(cache.folder().join("fingerprints.json"), "[[{").unwrap();
        assert_ne!(taken(&path, &cache), "kept");
    }
}
