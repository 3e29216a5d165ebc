//! Raw text to plain text: markup, entities, width, case, space; and a title without its
//! boilerplate.

/// Longest title that is read, in characters; the rest is cut.
pub const TITLE_CHARS_MAX: usize = 200;
/// Longest body that is read, in characters; the rest is cut. Complaints say their matter at the
/// beginning.
pub const BODY_CHARS_MAX: usize = 2_000;
/// A `<` with no `>` within so many characters is no tag.
const TAG_CHARS_MAX: usize = 1_000;

const ENTITIES: [(&str, char); 7] = [
    ("nbsp", ' '),
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
];

/// Plain text of at most `chars_max` characters.
///
/// Tags, scripts and comments are dropped (`a < b` is no tag), entities decoded, full-width
/// letters, digits and signs made half-width (not the Chinese comma and stop), control and
/// zero-width characters dropped, runs of space made one.
pub fn plain(raw: &str, chars_max: usize) -> String {
    let mut out = String::new();
    let mut room = chars_max;
    let mut rest = raw;
    while room > 0 {
        let Some(c) = rest.chars().next() else { break };
        let (read, next) = match c {
            '<' => markup(rest).map_or((Some('<'), &rest[1..]), |after| (Some(' '), after)),
            '&' => entity(rest).map_or((Some('&'), &rest[1..]), |(c, after)| (Some(c), after)),
            _ => (Some(c), &rest[c.len_utf8()..]),
        };
        rest = next;
        let Some(c) = read.and_then(normal) else { continue };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
            room -= 1;
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What follows the tag, comment or script that `text` begins with.
fn markup(text: &str) -> Option<&str> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or("", |end| &comment[end + 3..]));
    }
    let first = text[1..].chars().next()?;
    if !(first.is_ascii_alphabetic() || first == '/') {
        return None;
    }
    let end = text.char_indices().take(TAG_CHARS_MAX).find(|&(_, c)| c == '>')?.0;
    let after = &text[end + 1..];
    for name in ["script", "style"] {
        if text.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            let close = format!("</{name}");
            let end = after.to_ascii_lowercase().find(&close);
            return Some(
                end.and_then(|end| after[end..].find('>').map(|gt| &after[end + gt + 1..]))
                    .unwrap_or(""),
            );
        }
    }
    Some(after)
}

/// The character of the entity that `text` begins with, and what follows.
fn entity(text: &str) -> Option<(char, &str)> {
    let end = text.char_indices().take(10).find(|&(_, c)| c == ';')?.0;
    let name = &text[1..end];
    let c = match name.strip_prefix('#') {
        Some(code) => {
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, &text[end + 1..]))
}

/// `c` in half width; space for every white space; `None` for what cannot be seen.
fn normal(c: char) -> Option<char> {
    match c {
        '，' | '！' | '？' | '：' | '；' | '（' | '）' => Some(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => None,
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests;
