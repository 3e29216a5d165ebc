//! The folder of one run: drafted beside its place, then put there in one step.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Schema};
use arrow::error::ArrowError;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use thiserror::Error;

use super::csv::write_csv;
use crate::report::ReportFile;

/// The folder could not be published. The last good one is as it was.
#[derive(Debug, Error)]
pub enum PublishError {
    /// The system refused.
    #[error(
        "{}: {source}; check free space and that this user may write there, or give another \
         --output",
        path.display()
    )]
    Io {
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A table could not be encoded.
    #[error("{}: {reason}", path.display())]
    Encode {
        /// The file.
        path: PathBuf,
        /// What the encoder said.
        reason: String,
    },
}

/// A folder that nobody sees yet. Dropped without [`Draft::publish`], it is removed.
pub struct Draft {
    output: PathBuf,
    folder: tempfile::TempDir,
}

impl Draft {
    /// Starts a draft beside the folders of `output`, and removes drafts of runs that were killed.
    ///
    /// # Errors
    /// When `output` cannot be made or written.
    pub fn new(output: &Path) -> Result<Self, PublishError> {
        let io = |source| PublishError::Io { path: output.to_owned(), source };
        fs::create_dir_all(output).map_err(io)?;
        for entry in fs::read_dir(output).map_err(io)? {
            let entry = entry.map_err(io)?;
            if entry.file_name().to_string_lossy().starts_with(DRAFT) {
                fs::remove_dir_all(entry.path()).map_err(io)?;
            }
        }
        let folder = tempfile::Builder::new().prefix(DRAFT).tempdir_in(output).map_err(io)?;
        Ok(Self { output: output.to_owned(), folder })
    }

    /// Where it is drafted.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file at a path relative to the folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let path = self.place(path)?;
        fs::write(&path, bytes).map_err(|source| PublishError::Io { path, source })
    }

    /// Writes a table as `tables/<name>.parquet` and `tables/<name>.csv`.
    ///
    /// # Errors
    /// When it cannot be encoded or written.
    pub fn write_table(&self, name: &str, rows: &RecordBatch) -> Result<(), PublishError> {
        let (parquet, text) = rayon::join(
            || self.write_parquet(&format!("tables/{name}.parquet"), rows),
            || self.write_csv(&format!("tables/{name}.csv"), rows),
        );
        parquet.and(text)
    }

    fn write_csv(&self, path: &str, rows: &RecordBatch) -> Result<(), PublishError> {
        let DraftFile { path, mut file } = self.create(path)?;
        write_csv(rows, &mut file).map_err(|error| match error {
            ArrowError::IoError(_, source) => PublishError::Io { path, source },
            error => PublishError::Encode { path, reason: error.to_string() },
        })
    }

    /// Writes rows as one Parquet file.
    ///
    /// # Errors
    /// When they cannot be encoded or written.
    pub fn write_parquet(&self, path: &str, rows: &RecordBatch) -> Result<(), PublishError> {
        let DraftFile { path, file } = self.create(path)?;
        let encode = |e: ParquetError| PublishError::Encode { path, reason: e.to_string() };
        let write = || {
            let mut writer =
                ArrowWriter::try_new(file, rows.schema(), Some(encoding(&rows.schema())?))?;
            writer.write(rows)?;
            writer.close()
        };
        write().map(drop).map_err(encode)
    }

    /// Starts a file at a path relative to the folder.
    pub(super) fn create(&self, path: &str) -> Result<DraftFile, PublishError> {
        let path = self.place(path)?;
        let file = File::create(&path).map_err(io(&path))?;
        Ok(DraftFile { path, file })
    }

    /// Puts the folder in its place, replacing an older one in one step, then moves `latest`.
    ///
    /// # Errors
    /// When the system refuses; what was published before is then as it was.
    pub fn publish(self, name: &str) -> Result<PathBuf, PublishError> {
        let output = self.output.clone();
        let target = self.publish_beside(name)?;
        let latest = output.join(LATEST);
        let mut file = tempfile::NamedTempFile::new_in(&output).map_err(io(&output))?;
        writeln!(file, "{name}").map_err(io(&latest))?;
        file.persist(&latest)
            .map_err(|e| PublishError::Io { path: latest.clone(), source: e.error })?;
        open_to_readers(&latest).map_err(io(&latest))?;
        Ok(target)
    }

    /// Puts the folder in its place, replacing an older one in one step, and leaves `latest` alone:
    /// for results that are no period's report, or one that comes late.
    ///
    /// # Errors
    /// When the system refuses; what was there before is then as it was.
    pub fn publish_beside(self, name: &str) -> Result<PathBuf, PublishError> {
        let target = self.output.join(name);
        let draft = self.folder.keep();
        open_to_readers(&draft).map_err(io(&draft))?;
        if target.exists() {
            exchange(&draft, &target).map_err(io(&target))?;
            fs::remove_dir_all(&draft).map_err(io(&draft))?;
        } else {
            fs::rename(&draft, &target).map_err(io(&target))?;
        }
        Ok(target)
    }

    fn place(&self, path: &str) -> Result<PathBuf, PublishError> {
        let path = self.folder.path().join(path);
        let folder = path.parent().expect("a path inside the draft");
        fs::create_dir_all(folder)
            .map_err(|source| PublishError::Io { path: folder.to_owned(), source })?;
        Ok(path)
    }
}

