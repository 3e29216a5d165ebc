//! Figures of a published period in the words of a document.

use chrono::{Datelike as _, NaiveDate};

use super::words::Words;
use crate::deliver::edition::Edition;
use crate::deliver::table::Table;
use crate::language::{Language, count};
use crate::publish::Dictionary;
use crate::report::format::{self, UNKNOWN, fill};

/// An edition and its words.
pub struct Say<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The words of its language.
    pub words: Words,
}

impl<'a> Say<'a> {
    /// The words for an edition.
    pub const fn of(edition: &'a Edition) -> Self {
        Self { edition, words: Words::of(edition.language()) }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.edition.language()
    }

    /// A wording with its places filled.
    pub fn fill(&self, wording: &str, values: &[(&str, &str)]) -> String {
        fill(wording, values)
    }

    /// First to last day of the period.
    pub fn days(&self) -> String {
        let facts = &self.edition.facts;
        let day = |day| format::day(day, self.language());
        let (first, last) = (day(facts.period_first_day), day(facts.period_last_day));
        fill(self.words.days_range, &[("first", &first), ("last", &last)])
    }

    /// The year that a year's list is for.
    pub fn coming_year(&self) -> String {
        let year = self.edition.facts.period_last_day.year() + 1;
        self.words.coming_year.replace("{year}", &year.to_string())
    }

    /// Demands of the period.
    pub fn orders_in_period(&self) -> String {
        self.edition.facts.orders_in_period.map_or_else(|| UNKNOWN.to_owned(), count)
    }

    /// A count of a table.
    pub fn count(&self, table: &Table, column: &str, row: usize) -> String {
        table.number(column, row).map_or_else(|| UNKNOWN.to_owned(), |n| count(n as u64))
    }

    /// A share of a table.
    pub fn rate(&self, table: &Table, column: &str, row: usize) -> String {
        format::rate(table.number(column, row))
    }

    /// A relative change of a table.
    pub fn change(&self, table: &Table, column: &str, row: usize) -> String {
        format::change(table.number(column, row))
    }

    /// A text of a table.
    pub fn text(&self, table: &Table, column: &str, row: usize) -> String {
        let text = table.text(column, row).filter(|text| !text.is_empty());
        text.map_or_else(|| UNKNOWN.to_owned(), str::to_owned)
    }

    /// A coded value of a table in words.
    pub fn code(&self, table: &Table, column: &str, row: usize) -> String {
        let code = self.text(table, column, row);
        let words = Dictionary::get().code(column, &code, self.language());
        words.map_or(code.clone(), str::to_owned)
    }

    /// A month of a table.
    pub fn month(&self, table: &Table, row: usize) -> String {
        let month = table.day("month", row);
        month.map_or_else(|| UNKNOWN.to_owned(), |day| format::month(day, self.language()))
    }

    /// A day of a table.
    pub fn day(&self, table: &Table, column: &str, row: usize) -> String {
        let day = table.day(column, row);
        day.map_or_else(|| UNKNOWN.to_owned(), |day| format::day(day, self.language()))
    }

    /// Topics of the list, in its order.
    pub fn listed(&self) -> Vec<String> {
        let Some(list) = self.edition.table("proposal") else { return Vec::new() };
        (0..list.len()).filter_map(|row| list.text("topic_id", row).map(str::to_owned)).collect()
    }

    /// The last complete month of the topics' progress, and its rows.
    pub fn last_month(&self) -> Option<(&'a Table, NaiveDate, Vec<usize>)> {
        let progress = self.edition.table("progress")?;
        let is_complete = |row: &usize| progress.flag("complete", *row) == Some(true);
        let months =
            (0..progress.len()).filter(is_complete).filter_map(|row| progress.day("month", row));
        let last = months.max()?;
        let rows = (0..progress.len()).filter(|&row| progress.day("month", row) == Some(last));
        Some((progress, last, rows.collect()))
    }

    /// Topics above what was expected in the last complete month.
    pub fn red(&self) -> Vec<String> {
        let Some((progress, _, rows)) = self.last_month() else { return Vec::new() };
        let is_red = |row: &usize| progress.text("light", *row) == Some("red");
        rows.into_iter()
            .filter(is_red)
            .filter_map(|row| progress.text("topic_id", row).map(str::to_owned))
            .collect()
    }
}
