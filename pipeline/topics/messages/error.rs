//! What can go wrong with a file of messages.

use std::path::PathBuf;

/// Why no topics were written.
#[derive(Debug, thiserror::Error)]
pub enum MessagesError {
    /// A setting is out of range.
    #[error("{0}")]
    Settings(String),
    /// No text column was named.
    #[error("--text needs at least one column; the first is the title, further ones are the body")]
    NoTextColumn,
    /// Neither Parquet, CSV nor JSON.
    #[error(
        "{path}: cannot tell the format from the extension; allowed are .parquet, .csv, .tsv, \
         .txt, .json, .jsonl, .ndjson"
    )]
    Format {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened or read.
    #[error("{path}: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not what its extension says.
    #[error("{path}: {what}")]
    Content {
        /// The file.
        path: PathBuf,
        /// Where and what.
        what: String,
    },
    /// The file has no such column.
    #[error("{path}: no column '{column}'; it has: {}", .known.join(", "))]
    Column {
        /// The file.
        path: PathBuf,
        /// The missing column.
        column: String,
        /// The columns that it has.
        known: Vec<String>,
    },
    /// A message has no identifier.
    #[error("{path}: row {row} has no value in the id column '{column}'; every message needs one")]
    NoId {
        /// The file.
        path: PathBuf,
        /// Row, from 1.
        row: usize,
        /// The id column.
        column: String,
    },
}
