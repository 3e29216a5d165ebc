//! Keywords of a topic, and the place or organisation it is about.

use std::collections::BTreeMap;

use super::background::{Background, distinct_words, opening, spread};
use super::documents::Document;
use super::places;

/// Members that stand for a topic, evenly spread.
const MEMBERS_MAX: usize = 200;
/// A word in more than this share of all texts tells nothing.
const COMMON_SHARE: f64 = 0.1;
/// A keyword is in at least this share of the topic's texts.
const KEYWORD_SHARE_MIN: f64 = 0.3;
/// The place is named in at least this share of the topic's texts.
const PLACE_SHARE_MIN: f64 = 0.4;

/// Words with the largest share × idf in the topic; none that is part of a stronger one.
pub fn keywords(members: &[&Document], background: &Background, max: usize) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut texts = 0usize;
    for member in spread(members, MEMBERS_MAX) {
        texts += 1;
        for word in distinct_words(&opening(member)) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut scored: Vec<(f64, String)> = counts
        .into_iter()
        .filter(|(word, count)| {
            *count as f64 >= KEYWORD_SHARE_MIN * texts as f64
                && background.word_share(word) <= COMMON_SHARE
        })
        .map(|(word, count)| (count as f64 * background.word_idf(&word).powi(2), word))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut chosen: Vec<String> = Vec::new();
    for (_, word) in scored {
        if chosen.len() < max && !chosen.iter().any(|known| known.contains(&word)) {
            chosen.push(word);
        }
    }
    chosen
}

/// The name that most of the topic's texts contain, the longer of two that are near equal; `None`
/// if none is frequent.
pub fn place(members: &[&Document], background: &Background) -> Option<String> {
    let members: Vec<&&Document> = spread(members, MEMBERS_MAX).collect();
    let titles: Vec<String> = members.iter().map(|member| member.title.clone()).collect();
    let whole = || {
        members
            .iter()
            .map(|member| format!("{}，{}", member.title, member.body))
            .collect::<Vec<_>>()
    };
    common_name(&titles, background).or_else(|| common_name(&whole(), background))
}

/// The name that most of `texts` contain.
fn common_name(texts: &[String], background: &Background) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        let mut names: Vec<&str> =
            places::names(text).into_iter().map(|(start, end)| &text[start..end]).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let mut common: Vec<(&str, usize)> =
        counts.into_iter().filter(|&(_, count)| count > 1 || texts.len() == 1).collect();
    common.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let candidates = common.into_iter().take(20).filter_map(|(name, _)| {
        let share =
            texts.iter().filter(|text| text.contains(name)).count() as f64 / texts.len() as f64;
        let length = name.chars().count() as f64;
        (share >= PLACE_SHARE_MIN && length >= 3.0)
            .then(|| (share * distinctness(name, background) * length.sqrt(), name))
    });
    candidates
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name.to_owned())
}

/// Mean idf of a name's n-grams.
fn distinctness(name: &str, background: &Background) -> f64 {
    let grams = super::tokens::gram_counts([name.to_lowercase().as_str()]);
    grams.iter().map(|&(gram, _)| background.gram_idf(gram)).sum::<f64>()
        / grams.len().max(1) as f64
}
