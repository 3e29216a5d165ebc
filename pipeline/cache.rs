//! Intermediate results, kept beside the output so that a run need not make again what did not change.
//!
//! Each is named by a key that stands for everything it was made from, so that one that is there is right. Safe to delete
//! at any moment: what is absent or damaged is made again.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arrow::array::RecordBatch;
use arrow::buffer::Buffer;
use arrow::ipc::convert::fb_to_schema;
use arrow::ipc::reader::{FileDecoder, read_footer_length};
use arrow::ipc::writer::FileWriter;
use arrow::ipc::{Block, root_as_footer};
use bytes::Bytes;
use filebuffer::FileBuffer;

/// The length of the footer and the format's name end an IPC file.
const TRAILER_BYTES: usize = 10;

/// Bytes written at once.
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

    /// Whether anything was kept under a key and a kind; it may still turn out to be damaged.
    pub fn has(&self, key: &str, kind: &str) -> bool {
        self.folder.join(format!("{key}.{kind}")).exists()
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
        let name = format!("{key}.{}", batches_kind(kind));
        // Mapped, not read: what is kept of a year is a gigabyte that would be copied for nothing. A file is never changed
        // once it has its name; one that is removed stays mapped.
        let bytes = FileBuffer::open(self.folder.join(&name)).ok()?;
        self.note(name);
        decode(&Buffer::from(Bytes::from_owner(bytes)))
    }

    /// Whether record batches were kept under a key and a kind.
    pub fn has_batches(&self, key: &str, kind: &str) -> bool {
        self.has(key, &batches_kind(kind))
    }

    /// Keeps record batches of one schema.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn keep_batches(&self, key: &str, kind: &str, batches: &[RecordBatch]) -> io::Result<()> {
        let Some(first) = batches.first() else { return Ok(()) };
        self.keep(key, &batches_kind(kind), |file| {
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
            } else if can_be_made_again(&name) {
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

/// How a file of record batches ends.
fn batches_kind(kind: &str) -> String {
    format!("{kind}.arrow")
}

/// The batches of an IPC file, which share its bytes; `None` if they are not whole.
fn decode(bytes: &Buffer) -> Option<Vec<RecordBatch>> {
    let end = bytes.len().checked_sub(TRAILER_BYTES)?;
    let length = read_footer_length(bytes[end..].try_into().ok()?).ok()?;
    let footer = root_as_footer(&bytes[end.checked_sub(length)?..end]).ok()?;
    let decoder = FileDecoder::new(Arc::new(fb_to_schema(footer.schema()?)), footer.version());
    let read = |block: &Block| {
        let start = usize::try_from(block.offset()).ok()?;
        let length = usize::try_from(block.metaDataLength()).ok()? + usize::try_from(block.bodyLength()).ok()?;
        let inside = start.checked_add(length).is_some_and(|block_end| block_end <= end);
        decoder.read_record_batch(block, &inside.then(|| bytes.slice_with_length(start, length))?).ok()?
    };
    footer.recordBatches()?.iter().map(read).collect()
}

/// Whether a file of the folder can be made again: the reporters' secret and the lock cannot.
fn can_be_made_again(name: &str) -> bool {
    [".arrow", ".csv", ".json", ".parquet"].iter().any(|ending| name.ends_with(ending)) || name.starts_with(".tmp")
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, StringArray, UInt32Array};

    use super::*;

    fn keep(cache: &Cache, key: &str, bytes: usize) {
        cache.keep(key, "json", |file| file.write_all(&vec![b'x'; bytes])).unwrap();
    }

    #[test]
    fn what_is_kept_is_there_whole_and_what_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        keep(&cache, "a", 3);
        assert_eq!(io::read_to_string(cache.file("a", "json").unwrap()).unwrap(), "xxx");
        assert!(cache.file("b", "json").is_none() && cache.batches("a", "cells").is_none());
        assert!(cache.has("a", "json") && !cache.has("b", "json") && !cache.has_batches("a", "cells"));
        cache.keep("c", "json", |file| file.write_all(b"half").and(Err(io::Error::other("full")))).unwrap_err();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn batches_come_back_as_they_were_and_a_damaged_file_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let names: ArrayRef = Arc::new(StringArray::from(vec![Some("噪声"), None]));
        let counts: ArrayRef = Arc::new(UInt32Array::from(vec![7, 8]));
        let batch = RecordBatch::try_from_iter_with_nullable([("name", names, true), ("n", counts, false)]).unwrap();
        cache.keep_batches("a", "cells", &[batch.clone(), batch.slice(1, 1)]).unwrap();
        assert_eq!(cache.batches("a", "cells").unwrap(), [batch.clone(), batch.slice(1, 1)]);
        let path = folder.path().join("a.cells.arrow");
        let whole = fs::read(&path).unwrap();
        for length in [0, 5, 20, whole.len() / 2, whole.len() - 1] {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(cache.batches("a", "cells").is_none(), "{length} of {} bytes", whole.len());
        }
        // A whole footer whose batches are gone.
        fs::write(&path, &whole[whole.len() - 400..]).unwrap();
        assert!(cache.batches("a", "cells").is_none());
    }

    #[test]
    fn only_what_no_run_used_goes_and_the_secret_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("reporter.key"), "secret").unwrap();
        let earlier = Cache::open(folder.path()).unwrap();
        for key in ["old", "older", "again"] {
            keep(&earlier, key, 60);
        }
        let cache = Cache::open(folder.path()).unwrap();
        cache.file("again", "json").unwrap();
        keep(&cache, "new", 20);
        cache.prune().unwrap();
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        // 80 bytes were used: one of the two others, of 60 bytes each, may stay.
        assert_eq!(left.len(), 4, "{left:?}");
        assert!(
            ["again.json", "reporter.key", "new.json"].iter().all(|name| left.contains(&(*name).to_owned())),
            "{left:?}"
        );
    }
}
