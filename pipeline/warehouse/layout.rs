//! Where everything stands in the warehouse's folder.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

/// Paths of a warehouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    folder: PathBuf,
}

impl Layout {
    /// Of a folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is current, and why.
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("manifest.json")
    }

    /// Name of the file, below the folder, with the orders of a month of one chunk of a source.
    pub fn fact(source: &str, month: NaiveDate, chunk: usize) -> String {
        format!("fact_orders/stat_month={month}/{source}-{chunk:04}.parquet")
    }

    /// Names and refused rows of a source.
    pub fn source(&self, source: &str) -> PathBuf {
        self.folder.join("sources").join(format!("{source}.json"))
    }

    /// A table of names.
    pub fn dim(&self, name: &str) -> PathBuf {
        self.folder.join("dims").join(format!("{name}.parquet"))
    }

    /// Which rows do not count, of all sources named by a key.
    pub fn replaced(&self, key: &str) -> PathBuf {
        self.folder.join("replaced_orders").join(format!("{key}.parquet"))
    }

    /// What a model made of a month that a key names.
    pub fn mart(&self, model: &str, month: NaiveDate, key: &str) -> PathBuf {
        self.folder.join("marts").join(model).join(format!("stat_month={month}/{key}.parquet"))
    }

    /// Anything else that is kept between runs.
    pub fn derived(&self, kind: &str, key: &str) -> PathBuf {
        self.folder.join("derived").join(kind).join(format!("{key}.parquet"))
    }

    /// Files of object stores.
    pub fn remote(&self) -> PathBuf {
        self.folder.join("remote")
    }

    /// A path named below the folder.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}
