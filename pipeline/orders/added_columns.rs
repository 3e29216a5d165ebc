//! Columns that a file has beside its own: its name, the number of each row, and the values of its
//! folders named `key=value`, or of what its table says of it.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray, UInt64Array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use super::source::InputFile;

/// For sources without an id of their own; rows count from 1.
const FILE_NAME: &str = "_file_name";
const ROW_NUMBER: &str = "_row_number";

/// A column beside a file's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// Its name.
    FileName(String),
    /// The number of each row.
    RowNumber,
    /// The value of one of its folders, or one that its table gives to all its rows.
    Folder {
        /// The key.
        key: String,
        /// The value; `None` = missing.
        value: Option<String>,
    },
}

impl Added {
    /// Those of a file, unless its own columns bear their names.
    pub fn of(file: &InputFile, schema: &Schema) -> Vec<Self> {
        let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folders =
            file.shared_values().into_iter().map(|(key, value)| Self::Folder { key, value });
        let mut added: Vec<Self> = Vec::new();
        for column in [Self::FileName(name), Self::RowNumber].into_iter().chain(folders) {
            let taken = schema.index_of(column.name()).is_ok();
            if !taken && added.iter().all(|other| other.name() != column.name()) {
                added.push(column);
            }
        }
        added
    }

    fn name(&self) -> &str {
        match self {
            Self::FileName(_) => FILE_NAME,
            Self::RowNumber => ROW_NUMBER,
            Self::Folder { key, .. } => key,
        }
    }

    fn field(&self) -> Field {
        match self {
            Self::RowNumber => Field::new(ROW_NUMBER, DataType::UInt64, false),
            _ => Field::new(self.name(), DataType::Utf8, true),
        }
    }

    /// The column, for rows of these numbers.
    pub fn values(&self, rows: &[u64]) -> ArrayRef {
        let repeat = |value: Option<&str>| -> ArrayRef {
            Arc::new(rows.iter().map(|_| value).collect::<StringArray>())
        };
        match self {
            Self::RowNumber => Arc::new(UInt64Array::from(rows.to_vec())),
            Self::FileName(name) => repeat(Some(name)),
            Self::Folder { value, .. } => repeat(value.as_deref()),
        }
    }
}

/// A schema with further columns.
pub fn with_added(schema: &SchemaRef, added: &[Added]) -> SchemaRef {
    let own = schema.fields().iter().map(|field| field.as_ref().clone());
    Arc::new(Schema::new(own.chain(added.iter().map(Added::field)).collect::<Vec<_>>()))
}
