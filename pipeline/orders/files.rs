//! Which files a run reads: paths, folders and globs resolved to a sorted list.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::OrdersError;
use crate::config::Format;

/// A file that can be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundFile {
    /// Where it is.
    pub path: PathBuf,
    /// How to read it.
    pub format: Format,
    /// Size in bytes.
    pub bytes: u64,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq)]
pub struct InputFile {
    /// Where it is.
    pub path: PathBuf,
    /// How to read it.
    pub format: Format,
    /// Size in bytes.
    pub bytes: u64,
    /// Fingerprint of its content.
    pub hash: String,
}

/// Resolves files, folders and globs. Folders are searched at any depth for the known extensions.
///
/// # Errors
/// When a path does not exist, cannot be read, is a URL, or holds no file of a known format.
pub fn find_files(paths: &[PathBuf], format: Option<Format>) -> Result<Vec<FoundFile>, OrdersError> {
    let mut found = Vec::new();
    for path in paths {
        let before = found.len();
        collect(path, format, &mut found)?;
        if found.len() == before {
            return Err(OrdersError::NoInput { path: path.clone() });
        }
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|path| look_at(path, format)).collect()
}

fn collect(path: &Path, format: Option<Format>, found: &mut Vec<PathBuf>) -> Result<(), OrdersError> {
    let text = path.to_string_lossy();
    if text.contains("://") {
        return Err(OrdersError::Url { url: text.into_owned() });
    }
    if path.is_dir() {
        return collect_folder(path, format, found);
    }
    if path.is_file() {
        found.push(path.to_owned());
        return Ok(());
    }
    if !text.contains(['*', '?', '[']) {
        return Err(OrdersError::NoInput { path: path.to_owned() });
    }
    let matches = glob::glob(&text).map_err(|e| OrdersError::Glob { glob: text.to_string(), reason: e.to_string() })?;
    for entry in matches {
        let entry = entry.map_err(|e| OrdersError::Open { path: e.path().to_owned(), source: e.into() })?;
        if entry.is_file() {
            found.push(entry);
        }
    }
    Ok(())
}

fn collect_folder(folder: &Path, format: Option<Format>, found: &mut Vec<PathBuf>) -> Result<(), OrdersError> {
    let open = |source| OrdersError::Open { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(open)? {
        let path = entry.map_err(open)?.path();
        if path.is_dir() {
            collect_folder(&path, format, found)?;
        } else if format.is_some() || format_of(&path).is_some() {
            found.push(path);
        }
    }
    Ok(())
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "parquet" | "pq" => Some(Format::Parquet),
        "csv" => Some(Format::Csv),
        "json" | "jsonl" | "ndjson" => Some(Format::Json),
        _ => None,
    }
}

fn look_at(path: PathBuf, format: Option<Format>) -> Result<FoundFile, OrdersError> {
    let Some(format) = format.or_else(|| format_of(&path)) else {
        return Err(OrdersError::UnknownFormat { path });
    };
    let about = File::open(&path).and_then(|file| file.metadata());
    let about = about.map_err(|source| OrdersError::Open { path: path.clone(), source })?;
    Ok(FoundFile { path, format, bytes: about.len() })
}
