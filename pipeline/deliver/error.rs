//! Why something could not be made for people to take away.

use std::path::PathBuf;

use thiserror::Error;

/// Why it failed.
#[derive(Debug, Error)]
pub enum DeliverError {
    /// A published file is missing or damaged.
    #[error("{}: {reason}; publish it again with `yiti run`", path.display())]
    Published {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A logo that is no image.
    #[error("{}: {reason}; [report] logo names a PNG or JPEG file", path.display())]
    Logo {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A template that is not usable.
    #[error(
        "{}: {reason}; [report] template names a .docx file with marks where things go: {marks}",
        path.display()
    )]
    Template {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
        /// The marks that are known.
        marks: String,
    },
    /// A document could not be laid out: a mistake in the program.
    #[error("a document cannot be laid out: {0:#}")]
    Layout(#[from] minijinja::Error),
    /// A document could not be packed.
    #[error("a document cannot be packed: {0}")]
    Pack(#[from] zip::result::ZipError),
    /// A notebook could not be made: a mistake in the program.
    #[error("a notebook cannot be made: {0}")]
    Notebook(String),
    /// The workbook could not be encoded: a mistake in the program, not in the data.
    #[error("workbook.xlsx cannot be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl DeliverError {
    /// 1 failed · 2 usage or configuration.
    pub const fn exit_status(&self) -> u8 {
        match self {
            Self::Logo { .. } | Self::Template { .. } => 2,
            _ => 1,
        }
    }
}
