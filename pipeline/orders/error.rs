//! Why orders could not be read. Every message names the place and the fix.

use std::path::PathBuf;

use thiserror::Error;

/// Why orders could not be read.
#[derive(Debug, Error)]
pub enum OrdersError {
    /// A path leads to no file.
    #[error("{}: no Parquet, CSV or JSON file there; check [source] paths or give --input", path.display())]
    NoInput {
        /// The path as given.
        path: PathBuf,
    },
    /// A URL.
    #[error("{url}: object-store URLs are not built into this program; copy the files to a local folder first")]
    Url {
        /// The URL.
        url: String,
    },
    /// A glob that cannot be understood.
    #[error("{glob}: not a valid pattern: {reason}")]
    Glob {
        /// The pattern.
        glob: String,
        /// What is wrong.
        reason: String,
    },
    /// No format for the extension.
    #[error("{}: extension is none of parquet, csv, json, jsonl; set [source] format", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("{}: {source}; check that the file exists and that this user may read it", path.display())]
    Open {
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The content is not what the format promises.
    #[error("{}: damaged or incomplete: {reason}; copy the file again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the reader said.
        reason: String,
    },
    /// A row does not have the shape of its table.
    #[error("{}: row {row}: {reason}; mend the row (often an unclosed quote), or set [check] broken_rows = \"reject\" to refuse only such rows", path.display())]
    BrokenRow {
        /// The file.
        path: PathBuf,
        /// 1 = the first row below the header.
        row: u64,
        /// What is wrong.
        reason: String,
    },
    /// An expression of `[columns]` or `[keep]` does not fit a file.
    #[error("{config}: [{section}] {column} = '{sql}' does not fit {}: {reason}; its columns are: {available}", path.display())]
    Expression {
        /// The configuration's file name.
        config: String,
        /// `columns` or `keep`.
        section: &'static str,
        /// The canonical column.
        column: String,
        /// The expression.
        sql: String,
        /// The input file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
        /// The file's own columns.
        available: String,
    },
    /// Too many rows were refused.
    #[error(
        "{rejected} of {read} rows were rejected, more than [check] max_rejected_share = {allowed} allows; most common reason: {reason} ({example})"
    )]
    TooManyRejected {
        /// Rows rejected.
        rejected: u64,
        /// Rows read.
        read: u64,
        /// Share allowed.
        allowed: f64,
        /// The most common reason.
        reason: String,
        /// File and row of one such row.
        example: String,
    },
    /// Too many rows repeat an order.
    #[error(
        "{duplicate} of {accepted} rows repeat an order_id of the same file, more than [check] \
         max_duplicate_share = {allowed} allows; most often {order_id:?}, in {rows} rows: {hint}"
    )]
    TooManyDuplicates {
        /// Rows that repeat an order.
        duplicate: u64,
        /// Rows accepted, these included.
        accepted: u64,
        /// Share allowed.
        allowed: f64,
        /// The id that comes most often.
        order_id: String,
        /// Rows that have it.
        rows: u64,
        /// The likely cause and the fix.
        hint: String,
    },
    /// Nothing is left to work on.
    #[error(
        "no row was accepted: {read} read, {set_aside} set aside by [keep], {duplicate} duplicates, {rejected} rejected; check [keep] and [columns]"
    )]
    NothingAccepted {
        /// Rows read.
        read: u64,
        /// Rows set aside.
        set_aside: u64,
        /// Duplicates.
        duplicate: u64,
        /// Rows rejected.
        rejected: u64,
    },
    /// The areas file is not usable.
    #[error("{}: row {row}: {reason}", path.display())]
    Areas {
        /// The file.
        path: PathBuf,
        /// 1 = the first row below the header.
        row: usize,
        /// What is wrong, and what is allowed.
        reason: String,
    },
}

impl OrdersError {
    /// Whether the input itself is at fault, so that the data gate refuses it.
    pub const fn is_refusal(&self) -> bool {
        !matches!(self, Self::Url { .. } | Self::Glob { .. } | Self::Areas { .. })
    }
}
