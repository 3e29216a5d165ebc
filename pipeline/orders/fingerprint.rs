//! Fingerprints of input files. A file that has not been touched since its fingerprint was taken is
//! not read for it again.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::OrdersError;
use super::source::{FoundFile, InputFile};

/// A file changed so shortly before its fingerprint, in nanoseconds, may change again without
/// another time to show for it …
const SETTLED_AFTER: i128 = 20_000_000;

/// … and where the file system counts in whole seconds, or two.
const SETTLED_AFTER_COARSE: i128 = 3_000_000_000;

/// What a file system changes whenever it changes a file. The time of the last change to it, unlike
/// that of its content, cannot be set back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
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
    pub fn is_settled(&self, now: (i64, i64)) -> bool {
        let nanoseconds = |(s, ns): (i64, i64)| i128::from(s) * 1_000_000_000 + i128::from(ns);
        let after = if self.changed.1 == 0 { SETTLED_AFTER_COARSE } else { SETTLED_AFTER };
        nanoseconds(self.changed) + after <= nanoseconds(now)
    }
}

/// An input, and the stamp and fingerprint by which its file is known again.
pub type KnownInput = (InputFile, (Stamp, String));

/// The time on the file system's own clock; before all times where it has none, so that nothing
/// counts as settled.
pub fn file_system_now(folder: &Path) -> (i64, i64) {
    let new_file = tempfile::tempfile_in(folder).and_then(|file| file.metadata());
    new_file.map_or((0, 0), |about| (about.ctime(), about.ctime_nsec()))
}

/// Gives each file the fingerprint of its content, and the stamp and fingerprint by which the whole
/// file is known again: members of an archive share both. A file whose stamp is in `known` is not
/// read.
///
/// # Errors
/// When a file cannot be read.
pub fn fingerprints(
    files: Vec<FoundFile>,
    known: &HashMap<Stamp, String>,
) -> Result<Vec<KnownInput>, OrdersError> {
    let fingerprint = |file: FoundFile| {
        let read = || {
            let mut open = File::open(&file.location)?;
            let stamp = Stamp::of(&open.metadata()?);
            let hash =
                known.get(&stamp).map_or_else(|| hash(&mut open), |hash| Ok(hash.clone()))?;
            Ok((stamp, hash))
        };
        let (stamp, hash) =
            read().map_err(|source| OrdersError::Open { path: file.path.clone(), source })?;
        let input = file.with_hash(&hash, stamp.bytes);
        Ok((input, (stamp, hash)))
    };
    files.into_par_iter().map(fingerprint).collect()
}

fn hash(file: &mut File) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    io::copy(file, &mut hasher)?;
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

#[cfg(test)]
mod tests;
