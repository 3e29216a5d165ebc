//! What an order says. Texts of one column share its bytes: half a million are loaded at once, and
//! few are ever read.

use arrow::array::StringArray;
use arrow::buffer::Buffer;

/// What an order says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(Buffer);

impl Text {
    /// The text of a row; shares the column's bytes.
    pub fn of_row(texts: &StringArray, row: usize) -> Self {
        let ends = texts.value_offsets();
        let (start, end) = (ends[row] as usize, ends[row + 1] as usize);
        Self(texts.values().slice_with_length(start, end - start))
    }

    /// Bytes in UTF-8.
    pub fn utf8(&self) -> &[u8] {
        &self.0
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(Buffer::from_vec(text.as_bytes().to_vec()))
    }
}
