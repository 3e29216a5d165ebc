//! Text topics among work orders: concrete matters, local or across categories, and typical texts
//! for the other topics.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::TopicsSettings;
use super::category::extent;
use super::standouts::{self, Said, Standout};
use super::text::background::spread;
use super::text::mask::mask;
use super::text::{Message, TextTopic, describe_matters, mine_texts};
use super::text_weight::Weights;
use super::themes::ThemeTree;
use super::topic::{Topic, TopicSource};
use crate::orders::Text;
use crate::panel::{AreaId, CategoryId, Panel};

/// The text of one order.
#[derive(Debug, Clone)]
pub struct OrderText {
    /// The text. Of half a million, few are ever read: see [`OrderText::text`].
    pub body: Text,
    /// Fingerprint of the order's id.
    pub key: u64,
    /// Day received.
    pub day: NaiveDate,
    /// Its finest area.
    pub area: AreaId,
    /// Its item-level category.
    pub category: CategoryId,
    /// Pseudonym of its reporter.
    pub reporter: Option<u64>,
}

impl OrderText {
    /// The text; nothing if it is damaged.
    pub fn text(&self) -> &str {
        self.body.as_str()
    }
}

/// The texts of a run.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// All that were kept.
    pub all: &'a [OrderText],
    /// The matters that stand out among all.
    pub standouts: &'a [Standout],
}

/// The matters that stand out among the texts of a run; each of `said` covers the next few.
/// `area_names` by area id.
pub fn standouts(texts: &[OrderText], said: &[Said], area_names: &[&str]) -> Vec<Standout> {
    standouts::standouts(texts, said, area_names, MATTER_TEXTS_MIN)
}

/// Fewest texts of a concrete matter: below, a few neighbours' calls would make topics by the
/// hundred.
const MATTER_TEXTS_MIN: usize = 8;

/// Texts that a matter is described by: more of them would say the same.
const DESCRIBED_TEXTS_MAX: usize = 40;

/// Texts of no matter that others are told from.
const OTHER_TEXTS_MAX: usize = 2_000;

/// Share of a text topic's texts that must name its place: what is said alike all over the city is
/// a category, not a matter.
const NAMED_SHARE: f64 = 0.6;

/// Most areas of a local matter: one place lies in one street, sometimes on the border of two or
/// three.
const LOCAL_AREAS_MAX: usize = 3;

/// Share of a text topic's texts that its main areas, or its main categories, must hold.
const MAIN_SHARE: f64 = 0.8;

/// Share of a text topic's texts from which a category belongs to it: less is misfiling.
const CATEGORY_SHARE: f64 = 0.1;

/// Most categories of a matter that was found by likeness alone: an estate has all troubles, a
/// matter has a few.
const LIKE_CATEGORIES_MAX: usize = 3;

/// Characters from which one clause is a title.
const TITLE_CHARS_MIN: usize = 10;

/// Typical texts shown of a topic.
const EXAMPLES: usize = 3;

/// The matters that texts are about.
pub struct Matters<'a> {
    /// Those that stand out, each with what its texts have in common.
    standing_out: Vec<(TextTopic, &'a str)>,
    /// Those that texts are alike about.
    alike: Vec<TextTopic>,
    weights: Weights,
}

/// Finds and describes the matters that texts are about; `None` without texts.
pub fn matters<'a>(
    panel: &Panel,
    texts: Texts<'a>,
    settings: &TopicsSettings,
) -> Option<Matters<'a>> {
    let Texts { all: texts, standouts } = texts;
    if texts.is_empty() {
        return None;
    }
    let mut taken = vec![false; texts.len()];
    standouts.iter().flat_map(|matter| &matter.members).for_each(|&member| taken[member] = true);
    let others: Vec<usize> = (0..texts.len()).filter(|&index| !taken[index]).collect();
    let (alike, (standing_out, weights)) = rayon::join(
        // Of many texts only a draw could be compared, and a matter has so few of them that hardly
        // two would be drawn: what is alike in a draw is of different matters.
        || {
            if texts.len() <= settings.mined_texts {
                alike(panel, texts, &others, settings)
            } else {
                Vec::new()
            }
        },
        || {
            let beside: Vec<usize> = spread(&others, OTHER_TEXTS_MAX).copied().collect();
            rayon::join(
                || described(panel, texts, standouts, &beside, settings),
                || Weights::new(panel, texts),
            )
        },
    );
    Some(Matters { standing_out, alike, weights })
}

/// The concrete matters among `some` texts that are alike.
fn alike(
    panel: &Panel,
    texts: &[OrderText],
    some: &[usize],
    settings: &TopicsSettings,
) -> Vec<TextTopic> {
    let messages: Vec<Message<'_>> =
        some.iter().map(|&index| message(panel, &texts[index])).collect();
    let mut found = mine_texts(&messages, &settings.text).topics;
    found
        .iter_mut()
        .flat_map(|found| &mut found.members)
        .for_each(|member| *member = some[*member]);
    found.retain(|found| is_concrete(texts, found));
    found
}

