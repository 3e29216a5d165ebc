//! Text topics: the same specific matter, said in different words by different people.

pub mod assign;
pub mod background;
pub mod clean;
pub mod cluster;
pub mod documents;
pub mod hot;
pub mod keywords;
pub mod mask;
pub mod places;
pub mod rounds;
pub mod settings;
pub mod similarity;
pub mod split;
pub mod title;
pub mod tokens;
pub mod topic;
pub mod vectors;
pub mod words;

use chrono::NaiveDate;
pub use settings::Settings;
pub use topic::TextTopic;

/// One message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Message<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// Title, or the whole of a short text.
    pub title: &'a str,
    /// Body; may be empty.
    pub body: &'a str,
    /// Day it was received; `None` if unknown.
    pub day: Option<NaiveDate>,
    /// Area, if a column says it; otherwise area codes in the text are used.
    pub area: Option<&'a str>,
    /// Who wrote it, as any number; `None` if unknown.
    pub user: Option<u64>,
}

/// The topics of some messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextTopics {
    /// Hottest first.
    pub topics: Vec<TextTopic>,
    /// For each message, its topic as an index into `topics`; `None` for what fits nowhere.
    pub assignments: Vec<Option<usize>>,
    /// If there were too many distinct texts to compare all pairs: how many were compared, and how
    /// many there are.
    pub sampled: Option<(usize, usize)>,
}

/// Finds the topics of `messages`.
///
/// Texts without a letter or digit belong to no topic. No messages give no topics. The same
/// messages and settings give the same topics, bit for bit, on any number of threads. `settings`
/// must be valid ([`Settings::validate`]).
///
/// Memory: the distinct texts, and about 12 · `pairwise_texts_max`² bytes.
pub fn mine_texts(messages: &[Message<'_>], settings: &Settings) -> TextTopics {
    let documents = documents::collapse(messages);
    let grouped = rounds::group(&documents.items, settings);
    let topics = topic::describe(&grouped.groups, &documents, messages, settings);
    let mut assignments = vec![None; messages.len()];
    for (number, topic) in topics.iter().enumerate() {
        for &member in &topic.members {
            assignments[member] = Some(number);
        }
    }
    let all = documents.items.len();
    TextTopics {
        topics,
        assignments,
        sampled: (all > settings.pairwise_texts_max).then_some((grouped.drawn, all)),
    }
}

/// Describes matters that are known beforehand: for each of `matters` (indices of messages; none
/// empty), its topic, hottest first, with its position in `matters`.
pub fn describe_matters(
    messages: &[Message<'_>],
    matters: &[Vec<usize>],
    settings: &Settings,
) -> Vec<(usize, TextTopic)> {
    let documents = documents::collapse(messages);
    let mut document_of = vec![None; messages.len()];
    for (index, document) in documents.items.iter().enumerate() {
        document.messages.iter().for_each(|&message| document_of[message as usize] = Some(index));
    }
    let mut owner = vec![None; documents.items.len()];
    for (matter, members) in matters.iter().enumerate() {
        // A text that is said word for word of two matters belongs to the first.
        for document in members.iter().filter_map(|&member| document_of[member]) {
            owner[document].get_or_insert(matter);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); matters.len()];
    for (document, owner) in owner.iter().enumerate() {
        if let Some(matter) = *owner {
            groups[matter].push(document);
        }
    }
    groups.retain(|group| !group.is_empty());
    let groups = rounds::known_groups(&documents.items, &groups, settings);
    let topics = topic::describe(&groups, &documents, messages, settings);
    let matter_of =
        |topic: &TextTopic| topic.members.first().and_then(|&first| owner[document_of[first]?]);
    topics.into_iter().filter_map(|topic| Some((matter_of(&topic)?, topic))).collect()
}

#[cfg(test)]
mod tests;
