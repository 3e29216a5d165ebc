//! Delta tables: which files hold a table's rows, and which of their rows no longer count. The log
//! says so (`delta_kernel` reads it); the files are Parquet and are read as any other.
//!
//! Of tables whose columns have other names in the files (column mapping) nothing is read.

use std::path::{Path, PathBuf};

use crate::orders::OrdersError;

/// The folder of a table's log.
const LOG: &str = "_delta_log";

/// What a table says of one of its files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableFile {
    /// Columns that may be missing in the file, with their value in all its rows: partitions, and
    /// what was added to the table after the file was written (`None`).
    pub columns: Vec<(String, Option<String>)>,
    /// Numbers of rows that were deleted, ascending; 1 = the first.
    pub deleted: Vec<u64>,
}

/// A file that holds rows of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct DataFile {
    /// Its path from the table's folder, or its URL where it lies elsewhere.
    pub name: String,
    /// Where it is: a path, or a URL.
    pub location: String,
    /// What the table says of it.
    pub of_table: TableFile,
}

impl DataFile {
    /// The file's path with its partitions as folders, wherever it lies.
    pub fn partitioned_path(&self, table: &Path) -> PathBuf {
        let values = self.of_table.columns.iter();
        let folders = values.filter_map(|(key, value)| Some(format!("{key}={}", value.as_ref()?)));
        let mut path = table.to_owned();
        path.extend(folders.filter(|folder| !folder.contains('/')));
        path.join("file")
    }
}

/// Whether a local folder is a table.
pub fn is_table(folder: &Path) -> bool {
    folder.join(LOG).is_dir()
}

/// Whether a folder holds a table's log rather than orders.
pub fn is_log(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == LOG)
}

/// The files of a table as it is now, by name. `table` is a folder or the URL of one.
///
/// # Errors
/// When there is no such table, its log cannot be read, or this build has no Delta.
#[cfg(not(feature = "delta"))]
pub fn data_files(table: &Path) -> Result<Vec<DataFile>, OrdersError> {
    let reason =
        "it is a Delta table, and this build reads none: build with `cargo build --release \
                  --features delta`, or write it out as Parquet and name that"
            .to_owned();
    Err(OrdersError::Table { path: table.to_owned(), reason })
}

/// The files of a table as it is now, by name. `table` is a folder or the URL of one.
///
/// # Errors
/// When there is no such table, its log cannot be read, or it maps its columns to other names.
#[cfg(feature = "delta")]
pub fn data_files(table: &Path) -> Result<Vec<DataFile>, OrdersError> {
    with_kernel::data_files(table)
        .map_err(|reason| OrdersError::Table { path: table.to_owned(), reason })
}

#[cfg(feature = "delta")]
mod with_kernel {
    use std::path::Path;
    use std::sync::Arc;

    use delta_kernel::scan::state::ScanFile;
    use delta_kernel::table_features::ColumnMappingMode;
    use delta_kernel::{Engine, Snapshot};
    use delta_kernel_default_engine::DefaultEngine;
    use url::Url;

    use super::{DataFile, TableFile};
    use crate::engine::{is_url, open_store};

    /// As above; an error is what people read after the table's name.
    pub fn data_files(table: &Path) -> Result<Vec<DataFile>, String> {
        let root = root(table)?;
        let store = open_store(&root).map_err(unreadable)?;
        let engine = DefaultEngine::builder(Arc::from(store)).build();
        let snapshot = Snapshot::builder_for(root.as_str()).build(&engine).map_err(unreadable)?;
        let mapped = snapshot.table_properties().column_mapping_mode;
        if mapped.is_some_and(|mode| mode != ColumnMappingMode::None) {
            return Err("its columns have other names in its files (delta.columnMapping.mode): \
                        write it out without column mapping and name that"
                .to_owned());
        }
        let columns: Vec<String> =
            snapshot.schema().fields().map(|field| field.name().clone()).collect();
        let scan = snapshot.scan_builder().without_row_transforms().build().map_err(unreadable)?;
        let mut listed: Vec<ScanFile> = Vec::new();
        for part in scan.scan_metadata(&engine).map_err(unreadable)? {
            let add = |all: &mut Vec<ScanFile>, file: ScanFile| all.push(file);
            listed =
                part.and_then(|part| part.visit_scan_files(listed, add)).map_err(unreadable)?;
        }
        let mut files = listed
            .into_iter()
            .map(|file| data_file(&engine, &root, &columns, &file))
            .collect::<Result<Vec<_>, _>>()?;
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }

    fn unreadable(error: impl std::fmt::Display) -> String {
        format!("its Delta log cannot be read: {error}")
    }

    fn root(table: &Path) -> Result<Url, String> {
        let text = table.to_string_lossy();
        if is_url(&text) {
            let folder = format!("{}/", text.trim_end_matches('/'));
            return Url::parse(&folder).map_err(|error| error.to_string());
        }
        let folder = table.canonicalize().map_err(|error| error.to_string())?;
        Url::from_directory_path(&folder).map_err(|()| "it is no folder".to_owned())
    }

    fn data_file(
        engine: &dyn Engine,
        root: &Url,
        columns: &[String],
        file: &ScanFile,
    ) -> Result<DataFile, String> {
        let url = root.join(&file.path).map_err(unreadable)?;
        let location = match url.to_file_path() {
            Ok(path) if url.scheme() == "file" => path.to_string_lossy().into_owned(),
            _ => url.to_string(),
        };
        let deleted = file.dv_info.get_row_indexes(engine, root).map_err(unreadable)?;
        let mut deleted: Vec<u64> = deleted.unwrap_or_default();
        deleted.iter_mut().for_each(|row| *row += 1);
        deleted.sort_unstable();
        let value = |name: &String| (name.clone(), file.partition_values.get(name).cloned());
        let inside = url.as_str().strip_prefix(root.as_str());
        Ok(DataFile {
            name: inside.unwrap_or(url.as_str()).to_owned(),
            location,
            of_table: TableFile { columns: columns.iter().map(value).collect(), deleted },
        })
    }
}

#[cfg(test)]
mod tests;
