//! Results that later runs need not make again, each named by a key that stands for everything it
//! was made from, so that one that is there is right. Safe to delete: what is absent is made again.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use arrow::array::RecordBatch;

use super::layout::Layout;
use crate::engine::{read_parquet, write_parquet};

/// What a warehouse keeps between runs.
#[derive(Debug)]
pub struct Kept {
    layout: Layout,
    /// Files that this run read or wrote.
    used: Mutex<HashSet<PathBuf>>,
}

impl Kept {
    /// What a warehouse keeps.
    pub fn new(layout: Layout) -> Self {
        Self { layout, used: Mutex::default() }
    }

    /// Paths of the warehouse.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Marks a file as one that this run needs.
    pub fn note(&self, path: PathBuf) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
    }

    /// The rows kept at a path; `None` when there are none, or not all.
    pub fn load(&self, path: PathBuf) -> Option<Vec<RecordBatch>> {
        let rows = read_parquet(&path)?;
        self.note(path);
        Some(rows)
    }

    /// Keeps rows of one schema.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn store(&self, path: PathBuf, rows: &[RecordBatch]) -> io::Result<()> {
        let Some(first) = rows.first() else { return Ok(()) };
        write_parquet(&path, first.schema(), rows)?;
        self.note(path);
        Ok(())
    }

    /// Removes what this run had no use for, oldest first, until it takes no more room than what
    /// the run used: inputs that change every day would fill the disk, and another period or
    /// another configuration may share the folder.
    ///
    /// # Errors
    /// When a folder cannot be read or a file not be removed.
    pub fn prune(&self) -> io::Result<()> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut files = Vec::new();
        for folder in ["fact_orders", "sources", "replaced_orders", "marts", "derived", "remote"] {
            collect(&self.layout.at(folder), &mut files)?;
        }
        let (needed, mut others): (Vec<Found>, Vec<Found>) =
            files.into_iter().partition(|file| used.contains(&file.path));
        let room: u64 = needed.iter().map(|file| file.bytes).sum();
        let mut taken: u64 = others.iter().map(|file| file.bytes).sum();
        others.sort_by_key(|file| file.changed);
        for file in others {
            if taken <= room {
                break;
            }
            fs::remove_file(&file.path)?;
            taken -= file.bytes;
        }
        Ok(())
    }
}

struct Found {
    path: PathBuf,
    bytes: u64,
    changed: SystemTime,
}

fn collect(folder: &Path, found: &mut Vec<Found>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let about = entry.metadata()?;
        if about.is_dir() {
            collect(&entry.path(), found)?;
        } else {
            let changed = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            found.push(Found { path: entry.path(), bytes: about.len(), changed });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