/// Adds local matters and matters that cross categories to `topics`, and typical texts to those
/// that have none.
pub fn add_matters(
    panel: &Panel,
    texts: &[OrderText],
    matters: &Matters<'_>,
    tree: &ThemeTree,
    topics: &mut Vec<Topic>,
) {
    let source = Source { panel, tree, texts, weights: &matters.weights };
    for (found, anchor) in &matters.standing_out {
        add_matter(source, found, Some(anchor), topics);
    }
    for found in &matters.alike {
        add_matter(source, found, None, topics);
    }
    add_examples(texts, topics);
}

/// The matters that stand out, described, each with what its texts have in common. `beside` are
/// texts of other matters, so that what is special about each can be told.
fn described<'a>(
    panel: &Panel,
    texts: &[OrderText],
    found: &'a [Standout],
    beside: &[usize],
    settings: &TopicsSettings,
) -> Vec<(TextTopic, &'a str)> {
    let told_by: Vec<Vec<usize>> = found
        .iter()
        .map(|matter| spread(&matter.members, DESCRIBED_TEXTS_MAX).copied().collect())
        .collect();
    let mut read: Vec<usize> = told_by.iter().flatten().copied().collect();
    read.sort_unstable();
    read.extend(beside);
    let position: BTreeMap<usize, usize> =
        read.iter().enumerate().map(|(at, &member)| (member, at)).collect();
    let messages: Vec<Message<'_>> =
        read.iter().map(|&index| message(panel, &texts[index])).collect();
    let matters: Vec<Vec<usize>> = told_by
        .iter()
        .map(|members| members.iter().map(|member| position[member]).collect())
        .collect();
    let described = describe_matters(&messages, &matters, &settings.text).into_iter();
    described
        .map(|(matter, topic)| {
            let Standout { anchor, members } = &found[matter];
            (TextTopic { members: members.clone(), ..topic }, anchor.as_str())
        })
        .collect()
}

/// What topics are made from.
#[derive(Clone, Copy)]
struct Source<'a> {
    panel: &'a Panel,
    tree: &'a ThemeTree,
    texts: &'a [OrderText],
    /// Orders that each text stands for.
    weights: &'a Weights,
}

/// Adds a matter as a topic, unless it is wide and of one topic's categories, or another way to say
/// a known one.
fn add_matter(
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

fn message<'a>(panel: &'a Panel, text: &'a OrderText) -> Message<'a> {
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
fn is_concrete(texts: &[OrderText], found: &TextTopic) -> bool {
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
fn main_categories(texts: &[OrderText], found: &TextTopic) -> Vec<CategoryId> {
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
fn local_areas(texts: &[OrderText], found: &TextTopic) -> Option<Vec<AreaId>> {
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
fn crosses(topics: &[Topic], categories: &[CategoryId]) -> bool {
    !topics.iter().any(|topic| {
        topic.areas.is_none() && categories.iter().all(|c| topic.categories.contains(c))
    })
}

/// Several ways to say one matter: the same places and the same categories.
fn is_same_matter(one: &Topic, other: &Topic) -> bool {
    one.source == TopicSource::Texts
        && one.areas == other.areas
        && one.categories == other.categories
}

/// The clause of a text that names the place, and the next one where the first alone says too
/// little: who reports and since when stand before it, wishes after it.
fn short_title(title: &str, place: Option<&str>) -> String {
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

fn new_topic(
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
fn own_orders(
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

/// Gives each topic without examples a few masked texts of its categories, spread over the period.
fn add_examples(texts: &[OrderText], topics: &mut [Topic]) {
    let mut by_category: BTreeMap<CategoryId, Vec<&OrderText>> = BTreeMap::new();
    for text in texts {
        by_category.entry(text.category).or_default().push(text);
    }
    topics.par_iter_mut().filter(|topic| topic.examples.is_empty()).for_each(|topic| {
        let all: Vec<&OrderText> =
            topic.categories.iter().filter_map(|c| by_category.get(c)).flatten().copied().collect();
        let step = (all.len() / EXAMPLES).max(1);
        let mut examples: Vec<String> =
            all.iter().step_by(step).take(EXAMPLES).map(|text| mask(text.text())).collect();
        examples.dedup();
        topic.examples = examples;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_clause_that_names_the_place() {
        let title = "来电人反映：这两天，和宁大街河道治理过一次，不到半年又黑了";
        assert_eq!(short_title(title, Some("和宁大街")), "和宁大街河道治理过一次");
        assert_eq!(
            short_title("您好，春庭新村，半夜打桩，请解决", Some("春庭新村")),
            "春庭新村，半夜打桩"
        );
        assert_eq!(short_title("Noise at night", None), "Noise at night");
    }
}
