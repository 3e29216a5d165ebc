//! Why orders could not be read. Every message names the place and the fix.

use std::path::PathBuf;

use thiserror::Error;

use super::Misfit;
use crate::engine::StoreError;

/// Why orders could not be read.
#[derive(Debug, Error)]
pub enum OrdersError {
    /// A path leads to no file.
    #[error(
        "{}: no Parquet, CSV or JSON file there, and no workbook; check [source] paths or give \
         --input",
        path.display()
    )]
    NoInput {
        /// The path as given.
        path: PathBuf,
    },
    /// A file in an object store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A Delta table that cannot be read as one.
    #[error("{}: {reason}", path.display())]
    Table {
        /// Its folder or URL.
        path: PathBuf,
        /// What is wrong, and what to do.
        reason: String,
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
    #[error(
        "{}: extension is none of parquet, csv, tsv, txt, json, jsonl, xlsx, also with .gz, .zst \
         or .zip; set [source] format",
        path.display()
    )]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error(
        "{}: {source}; check that the file exists and that this user may read it",
        path.display()
    )]
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
    /// A file that two sources name.
    #[error(
        "{}: [[source]] number {number} names it, and one before does too: each file belongs to \
         one [[source]]; mend its paths", path.display()
    )]
    TwoSources {
        /// The file.
        path: PathBuf,
        /// 1 = the first source.
        number: usize,
    },
    /// An archive that is not one kind of data.
    #[error("{}: {reason}; unpack it and name the files in [source] paths", path.display())]
    Archive {
        /// The archive.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A file that is something else than its name says.
    #[error("{}: it is {reason}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// What it is, and what to do.
        reason: String,
    },
    /// A text whose encoding is not sure.
    #[error(
        "{}: not UTF-8; its encoding is likely {likely}, but not surely: {reason}; write \
         encoding = \"{}\" under [source] if that is it, or another one, such as \"gb18030\", \
         \"big5\", \"latin1\", \"utf-16\"",
        path.display(), likely.split(' ').next().unwrap_or_default()
    )]
    Encoding {
        /// The file.
        path: PathBuf,
        /// The likely encoding.
        likely: String,
        /// Why it is not sure.
        reason: String,
    },
    /// A text that two delimiters cut equally well.
    #[error(
        "{}: both {one:?} and {other:?} may stand between its fields; write which one under \
         [source]: delimiter = {one:?}", path.display()
    )]
    Delimiter {
        /// The file.
        path: PathBuf,
        /// One.
        one: char,
        /// The other.
        other: char,
    },
    /// Objects in a file that its name calls a table.
    #[error(
        "{}: it is JSON, though its name says otherwise: write format = \"json\" under [source]",
        path.display()
    )]
    NotTable {
        /// The file.
        path: PathBuf,
    },
    /// A file without a word in it.
    #[error(
        "{}: it is empty, without even names of columns: bring it again if its transfer failed, or \
         leave it out of [source] paths", path.display()
    )]
    EmptyFile {
        /// The file.
        path: PathBuf,
    },
    /// A table whose header is not sure.
    #[error(
        "{}: its header is not sure: {reason}; write the line that names the columns under \
         [source]: header_row = 1 (the file's first line) or more", path.display()
    )]
    Header {
        /// The file.
        path: PathBuf,
        /// What stands there.
        reason: String,
    },
    /// A workbook whose sheet is not sure.
    #[error(
        "{}: {reason}; write which one under [source]: sheet = \"…\"; it has: {sheets}",
        path.display()
    )]
    Sheet {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
        /// Its sheets.
        sheets: String,
    },
    /// A file that is no JSON, or not one list of records.
    #[error(
        "{}: cannot be read as JSON: {reason}; one object a line, or one list of objects, is \
         expected", path.display()
    )]
    Json {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// An expression of the configuration does not fit a file.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// A row does not have the shape of its table.
    #[error(
        "{}: row {row}: {reason}; mend the row (often an unclosed quote), or set [check] \
         broken_rows = \"reject\" to refuse only such rows",
        path.display()
    )]
    BrokenRow {
        /// The file.
        path: PathBuf,
        /// 1 = the first row below the header.
        row: u64,
        /// What is wrong.
        reason: String,
    },
    /// Too many rows were refused.
    #[error(
        "{rejected} of {read} rows were rejected, more than [check] max_rejected_share = {allowed} \
         allows; most common reason: {reason} ({example})"
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
        "no row was accepted: {read} read, {set_aside} set aside by [keep], {duplicate} \
         duplicates, {rejected} rejected; check [keep] and [columns]"
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
        !matches!(self, Self::Store(_) | Self::Glob { .. } | Self::Areas { .. })
    }
}
