//! The file of edits as written in TOML: its lists, and the checks on the way to [`Edits`].

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Action, EDITS_VERSION, Edit, Edits, EditsError, Note, Part};
use crate::topics::themes::ThemeTree;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EditsFile {
    version: u32,
    #[serde(default)]
    merge: Vec<Spanned<Entry>>,
    #[serde(default)]
    split: Vec<Spanned<Entry>>,
    #[serde(default)]
    rename: Vec<Spanned<Entry>>,
    #[serde(default)]
    theme: Vec<Spanned<Entry>>,
    #[serde(default)]
    department: Vec<Spanned<Entry>>,
}

/// All keys of all lists; [`action`] says which belong where.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Entry {
    topic: Option<String>,
    topics: Option<Vec<String>>,
    title: Option<String>,
    parts: Option<Vec<Part>>,
    theme: Option<String>,
    department: Option<String>,
    who: Option<String>,
    when: Option<Day>,
    why: Option<String>,
}

/// A day, with or without quotes.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Day {
    Bare(toml::value::Datetime),
    Quoted(String),
}

impl Edits {
    /// Reads and checks a file. `origin` is what messages name.
    ///
    /// # Errors
    /// When it is not TOML, has unknown keys, or an edit is nonsense.
    pub fn parse(text: &str, origin: &str, tree: &ThemeTree) -> Result<Self, EditsError> {
        let refuse = |message: String| EditsError::Parse { origin: origin.to_owned(), message };
        let file: EditsFile =
            toml::from_str(text).map_err(|e| refuse(e.to_string().trim_end().to_owned()))?;
        if file.version != EDITS_VERSION {
            return Err(refuse(format!("version must be {EDITS_VERSION}, found {}", file.version)));
        }
        let lists = [
            ("merge", file.merge),
            ("split", file.split),
            ("rename", file.rename),
            ("theme", file.theme),
            ("department", file.department),
        ];
        let mut edits = Vec::new();
        for (list, entries) in lists {
            for (i, spanned) in entries.into_iter().enumerate() {
                let line = text[..spanned.span().start].matches('\n').count() + 1;
                let entry = format!("[[{list}]] {} (line {line})", i + 1);
                let nonsense = |message| EditsError::Nonsense {
                    origin: origin.to_owned(),
                    entry: entry.clone(),
                    message,
                };
                let edit = edit(list, spanned.into_inner(), &entry, tree).map_err(nonsense)?;
                edits.push(edit);
            }
        }
        refuse_repeats(&edits, origin)?;
        Ok(Self { edits })
    }
}

fn edit(list: &str, mut fields: Entry, entry: &str, tree: &ThemeTree) -> Result<Edit, String> {
    let note = note(&mut fields)?;
    let action = action(list, &mut fields, tree)?;
    match left_over(&fields) {
        Some(key) => Err(format!("has the key {key}, which belongs to another list")),
        None => Ok(Edit { entry: entry.to_owned(), action, note }),
    }
}

fn note(fields: &mut Entry) -> Result<Note, String> {
    let written = fields.when.take().map(|day| match day {
        Day::Bare(day) => day.to_string(),
        Day::Quoted(text) => text,
    });
    let parse = |text: String| {
        text.parse().map_err(|_| format!("when must be a day like 2026-01-31, found {text:?}"))
    };
    let when = written.map(parse).transpose()?;
    Ok(Note { who: fields.who.take(), when, why: fields.why.take() })
}

fn action(list: &str, fields: &mut Entry, tree: &ThemeTree) -> Result<Action, String> {
    match list {
        "merge" => merge(fields),
        "split" => split(fields),
        "rename" => {
            Ok(Action::Rename { topic: topic(fields)?, title: text("title", fields.title.take())? })
        }
        "theme" => {
            let (topic, theme) = (topic(fields)?, text("theme", fields.theme.take())?);
            if tree.has_theme(&theme) {
                return Ok(Action::Theme { topic, theme });
            }
            let keys = tree.themes.iter().map(|t| t.key.as_str()).collect::<Vec<_>>().join(", ");
            Err(format!("theme must be one of {keys}; found {theme:?}"))
        }
        _ => Ok(Action::Department {
            topic: topic(fields)?,
            department: text("department", fields.department.take())?,
        }),
    }
}

fn merge(fields: &mut Entry) -> Result<Action, String> {
    let topics = fields.topics.take().unwrap_or_default();
    let title = fields.title.take().map(|t| text("title", Some(t))).transpose()?;
    if topics.len() < 2 {
        return Err(format!("topics must name two or more topics, found {}", topics.len()));
    }
    for (i, name) in topics.iter().enumerate() {
        text("topics", Some(name.clone()))?;
        if topics[..i].contains(name) {
            return Err(format!("names {name:?} twice"));
        }
    }
    Ok(Action::Merge { topics, title })
}

fn split(fields: &mut Entry) -> Result<Action, String> {
    let topic = topic(fields)?;
    let parts = fields.parts.take().unwrap_or_default();
    if parts.is_empty() {
        return Err("parts must hold one or more parts, found none".to_owned());
    }
    for (i, part) in parts.iter().enumerate() {
        text("title", Some(part.title.clone()))?;
        if part.categories.is_empty() && part.areas.is_empty() {
            return Err(format!("part {:?} needs categories or areas", part.title));
        }
        if parts[..i].iter().any(|p| p.title == part.title) {
            return Err(format!("has two parts called {:?}", part.title));
        }
    }
    Ok(Action::Split { topic, parts })
}

fn topic(fields: &mut Entry) -> Result<String, String> {
    text("topic", fields.topic.take())
}

fn text(key: &str, value: Option<String>) -> Result<String, String> {
    match value {
        None => Err(format!("needs the key {key}")),
        Some(v) if v.trim().is_empty() => Err(format!("{key} must not be empty")),
        Some(v) => Ok(v),
    }
}

fn left_over(fields: &Entry) -> Option<&'static str> {
    [
        ("topic", fields.topic.is_some()),
        ("topics", fields.topics.is_some()),
        ("title", fields.title.is_some()),
        ("parts", fields.parts.is_some()),
        ("theme", fields.theme.is_some()),
        ("department", fields.department.is_some()),
    ]
    .into_iter()
    .find_map(|(key, there)| there.then_some(key))
}

/// Two edits of one kind for one topic cannot both hold.
fn refuse_repeats(edits: &[Edit], origin: &str) -> Result<(), EditsError> {
    let mut seen: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for edit in edits {
        let (kind, topics) = match &edit.action {
            Action::Merge { topics, .. } => ("merged", topics.iter().collect()),
            Action::Split { topic, .. } => ("split", vec![topic]),
            Action::Rename { topic, .. } => ("renamed", vec![topic]),
            Action::Theme { topic, .. } => ("given a theme", vec![topic]),
            Action::Department { topic, .. } => ("given a department", vec![topic]),
        };
        for topic in topics {
            if let Some(first) = seen.insert((kind, topic), &edit.entry) {
                let message = format!("{topic:?} is already {kind} by {first}");
                return Err(EditsError::Nonsense {
                    origin: origin.to_owned(),
                    entry: edit.entry.clone(),
                    message,
                });
            }
        }
    }
    Ok(())
}
