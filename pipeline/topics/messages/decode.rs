//! Bytes to text.

use encoding_rs::{GB18030, UTF_8};

/// `bytes` as text, and how many characters had to be replaced.
///
/// UTF-8 with or without a byte order mark; else GB 18030 if the bytes are valid in it; else UTF-8
/// with every invalid sequence as U+FFFD. UTF-16 by its byte order mark.
pub fn decode(bytes: &[u8]) -> (String, usize) {
    let (text, _, broken) = UTF_8.decode(bytes);
    if !broken {
        return (text.into_owned(), 0);
    }
    let (chinese, _, broken) = GB18030.decode(bytes);
    if !broken {
        return (chinese.into_owned(), 0);
    }
    let before = String::from_utf8_lossy(bytes);
    let replaced = before.matches('\u{fffd}').count();
    (before.into_owned(), replaced)
}

#[cfg(test)]
mod tests;
