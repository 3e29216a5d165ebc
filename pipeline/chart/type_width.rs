//! How wide a text will be, without font files: a cautious estimate in ems, so that labels never
//! collide.

/// Estimated width in pixels of `text` at `size` pixels, rounded up rather than down.
pub fn width_px(text: &str, size: f64) -> f64 {
    text.chars().map(char_em).sum::<f64>() * size
}

/// Width of one character in ems: whole for Chinese, an upper middle of common sans-serif faces for
/// Latin.
fn char_em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '\'' | '!' => 0.30,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '/' | '-' | '·' => 0.40,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 0.92,
        'A'..='Z' | '&' | '+' | '−' | '–' | '×' => 0.70,
        c if c.is_ascii() => 0.58,
        c if is_wide(c) => 1.0,
        _ => 0.66,
    }
}

/// Chinese characters, full-width forms and punctuation, marks such as ● and ▲.
fn is_wide(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1100..=0x115f
            | 0x2000..=0x206f
            | 0x2460..=0x27bf
            | 0x2e80..=0xa4cf
            | 0xac00..=0xd7a3
            | 0xf900..=0xfaff
            | 0xff00..=0xff60
            | 0x20000..=0x3ffff
    )
}

/// `text` cut to `limit_px`, ending in `…` when something is missing.
pub fn fit(text: &str, limit_px: f64, size: f64) -> String {
    if width_px(text, size) <= limit_px {
        return text.to_owned();
    }
    let room = limit_px - size;
    let mut used = 0.0;
    let kept: String = text
        .chars()
        .take_while(|&c| {
            used += char_em(c) * size;
            used <= room
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// `text` broken into at most `lines` lines of `limit_px`, at spaces where there are any; the last
/// line is cut to fit.
pub fn wrap(text: &str, limit_px: f64, size: f64, lines: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while out.len() + 1 < lines && width_px(rest, size) > limit_px {
        let split = break_at(rest, limit_px, size);
        out.push(rest[..split].trim_end().to_owned());
        rest = rest[split..].trim_start();
    }
    out.push(fit(rest, limit_px, size));
    out
}

/// Byte position of the best break within `limit_px`: after the last space, else after the last
/// character that fits.
fn break_at(text: &str, limit_px: f64, size: f64) -> usize {
    let mut used = 0.0;
    let (mut last_fit, mut last_space) = (0, None);
    for (at, c) in text.char_indices() {
        used += char_em(c) * size;
        if used > limit_px && at > 0 {
            break;
        }
        last_fit = at + c.len_utf8();
        if c == ' ' {
            last_space = Some(last_fit);
        }
    }
    last_space.unwrap_or(last_fit)
}
