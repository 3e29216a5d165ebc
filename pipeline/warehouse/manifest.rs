//! `manifest.json`: which sources are staged and how, and which month stands on which of them.
//! Written last; what it does not name does not count.
//!
//! An older program meets a newer `format` and stages anew; a newer program does the same with an
//! older one. Unknown keys are refused, so that no half-understood manifest is ever used.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::Write;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::WarehouseError;
use super::layout::Layout;
use crate::orders::{Layout as FileLayout, Stamp};

/// Changes whenever the same orders would be staged differently.
pub const FORMAT: u32 = 3;

/// What a warehouse holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Format of the warehouse.
    pub format: u32,
    /// Version of the program that wrote it last.
    pub version: String,
    /// Fingerprints of files that were not touched since they were taken.
    pub fingerprints: Vec<(Stamp, String)>,
    /// How text files and workbooks are laid out, by content and what is declared of it.
    pub layouts: BTreeMap<String, FileLayout>,
    /// Every source that is staged, by its key.
    pub sources: BTreeMap<String, SourceEntry>,
    /// What the last run stood on.
    pub current: Current,
}

/// A source that is staged: one content of a file under one mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// Where it was read.
    pub path: String,
    /// Fingerprint of its content.
    pub content: String,
    /// Fingerprint of the mapping: columns, `[keep]`, time zone, calendar, the reporters' key.
    pub mapping: String,
    /// Accepted rows.
    pub rows: u64,
    /// Files with its orders, below the warehouse's folder, by month.
    pub months: BTreeMap<NaiveDate, Vec<FactFile>>,
}

/// A Parquet file of orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactFile {
    /// Below the warehouse's folder.
    pub name: String,
    /// Orders in it.
    pub rows: u64,
    /// Size: a file of another one is not whole.
    pub bytes: u64,
}

/// What a run stood on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Current {
    /// Keys of the sources, in the order in which their versions of an order count.
    pub sources: Vec<String>,
    /// Key of the rows that do not count, of these sources together.
    pub replaced: String,
    /// By month.
    pub months: BTreeMap<NaiveDate, MonthEntry>,
}

/// What a month stands on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthEntry {
    /// Keys of the sources with orders of it.
    pub sources: Vec<String>,
    /// What each model made of it, by the key that stands for orders, model and parameters.
    pub marts: BTreeMap<String, String>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            fingerprints: Vec::new(),
            layouts: BTreeMap::new(),
            sources: BTreeMap::new(),
            current: Current::default(),
        }
    }
}

impl Manifest {
    /// Files with the orders that the last run stood on, below the warehouse's folder.
    pub fn current_facts(&self) -> Vec<String> {
        let sources = self.current.sources.iter().filter_map(|key| self.sources.get(key));
        let files = sources.flat_map(|source| source.months.values().flatten());
        files.map(|file| file.name.clone()).collect()
    }

    /// Reads the manifest; an empty one where there is none, or one of another version, which is
    /// said.
    pub fn load(layout: &Layout) -> Self {
        let path = layout.manifest();
        let Ok(text) = fs::read_to_string(&path) else { return Self::default() };
        let known = |manifest: &Self| {
            manifest.format == FORMAT && manifest.version == env!("CARGO_PKG_VERSION")
        };
        match serde_json::from_str(&text) {
            Ok(manifest) if known(&manifest) => manifest,
            _ => {
                tracing::info!(
                    "{}: written by another version, or damaged; orders are staged anew",
                    path.display()
                );
                Self::default()
            }
        }
    }

    /// Writes the manifest, whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn store(&self, layout: &Layout) -> Result<(), WarehouseError> {
        let path = layout.manifest();
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(layout.folder())?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.flush()?;
            file.as_file().sync_all()?;
            file.persist(&path).map(drop).map_err(|error| error.error)
        };
        write().map_err(WarehouseError::write(&path))
    }

    /// Fingerprints by stamp.
    pub fn known_fingerprints(&self) -> HashMap<Stamp, String> {
        self.fingerprints.iter().cloned().collect()
    }

    /// Whether all orders of a source are there.
    pub fn has_source(&self, layout: &Layout, key: &str) -> bool {
        let whole = |entry: &SourceEntry| {
            let mut files = entry.months.values().flatten();
            let is_whole = |file: &FactFile| {
                fs::metadata(layout.at(&file.name)).is_ok_and(|about| about.len() == file.bytes)
            };
            files.all(is_whole) && layout.source(key).exists()
        };
        self.sources.get(key).is_some_and(whole)
    }

    /// Forgets sources whose files are gone.
    pub fn forget_absent(&mut self, layout: &Layout) {
        let absent: Vec<String> =
            self.sources.keys().filter(|key| !self.has_source(layout, key)).cloned().collect();
        for key in absent {
            self.sources.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests;
