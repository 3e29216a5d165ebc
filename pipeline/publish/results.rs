//! `run_results.json`: what went in, what was done, what came out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::mine::NotAssessed;
use crate::monitor::{Lack, Reviewed};
use crate::orders::{Compression, Format, Layout};
use crate::propose::FindingVerdict;
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
    /// 1 = the first report of the period; another one has replaced it since data or settings
    /// changed.
    pub edition: u64,
    /// Whether data of the period is missing.
    pub partial: bool,
    /// The configuration's file; `None` in an outward edition.
    pub config_file: Option<String>,
    /// What was read instead of the configuration's paths; empty where nothing was.
    pub inputs_given: Vec<String>,
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
    /// What the data is too short to judge, or lacks columns for: unknown, not 0.
    pub not_assessed: Vec<NotAssessedEntry>,
    /// Findings that people have looked at, by kind.
    pub finding_precision: Vec<KindPrecision>,
    /// The definitions in force, in the run's language.
    pub definitions: Vec<Definition>,
    /// Names of the keys of themes and causes in the tables, in the run's language.
    pub names: BTreeMap<String, String>,
    /// What people should know.
    pub warnings: Vec<String>,
}

/// Findings of one kind that people have looked at, of all published reports.
#[derive(Debug, Clone, Serialize)]
pub struct KindPrecision {
    /// The kind; `unknown` where no report has the finding.
    pub kind: String,
    /// How many have a verdict.
    pub reviewed: usize,
    /// By verdict.
    pub verdicts: BTreeMap<&'static str, usize>,
    /// Real ones, known or not, among those that are no duplicates; null without any.
    pub precision: Option<f64>,
}

impl KindPrecision {
    /// From the counts.
    pub fn of(reviewed: &Reviewed) -> Self {
        let names = FindingVerdict::ALL.map(FindingVerdict::name);
        Self {
            kind: reviewed.kind.clone(),
            reviewed: reviewed.verdicts.iter().sum(),
            verdicts: names.into_iter().zip(reviewed.verdicts).collect(),
            precision: reviewed.precision(),
        }
    }
}

/// One thing that cannot be told, and what it needs.
#[derive(Debug, Clone, Serialize)]
pub struct NotAssessedEntry {
    /// What.
    pub what: &'static str,
    /// Whole weeks, whole months or columns that it needs.
    pub needs: usize,
    /// How many there are.
    pub has: usize,
    /// `weeks`, `months` or `columns`.
    pub unit: &'static str,
    /// The columns that it needs, by their canonical names.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub columns: &'static [&'static str],
}

impl NotAssessedEntry {
    /// For want of a longer past.
    pub const fn short(lack: &NotAssessed) -> Self {
        let NotAssessed { what, needs, has, unit } = *lack;
        Self { what: what.name(), needs, has, unit, columns: &[] }
    }

    /// For want of columns.
    pub const fn lack(lack: &Lack) -> Self {
        let Lack { what, columns, has } = *lack;
        Self { what, needs: columns.len(), has, unit: "columns", columns }
    }
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
