//! Tables to files, all or none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::csv::WriterBuilder;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use tempfile::NamedTempFile;

use super::error::MessagesError;

/// Spreadsheets read a CSV as UTF-8 if it begins with this.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes `assignments` and `topics` as `.parquet` and `.csv` into `folder`.
///
/// All four are written beside their places first and then moved there, so that a failed run leaves
/// the last results.
///
/// # Errors
/// A folder or file that cannot be made.
pub fn write(
    folder: &Path,
    assignments: &RecordBatch,
    topics: &RecordBatch,
) -> Result<Vec<PathBuf>, MessagesError> {
    let failed = |source: io::Error| MessagesError::File { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(failed)?;
    let mut ready = Vec::new();
    for (name, table) in [("assignments", assignments), ("topics", topics)] {
        for (extension, bytes) in [("parquet", parquet_bytes(table)), ("csv", csv_bytes(table))] {
            let mut file = NamedTempFile::new_in(folder).map_err(failed)?;
            file.write_all(&bytes.map_err(failed)?)
                .and_then(|()| file.as_file().sync_all())
                .map_err(failed)?;
            ready.push((file, folder.join(format!("{name}.{extension}"))));
        }
    }
    let mut files = Vec::with_capacity(ready.len());
    for (file, path) in ready {
        file.persist(&path).map_err(|error| failed(error.error))?;
        files.push(path);
    }
    Ok(files)
}

fn parquet_bytes(table: &RecordBatch) -> io::Result<Vec<u8>> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, table.schema(), Some(properties))
        .map_err(io::Error::other)?;
    writer.write(table).map_err(io::Error::other)?;
    writer.close().map_err(io::Error::other)?;
    Ok(bytes)
}

fn csv_bytes(table: &RecordBatch) -> io::Result<Vec<u8>> {
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    let mut writer = WriterBuilder::new().with_header(true).build(&mut bytes);
    writer.write(table).map_err(io::Error::other)?;
    drop(writer);
    Ok(bytes)
}
