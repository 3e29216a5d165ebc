//! The language of titles, reasons and pages.

use serde::{Deserialize, Serialize};

/// Language of everything that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The text of this language.
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A count with thousands separators: `1,234,567`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A share in [0, 1] as a percentage with one decimal: `41.5%`.
pub fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// A wording with its `{name}` places filled. `{name?day:days}` is the first where the value is 1,
/// the second where it is not. Places of other names stay, and values are not looked into.
pub fn fill(wording: &str, values: &[(&str, &str)]) -> String {
    let value = |name: &str| values.iter().find(|(of, _)| *of == name).map(|(_, value)| *value);
    let filled = |place: &str| match place.split_once('?') {
        None => value(place).map(str::to_owned),
        Some((name, forms)) => {
            let (one, many) = forms.split_once(':')?;
            Some((if value(name)? == "1" { one } else { many }).to_owned())
        }
    };
    let (mut text, mut rest) = (String::with_capacity(wording.len()), wording);
    while let Some((before, after)) = rest.split_once('{') {
        text += before;
        match after.split_once('}').and_then(|(place, after)| Some((filled(place)?, after))) {
            Some((value, after)) => {
                text += &value;
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

/// A number and what it counts: `1 row`, `1,234 rows`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests;
