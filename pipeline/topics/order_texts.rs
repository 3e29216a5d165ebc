//! Text topics among work orders: concrete matters, local or across categories, and typical texts
//! for the other topics.

mod matter;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use matter::{Source, add_matter, is_concrete, message};
use rayon::prelude::*;

use super::TopicsSettings;
use super::standouts::{self, Said, Standout};
use super::text::background::spread;
use super::text::mask::mask;
use super::text::{Message, TextTopic, describe_matters, mine_texts};
use super::text_weight::Weights;
use super::themes::ThemeTree;
use super::topic::Topic;
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