/// Puts files into a folder that is published already, each in one step.
///
/// # Errors
/// When the system refuses; the files before that one are new then, the others as they were.
pub fn put(folder: &Path, files: &[ReportFile]) -> Result<(), PublishError> {
    for ReportFile { path, bytes } in files {
        let target = folder.join(path);
        let parent = target.parent().expect("a path inside the folder");
        fs::create_dir_all(parent).map_err(io(parent))?;
        let mut file = tempfile::NamedTempFile::new_in(parent).map_err(io(parent))?;
        file.write_all(bytes).map_err(io(&target))?;
        file.persist(&target).map_err(|e| io(&target)(e.error))?;
        open_to_readers(&target).map_err(io(&target))?;
    }
    Ok(())
}

/// A file of a draft, to be filled.
pub(super) struct DraftFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes.
    pub file: File,
}

/// How rows become Parquet.
pub(super) fn encoding(schema: &Schema) -> Result<WriterProperties, ParquetError> {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_created_by(concat!("yiti ", env!("CARGO_PKG_VERSION")).to_owned());
    // Counts have too many values for a dictionary: differences are as small, and are written in
    // half the time.
    for field in schema.fields().iter().filter(|field| field.data_type() == &DataType::Int64) {
        let column = ColumnPath::new(vec![field.name().clone()]);
        properties = properties
            .set_column_dictionary_enabled(column.clone(), false)
            .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED);
    }
    Ok(properties.build())
}

const DRAFT: &str = ".draft-";
const LATEST: &str = "latest";

fn io(path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    let path = path.to_owned();
    move |source| PublishError::Io { path, source }
}

/// The folder that `latest` names.
pub fn latest(output: &Path) -> Option<PathBuf> {
    let name = fs::read_to_string(output.join(LATEST)).ok()?;
    let folder = output.join(name.trim());
    (!name.trim().is_empty() && folder.is_dir()).then_some(folder)
}

/// Swaps two folders so that at no moment one of the names is missing, where the file system can.
fn exchange(draft: &Path, target: &Path) -> io::Result<()> {
    if renameat_with(CWD, draft, CWD, target, RenameFlags::EXCHANGE).is_ok() {
        return Ok(());
    }
    let aside = draft.with_extension("old");
    fs::rename(target, &aside)?;
    fs::rename(draft, target)?;
    fs::rename(&aside, draft)
}

/// Temporary files and folders are private to their maker; published ones are as readable as any
/// new file.
fn open_to_readers(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = if path.is_dir() { 0o755 } else { 0o644 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
