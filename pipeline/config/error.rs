//! Why a configuration is refused.

use std::path::PathBuf;

use thiserror::Error;

/// Why a configuration was refused. Every message names the file.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file could not be opened.
    #[error(
        "{}: cannot read the configuration: {source}; give another file with --config",
        path.display()
    )]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not TOML, or a key or value that is not known.
    #[error("{}: {message}; configs/reference.toml lists every key", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// Place and fix.
        message: String,
    },
    /// A table of holidays that is not usable.
    #[error(
        "{}: {message}; [calendar] holidays names this table, with the columns date, kind, name, \
         or \"cn\"",
        path.display()
    )]
    Holidays {
        /// The table.
        path: PathBuf,
        /// Place and rule.
        message: String,
    },
    /// A value outside its range.
    #[error("{}: [{section}] {message}", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The section.
        section: &'static str,
        /// Rule and value found.
        message: String,
    },
}
