//! Whether bytes, read in an encoding, are words that somebody may have written.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// Wrong characters for each right one from which a text is not of an encoding at all.
const ERRORS_MAX: f64 = 0.002;

/// Share of the characters beyond ASCII that are in common use in an encoding of East Asia, and
/// do not stand alone within a Latin word; 0 where the bytes are not of it.
pub fn east_share(encoding: &'static Encoding, bytes: &[u8]) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let letters: Vec<char> = text.chars().collect();
    let (mut all, mut good, mut wrong) = (0_u32, 0_u32, 0_u32);
    for (at, &letter) in letters.iter().enumerate().filter(|(_, letter)| !letter.is_ascii()) {
        all += 1;
        if letter == '\u{fffd}' {
            wrong += 1;
            continue;
        }
        let before = at.checked_sub(1).map_or(' ', |before| letters[before]);
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        let is_alone = before.is_ascii() && after.is_ascii();
        let in_word = is_alone && (before.is_ascii_lowercase() || after.is_ascii_lowercase());
        good += u32::from(!in_word && is_common(letter, encoding));
    }
    if all == 0 || f64::from(wrong) > ERRORS_MAX * f64::from(all) {
        return 0.0;
    }
    f64::from(good) / f64::from(all)
}

/// Whether a character belongs to the first level of the encoding's character set: the
/// characters in common use, which the standards sort before the rare ones.
fn is_common(letter: char, encoding: &'static Encoding) -> bool {
    if is_east_punctuation(letter) {
        return true;
    }
    let japanese = encoding == SHIFT_JIS || encoding == EUC_JP;
    if matches!(letter, '\u{3041}'..='\u{30fe}') {
        return japanese;
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding.encode(letter.encode_utf8(&mut buffer));
    let [lead, trail] = *bytes.as_ref() else { return false };
    let rows = match encoding {
        _ if unmappable => return false,
        // GB 2312, rows 16 to 55.
        e if e == GB18030 => 0xb0..=0xd7,
        e if e == BIG5 => 0xa4..=0xc6,
        // JIS X 0208, rows 16 to 47.
        e if e == SHIFT_JIS => 0x88..=0x98,
        e if e == EUC_JP => 0xb0..=0xcf,
        // KS X 1001, its Hangul.
        e if e == EUC_KR => 0xb0..=0xc8,
        _ => return false,
    };
    let in_set = trail >= 0xa1 || encoding == BIG5 || encoding == SHIFT_JIS;
    rows.contains(&lead) && in_set
}

fn is_east_punctuation(letter: char) -> bool {
    matches!(letter,
        '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}' | '\u{2014}'..='\u{2026}'
        | '\u{2460}'..='\u{249b}' | '\u{2160}'..='\u{216b}' | '·' | '×' | '℃' | '№')
}

/// Share of the words with letters beyond ASCII, and of other signs beyond it, that somebody may
/// have written: letters of one script, small or with capitals where words have them, Latin ones
/// with some of ASCII among them; signs of print.
pub fn west_share(encoding: &'static Encoding, bytes: &[u8]) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut all, mut good) = (0_u32, 0_u32);
    let mut word = String::new();
    let (mut before, mut letters) = (' ', text.chars().chain([' ']).peekable());
    while let Some(letter) = letters.next() {
        if letter.is_alphabetic() || is_mark(letter) {
            word.push(letter);
            before = letter;
            continue;
        }
        if !word.is_ascii() {
            all += 1;
            good += u32::from(is_word(&word));
        }
        word.clear();
        if !letter.is_ascii() {
            all += 1;
            good += u32::from(is_print(before, letter, *letters.peek().unwrap_or(&' ')));
        }
        before = letter;
    }
    if all == 0 { 0.0 } else { f64::from(good) / f64::from(all) }
}

/// Combining marks, which some encodings write after their letter.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{e31}'..='\u{e4e}')
}

/// Whether a sign of print stands where it may: opening ones before a letter, closing ones after.
fn is_print(before: char, sign: char, after: char) -> bool {
    let (after_letter, before_letter) = (before.is_alphabetic(), after.is_alphabetic());
    match sign {
        '\u{2019}' | '·' => true,
        '\u{a0}' => before != ' ' && after != ' ',
        '«' | '¿' | '¡' | '\u{2018}' | '\u{201a}' | '\u{201c}' | '\u{201e}' | '№' | '§' | '€'
        | '£' => !after_letter,
        '»' | '\u{201d}' | '…' | '™' | '®' | '©' | 'º' | 'ª' | '²' | '³' => {
            !before_letter
        }
        '\u{2013}' | '\u{2014}' | '•' | '°' | '½' | '¼' | '¾' | '±' => {
            !after_letter && !before_letter
        }
        _ => false,
    }
}

fn is_word(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let script = script(letters.iter().copied().find(|l| !l.is_ascii()).unwrap_or('a'));
    let ascii = letters.iter().filter(|letter| letter.is_ascii()).count();
    let one_script = match script {
        Script::Latin => ascii > 0 || letters.len() <= 2,
        Script::Other(_) => ascii == 0,
        Script::None => false,
    };
    let same = |letter: &char| letter.is_ascii() || self::script(*letter) == script;
    // "ÁGUA", "Água" and "água", but not "áGUa": bytes of other encodings mix them.
    let rest = &letters[1.min(letters.len())..];
    let has_case = |letter: &&char| letter.is_lowercase() || letter.is_uppercase();
    let small = rest.iter().filter(has_case).all(|letter| letter.is_lowercase());
    let capitals = letters.iter().filter(has_case).all(|letter| letter.is_uppercase());
    one_script && letters.iter().all(same) && (small || capitals)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Script {
    Latin,
    /// Another one, by the block of its letters.
    Other(u32),
    None,
}

fn script(letter: char) -> Script {
    match letter {
        'ª' | 'º' | 'µ' => Script::None,
        '\u{c0}'..='\u{24f}' => Script::Latin,
        '\u{370}'..='\u{3ff}' => Script::Other(0x370),
        '\u{400}'..='\u{4ff}' => Script::Other(0x400),
        '\u{590}'..='\u{5ff}' => Script::Other(0x590),
        '\u{600}'..='\u{6ff}' => Script::Other(0x600),
        '\u{e00}'..='\u{e7f}' => Script::Other(0xe00),
        _ => Script::None,
    }
}

/// The words of a text that have bytes beyond ASCII: runs of such bytes and of ASCII letters.
pub fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let runs = bytes.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
    runs.filter(|run| !run.is_ascii())
}
