//! The sheets of the workbook as plain values: which tables, which columns first, in whose words.
//!
//! A new published table becomes a sheet by a line in `specs.rs`; its columns are named by the
//! dictionary of [`crate::publish`].

mod explained;
mod specs;

pub use explained::{definitions, headings};
use specs::Lead::{Blank, Of, Own};
use specs::Others::FollowBut;
use specs::{SPECS, Spec};

use super::edition::Edition;
use super::table::{Cell, Table};
use super::words::Words;
use crate::language::Language;
use crate::publish::{Dictionary, Kind};

/// One sheet with one table.
#[derive(Debug)]
pub struct Sheet {
    /// Its key, which never changes.
    pub key: String,
    /// The published table that it shows; empty where there is none.
    pub table: String,
    /// The tab's name.
    pub name: String,
    /// What stands above the table.
    pub title: String,
    /// What a row is, and where all of it is found.
    pub lead: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Rows that the sheet has no room for.
    pub cut: usize,
    /// Why there may be no row; empty where there is nothing to explain.
    pub why_empty: &'static str,
}

/// One column of a sheet.
#[derive(Debug)]
pub struct Column {
    /// Name of the published column; empty for one to fill in.
    pub name: String,
    /// What stands above it.
    pub heading: String,
    /// What its values are.
    pub kind: Kind,
}

