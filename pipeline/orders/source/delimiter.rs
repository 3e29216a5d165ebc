//! What stands between the fields of a text: the character that cuts its lines into the same
//! number of fields.

use csv::{ByteRecord, ReaderBuilder};

use super::header::{ROWS_SEEN, Row};

/// Characters that are tried.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Share of the rows that must have one number of fields.
const ALIKE_MIN: f64 = 0.9;

/// The delimiter of a text's beginning; the comma where no candidate cuts it, as in a table of
/// one column.
///
/// # Errors
/// When two cut it equally well: both.
pub fn find_delimiter(text: &str) -> Result<u8, (char, char)> {
    let mut scores: Vec<(usize, usize, u8)> = Vec::new();
    for delimiter in CANDIDATES {
        if let Some((fields, start)) = alike(&first_rows(text, delimiter)) {
            scores.push((fields, start, delimiter));
        }
    }
    // Many fields, and from the first line on.
    scores.sort_by_key(|(fields, start, _)| (std::cmp::Reverse(*fields), *start));
    match scores.as_slice() {
        [] => Ok(b','),
        [one, other, ..] if (one.0, one.1) == (other.0, other.1) => {
            Err((char::from(one.2), char::from(other.2)))
        }
        [(_, _, best), ..] => Ok(*best),
    }
}

/// The number of fields, two or more, that nearly all rows have from some row on, and that row.
fn alike(rows: &[Row]) -> Option<(usize, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    rows.iter().for_each(|row| *counts.entry(row.cells.len()).or_insert(0_usize) += 1);
    let several = counts.iter().filter(|(fields, _)| **fields >= 2);
    let (&fields, _) = several.max_by_key(|(_, count)| **count)?;
    // Titles above the table have fewer fields.
    let start = rows.iter().position(|row| row.cells.len() == fields)?;
    let table = &rows[start..];
    let same = table.iter().filter(|row| row.cells.len() == fields).count();
    let titled = rows[..start].iter().all(|row| row.cells.len() < fields);
    let is_alike = same as f64 >= ALIKE_MIN * table.len() as f64;
    // A character of the text itself may cut one line in two.
    let is_table = table.len() >= 2 || start == 0;
    (is_alike && titled && is_table).then_some((fields, start))
}

/// The first rows of a text with this delimiter, empty ones left out.
pub fn first_rows(text: &str, delimiter: u8) -> Vec<Row> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, number: 1 };
    let mut record = ByteRecord::new();
    while rows.len() < ROWS_SEEN && reader.read_byte_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let cell = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        let cells: Vec<String> = record.iter().map(cell).collect();
        let number = lines.number_of(start);
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { number, cells });
        }
    }
    rows
}

/// Numbers of lines by their bytes.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    number: u64,
}

impl Lines<'_> {
    /// The line on which the record begins that was read from `start` on; what ends the line
    /// before it, and empty lines, may come first.
    fn number_of(&mut self, start: usize) -> u64 {
        let ends = self.text[start..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let record = (start + ends).max(self.at);
        self.number += line_ends(&self.text[self.at..record]);
        self.at = record;
        self.number
    }
}

/// Line ends in bytes: LF, CR LF, or CR alone.
fn line_ends(bytes: &[u8]) -> u64 {
    let ends = |(at, byte): (usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    bytes.iter().enumerate().filter(|pair| ends(*pair)).count() as u64
}

#[cfg(test)]
mod tests;
