//! How alike two topics are, by their members and words. The formulas stand in [`super`].

use std::collections::{BTreeMap, BTreeSet};

use super::store::TopicRecord;
use crate::topics::topic::TopicSource;

/// How alike two topics are, in [0, 1].
pub(super) fn likeness(a: &TopicRecord, b: &TopicRecord) -> f64 {
    if a.source != b.source || a.areas.is_some() != b.areas.is_some() {
        return 0.0;
    }
    let categories = share_overlap(&a.categories, &b.categories);
    if a.source == TopicSource::Categories {
        let same_matter = a.matter.is_some() && a.matter == b.matter;
        return if same_matter {
            1.0
        } else {
            categories.unwrap_or(0.0) * areas(a, b).unwrap_or(1.0)
        };
    }
    let parts: Vec<f64> =
        [categories, areas(a, b), Some(keyword_overlap(&a.keywords, &b.keywords))]
            .into_iter()
            .flatten()
            .collect();
    parts.iter().product::<f64>().powf(1.0 / parts.len() as f64)
}

/// `Σ min(p_c, q_c)` over shares; `None` when one side has no orders.
fn share_overlap(a: &BTreeMap<String, u64>, b: &BTreeMap<String, u64>) -> Option<f64> {
    let (all_a, all_b) = (a.values().sum::<u64>() as f64, b.values().sum::<u64>() as f64);
    let share = |(name, &n): (&String, &u64)| {
        let other = b.get(name).copied().unwrap_or(0) as f64 / all_b;
        (n as f64 / all_a).min(other)
    };
    (all_a > 0.0 && all_b > 0.0).then(|| a.iter().map(share).sum())
}

fn areas(a: &TopicRecord, b: &TopicRecord) -> Option<f64> {
    let (a, b) = (a.areas.as_ref()?, b.areas.as_ref()?);
    let all = a.union(b).count();
    (all > 0).then(|| a.intersection(b).count() as f64 / all as f64)
}

/// `Σ min(w, v) / Σ max(w, v)` with weights 1 / rank; 0 when either has none.
fn keyword_overlap(a: &[String], b: &[String]) -> f64 {
    let (a, b) = (rank_weights(a), rank_weights(b));
    let words: BTreeSet<&str> = a.keys().chain(b.keys()).copied().collect();
    let weight = |of: &BTreeMap<&str, f64>, word: &str| of.get(word).copied().unwrap_or(0.0);
    let both: f64 = words.iter().map(|w| weight(&a, w).min(weight(&b, w))).sum();
    let either: f64 = words.iter().map(|w| weight(&a, w).max(weight(&b, w))).sum();
    if either > 0.0 { both / either } else { 0.0 }
}

fn rank_weights(words: &[String]) -> BTreeMap<&str, f64> {
    words.iter().enumerate().rev().map(|(i, w)| (w.as_str(), 1.0 / (i + 1) as f64)).collect()
}

/// Share of `part` that is found in `whole`, in [0, 1].
pub(super) fn contained(part: &TopicRecord, whole: &TopicRecord) -> f64 {
    let reach = |of: &TopicRecord| of.areas.clone().unwrap_or_default();
    if whole.areas.is_some() && (part.areas.is_none() || reach(part).is_disjoint(&reach(whole))) {
        return 0.0;
    }
    if part.source == TopicSource::Categories && whole.source == TopicSource::Categories {
        let all = part.categories.values().sum::<u64>() as f64;
        let shared =
            part.categories.iter().filter(|(name, _)| whole.categories.contains_key(*name));
        return if all > 0.0 { shared.map(|(_, &n)| n as f64).sum::<f64>() / all } else { 0.0 };
    }
    let weights = rank_weights(&part.keywords);
    let shared: f64 = whole.keywords.iter().filter_map(|w| weights.get(w.as_str())).sum();
    let all: f64 = weights.values().sum();
    if part.source == whole.source && all > 0.0 { shared / all } else { 0.0 }
}

/// Which topics have a category, a matter or a keyword: two that share none of them are neither
/// alike nor part of one another, so that not every pair needs a look.
pub(super) struct Sharing<'a>(BTreeMap<Trait<'a>, Vec<usize>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trait<'a> {
    Category(&'a str),
    Matter(&'a str),
    Keyword(&'a str),
}

impl<'a> Sharing<'a> {
    /// Of these topics, by position.
    pub fn of(topics: impl Iterator<Item = &'a TopicRecord>) -> Self {
        let mut with: BTreeMap<Trait<'a>, Vec<usize>> = BTreeMap::new();
        for (at, topic) in topics.enumerate() {
            for one in traits(topic) {
                with.entry(one).or_default().push(at);
            }
        }
        Self(with)
    }

    /// Positions of the topics that share something with one, ascending.
    pub fn with(&self, topic: &TopicRecord) -> impl Iterator<Item = usize> + use<> {
        let found: BTreeSet<usize> =
            traits(topic).filter_map(|one| self.0.get(&one)).flatten().copied().collect();
        found.into_iter()
    }
}

/// What likeness rests on: of topics made from texts nothing is left of it without a keyword in
/// common, of those made from categories without a category or the matter.
fn traits(topic: &TopicRecord) -> impl Iterator<Item = Trait<'_>> {
    let is_of_texts = topic.source == TopicSource::Texts;
    let categories = topic.categories.keys().map(|name| Trait::Category(name));
    let matter = topic.matter.iter().map(|name| Trait::Matter(name));
    let keywords = topic.keywords.iter().map(|word| Trait::Keyword(word));
    let of_categories = categories.chain(matter).filter(move |_| !is_of_texts);
    of_categories.chain(keywords.filter(move |_| is_of_texts))
}