impl Sheet {
    /// Position of a published column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// Rows of a sheet at most: more are for programs, which read the files of `tables/`. Spreadsheets
/// hold twenty times as many, and take minutes and gigabytes to.
const ROWS_MAX: usize = 50_000;

/// Characters of a cell at most; spreadsheets hold 32,767.
const CELL_CHARS_MAX: usize = 32_000;

/// The sheets of the published tables that are there.
pub fn sheets(edition: &Edition, words: &Words) -> Vec<Sheet> {
    let of_spec = |spec: &Spec| Some(sheet(edition, spec, edition.table(spec.table)?, words));
    SPECS.iter().filter_map(of_spec).collect()
}

fn sheet(edition: &Edition, spec: &Spec, table: &Table, words: &Words) -> Sheet {
    let language = edition.language();
    let sources = sources(spec, table);
    let mut columns: Vec<Column> =
        sources.iter().map(|source| column(edition, table, source, language)).collect();
    number_headings(&mut columns);
    let rows: Vec<usize> = match spec.only {
        Some((column, values)) => {
            let is_wanted =
                |row: &usize| table.text(column, *row).is_some_and(|value| values.contains(&value));
            (0..table.len()).filter(is_wanted).collect()
        }
        None => (0..table.len()).collect(),
    };
    let cut = rows.len().saturating_sub(ROWS_MAX);
    let rows = most(table, rows);
    let cells = |row: &usize| {
        sources.iter().map(|source| cell(edition, table, source, *row, words)).collect()
    };
    let meaning = Dictionary::get().table(&table.name);
    let title = match (spec.only, meaning) {
        (None, Some(meaning)) if spec.key != "ledger" => meaning.title(language).to_owned(),
        _ => language.pick(spec.name.0, spec.name.1).to_owned(),
    };
    let mut lead: Vec<String> =
        meaning.map(|meaning| meaning.grain(language).to_owned()).into_iter().collect();
    lead.push(words.from_table.replace("{table}", &table.name));
    if spec.first.iter().any(|lead| matches!(lead, Blank(..))) {
        lead.push(words.to_fill_in.to_owned());
    }
    Sheet {
        key: spec.key.to_owned(),
        table: table.name.clone(),
        name: language.pick(spec.name.0, spec.name.1).to_owned(),
        title,
        lead,
        columns,
        rows: rows.iter().map(cells).collect(),
        cut,
        why_empty: meaning.map(|meaning| meaning.why_empty(language)).unwrap_or_default(),
    }
}

/// As many rows as a sheet has room for, in their order: the first of a ranking, else those with
/// most demands.
fn most(table: &Table, mut rows: Vec<usize>) -> Vec<usize> {
    if rows.len() > ROWS_MAX && !table.has("rank") {
        let orders = |row: &usize| table.number("orders", *row).unwrap_or(0.0);
        rows.sort_by(|a, b| orders(b).total_cmp(&orders(a)));
        rows.truncate(ROWS_MAX);
        rows.sort_unstable();
    }
    rows.truncate(ROWS_MAX);
    rows
}

/// Where the values of a column come from.
enum Source {
    Own(String),
    Of(&'static str, &'static str, Option<(&'static str, &'static str)>),
    Blank(&'static str, &'static str),
}

fn sources(spec: &Spec, table: &Table) -> Vec<Source> {
    let lead = |lead: &specs::Lead| match *lead {
        Own(name) => table.has(name).then(|| Source::Own(name.to_owned())),
        Of(other, name, heading) => Some(Source::Of(other, name, heading)),
        Blank(zh, en) => Some(Source::Blank(zh, en)),
    };
    let mut all: Vec<Source> = spec.first.iter().filter_map(lead).collect();
    if let FollowBut(left_out) = spec.others {
        let is_first =
            |name: &str| spec.first.iter().any(|lead| matches!(lead, Own(own) if *own == name));
        let others =
            table.columns().filter(|name| !is_first(name) && !left_out.contains(&name.as_str()));
        all.extend(others.map(Source::Own));
    }
    all
}

fn column(edition: &Edition, table: &Table, source: &Source, language: Language) -> Column {
    let named = |table: Option<&Table>, owner: &str, name: &str| match Dictionary::get()
        .column(owner, name)
    {
        Some(meaning) => Column {
            name: name.to_owned(),
            heading: meaning.title(language).to_owned(),
            kind: meaning.kind,
        },
        None => Column {
            name: name.to_owned(),
            heading: name.replace('_', " "),
            kind: table.map_or(Kind::Name, |table| table.kind(name)),
        },
    };
    match source {
        Source::Own(name) => named(Some(table), &table.name, name),
        Source::Of(other, name, heading) => {
            let mut column = named(edition.table(other), other, name);
            if let Some((zh, en)) = heading {
                column.heading = language.pick(zh, en).to_owned();
            }
            column
        }
        Source::Blank(zh, en) => Column {
            name: String::new(),
            heading: language.pick(zh, en).to_owned(),
            kind: Kind::Text,
        },
    }
}

/// Two columns of one heading would be refused by spreadsheets.
fn number_headings(columns: &mut [Column]) {
    for at in 1..columns.len() {
        let heading = columns[at].heading.to_lowercase();
        let same =
            columns[..at].iter().filter(|column| column.heading.to_lowercase() == heading).count();
        if same > 0 {
            columns[at].heading = format!("{} ({})", columns[at].heading, same + 1);
        }
    }
}

fn cell(edition: &Edition, table: &Table, source: &Source, row: usize, words: &Words) -> Cell {
    match source {
        Source::Own(name) => shown(edition, name, table.cell(name, row), words),
        Source::Of(other, name, _) => {
            let found = table
                .text("topic_id", row)
                .and_then(|topic_id| edition.row_of_topic(other, topic_id));
            let cell = found.map_or(Cell::Empty, |(table, row)| table.cell(name, row));
            shown(edition, name, cell, words)
        }
        Source::Blank(..) => Cell::Empty,
    }
}

/// A value in the words of people.
fn shown(edition: &Edition, column: &str, cell: Cell, words: &Words) -> Cell {
    match cell {
        Cell::Text(text) if column == "causes" => Cell::Text(edition.names_of(&text)),
        Cell::Text(text) if text.is_empty() => Cell::Empty,
        Cell::Text(text) => match Dictionary::get().code(column, &text, edition.language()) {
            Some(words) => Cell::Text(words.to_owned()),
            None => Cell::Text(cut(text)),
        },
        Cell::Flag(flag) => Cell::Text((if flag { words.yes } else { words.no }).to_owned()),
        other => other,
    }
}

/// A text that fits a cell.
fn cut(text: String) -> String {
    if text.len() <= CELL_CHARS_MAX || text.chars().count() <= CELL_CHARS_MAX {
        return text;
    }
    text.chars().take(CELL_CHARS_MAX).chain(['…']).collect()
}
