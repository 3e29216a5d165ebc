//! `run_results.json`: what went in, what was done, what came out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::config::Format;
use crate::mine::NotAssessed;
use crate::orders::{Compression, Layout};
use crate::report::Definition;
use crate::warehouse::Reconciliation;

/// Version of the format of `run_results.json`.
pub const SCHEMA_VERSION: u32 = 1;

/// One run.
#[derive(Debug, Clone, Serialize)]
pub struct Results {
    /// Version of this format.
    pub schema_version: u32,
    /// Fingerprint of inputs, configuration and period: the same run, the same id.
    pub run_id: String,
    /// Version of the program.
    pub version: String,
    /// The period.
    pub period: String,
    /// First day of the period.
    pub period_first_day: NaiveDate,
    /// Last day of the period that the run could see.
    pub period_last_day: NaiveDate,
    /// The day as of which the data was read.
    pub as_of: NaiveDate,
    /// Every setting.
    pub config: serde_json::Value,
    /// Fingerprint of the settings.
    pub config_hash: String,
    /// The files.
    pub inputs: Vec<InputResult>,
    /// Where every row ended.
    pub rows: Reconciliation,
    /// Whether the five counts add up to the rows read.
    pub rows_reconcile: bool,
    /// Accepted orders after the period, which the run did not look at.
    pub orders_after_period: u64,
    /// Accepted orders of the period.
    pub orders_in_period: u64,
    /// Rows of each published table.
    pub tables: BTreeMap<String, usize>,
    /// Each step in the order it ran.
    pub steps: Vec<StepResult>,
    /// What the data is too short to judge: unknown, not 0.
    pub not_assessed: Vec<NotAssessed>,
    /// The definitions in force, in the run's language.
    pub definitions: Vec<Definition>,
    /// Names of the keys of themes and causes in the tables, in the run's language.
    pub names: BTreeMap<String, String>,
    /// What people should know.
    pub warnings: Vec<String>,
}

/// One input file.
#[derive(Debug, Clone, Serialize)]
pub struct InputResult {
    /// As given.
    pub path: String,
    /// Position of its `[[source]]`, 1 = the first.
    pub source: usize,
    /// Its format.
    pub format: Format,
    /// What its bytes are wrapped in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compression: Option<Compression>,
    /// Encoding, delimiter, header line, sheet: as declared, or as found.
    pub layout: Layout,
    /// Rows read.
    pub rows: u64,
    /// Size.
    pub bytes: u64,
    /// Fingerprint of its content (BLAKE3, 128 bits).
    pub hash: String,
    /// Whether an earlier run's reading was used.
    pub cached: bool,
}

/// One step.
#[derive(Debug, Clone, Serialize)]
pub struct StepResult {
    /// Its name.
    pub name: &'static str,
    /// `done`.
    pub status: &'static str,
    /// Wall time.
    pub seconds: f64,
    /// Rows that came out of it.
    pub rows: u64,
}
