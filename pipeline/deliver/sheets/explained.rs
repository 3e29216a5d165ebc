//! Sheets that explain the others: definitions in force, meaning of headings.

use super::{Column, Sheet};
use crate::deliver::edition::Edition;
use crate::deliver::table::Cell;
use crate::deliver::words::{Words, kind_words};
use crate::publish::{Dictionary, Kind};

/// The definitions in force, as a sheet.
pub fn definitions(edition: &Edition, words: &Words) -> Sheet {
    let text = |text: &str| match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    let row = |definition: &crate::report::Definition| {
        let source = definition.source.as_deref().unwrap_or_default();
        vec![text(&definition.name), text(&definition.text), text(source)]
    };
    let column = |name: &str, heading: &str, kind| Column {
        name: name.to_owned(),
        heading: heading.to_owned(),
        kind,
    };
    Sheet {
        key: "definitions".to_owned(),
        table: String::new(),
        name: words.definitions.to_owned(),
        title: words.definitions_title.to_owned(),
        lead: vec![words.definitions_lead.to_owned()],
        columns: vec![
            column("term", words.term, Kind::Name),
            column("meaning", words.meaning, Kind::Text),
            column("source", words.source, Kind::Text),
        ],
        rows: edition.facts.definitions.iter().map(row).collect(),
        cut: 0,
        why_empty: "",
    }
}

/// What each heading of the other sheets means.
pub fn headings(sheets: &[Sheet], edition: &Edition, words: &Words) -> Sheet {
    let language = edition.language();
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut rows = Vec::new();
    for sheet in sheets {
        for column in sheet.columns.iter().filter(|column| !column.name.is_empty()) {
            let meaning = Dictionary::get().column(&sheet.table, &column.name);
            let note = meaning.map_or("", |meaning| meaning.note(language));
            rows.push(vec![
                text(&sheet.name),
                text(&column.heading),
                if note.is_empty() { Cell::Empty } else { text(note) },
                text(kind_words(column.kind, language)),
                text(&column.name),
            ]);
        }
    }
    let column = |heading: &str| Column {
        name: String::new(),
        heading: heading.to_owned(),
        kind: Kind::Name,
    };
    Sheet {
        key: "headings".to_owned(),
        table: String::new(),
        name: words.headings.to_owned(),
        title: words.headings_title.to_owned(),
        lead: vec![words.headings_lead.to_owned()],
        columns: [words.sheet, words.heading, words.meaning, words.values, words.in_tables]
            .map(column)
            .into(),
        rows,
        cut: 0,
        why_empty: "",
    }
}
