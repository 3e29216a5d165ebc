//! What can be wrong with a table of counts.

use std::path::PathBuf;

/// Why `detect` wrote nothing.
#[derive(Debug, thiserror::Error)]
pub enum DetectError {
    /// The file cannot be opened or read.
    #[error("{path}: {message}", path = .path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the reader says.
        message: String,
    },
    /// The result cannot be written.
    #[error("{path}: cannot write: {message}", path = .path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the writer says.
        message: String,
    },
    /// Neither Parquet nor CSV.
    #[error(
        "{path}: unknown format, expected a name that ends in .parquet or .csv",
        path = .path.display()
    )]
    Format {
        /// Which file.
        path: PathBuf,
    },
    /// A column that is not there.
    #[error("no column '{column}'; the columns are {found}")]
    Column {
        /// The name asked for.
        column: String,
        /// The names there are.
        found: String,
    },
    /// A column of an unusable type.
    #[error("column '{column}' has type {found}, expected {expected}")]
    Type {
        /// Which column.
        column: String,
        /// Its type.
        found: String,
        /// The types allowed.
        expected: &'static str,
    },
    /// A value that no count series can hold.
    #[error("{series}, {time}: {problem}")]
    Value {
        /// Which series, by its key columns.
        series: String,
        /// Which time.
        time: String,
        /// What is wrong with it, found against allowed.
        problem: String,
    },
    /// A request that does not fit the data.
    #[error("{0}")]
    Request(String),
}
