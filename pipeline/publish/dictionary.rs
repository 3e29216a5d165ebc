//! What published tables, columns and coded values mean, Chinese beside English: the one list
//! behind the workbook, `datapackage.json` and the documents.
//!
//! A new column is a line in `dictionary/columns.csv`, a new table a line in
//! `dictionary/tables.csv`. A line without a table holds for the column of that name in every
//! table.

use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::language::Language;

const TABLES: &str = include_str!("dictionary/tables.csv");
const COLUMNS: &str = include_str!("dictionary/columns.csv");
const CODES: &str = include_str!("dictionary/codes.csv");

/// What the values of a column are: decides number formats and types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A key that means nothing by itself.
    Id,
    /// A short text.
    Name,
    /// Sentences.
    Text,
    /// One of a few words, listed in `dictionary/codes.csv`.
    Code,
    /// Yes or no.
    Flag,
    /// A day.
    Day,
    /// A statistical month, as the first day of the calendar month that names it.
    Month,
    /// A whole number of things.
    Count,
    /// A place in an order, or the number of a month.
    Rank,
    /// A part of a whole, in [0, 1].
    Share,
    /// A relative change: 0.1 is 10% more.
    Change,
    /// From 0 to 1, no share of anything.
    Score,
    /// A probability that may be very small.
    P,
    /// Any other number.
    Number,
    /// A JSON object.
    Json,
}

/// A published table.
#[derive(Debug, Deserialize)]
pub struct TableMeaning {
    table: String,
    zh: String,
    en: String,
    zh_grain: String,
    en_grain: String,
    zh_empty: String,
    en_empty: String,
}

impl TableMeaning {
    /// What people call it.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.zh, &self.en)
    }

    /// What a row is.
    pub fn grain(&self, language: Language) -> &str {
        language.pick(&self.zh_grain, &self.en_grain)
    }

    /// Why it may have no row; empty where there is nothing to explain.
    pub fn why_empty(&self, language: Language) -> &str {
        language.pick(&self.zh_empty, &self.en_empty)
    }
}

/// A published column.
#[derive(Debug, Deserialize)]
pub struct ColumnMeaning {
    table: String,
    column: String,
    /// What its values are.
    pub kind: Kind,
    zh: String,
    en: String,
    zh_note: String,
    en_note: String,
}

impl ColumnMeaning {
    /// What people call it.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.zh, &self.en)
    }

    /// What else is to be known: unit, denominator, when it is empty; may be empty itself.
    pub fn note(&self, language: Language) -> &str {
        language.pick(&self.zh_note, &self.en_note)
    }
}

#[derive(Debug, Deserialize)]
struct CodeMeaning {
    column: String,
    code: String,
    zh: String,
    en: String,
}

/// The meanings.
#[derive(Debug)]
pub struct Dictionary {
    tables: Vec<TableMeaning>,
    columns: Vec<ColumnMeaning>,
    codes: Vec<CodeMeaning>,
}

impl Dictionary {
    /// The one dictionary.
    pub fn get() -> &'static Self {
        static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
        DICTIONARY.get_or_init(|| Self {
            tables: lines(TABLES),
            columns: lines(COLUMNS),
            codes: lines(CODES),
        })
    }

    /// A table; `None` where it has no line.
    pub fn table(&self, name: &str) -> Option<&TableMeaning> {
        self.tables.iter().find(|table| table.table == name)
    }

    /// A column of a table; `None` where it has no line.
    pub fn column(&self, table: &str, name: &str) -> Option<&ColumnMeaning> {
        let named = |owner: &str| {
            self.columns.iter().find(|line| line.table == owner && line.column == name)
        };
        named(table).or_else(|| named(""))
    }

    /// A coded value in words; `None` where it has no line.
    pub fn code(&self, column: &str, code: &str, language: Language) -> Option<&str> {
        let line = self.codes.iter().find(|line| line.column == column && line.code == code)?;
        Some(language.pick(&line.zh, &line.en))
    }

    /// The coded values of a column.
    pub fn codes(&self, column: &str) -> impl Iterator<Item = &str> {
        self.codes.iter().filter(move |line| line.column == column).map(|line| line.code.as_str())
    }
}

fn lines<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("embedded lists are well-formed")
}

#[cfg(test)]
mod tests;
