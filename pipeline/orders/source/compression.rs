//! What bytes are wrapped in: gzip, Zstandard, or a place in a zip archive.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::CrcReader;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use serde::{Deserialize, Serialize};
use zip::{CompressionMethod, ZipArchive};

use super::files::format_of;
use crate::orders::{Format, OrdersError};

/// What bytes are wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
    /// A member of an archive.
    Zip,
}

/// What a file that begins with these bytes is wrapped in; its name may say otherwise.
pub fn compression_of(head: &[u8]) -> Option<Compression> {
    if head.starts_with(&[0x1f, 0x8b]) {
        return Some(Compression::Gzip);
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Some(Compression::Zstd);
    }
    head.starts_with(b"PK\x03\x04").then_some(Compression::Zip)
}

/// What an archive holds.
#[derive(Debug, Default)]
pub struct Members {
    /// Whether it is a workbook, whose parts nobody reads alone.
    pub is_workbook: bool,
    /// Position, name and format of each data file.
    pub files: Vec<(usize, String, Format)>,
}

/// The data files of an archive: those of a known format, which must be one; or its only file.
///
/// # Errors
/// When it is damaged, empty, or holds files of several formats.
pub fn members(path: &Path, declared: Option<Format>) -> Result<Members, OrdersError> {
    let refuse = |reason: String| OrdersError::Archive { path: path.to_owned(), reason };
    let file =
        File::open(path).map_err(|source| OrdersError::Open { path: path.to_owned(), source })?;
    let archive =
        ZipArchive::new(BufReader::new(file)).map_err(|e| refuse(format!("damaged: {e}")))?;
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|e| refuse(e.to_string()))?;
        let name = entry.name().map_err(|e| refuse(e.to_string()))?.into_owned();
        if matches!(name.as_str(), "[Content_Types].xml" | "content.xml") {
            return Ok(Members { is_workbook: true, files: Vec::new() });
        }
        let base = name.rsplit('/').next().unwrap_or_default();
        if !entry.is_dir() && !base.starts_with('.') && !name.starts_with("__MACOSX/") {
            names.push((index, name));
        }
    }
    let only = names.len() == 1;
    let mut files = Vec::new();
    for (index, name) in names {
        let format = match format_of(Path::new(&name)) {
            Some(format) => declared.or(Some(format)),
            None if only => declared.or(Some(Format::Csv)),
            None => None,
        };
        files.extend(format.map(|format| (index, name, format)));
    }
    let is_text = |name: &str| name.to_ascii_lowercase().ends_with(".txt");
    if files.iter().any(|(_, name, _)| !is_text(name)) {
        // Notes beside the data.
        files.retain(|(_, name, _)| !is_text(name));
    }
    files.sort_by(|a, b| a.1.cmp(&b.1));
    let Some((_, first, format)) = files.first() else {
        return Err(refuse("no data file in it".into()));
    };
    if let Some((_, other, _)) = files.iter().find(|(_, _, other)| other != format) {
        return Err(refuse(format!("{first} and {other} are of different formats")));
    }
    if matches!(format, Format::Parquet) {
        return Err(refuse(format!("{first} cannot be read inside an archive")));
    }
    Ok(Members { is_workbook: false, files })
}

/// The bytes inside.
///
/// # Errors
/// When the archive is damaged, or packed in a way that is not built in.
pub fn unwrap(
    mut file: File,
    compression: Option<Compression>,
    member: Option<usize>,
) -> io::Result<Box<dyn Read + Send>> {
    Ok(match (compression, member) {
        (Some(Compression::Gzip), _) => Box::new(MultiGzDecoder::new(buffered(file))),
        (Some(Compression::Zstd), _) => Box::new(zstd::Decoder::with_buffer(buffered(file))?),
        (Some(Compression::Zip), Some(member)) => {
            let place = place(&mut file, member)?;
            file.seek(SeekFrom::Start(place.start))?;
            let packed = buffered(file).take(place.packed_bytes);
            match place.method {
                CompressionMethod::Stored => Box::new(Checked::new(packed, place.crc)),
                _ => Box::new(Checked::new(DeflateDecoder::new(packed), place.crc)),
            }
        }
        _ => Box::new(file),
    })
}

fn buffered(file: File) -> BufReader<File> {
    BufReader::with_capacity(1 << 18, file)
}

struct Place {
    start: u64,
    packed_bytes: u64,
    method: CompressionMethod,
    crc: u32,
}

fn place(file: &mut File, member: usize) -> io::Result<Place> {
    let invalid = |reason: String| io::Error::new(io::ErrorKind::InvalidData, reason);
    let mut archive = ZipArchive::new(file).map_err(|e| invalid(e.to_string()))?;
    let entry = archive.by_index_raw(member).map_err(|e| invalid(e.to_string()))?;
    if entry.encrypted() {
        return Err(invalid("the archive has a password; unpack it first".into()));
    }
    let method = entry.compression();
    if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(invalid(format!("packed by {method}, which is not built in; unpack it first")));
    }
    let start = entry.data_start().ok_or_else(|| invalid("no place in the archive".into()))?;
    let (packed_bytes, crc) = (entry.compressed_size(), entry.crc32());
    Ok(Place { start, packed_bytes, method, crc })
}

/// Bytes whose check sum is compared at their end.
struct Checked<R> {
    inner: CrcReader<R>,
    expected: u32,
}

impl<R: Read> Checked<R> {
    fn new(inner: R, expected: u32) -> Self {
        Self { inner: CrcReader::new(inner), expected }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        if read == 0 && !out.is_empty() && self.inner.crc().sum() != self.expected {
            let reason = "the check sum of the archive does not fit";
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(read)
    }
}
