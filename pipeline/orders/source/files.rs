//! Which files a run reads: paths, folders, globs and archives resolved to a list.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::compression::{Compression, compression_of, members};
use super::delta::{data_files, is_log, is_table};
use super::input_file::FoundFile;
use super::open::first_bytes;
use super::partitions::NeededDays;
use crate::engine::{download, is_url};
use crate::orders::{Format, OrdersError, Reading, SourceFormat};

/// All files of a configuration, in the order of its sources and their paths. `overrides`
/// replaces the paths of the first source; the others then have none. Files of URLs are brought to
/// the folder `remote`. Partitions of days that are not needed are neither brought nor opened.
///
/// # Errors
/// As [`find_files`]; when two sources name one file, or an object store does not answer.
pub fn find_inputs(
    reading: &Reading,
    overrides: &[PathBuf],
    remote: &Path,
    needed: NeededDays,
) -> Result<Vec<FoundFile>, OrdersError> {
    let mut all = Vec::new();
    let mut seen: HashSet<PathBuf> = HashSet::new();
    for (source, settings) in reading.sources.all().iter().enumerate() {
        let paths: Vec<PathBuf> = match overrides {
            [] => settings.paths.iter().map(|path| reading.resolve(path)).collect(),
            given if source == 0 => given.to_vec(),
            _ => Vec::new(),
        };
        let needs = |path: &Path| needed.need(path, &settings.partitions);
        let files = find_anywhere(&paths, settings.format, remote, &needs)?;
        if let Some(file) = files.iter().find(|file| seen.contains(&file.path)) {
            return Err(OrdersError::TwoSources { path: file.path.clone(), number: source + 1 });
        }
        seen.extend(files.iter().map(|file| file.path.clone()));
        all.extend(files.into_iter().map(|file| FoundFile { source, ..file }));
    }
    Ok(all)
}

/// Local files by [`find_files`], those of URLs brought first; of a Delta table what its log names.
fn find_anywhere(
    paths: &[PathBuf],
    declared: Option<SourceFormat>,
    remote: &Path,
    needs: &dyn Fn(&Path) -> bool,
) -> Result<Vec<FoundFile>, OrdersError> {
    let mut found: Vec<FoundFile> = Vec::new();
    let format = declared.and_then(SourceFormat::of_files);
    for path in paths {
        let text = path.to_string_lossy();
        let of_table =
            declared == Some(SourceFormat::Delta) || (declared.is_none() && is_table(path));
        if of_table || !is_url(&text) {
            let known: HashSet<PathBuf> = found.iter().map(|file| file.path.clone()).collect();
            let files = match of_table {
                true => find_table_files(path, remote, needs)?,
                false => find_needed(std::slice::from_ref(path), format, needs)?,
            };
            found.extend(files.into_iter().filter(|file| !known.contains(&file.path)));
            continue;
        }
        let files = download(&text, remote, &|url| needs(Path::new(url)))?;
        if files.is_empty() {
            return Err(OrdersError::NoInput { path: path.clone() });
        }
        for file in files {
            let inside = |found: &FoundFile| match found.path.strip_prefix(&file.location) {
                Ok(member) if member.as_os_str().is_empty() => PathBuf::from(&file.url),
                Ok(member) => PathBuf::from(format!("{}/{}", file.url, member.display())),
                Err(_) => PathBuf::from(&file.url),
            };
            let members = look_at(file.location.clone(), format)?;
            found.extend(members.into_iter().map(|one| FoundFile { path: inside(&one), ..one }));
        }
    }
    Ok(found)
}

/// The files of a Delta table, those of a URL brought first.
fn find_table_files(
    table: &Path,
    remote: &Path,
    needs: &dyn Fn(&Path) -> bool,
) -> Result<Vec<FoundFile>, OrdersError> {
    let mut found = Vec::new();
    let files = data_files(table)?;
    if files.is_empty() {
        return Err(OrdersError::NoInput { path: table.to_owned() });
    }
    for file in files.into_iter().filter(|file| needs(&file.partitioned_path(table))) {
        let location = match is_url(&file.location) {
            false => PathBuf::from(&file.location),
            true => match download(&file.location, remote, &|_| true)?.pop() {
                Some(brought) => brought.location,
                None => return Err(OrdersError::NoInput { path: file.location.into() }),
            },
        };
        let path = match is_url(&table.to_string_lossy()) {
            true => PathBuf::from(&file.location),
            false => table.join(&file.name),
        };
        for one in look_at(location, Some(Format::Parquet))? {
            let of_table = Some(file.of_table.clone());
            found.push(FoundFile { path: path.clone(), of_table, ..one });
        }
    }
    Ok(found)
}

/// Resolves files, folders and globs, in the order given; a folder and a glob by name. Folders
/// are searched at any depth for the known extensions. An archive is the files that it holds.
///
/// # Errors
/// When a path does not exist, cannot be read, or holds no file of a known format.
pub fn find_files(
    paths: &[PathBuf],
    format: Option<Format>,
) -> Result<Vec<FoundFile>, OrdersError> {
    find_needed(paths, format, &|_| true)
}

