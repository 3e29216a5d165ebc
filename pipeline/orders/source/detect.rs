//! Which encoding a text is in: by its byte-order mark, by being valid UTF-8, else by a detector
//! whose guess must read as words of some language. Whatever is not sure is refused: the same
//! bytes are valid in many encodings, and a wrong one publishes names that nobody wrote.

use std::collections::BTreeSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, ISO_8859_2, SHIFT_JIS, UTF_8,
    UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257,
};

use super::plausible::{east_share, west_share, words};

/// What can be said of a text's encoding.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// It is this one.
    Sure(&'static Encoding),
    /// Nothing beyond ASCII was seen: any encoding, so far.
    PlainAscii,
    /// It may be this one.
    Unsure {
        /// The likely encoding.
        likely: &'static Encoding,
        /// Why that is not sure.
        reason: String,
    },
    /// It is no text.
    NotText(String),
}

/// Share of the characters beyond ASCII that must read as words of a language. Running Chinese is
/// 97% level-1 characters, lists of place names some 90%; of what is read in a wrong encoding,
/// less than 70% look right.
const PLAUSIBLE_MIN: f64 = 0.85;

/// How much better another reading may be before the detector's guess is doubted.
const DOUBT_FROM: f64 = 0.05;

/// Bytes of broken UTF-8 for each of a valid character, up to which a text is UTF-8 with damage:
/// such rows are refused one by one.
const BROKEN_MAX: f64 = 0.05;

/// Distinct words beyond ASCII from which the detector can be sure: in fewer, encodings that it
/// does not know (of DOS and of old Macs) may by chance read as words as well.
const WORDS_MIN: usize = 3;

/// Distinct words with accents from which two halves of a text can vote on its encoding.
const VOTING_MIN: usize = 6;

/// Distinct characters of East Asia from which the detector can be sure.
const EAST_MIN: usize = 8;

/// Encodings of languages written in Latin letters: they differ in few letters.
const LATIN: [&Encoding; 5] = [WINDOWS_1252, WINDOWS_1250, WINDOWS_1254, WINDOWS_1257, ISO_8859_2];

const EAST: [&Encoding; 5] = [GB18030, BIG5, SHIFT_JIS, EUC_JP, EUC_KR];

/// Tells the encoding by a text's beginning and by lines with bytes beyond ASCII.
pub fn detect(head: &[u8], foreign: &[u8]) -> Verdict {
    if let Some(what) = other_content(head) {
        return Verdict::NotText(what.into());
    }
    if head.starts_with(b"\xEF\xBB\xBF") {
        return Verdict::Sure(UTF_8);
    }
    if head.starts_with(&[0xff, 0xfe]) {
        return Verdict::Sure(UTF_16LE);
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return Verdict::Sure(UTF_16BE);
    }
    if let Some(position) = head.iter().position(|byte| *byte == 0) {
        return wide(head, position);
    }
    if head.windows(3).any(|bytes| bytes == b"\x1b$B" || bytes == b"\x1b$@") {
        return Verdict::Sure(ISO_2022_JP);
    }
    if foreign.is_empty() {
        return Verdict::PlainAscii;
    }
    let broken: usize = foreign.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let beyond = foreign.iter().filter(|byte| !byte.is_ascii()).count();
    if broken as f64 <= BROKEN_MAX * (beyond - broken.min(beyond)) as f64 {
        return Verdict::Sure(UTF_8);
    }
    legacy(foreign)
}

/// What a file is that is no table of text, whatever its name says.
fn other_content(head: &[u8]) -> Option<&'static str> {
    let beginning = head.iter().skip_while(|byte| byte.is_ascii_whitespace());
    let beginning: Vec<u8> = beginning.take(16).map(u8::to_ascii_lowercase).collect();
    let starts = |with: &[u8]| beginning.starts_with(with);
    if [&b"<!doctype"[..], b"<html", b"<table", b"\xEF\xBB\xBF<html"].iter().any(|w| starts(w)) {
        return Some("a web page; download the data again, or save the page's table as CSV");
    }
    if starts(b"<?xml") {
        return Some("XML; export it as CSV, JSON or xlsx");
    }
    if starts(b"%pdf") {
        return Some("a PDF; export it as CSV, JSON or xlsx");
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Some("an Excel 97 workbook; set format = \"xlsx\" under [source]");
    }
    if head.starts_with(b"PAR1") {
        return Some("Parquet; set format = \"parquet\" under [source]");
    }
    if head.starts_with(&[0xff, 0xfe, 0, 0]) || head.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some("UTF-32; save it as UTF-8");
    }
    None
}

