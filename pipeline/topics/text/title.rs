//! The title of a topic: the most typical of its members' own titles, without greetings, codes and
//! phrases of asking.

use std::collections::HashMap;

use super::background::{Background, opening, spread};
use super::documents::Document;
use super::mask::mask;
use super::places::is_code;
use super::tokens::{gram_counts, units};

/// Members that stand for a topic, evenly spread.
const MEMBERS_MAX: usize = 200;
/// Shorter titles say too little.
const CHARS_GOOD: usize = 8;
/// Exponent of a title's squared length: 0.5 would be the cosine, which prefers short titles; 0
/// would prefer long ones.
const LENGTH_POWER: f64 = 0.25;
/// A title that lacks the topic's place is worth this much of one that has it.
const NO_PLACE_FACTOR: f64 = 0.6;

/// What a title is opened with and does not need.
const OPENERS: &str = "\
    实名举报|强烈投诉|强烈要求|强烈反映|强烈建议|再次反映|再次投诉|再次举报|再次|我要投诉|我要举报|\
    投诉|举报|反映|反应|反馈|咨询|请问|询问|关于|建议|恳请|恳求|请求|希望|呼吁|求助|对于|\
    请教|惊|请|质疑|complaint about|request for";
/// What a title is closed with and does not need.
const CLOSERS: &str = "\
    的问题|等问题|一些问题|若干问题|的投诉|的维权投诉|的咨询|的建议|的反映|的情况|的几点疑惑|\
    的意见|求解决|请求解决|急需处理|请尽快处理|请解决|盼解决|望解决|求帮助|谢谢|请处理|怎么办";
/// A last clause that begins so asks and does not say.
const ASKING: &str = "\
    请|求|望|希望|盼|恳|谁来|谁能|谁为|哪些部门|到底|急需";

/// A member's title without what all titles have.
pub fn strip(title: &str) -> String {
    let mut text =
        title.trim_matches(|c: char| !c.is_alphanumeric() && !"“《”》（）()".contains(c));
    loop {
        let before = text.len();
        text = without_code(text);
        for opener in OPENERS.split('|') {
            text = text.strip_prefix(opener).unwrap_or(text);
        }
        text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !"“《（(".contains(c));
        if let Some(at) = text.rfind(['，', ',', '！', '!', '？', '?', ' ']) {
            let sign = text[at..].chars().next().map_or(1, char::len_utf8);
            if at > 0 && ASKING.split('|').any(|asking| text[at + sign..].starts_with(asking)) {
                text = &text[..at];
            }
        }
        text = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !"”》）)".contains(c));
        for closer in CLOSERS.split('|') {
            text = text.strip_suffix(closer).unwrap_or(text);
        }
        text = text.strip_suffix('的').filter(|_| !text.contains('是')).unwrap_or(text);
        if text.len() == before {
            return text.to_owned();
        }
    }
}

/// `title` without an area code at its beginning (`A3区`, `A市`): the area has a column of its own.
fn without_code(title: &str) -> &str {
    let units = units(title);
    let Some([code, next]) = units.get(..2) else { return title };
    let letter = code.end - code.start == 1 && title.as_bytes()[code.start].is_ascii_uppercase();
    let is_area = next.joined && matches!(&title[next.start..next.end], "区" | "县" | "市");
    if code.start == 0 && is_area && (letter || is_code(&title[..code.end])) {
        &title[next.end..]
    } else {
        title
    }
}

/// The title of a topic of `members` about `place`: of all members' titles, stripped, the one whose
/// n-grams are those that the members share (idf-weighted shares, for the title's length). Masked;
/// never longer than `chars_max`.
pub fn choose(
    members: &[&Document],
    place: Option<&str>,
    background: &Background,
    chars_max: usize,
) -> String {
    let profile = profile(members, background);
    let mut best: Option<(f64, String)> = None;
    for member in spread(members, MEMBERS_MAX) {
        let raw = if member.title.is_empty() { &member.body } else { &member.title };
        let candidate = shorten(&strip(raw), chars_max);
        let placed = place.is_none_or(|place| candidate.contains(place));
        let length = (candidate.chars().count() as f64 / CHARS_GOOD as f64).min(1.0);
        let score = typicality(&candidate, &profile, background)
            * length
            * if placed { 1.0 } else { NO_PLACE_FACTOR };
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, candidate));
        }
    }
    let title = best.map(|(_, title)| title).unwrap_or_default();
    mask(&title)
}

/// Share of members' titles (bodies, where there are no titles) with each n-gram, times its idf.
fn profile(members: &[&Document], background: &Background) -> HashMap<u64, f64> {
    let mut profile: HashMap<u64, f64> = HashMap::new();
    for member in spread(members, MEMBERS_MAX) {
        let text =
            if member.title.is_empty() { opening(member) } else { member.title.to_lowercase() };
        for (gram, _) in gram_counts([text.as_str()]) {
            *profile.entry(gram).or_default() += background.gram_idf(gram);
        }
    }
    profile
}

/// How much of the profile a title holds, for its length.
fn typicality(title: &str, profile: &HashMap<u64, f64>, background: &Background) -> f64 {
    let (mut dot, mut norm) = (0.0, 0.0);
    for (gram, _) in gram_counts([title.to_lowercase().as_str()]) {
        let idf = background.gram_idf(gram);
        dot += idf * profile.get(&gram).copied().unwrap_or(0.0);
        norm += idf * idf;
    }
    if norm > 0.0 { dot / norm.powf(LENGTH_POWER) } else { 0.0 }
}

/// At most `chars_max` characters: whole clauses if the first fits, else cut with an ellipsis.
fn shorten(title: &str, chars_max: usize) -> String {
    if title.chars().count() <= chars_max {
        return title.to_owned();
    }
    let cut: String = title.chars().take(chars_max).collect();
    let clause =
        cut.rfind(['，', '。', '！', '？', '；', ',', '.', ';', '!', '?']).map(|at| &cut[..at]);
    match clause.filter(|clause| clause.chars().count() >= CHARS_GOOD) {
        Some(clause) => clause.to_owned(),
        None => cut.chars().take(chars_max - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests;
