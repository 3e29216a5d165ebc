//! Distinct texts: messages cleaned, and those with the same text and area counted once.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;

use super::clean::{BODY_CHARS_MAX, TITLE_CHARS_MAX, plain};
use super::similarity::Setting;
use super::{Message, places};

/// One distinct text.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Plain title.
    pub title: String,
    /// Plain body.
    pub body: String,
    /// Messages with this text, ascending.
    pub messages: Vec<u32>,
    /// Mean day of its messages, counted from 1 January of year 1; `None` if no message has a day.
    pub day: Option<i32>,
    /// Area by number: the message's own, or else the first area code in title or body.
    pub area: Option<u32>,
}

impl Document {
    /// When and where.
    pub const fn setting(&self) -> Setting {
        Setting { day: self.day, area: self.area }
    }
}

/// The distinct texts of some messages.
#[derive(Debug, Default)]
pub struct Documents {
    /// In order of first appearance.
    pub items: Vec<Document>,
    /// Area names, by number.
    pub areas: Vec<String>,
}

/// Cleans and collapses `messages`. Those without a letter or digit in title and body are left out.
pub fn collapse(messages: &[Message<'_>]) -> Documents {
    let mut raw: HashMap<(&str, &str, Option<&str>), usize> = HashMap::new();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for (index, message) in (0u32..).zip(messages) {
        let next = groups.len();
        let group = *raw.entry((message.title, message.body, message.area)).or_insert(next);
        if group == next {
            groups.push(Vec::new());
        }
        groups[group].push(index);
    }
    drop(raw);
    let cleaned: Vec<(String, String)> = groups
        .par_iter()
        .map(|group| {
            let message = &messages[group[0] as usize];
            (plain(message.title, TITLE_CHARS_MAX), plain(message.body, BODY_CHARS_MAX))
        })
        .collect();
    gather(messages, groups, cleaned)
}

/// Joins groups whose cleaned texts are the same.
fn gather(
    messages: &[Message<'_>],
    groups: Vec<Vec<u32>>,
    cleaned: Vec<(String, String)>,
) -> Documents {
    let mut documents = Documents::default();
    let mut area_numbers: HashMap<String, u32> = HashMap::new();
    let mut known: HashMap<(String, String, Option<u32>), usize> = HashMap::new();
    for (group, (title, body)) in groups.into_iter().zip(cleaned) {
        if !title.chars().chain(body.chars()).any(char::is_alphanumeric) {
            continue;
        }
        let named = messages[group[0] as usize].area.map(str::trim).filter(|area| !area.is_empty());
        let area = named
            .or_else(|| places::area_code(&title))
            .or_else(|| places::area_code(&body))
            .map(|area| {
                *area_numbers.entry(area.to_owned()).or_insert_with(|| {
                    documents.areas.push(area.to_owned());
                    documents.areas.len() as u32 - 1
                })
            });
        let key = (title, body, area);
        if let Some(&at) = known.get(&key) {
            documents.items[at].messages.extend(group);
            continue;
        }
        known.insert(key.clone(), documents.items.len());
        documents.items.push(Document {
            title: key.0,
            body: key.1,
            messages: group,
            day: None,
            area,
        });
    }
    for document in &mut documents.items {
        document.messages.sort_unstable();
        document.day =
            mean_day(document.messages.iter().filter_map(|&index| messages[index as usize].day));
    }
    documents
}

/// Mean of `days`, rounded down.
fn mean_day(days: impl Iterator<Item = NaiveDate>) -> Option<i32> {
    let (sum, count) = days.fold((0i64, 0i64), |(sum, count), day| {
        (sum + i64::from(day.num_days_from_ce()), count + 1)
    });
    (count > 0).then(|| sum.div_euclid(count) as i32)
}

#[cfg(test)]
mod tests;
