//! One matter of texts as a topic: its categories, its places, its title, its orders.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::category::extent;
use super::super::text::{Message, TextTopic};
use super::super::text_weight::Weights;
use super::super::themes::ThemeTree;
use super::super::topic::{Topic, TopicSource};
use super::{
    CATEGORY_SHARE, LIKE_CATEGORIES_MAX, LOCAL_AREAS_MAX, MAIN_SHARE, MATTER_TEXTS_MIN,
    NAMED_SHARE, OrderText, TITLE_CHARS_MIN,
};
use crate::panel::{AreaId, CategoryId, Panel};

/// What topics are made from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) panel: &'a Panel,
    pub(super) tree: &'a ThemeTree,
    pub(super) texts: &'a [OrderText],
    /// Orders that each text stands for.
    pub(super) weights: &'a Weights,
}

/// Adds a matter as a topic, unless it is wide and of one topic's categories, or another way to say
/// a known one.
pub(super) fn add_matter(
    source: Source<'_>,
    found: &TextTopic,
    anchor: Option<&str>,
    topics: &mut Vec<Topic>,
) {
    let categories = main_categories(source.texts, found);
    let areas = local_areas(source.texts, found);
    let too_wide = areas.is_none() && (categories.len() == 1 || !crosses(topics, &categories));
    if too_wide || (anchor.is_none() && categories.len() > LIKE_CATEGORIES_MAX) {
        return;
    }
    let topic = new_topic(source, found, anchor, categories, areas);
    match topics.iter_mut().find(|other| anchor.is_none() && is_same_matter(other, &topic)) {
        Some(other) => other.keywords.extend(topic.keywords.into_iter().take(2)),
        None => topics.push(topic),
    }
}

pub(super) fn message<'a>(panel: &'a Panel, text: &'a OrderText) -> Message<'a> {
    Message {
        id: "",
        title: text.text(),
        body: "",
        day: Some(text.day),
        area: Some(&panel.area(text.area).name),
        user: text.reporter,
    }
}

/// Whether enough texts name one place, building or company.
pub(super) fn is_concrete(texts: &[OrderText], found: &TextTopic) -> bool {
    let Some(place) = &found.place else { return false };
    let naming = found
        .members
        .iter()
        .filter(|&&member| texts[member].text().contains(place.as_str()))
        .count();
    found.members.len() >= MATTER_TEXTS_MIN
        && naming as f64 >= NAMED_SHARE * found.members.len() as f64
}

/// The categories that hold a tenth of the texts each, by name order of the panel.
pub(super) fn main_categories(texts: &[OrderText], found: &TextTopic) -> Vec<CategoryId> {
    let mut counts: BTreeMap<CategoryId, usize> = BTreeMap::new();
    found
        .members
        .iter()
        .for_each(|&member| *counts.entry(texts[member].category).or_default() += 1);
    let enough = CATEGORY_SHARE * found.members.len() as f64;
    counts
        .into_iter()
        .filter(|(_, count)| *count as f64 >= enough)
        .map(|(category, _)| category)
        .collect()
}

/// The few areas that hold nearly all of the texts; `None` when the matter is wider.
pub(super) fn local_areas(texts: &[OrderText], found: &TextTopic) -> Option<Vec<AreaId>> {
    let mut counts: BTreeMap<AreaId, usize> = BTreeMap::new();
    found.members.iter().for_each(|&member| *counts.entry(texts[member].area).or_default() += 1);
    let mut areas: Vec<(usize, AreaId)> =
        counts.into_iter().map(|(area, count)| (count, area)).collect();
    areas.sort_unstable_by_key(|&(count, area)| (std::cmp::Reverse(count), area));
    let enough = MAIN_SHARE * found.members.len() as f64;
    let (mut held, mut main) = (0, Vec::new());
    for (count, area) in areas.into_iter().take(LOCAL_AREAS_MAX) {
        held += count;
        main.push(area);
        if held as f64 >= enough {
            main.sort_unstable();
            return Some(main);
        }
    }
    None
}

/// Whether no topic holds all of these categories yet.
pub(super) fn crosses(topics: &[Topic], categories: &[CategoryId]) -> bool {
    !topics.iter().any(|topic| {
        topic.areas.is_none() && categories.iter().all(|c| topic.categories.contains(c))
    })
}

/// Several ways to say one matter: the same places and the same categories.
pub(super) fn is_same_matter(one: &Topic, other: &Topic) -> bool {
    one.source == TopicSource::Texts
        && one.areas == other.areas
        && one.categories == other.categories
}

/// The clause of a text that names the place, and the next one where the first alone says too
/// little: who reports and since when stand before it, wishes after it.
pub(super) fn short_title(title: &str, place: Option<&str>) -> String {
    let clauses: Vec<&str> =
        title.split(['，', '：', '。', '；']).filter(|clause| !clause.is_empty()).collect();
    let named = place.and_then(|place| clauses.iter().position(|clause| clause.contains(place)));
    let Some(at) = named else { return title.to_owned() };
    match clauses.get(at + 1) {
        Some(next) if clauses[at].chars().count() < TITLE_CHARS_MIN => {
            format!("{}，{next}", clauses[at])
        }
        _ => clauses[at].to_owned(),
    }
}

pub(super) fn new_topic(
    source: Source<'_>,
    found: &TextTopic,
    anchor: Option<&str>,
    categories: Vec<CategoryId>,
    areas: Option<Vec<AreaId>>,
) -> Topic {
    let Source { panel, tree, texts, .. } = source;
    let mut placement = tree.place_text(&found.title, &found.keywords);
    if placement.theme.is_none()
        && let Some(&category) = categories.first()
    {
        let parent =
            panel.category(category).parent.map(|parent| panel.category(parent).name.as_str());
        placement = tree.place(parent, &panel.category(category).name);
    }
    let extent = extent(panel, &categories, areas.as_deref());
    let days: BTreeSet<NaiveDate> = found.members.iter().map(|&member| texts[member].day).collect();
    let orders =
        own_orders(source, found, anchor, &categories, areas.as_deref()).min(extent.orders);
    Topic {
        topic_id: String::new(),
        title: short_title(&found.title, found.place.as_deref().or(anchor)),
        theme: placement.theme,
        keywords: found.keywords.clone(),
        categories,
        areas,
        orders,
        area_count: extent.area_count,
        first_day: days.first().copied(),
        last_day: days.last().copied(),
        examples: found.examples.clone(),
        finding_ids: Vec::new(),
        facets: placement.facets,
        source: TopicSource::Texts,
    }
}

/// About how many of its categories' orders are about a matter. One that was found by likeness may
/// be said in other words too: all that name its place there count.
pub(super) fn own_orders(
    source: Source<'_>,
    found: &TextTopic,
    anchor: Option<&str>,
    categories: &[CategoryId],
    areas: Option<&[AreaId]>,
) -> u64 {
    let Source { texts, weights, .. } = source;
    let weights = if areas.is_some() { &weights.local } else { &weights.wide };
    let inside = |text: &OrderText| {
        categories.contains(&text.category) && areas.is_none_or(|areas| areas.contains(&text.area))
    };
    let orders: f64 = match (anchor, &found.place) {
        (None, Some(place)) => {
            let naming = |text: &OrderText| inside(text) && text.text().contains(place.as_str());
            texts
                .iter()
                .zip(weights)
                .filter(|(text, _)| naming(text))
                .map(|(_, weight)| weight)
                .sum()
        }
        _ => found.members.iter().filter(|&&at| inside(&texts[at])).map(|&at| weights[at]).sum(),
    };
    orders.round() as u64
}

#[cfg(test)]
mod tests;
