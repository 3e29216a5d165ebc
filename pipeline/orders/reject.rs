//! Why a row was refused.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a row was refused. The text names the column, what was found and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// Another number of fields than the header has.
    Shape {
        /// Fields in the row.
        found: usize,
        /// Fields in the header.
        expected: usize,
    },
    /// Not a JSON object.
    Json(String),
    /// Bytes that are not of the file's encoding.
    Encoding {
        /// The source's own column.
        column: String,
        /// The encoding.
        encoding: Cow<'static, str>,
    },
    /// A required value is missing.
    Missing {
        /// The canonical column, or columns of which one is needed.
        column: Cow<'static, str>,
    },
    /// A value that cannot be read.
    Unreadable {
        /// The canonical column.
        column: Cow<'static, str>,
        /// What was found.
        found: String,
    },
    /// A time outside the allowed range.
    OutOfRange {
        /// The canonical column.
        column: Cow<'static, str>,
        /// What was found.
        found: String,
        /// What is allowed.
        allowed: String,
    },
    /// An area that the areas file does not list.
    UnknownArea {
        /// What was found.
        found: String,
    },
}

impl RejectReason {
    /// The kind, for counting: without the value found.
    pub fn kind(&self) -> String {
        match self {
            Self::Shape { .. } => "broken row".into(),
            Self::Json(_) => "not a JSON object".into(),
            Self::Encoding { .. } => "broken encoding".into(),
            Self::Missing { column } => format!("{column} is missing"),
            // What to write is the same for many values, and belongs to their count.
            Self::Unreadable { column, found } => match found.split_once(" as a time: ") {
                Some((_, fix)) => format!("{column} cannot be read: {fix}"),
                None => format!("{column} cannot be read"),
            },
            Self::OutOfRange { column, .. } => format!("{column} is out of range"),
            Self::UnknownArea { .. } => "area is not listed".into(),
        }
    }

    /// Whether the row does not even have the shape of a row.
    pub const fn is_broken_row(&self) -> bool {
        matches!(self, Self::Shape { .. } | Self::Json(_))
    }
}

impl fmt::Display for RejectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape { found, expected } => {
                write!(f, "{found} fields, the header has {expected}")
            }
            Self::Json(message) => write!(f, "not a JSON object: {message}"),
            Self::Encoding { column, encoding } => {
                write!(f, "{column}: bytes that are not {encoding}")
            }
            Self::Missing { column } => write!(f, "{column} is missing"),
            Self::Unreadable { column, found } => write!(f, "{column}: cannot read {found}"),
            Self::OutOfRange { column, found, allowed } => {
                write!(f, "{column}: {found} is not in {allowed}")
            }
            Self::UnknownArea { found } => write!(f, "area {found} is not in the areas file"),
        }
    }
}
