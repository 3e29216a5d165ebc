//! Texts as units and n-grams: one unit is a Han character or a whole run of letters and digits.
//!
//! A text without Han characters becomes its words and word pairs; a Chinese text its 2–4-grams of
//! characters; and a mixed one (`110kV高压线`, `58车贷`) keeps each code whole. N-grams never reach
//! across punctuation or space between Han characters. Each is kept as a 64-bit hash (FNV-1a over
//! its units), the same on every machine.

use std::collections::HashSet;

/// Longest n-gram, in units.
const GRAM_UNITS_MAX: usize = 4;
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// Whether `c` is a Han character.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// [`char::is_alphanumeric`], at once for ASCII and for the signs of Chinese texts.
fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '，' | '。' | '、' | '：' | '；' | '！' | '？' | '（' | '）' | '“' | '”' => {
            false
        }
        _ => c.is_alphanumeric(),
    }
}

/// One unit of a text: bytes `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// A Han character; otherwise a word of letters and digits.
    pub han: bool,
    /// Nothing but units between this one and the one before.
    pub joined: bool,
}

/// The units of `text`, in order.
///
/// A space between two words of letters keeps them joined (`noise complaint` is a word pair);
/// punctuation, and a space beside a Han character, does not.
pub fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let han = is_han(c);
        if !han && !is_letter_or_digit(c) {
            continue;
        }
        match units.last_mut() {
            Some(last) if !han && !last.han && last.end == start => last.end = end,
            last => {
                let joined = last.is_some_and(|last| {
                    last.end == start
                        || (!han
                            && !last.han
                            && text[last.end..start].chars().all(|gap| gap == ' '))
                });
                units.push(Unit { start, end, han, joined });
            }
        }
    }
    units
}

/// Calls `emit` with the hash and the byte range of every n-gram of `text`: 2 to 4 units where one
/// of them is Han, 1 or 2 where none is; single letters and digits count only beside Han
/// characters.
pub fn for_each_gram(text: &str, mut emit: impl FnMut(u64, usize, usize)) {
    let units = units(text);
    for first in 0..units.len() {
        let mut hash = FNV_OFFSET;
        let mut any_han = false;
        for (length, unit) in units[first..].iter().take(GRAM_UNITS_MAX).enumerate() {
            if length > 0 && !unit.joined {
                break;
            }
            any_han |= unit.han;
            hash = hash_unit(hash, &text[unit.start..unit.end]);
            let wanted =
                if any_han { length > 0 } else { length < 2 && unit.end - units[first].start > 1 };
            if wanted {
                emit(hash, units[first].start, unit.end);
            }
        }
    }
}

/// FNV-1a, with a separator so that word boundaries count.
fn hash_unit(hash: u64, unit: &str) -> u64 {
    unit.bytes()
        .chain([0x1f])
        .fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME))
}

/// The n-grams of several texts as sorted `(hash, count)`.
pub fn gram_counts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<(u64, u32)> {
    let mut hashes = Vec::new();
    for text in texts {
        for_each_gram(text, |hash, _, _| hashes.push(hash));
    }
    count(hashes)
}

/// The same without the n-grams of `without` and all that touch one of them where it occurs.
pub fn gram_counts_without<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    without: &HashSet<u64>,
) -> Vec<(u64, u32)> {
    let mut hashes = Vec::new();
    for text in texts {
        let mut touched = vec![false; text.len()];
        for_each_gram(text, |hash, start, end| {
            if without.contains(&hash) {
                touched[start..end].fill(true);
            }
        });
        for_each_gram(text, |hash, start, end| {
            if !touched[start..end].contains(&true) {
                hashes.push(hash);
            }
        });
    }
    count(hashes)
}

fn count(mut hashes: Vec<u64>) -> Vec<(u64, u32)> {
    hashes.sort_unstable();
    hashes.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

#[cfg(test)]
mod tests;
