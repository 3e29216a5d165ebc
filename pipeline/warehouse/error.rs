//! Why the warehouse could not be written or read. Every message names the place and the fix.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::engine::{EngineError, StoreError};
use crate::orders::OrdersError;

/// Why the warehouse could not be written or read.
#[derive(Debug, Error)]
pub enum WarehouseError {
    /// The orders themselves.
    #[error(transparent)]
    Orders(#[from] OrdersError),
    /// A query over the warehouse.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The object store that a cluster reads.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder cannot be written.
    #[error(
        "{}: {source}; free some space, or give a writable folder with --output or [warehouse] \
         path",
        path.display()
    )]
    Write {
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file went away between staging and counting.
    #[error(
        "{}: something removed or changed this file of the warehouse while it was needed; run \
         again: what is missing is made anew; nothing was published", path.display()
    )]
    Vanished {
        /// The file.
        path: PathBuf,
    },
    /// Another run writes there.
    #[error(
        "{}: another run is using this folder; wait for it, or give another --output",
        path.display()
    )]
    Busy {
        /// The warehouse.
        path: PathBuf,
    },
    /// A check found rows that must not be.
    #[error(
        "sql/checks/{check}.sql: {rows} rows that must not be; the tables disagree with each \
         other, nothing was published; delete {} and run again", path.display()
    )]
    Check {
        /// The check.
        check: &'static str,
        /// Rows it found.
        rows: usize,
        /// The warehouse.
        path: PathBuf,
    },
}

impl WarehouseError {
    /// For `map_err`: the file that could not be written.
    pub fn write(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }
}

impl From<datafusion::error::DataFusionError> for WarehouseError {
    fn from(error: datafusion::error::DataFusionError) -> Self {
        Self::Engine(EngineError::of_query(error))
    }
}

impl From<arrow::error::ArrowError> for WarehouseError {
    fn from(error: arrow::error::ArrowError) -> Self {
        datafusion::error::DataFusionError::from(error).into()
    }
}
