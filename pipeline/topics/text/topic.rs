//! From groups of texts to described, ranked topics.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::background::Background;
use super::documents::{Document, Documents};
use super::hot::{self, Fuel};
use super::mask::mask;
use super::settings::Settings;
use super::{Message, keywords, title};

/// Typical texts of a topic.
const EXAMPLES: usize = 3;
/// Longest typical text, in characters.
const EXAMPLE_CHARS_MAX: usize = 200;
/// The area of a topic is the area of at least this share of the messages whose area is known.
const AREA_SHARE_MIN: f64 = 0.5;

/// One topic.
#[derive(Debug, Clone, PartialEq)]
pub struct TextTopic {
    /// 1 for the hottest.
    pub rank: usize,
    /// Heat, the hottest topic being 100 (see [`hot`]).
    pub hot_index: f64,
    /// A title as a person would give it, masked.
    pub title: String,
    /// Distinctive words, strongest first.
    pub keywords: Vec<String>,
    /// Name of the place or organisation that most of its texts name.
    pub place: Option<String>,
    /// Area of most of its messages.
    pub area: Option<String>,
    /// Its messages, as indices, ascending.
    pub members: Vec<usize>,
    /// First day.
    pub first_day: Option<NaiveDate>,
    /// Last day.
    pub last_day: Option<NaiveDate>,
    /// Distinct users; `None` where no message of the topic has one.
    pub users: Option<usize>,
    /// Mean similarity of its texts to each other, in [0, 1].
    pub cohesion: f64,
    /// At most three typical texts, masked, most typical first.
    pub examples: Vec<String>,
}

/// A group of documents, most typical first, with the mean similarity of pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Documents, most typical first.
    pub by_typicality: Vec<usize>,
    /// Mean similarity of pairs of members, in [0, 1]; 1 for a single text.
    pub cohesion: f64,
}

/// Describes and ranks `groups`.
pub fn describe(
    groups: &[Group],
    documents: &Documents,
    messages: &[Message<'_>],
    settings: &Settings,
) -> Vec<TextTopic> {
    let background = Background::new(&documents.items);
    let last_of_all = messages.iter().filter_map(|message| message.day).max();
    let described: Vec<(TextTopic, f64)> = groups
        .par_iter()
        .map(|group| {
            let topic = one(group, documents, messages, &background, settings);
            let fuel = Fuel {
                counted: hot::counted(topic.members.iter().map(|&index| messages[index].user)),
                reporters: topic.users,
                last_day: topic.last_day,
                cohesion: group.cohesion,
            };
            (topic, hot::heat(fuel, last_of_all))
        })
        .collect();
    let heats: Vec<f64> = described.iter().map(|(_, heat)| *heat).collect();
    let (hot_index, order) = hot::rank(&heats);
    let ranked = order.iter().zip(1..).map(|(&at, rank)| {
        let topic = described[at].0.clone();
        TextTopic { rank, hot_index: hot_index[at], ..topic }
    });
    ranked.collect()
}

/// One topic, not ranked yet.
fn one(
    group: &Group,
    documents: &Documents,
    messages: &[Message<'_>],
    background: &Background,
    settings: &Settings,
) -> TextTopic {
    let texts: Vec<&Document> =
        group.by_typicality.iter().map(|&index| &documents.items[index]).collect();
    let mut members: Vec<usize> =
        texts.iter().flat_map(|text| text.messages.iter().map(|&index| index as usize)).collect();
    members.sort_unstable();
    let days = || members.iter().filter_map(|&index| messages[index].day);
    let mut users: Vec<u64> = members.iter().filter_map(|&index| messages[index].user).collect();
    users.sort_unstable();
    users.dedup();
    let place = keywords::place(&texts, background);
    TextTopic {
        rank: 0,
        cohesion: group.cohesion,
        hot_index: 0.0,
        title: title::choose(&texts, place.as_deref(), background, settings.title_chars_max),
        keywords: keywords::keywords(&texts, background, settings.keywords_max)
            .iter()
            .map(|word| mask(word))
            .collect(),
        place: place.map(|place| mask(&place)),
        area: area(&texts, documents),
        first_day: days().min(),
        last_day: days().max(),
        users: (!users.is_empty()).then_some(users.len()),
        examples: examples(&texts),
        members,
    }
}

/// The area that most messages with a known area have.
fn area(texts: &[&Document], documents: &Documents) -> Option<String> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for text in texts {
        if let Some(area) = text.area {
            *counts.entry(area).or_default() += text.messages.len();
        }
    }
    let known: usize = counts.values().sum();
    let (area, count) = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (count as f64 >= AREA_SHARE_MIN * known as f64).then(|| documents.areas[area as usize].clone())
}

/// The most typical texts, masked and cut.
fn examples(texts: &[&Document]) -> Vec<String> {
    let example = |text: &&Document| {
        let joined = match (text.title.is_empty(), text.body.is_empty()) {
            (false, false) => format!("{}：{}", text.title, text.body),
            (false, true) => text.title.clone(),
            _ => text.body.clone(),
        };
        let masked = mask(&joined);
        if masked.chars().count() > EXAMPLE_CHARS_MAX {
            masked.chars().take(EXAMPLE_CHARS_MAX - 1).chain(['…']).collect()
        } else {
            masked
        }
    };
    texts.iter().take(EXAMPLES).map(example).collect()
}