fn find_needed(
    paths: &[PathBuf],
    format: Option<Format>,
    needs: &dyn Fn(&Path) -> bool,
) -> Result<Vec<FoundFile>, OrdersError> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        let mut here = Vec::new();
        collect(path, format, &mut here)?;
        here.retain(|path| needs(path));
        if here.is_empty() {
            return Err(OrdersError::NoInput { path: path.clone() });
        }
        here.sort();
        for path in here.into_iter().filter(|path| seen.insert(path.clone())) {
            found.extend(look_at(path, format)?);
        }
    }
    Ok(found)
}

fn collect(
    path: &Path,
    format: Option<Format>,
    found: &mut Vec<PathBuf>,
) -> Result<(), OrdersError> {
    let text = path.to_string_lossy();
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
    let matches = glob::glob(&text)
        .map_err(|e| OrdersError::Glob { glob: text.to_string(), reason: e.to_string() })?;
    for entry in matches {
        let entry =
            entry.map_err(|e| OrdersError::Open { path: e.path().to_owned(), source: e.into() })?;
        if entry.is_file() {
            found.push(entry);
        }
    }
    Ok(())
}

fn collect_folder(
    folder: &Path,
    format: Option<Format>,
    found: &mut Vec<PathBuf>,
) -> Result<(), OrdersError> {
    let open = |source| OrdersError::Open { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(open)? {
        let path = entry.map_err(open)?.path();
        // Texts lie in folders as notes too: they are read where they are named.
        let known = is_archive(&path) || (format_of(&path).is_some() && !has_ending(&path, "txt"));
        if is_log(&path) && format.is_none() {
            let reason = "a Delta table lies there: name it by itself in [source] paths, or set \
                          [source] format = \"parquet\" to read all its files, old ones too";
            return Err(OrdersError::Table { path: folder.to_owned(), reason: reason.to_owned() });
        }
        if path.is_dir() {
            if !is_log(&path) {
                collect_folder(&path, format, found)?;
            }
        } else if format.is_some() || known {
            found.push(path);
        }
    }
    Ok(())
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

fn has_ending(path: &Path, expected: &str) -> bool {
    ending(path).is_some_and(|ending| ending == expected)
}

fn is_archive(path: &Path) -> bool {
    has_ending(path, "zip")
}

/// The format that a name promises, whatever it is compressed with.
pub(super) fn format_of(path: &Path) -> Option<Format> {
    match ending(path)?.as_str() {
        "parquet" | "pq" => Some(Format::Parquet),
        "csv" | "tsv" | "tab" | "psv" | "txt" => Some(Format::Csv),
        "json" | "jsonl" | "ndjson" | "geojson" => Some(Format::Json),
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Some(Format::Xlsx),
        "gz" | "gzip" | "zst" | "zstd" | "zip" => format_of(Path::new(path.file_stem()?)),
        _ => None,
    }
}

/// A file, or the members of an archive.
fn look_at(path: PathBuf, format: Option<Format>) -> Result<Vec<FoundFile>, OrdersError> {
    let open = |source| OrdersError::Open { path: path.clone(), source };
    let bytes = fs::metadata(&path).map_err(open)?.len();
    let head = first_bytes(&path, 8).map_err(open)?;
    let promised = format.or_else(|| format_of(&path));
    // Parquet and workbooks compress by themselves; a workbook is even an archive.
    let inner = Path::new(path.file_stem().unwrap_or_default());
    let packs_itself = matches!(format_of(&path), Some(Format::Parquet | Format::Xlsx));
    let is_wrapped = format_of(inner).is_some();
    let compression = match packs_itself && !is_wrapped {
        true => None,
        false => compression_of(&head),
    };
    let found = |path: PathBuf, location: &Path, member, compression, format| FoundFile {
        path,
        location: location.to_owned(),
        compression,
        member,
        format,
        bytes,
        source: 0,
        of_table: None,
    };
    if compression == Some(Compression::Zip) {
        let members = members(&path, format)?;
        if let Some(workbook) = members.is_workbook.then_some(Format::Xlsx) {
            return Ok(vec![found(path.clone(), &path, None, None, workbook)]);
        }
        let file = |(index, name, format): (usize, String, Format)| {
            found(path.join(name), &path, Some(index), compression, format)
        };
        return Ok(members.files.into_iter().map(file).collect());
    }
    let Some(format) = promised else {
        return Err(OrdersError::UnknownFormat { path });
    };
    if format == Format::Parquet && compression.is_some() {
        let reason = "Parquet cannot be read inside a compressed file".into();
        return Err(OrdersError::Archive { path, reason });
    }
    Ok(vec![found(path.clone(), &path, None, compression, format)])
}
