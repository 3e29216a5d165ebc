//! Intermediate results, kept beside the output so that a run need not make again what did not change.
//!
//! Each is named by a key that stands for everything it was made from, so that one that is there is right. Safe to delete
//! at any moment: what is absent or damaged is made again.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use arrow::array::RecordBatch;
use arrow::ipc::reader::FileReader;
use arrow::ipc::writer::FileWriter;

/// Bytes read and written at once.
const BUFFER_BYTES: usize = 1 << 20;

/// A folder of intermediate results.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Names of the files that were read or written.
    used: Mutex<HashSet<String>>,
}

impl Cache {
    /// Opens or makes the folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned(), used: Mutex::default() })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was kept under a key and a kind, the ending of its file.
    pub fn file(&self, key: &str, kind: &str) -> Option<File> {
        let name = format!("{key}.{kind}");
        let file = File::open(self.folder.join(&name)).ok()?;
        self.note(name);
        Some(file)
    }

    /// Keeps what `fill` writes, whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn keep(
        &self,
        key: &str,
        kind: &str,
        fill: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
    ) -> io::Result<()> {
        let name = format!("{key}.{kind}");
        let file = tempfile::NamedTempFile::new_in(&self.folder)?;
        let mut buffered = BufWriter::with_capacity(BUFFER_BYTES, file.as_file());
        fill(&mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        file.persist(self.folder.join(&name)).map_err(|e| e.error)?;
        self.note(name);
        Ok(())
    }

    /// Record batches kept under a key and a kind.
    pub fn batches(&self, key: &str, kind: &str) -> Option<Vec<RecordBatch>> {
        let file = self.file(key, &format!("{kind}.arrow"))?;
        FileReader::try_new(BufReader::with_capacity(BUFFER_BYTES, file), None).ok()?.collect::<Result<_, _>>().ok()
    }

    /// Keeps record batches of one schema.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn keep_batches(&self, key: &str, kind: &str, batches: &[RecordBatch]) -> io::Result<()> {
        let Some(first) = batches.first() else { return Ok(()) };
        self.keep(key, &format!("{kind}.arrow"), |file| {
            let mut writer = FileWriter::try_new(file, &first.schema()).map_err(io::Error::other)?;
            for batch in batches {
                writer.write(batch).map_err(io::Error::other)?;
            }
            writer.finish().map_err(io::Error::other)
        })
    }

    /// Removes what this run had no use for, oldest first, until it takes no more room than what it used: inputs that
    /// change every day would fill the disk, and another period or configuration may share the folder.
    ///
    /// # Errors
    /// When the folder cannot be read or a file not be removed.
    pub fn prune(&self) -> io::Result<()> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut room, mut unused) = (0, Vec::new());
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let (name, about) = (entry.file_name().to_string_lossy().into_owned(), entry.metadata()?);
            if used.contains(&name) {
                room += about.len();
            } else if is_kept(&name) {
                unused.push((about.modified()?, name, about.len()));
            }
        }
        unused.sort_unstable_by(|a, b| b.cmp(a));
        for (_, name, bytes) in unused {
            match room.checked_sub(bytes) {
                Some(left) => room = left,
                None => {
                    room = 0;
                    fs::remove_file(self.folder.join(name))?;
                }
            }
        }
        Ok(())
    }

    fn note(&self, name: String) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
    }
}

/// Whether a file of the folder can be made again: the reporters' secret and the lock cannot.
fn is_kept(name: &str) -> bool {
    [".arrow", ".json", ".csv", ".parquet"].iter().any(|ending| name.ends_with(ending)) || name.starts_with(".tmp")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(cache: &Cache, key: &str, bytes: usize) {
        cache.keep(key, "csv", |file| file.write_all(&vec![b'x'; bytes])).unwrap();
    }

    #[test]
    fn what_is_kept_is_there_whole_and_what_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        keep(&cache, "a", 3);
        assert_eq!(io::read_to_string(cache.file("a", "csv").unwrap()).unwrap(), "xxx");
        assert!(cache.file("b", "csv").is_none() && cache.batches("a", "cells").is_none());
        cache.keep("c", "csv", |file| file.write_all(b"half").and(Err(io::Error::other("full")))).unwrap_err();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn only_what_no_run_used_goes_and_the_secret_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("key"), "secret").unwrap();
        let earlier = Cache::open(folder.path()).unwrap();
        for key in ["old", "older", "again"] {
            keep(&earlier, key, 60);
        }
        let cache = Cache::open(folder.path()).unwrap();
        cache.file("again", "csv").unwrap();
        keep(&cache, "new", 20);
        cache.prune().unwrap();
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        // 80 bytes were used: one of the two others, of 60 bytes each, may stay.
        assert_eq!(left.len(), 4, "{left:?}");
        assert!(["again.csv", "key", "new.csv"].iter().all(|name| left.contains(&(*name).to_owned())), "{left:?}");
    }
}
