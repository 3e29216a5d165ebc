//! A published period, read back: the facts of its run, its tables, its charts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Deserialize;

use super::DeliverError;
use super::table::Table;
use crate::language::Language;
use crate::publish::{PANEL_TABLE, Results, SCORE_INPUTS_TABLE};
use crate::report::{Definition, ReportSettings};

/// What is read of `run_results.json`. What an older run did not write is empty; what a newer one
/// writes besides is passed over.
#[derive(Debug, Clone, Deserialize)]
pub struct Facts {
    /// Id of the run.
    pub run_id: String,
    /// Version of the program that ran.
    pub version: String,
    /// The period, as asked for.
    pub period: String,
    /// First day of the period.
    pub period_first_day: NaiveDate,
    /// Last day of the period that the run could see.
    pub period_last_day: NaiveDate,
    /// The day as of which the data was read.
    pub as_of: NaiveDate,
    /// The settings that matter here.
    pub config: PublishedSettings,
    /// Accepted orders of the period.
    #[serde(default)]
    pub orders_in_period: Option<u64>,
    /// Rows of each published table.
    #[serde(default)]
    pub tables: BTreeMap<String, usize>,
    /// The definitions in force.
    #[serde(default)]
    pub definitions: Vec<Definition>,
    /// Names of themes and causes, by their keys.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// What readers must know of the data.
    #[serde(default)]
    pub warnings: Vec<String>,
}

impl Facts {
    /// The facts of a run that is not published yet.
    ///
    /// # Panics
    /// Never: what is read is part of what is written.
    pub fn of(results: &Results) -> Self {
        let value = serde_json::to_value(results).expect("results are plain values");
        serde_json::from_value(value).expect("facts are part of the results")
    }
}

/// Of the settings of a published run, those that its deliverables need.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishedSettings {
    /// Title of the report.
    #[serde(default)]
    pub title: String,
    /// Language of everything people read.
    #[serde(default)]
    pub language: Language,
    /// `[report]`
    #[serde(default)]
    pub report: ReportSettings,
}

/// A published period.
#[derive(Debug)]
pub struct Edition {
    folder: PathBuf,
    /// The facts of its run.
    pub facts: Facts,
    tables: BTreeMap<String, Table>,
    panel: Option<Table>,
}

impl Edition {
    /// Reads a published folder.
    ///
    /// # Errors
    /// When its record or a table is missing or damaged.
    pub fn open(folder: &Path) -> Result<Self, DeliverError> {
        let path = folder.join("run_results.json");
        let refuse = |reason: String| DeliverError::Published { path: path.clone(), reason };
        let text = fs::read(&path).map_err(|e| refuse(e.to_string()))?;
        let facts = serde_json::from_slice(&text).map_err(|e| refuse(e.to_string()))?;
        Self::read(folder, facts)
    }

    /// Reads the tables of a folder whose facts are known. The rows of the panel and of the inputs
    /// of scores, millions of them that no deliverable shows, stay on disk.
    ///
    /// # Errors
    /// When a table is missing or damaged.
    pub fn read(folder: &Path, facts: Facts) -> Result<Self, DeliverError> {
        let tables = folder.join("tables");
        let refuse = |reason: String| DeliverError::Published { path: tables.clone(), reason };
        let files = fs::read_dir(&tables).map_err(|e| refuse(e.to_string()))?;
        let mut paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
        paths.retain(|path| {
            path.extension().is_some_and(|extension| extension == "parquet")
                && path.file_stem().is_some_and(|stem| stem != PANEL_TABLE)
        });
        let read = |path: &PathBuf| match path.file_stem() {
            Some(stem) if stem == SCORE_INPUTS_TABLE => Table::columns_of(path),
            _ => Table::read(path),
        };
        let tables: Vec<Table> = paths.par_iter().map(read).collect::<Result<_, _>>()?;
        let tables = tables.into_iter().map(|table| (table.name.clone(), table)).collect();
        let panel = folder.join("tables").join(format!("{PANEL_TABLE}.parquet"));
        let panel = panel.is_file().then(|| Table::columns_of(&panel)).transpose()?;
        Ok(Self { folder: folder.to_owned(), facts, tables, panel })
    }

    /// A table; `None` where the run did not publish it.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }

    /// All tables that are read, by name.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.values()
    }

    /// The columns of the panel, without its rows.
    pub const fn panel(&self) -> Option<&Table> {
        self.panel.as_ref()
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Language of everything people read.
    pub const fn language(&self) -> Language {
        self.facts.config.language
    }

    /// The row of a table that tells of a topic; of several months the last that is complete.
    pub fn row_of_topic(&self, table: &str, topic_id: &str) -> Option<(&Table, usize)> {
        let table = self.table(table)?;
        let complete = |row: &usize| table.flag("complete", *row) != Some(false);
        let row = table.rows_with("topic_id", topic_id).filter(complete).last()?;
        Some((table, row))
    }

    /// Keys of themes or causes, joined by semicolons, as names.
    pub fn names_of(&self, keys: &str) -> String {
        let name = |key: &str| self.facts.names.get(key).map_or(key, String::as_str).to_owned();
        let names: Vec<String> = keys.split("; ").filter(|key| !key.is_empty()).map(name).collect();
        names.join(self.language().pick("；", "; "))
    }
}

#[cfg(test)]
mod tests;
