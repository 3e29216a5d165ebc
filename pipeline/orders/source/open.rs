//! The one place where the bytes of input files are opened.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use super::compression::unwrap;
use super::encoding::Transcoded;
use super::input_file::InputFile;
use crate::orders::OrdersError;

/// Bytes that a text is read by.
const BUFFER_BYTES: usize = 1 << 20;

/// A file's bytes, as they were before anything wrapped them.
///
/// # Errors
/// When it cannot be opened, or its wrapping is damaged.
pub fn open(file: &InputFile) -> Result<Box<dyn Read + Send>, OrdersError> {
    let opened = File::open(&file.location);
    opened
        .and_then(|opened| unwrap(opened, file.compression, file.member))
        .map_err(|e| unreadable(file, e))
}

/// A file's text in UTF-8, without its byte-order mark. Bytes that are not of its encoding come
/// as U+FFFD; those of UTF-8 come as they are.
///
/// # Errors
/// As [`open`].
pub fn open_text(file: &InputFile) -> Result<BufReader<Box<dyn Read + Send>>, OrdersError> {
    let bytes = open(file)?;
    let encoding = file.layout.encoding();
    if encoding != UTF_8 {
        return Ok(buffered(Box::new(Transcoded::new(bytes, encoding))));
    }
    let mut text = buffered(bytes);
    let marked = text.fill_buf().map_err(|e| unreadable(file, e))?.starts_with(b"\xEF\xBB\xBF");
    if marked {
        text.consume(3);
    }
    Ok(text)
}

fn buffered(bytes: Box<dyn Read + Send>) -> BufReader<Box<dyn Read + Send>> {
    BufReader::with_capacity(BUFFER_BYTES, bytes)
}

/// The first bytes of a file as it lies there.
pub fn first_bytes(location: &Path, count: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(location)?.take(count).read_to_end(&mut head)?;
    Ok(head)
}

/// Why bytes could not be read: the system refused, or what wraps them is damaged.
pub fn unreadable(file: &InputFile, error: io::Error) -> OrdersError {
    let path = file.path.clone();
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput => {
            OrdersError::Damaged { path, reason: error.to_string() }
        }
        _ => OrdersError::Open { path, source: error },
    }
}

/// A text in one encoding, for what is already in memory.
pub fn decode(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}