/// Text with NUL bytes and no mark: UTF-16 has them all on one side of its pairs.
fn wide(head: &[u8], position: usize) -> Verdict {
    let nul = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (nul(0), nul(1));
    let encoding = if second > first { UTF_16LE } else { UTF_16BE };
    let even = &head[..head.len() & !1];
    let text = encoding.decode_without_bom_handling_and_without_replacement(even);
    let is_text = text.is_some_and(|text| !text.contains('\0') && text.contains(['\n', '{', '[']));
    // A few characters beyond ASCII have a NUL on the other side.
    if 10 * first.min(second) <= first.max(second) && is_text {
        return Verdict::Sure(encoding);
    }
    Verdict::NotText(format!(
        "no text: byte {} is NUL; it is damaged or binary: export or copy it again",
        position + 1
    ))
}

fn legacy(foreign: &[u8]) -> Verdict {
    let guess = guess(foreign);
    let share = |encoding: &'static Encoding| match EAST.contains(&encoding) {
        true => east_share(encoding, foreign),
        false => west_share(encoding, foreign),
    };
    let unsure = |reason: String| Verdict::Unsure { likely: guess, reason };
    let plausible = share(guess);
    if plausible < PLAUSIBLE_MIN {
        return unsure("read so, too few of its characters form words".into());
    }
    let is_east = EAST.contains(&guess);
    let rival = |other: &&&'static Encoding| match is_east {
        true => share(other) > plausible + DOUBT_FROM,
        false => share(other) >= PLAUSIBLE_MIN,
    };
    if let Some(other) = EAST.iter().find(rival) {
        return unsure(format!("read as {}, it forms words too", other.name()));
    }
    let words: BTreeSet<&[u8]> = words(foreign).collect();
    let enough = match is_east {
        true => distinct_letters(guess, foreign) >= EAST_MIN,
        false => words.len() >= WORDS_MIN,
    };
    if !enough || (LATIN.contains(&guess) && !latin_is_sure(guess, &words, foreign)) {
        return unsure("too few of its words tell it from other encodings".into());
    }
    Verdict::Sure(guess)
}

/// The detector's guess, with the superset that people mean by GBK.
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    match detector.guess(None, Utf8Detection::Deny) {
        encoding if encoding == GBK => GB18030,
        encoding => encoding,
    }
}

fn distinct_letters(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let text = encoding.decode_without_bom_handling(bytes).0;
    text.chars().filter(|letter| !letter.is_ascii()).collect::<BTreeSet<char>>().len()
}

/// Whether it is the usual encoding and no related one reads otherwise; or two halves of the
/// words agree.
fn latin_is_sure(guessed: &'static Encoding, words: &BTreeSet<&[u8]>, foreign: &[u8]) -> bool {
    let read = |encoding: &'static Encoding, word: &[u8]| {
        encoding.decode_without_bom_handling(word).0.into_owned()
    };
    let differs = |encoding: &&'static Encoding| {
        let other = |word: &&[u8]| read(encoding, word) != read(guessed, word);
        words.iter().any(other) && west_share(encoding, foreign) >= PLAUSIBLE_MIN
    };
    if guessed == WINDOWS_1252 && !LATIN.iter().any(differs) {
        return true;
    }
    let half = |parity: usize| {
        let chosen: Vec<&[u8]> = words.iter().skip(parity).step_by(2).copied().collect();
        guess(&chosen.join(&b' '))
    };
    let same = |other: &'static Encoding| {
        words.iter().all(|word| read(other, word) == read(guessed, word))
    };
    words.len() >= VOTING_MIN && same(half(0)) && same(half(1))
}

#[cfg(test)]
mod tests;
