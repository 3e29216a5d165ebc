//! A file that is read: where it is, how it is packed and written, what is known of it beside its
//! bytes.

use std::path::PathBuf;

use super::compression::Compression;
use super::delta::TableFile;
use super::layout::Layout;
use super::partitions::partition_values;
use crate::orders::Format;

/// A file that can be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundFile {
    /// What people call it: its path, and its name in an archive.
    pub path: PathBuf,
    /// Where its bytes are.
    pub location: PathBuf,
    /// What its bytes are wrapped in.
    pub compression: Option<Compression>,
    /// Position in its archive.
    pub member: Option<usize>,
    /// How to read it.
    pub format: Format,
    /// Size in bytes, as it lies there.
    pub bytes: u64,
    /// Position of its `[[source]]` in the configuration.
    pub source: usize,
    /// What its table says of it, if it is a file of one.
    pub of_table: Option<TableFile>,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq)]
pub struct InputFile {
    /// What people call it: its path, and its name in an archive.
    pub path: PathBuf,
    /// Where its bytes are.
    pub location: PathBuf,
    /// What its bytes are wrapped in.
    pub compression: Option<Compression>,
    /// Position in its archive.
    pub member: Option<usize>,
    /// How to read it.
    pub format: Format,
    /// Size in bytes, as it lies there.
    pub bytes: u64,
    /// Fingerprint of its content.
    pub hash: String,
    /// Position of its `[[source]]` in the configuration.
    pub source: usize,
    /// How it is written, as far as its format leaves that open.
    pub layout: Layout,
    /// What its table says of it, if it is a file of one.
    pub of_table: Option<TableFile>,
}

impl InputFile {
    /// Columns that all its rows share and that it may not have itself: values of its folders, or
    /// what its table says.
    pub fn shared_values(&self) -> Vec<(String, Option<String>)> {
        let of_table = self.of_table.as_ref().map(|table| table.columns.clone());
        of_table.unwrap_or_else(|| partition_values(&self.path))
    }
}

impl FoundFile {
    /// The same file with the fingerprint of its bytes, and of which of its rows count.
    pub fn with_hash(self, hash: &str, bytes: u64) -> InputFile {
        let also = |what: String| {
            blake3::hash(format!("{hash} {what}").as_bytes()).to_hex()[..32].to_owned()
        };
        let deleted = self.of_table.as_ref().map_or(&[][..], |table| &table.deleted);
        let hash = match self.member {
            // Members of one archive share its bytes.
            Some(member) => also(member.to_string()),
            None if !deleted.is_empty() => also(format!("without {deleted:?}")),
            None => hash.to_owned(),
        };
        InputFile {
            path: self.path,
            location: self.location,
            compression: self.compression,
            member: self.member,
            format: self.format,
            bytes,
            hash,
            source: self.source,
            layout: Layout::default(),
            of_table: self.of_table,
        }
    }
}
