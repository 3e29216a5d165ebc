//! Characters that nobody sees: they turn the direction of writing, join or part letters, or do
//! nothing at all. Shown as escapes (`\u202E`) wherever people read names, so that two names that
//! differ look different (Unicode TR 36, 2.6 to 2.9).

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text with its invisible characters as escapes. Line ends and tabs stay; so do joiners and
/// variation selectors after a letter or sign that is no ASCII, where scripts and emoji need them.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(may_begin_invisible) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 6);
    let mut before = ' ';
    let mut changed = false;
    for letter in text.chars() {
        if is_invisible(letter) && !(is_joiner(letter) && is_joined(before)) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{:04X}", u32::from(letter));
            changed = true;
        } else {
            out.push(letter);
        }
        before = letter;
    }
    if changed { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// Whether a character shows nothing: controls but line ends and tabs, format characters, fillers.
pub const fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The first bytes, in UTF-8, of those characters and of many others: most texts have none, which
/// one look tells.
const fn may_begin_invisible(byte: u8) -> bool {
    matches!(
        byte,
        0..=8 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F
            | 0xC2 | 0xCD | 0xD8 | 0xE1 | 0xE2 | 0xE3 | 0xEF | 0xF3
    )
}

const fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

const fn is_joined(before: char) -> bool {
    !before.is_ascii() && !is_invisible(before) || matches!(before, '\u{FE0E}' | '\u{FE0F}')
}

#[cfg(test)]
mod tests;
