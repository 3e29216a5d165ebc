//! A part of the demands that somebody asks about: an area, a finding, whatever meets a condition.

use chrono::NaiveDate;

/// Counts of a month, a category or an area.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SliceRow {
    /// Its name; empty for a month.
    pub name: String,
    /// The month.
    pub month: Option<NaiveDate>,
    /// Demands.
    pub orders: u64,
    /// Answers to whether it was solved, and those that say yes.
    pub resolved: (u64, u64),
    /// Answers to whether people are satisfied, and those that say yes.
    pub satisfied: (u64, u64),
    /// Demands that are [`CLOSED_DAYS`] old, and those of them that were closed by that age.
    pub closed: (u64, u64),
}

/// Days of age at which closing is looked at: demands of every month have the same time.
pub const CLOSED_DAYS: u32 = 30;

/// What it is a part by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SliceKind {
    /// An area.
    Area,
    /// A finding: its sentence.
    Finding(String),
    /// A condition: its SQL.
    Condition(String),
}

/// The part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// A part of the file's name: letters, digits, hyphens.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// What it is a part by.
    pub kind: SliceKind,
    /// The first and the last month of what is told; months before them are there to compare with.
    pub months_told: (NaiveDate, NaiveDate),
    /// Its months, oldest first.
    pub months: Vec<SliceRow>,
    /// Demands of the whole city in the months that are told.
    pub city: SliceRow,
    /// Its categories over these months, most demands first.
    pub categories: Vec<SliceRow>,
    /// Its areas over these months, most demands first.
    pub areas: Vec<SliceRow>,
    /// Findings that belong to it.
    pub finding_ids: Vec<String>,
}

impl Slice {
    /// The months that are told.
    pub fn told(&self) -> impl Iterator<Item = &SliceRow> {
        let (first, last) = self.months_told;
        self.months.iter().filter(move |row| row.month.is_some_and(|m| (first..=last).contains(&m)))
    }

    /// All of the months that are told.
    pub fn total(&self) -> SliceRow {
        sum(self.told())
    }

    /// The same months a year before; `None` unless each of them has a row.
    pub fn year_before(&self) -> Option<u64> {
        let year = chrono::Months::new(12);
        let row = |month: NaiveDate| self.months.iter().find(|row| row.month == Some(month));
        self.told().map(|own| Some(row(own.month? - year)?.orders)).sum()
    }
}

/// Some rows as one.
fn sum<'a>(rows: impl Iterator<Item = &'a SliceRow>) -> SliceRow {
    rows.fold(SliceRow::default(), |mut all, row| {
        all.orders += row.orders;
        all.resolved = (all.resolved.0 + row.resolved.0, all.resolved.1 + row.resolved.1);
        all.closed = (all.closed.0 + row.closed.0, all.closed.1 + row.closed.1);
        all.satisfied = (all.satisfied.0 + row.satisfied.0, all.satisfied.1 + row.satisfied.1);
        all
    })
}

#[cfg(test)]
mod tests;
