//! The files beside the orders that a run reads and keeps: decisions of people, names, the record
//! of topics.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::definitions::definitions;
use super::{Job, Prepared, RunError};
use crate::config::Config;
use crate::language::Language;
use crate::monitor::Reviewed;
use crate::orders::NeededDays;
use crate::propose::{Labels, Ledger};
use crate::publish::{InputResult, KindPrecision, Results, SCHEMA_VERSION};
use crate::report::KeyName;
use crate::topics::{Edits, ThemeTree, TopicStore};

fn file_error(path: &Path) -> impl FnOnce(std::io::Error) -> RunError {
    let path = path.to_owned();
    move |source| RunError::File { path, source }
}

/// Makes sure that only one run publishes in an output folder. The lock ends with the program.
pub fn lock(output: &Path) -> Result<File, RunError> {
    fs::create_dir_all(output).map_err(file_error(output))?;
    let path = output.join(".lock");
    let file = File::create(&path).map_err(file_error(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(RunError::Busy { path: output.to_owned() }),
        Err(TryLockError::Error(source)) => Err(RunError::File { path, source }),
    }
}

/// The folder of the warehouse: as configured, else beside the output.
pub fn warehouse_folder(job: &Job) -> PathBuf {
    match &job.config.warehouse.path {
        Some(path) => job.config.resolve(path),
        None => job.output.join(".warehouse"),
    }
}

/// The days whose partitions a run reads: all up to the last one that it may see.
pub fn needed_days(job: &Job) -> NeededDays {
    let start = job.config.calendar.month_start_day;
    let of_period = job.period.map(|period| period.last_day(start));
    let last = [of_period, job.as_of].into_iter().flatten().min();
    let first = job.config.check.earliest;
    NeededDays { first, last: last.unwrap_or(NeededDays::ALL.last) }
}

/// What the whole city is called.
pub fn city_name(config: &Config) -> &str {
    config.language.pick("全市", "City")
}

/// A file that the configuration names.
fn read(path: &Path) -> Result<String, RunError> {
    fs::read_to_string(path).map_err(|source| RunError::Named { path: path.to_owned(), source })
}

/// The theme tree, with the city's own rules first.
pub fn theme_tree(config: &Config) -> Result<ThemeTree, RunError> {
    let Some(path) = &config.topics.themes else { return Ok(ThemeTree::embedded()) };
    let path = config.resolve(path);
    Ok(ThemeTree::with_user_file(&read(&path)?, &path.display().to_string())?)
}

/// People's edits of topics.
pub fn edits(config: &Config, tree: &ThemeTree) -> Result<Edits, RunError> {
    let Some(path) = &config.topics.edits else { return Ok(Edits::default()) };
    let path = config.resolve(path);
    Ok(Edits::parse(&read(&path)?, &path.display().to_string(), tree)?)
}

/// People's decisions on topics.
pub fn ledger(config: &Config) -> Result<Ledger, RunError> {
    let Some(path) = &config.ledger else { return Ok(Ledger::default()) };
    let path = config.resolve(path);
    Ledger::parse(&read(&path)?).map_err(|source| RunError::Ledger { path, source })
}

/// Names of themes and causes in the run's language.
pub fn labels(tree: &ThemeTree, language: Language) -> Labels {
    Labels {
        themes: tree
            .themes
            .iter()
            .map(|t| (t.key.clone(), t.names.pick(language).to_owned()))
            .collect(),
        causes: tree
            .causes
            .iter()
            .map(|c| (c.key.clone(), c.names.pick(language).to_owned()))
            .collect(),
    }
}

/// Names of causes in both languages.
pub fn cause_names(config: &Config) -> Result<Vec<KeyName>, RunError> {
    let tree = theme_tree(config)?;
    let name = |cause: &crate::topics::themes::Cause| KeyName {
        key: cause.key.clone(),
        zh: cause.names.zh.clone(),
        en: cause.names.en.clone(),
    };
    Ok(tree.causes.iter().map(name).collect())
}

fn topics_path(output: &Path) -> PathBuf {
    output.join("topics.json")
}

/// The record of the last run's topics.
pub fn previous_topics(output: &Path, language: Language) -> Result<TopicStore, RunError> {
    let path = topics_path(output);
    if !path.exists() {
        return Ok(TopicStore::empty(language));
    }
    let reason =
        |e: serde_json::Error| RunError::Topics { path: path.clone(), reason: e.to_string() };
    serde_json::from_str(&fs::read_to_string(&path).map_err(file_error(&path))?).map_err(reason)
}

/// Keeps the record of this run's topics.
pub fn keep_topics(output: &Path, store: &TopicStore) -> Result<(), RunError> {
    let path = topics_path(output);
    let mut file = tempfile::NamedTempFile::new_in(output).map_err(file_error(&path))?;
    let json = serde_json::to_vec_pretty(store).expect("a record of plain values");
    file.write_all(&json).map_err(file_error(&path))?;
    file.persist(&path).map(drop).map_err(|e| RunError::File { path, source: e.error })
}

/// The same inputs, settings and period: the same id.
pub fn run_id(job: &Job, prepared: &Prepared) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in &prepared.opened.staged.files {
        hasher.update(file.input.hash.as_bytes());
    }
    hasher.update(job.config.hash().as_bytes());
    hasher.update(format!("{} {}", prepared.clock.period, prepared.clock.as_of).as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

/// What a run says of itself, beside what its stages know.
pub struct Account {
    /// What people should know.
    pub warnings: Vec<String>,
    /// Rows of each published table.
    pub tables: BTreeMap<String, usize>,
    /// Which report of the period it is.
    pub edition: u64,
    /// Findings that people have looked at.
    pub precision: Vec<Reviewed>,
}

/// The run's own account, before its steps are known.
///
/// # Errors
/// When the theme tree is not usable.
pub fn results(job: &Job, prepared: &Prepared, account: Account) -> Result<Results, RunError> {
    let Account { warnings, tables, edition, precision } = account;
    let files = &prepared.opened.staged.files;
    let input = |file: &crate::warehouse::StagedFile| InputResult {
        path: file.input.path.display().to_string(),
        source: file.input.source + 1,
        format: file.input.format,
        compression: file.input.compression,
        layout: file.input.layout.clone(),
        rows: file.gate.read,
        bytes: file.input.bytes,
        hash: file.input.hash.clone(),
        cached: file.cached,
    };
    let reconciliation = &prepared.opened.staged.reconciliation;
    let Labels { themes, causes } = labels(&theme_tree(&job.config)?, job.config.language);
    Ok(Results {
        schema_version: SCHEMA_VERSION,
        run_id: run_id(job, prepared),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        period: prepared.clock.period.to_string(),
        period_first_day: prepared.clock.window.period_first,
        period_last_day: prepared.clock.window.period_last,
        as_of: prepared.clock.as_of,
        edition,
        partial: prepared.is_partial(job),
        config_file: Some(absolute(&job.config.path)),
        inputs_given: job.inputs.iter().map(|path| absolute(path)).collect(),
        config: job.config.canonical(),
        config_hash: job.config.hash(),
        inputs: files.iter().map(input).collect(),
        rows_reconcile: reconciliation.holds(),
        rows: reconciliation.clone(),
        orders_after_period: reconciliation.accepted - prepared.orders_seen,
        orders_in_period: prepared.orders_in_period,
        tables,
        steps: Vec::new(),
        not_assessed: super::review::not_assessed(prepared),
        finding_precision: precision.iter().map(KindPrecision::of).collect(),
        definitions: definitions(&job.config),
        names: themes.into_iter().chain(causes).collect(),
        warnings,
    })
}

/// A path as it is found from anywhere; a URL as it is.
fn absolute(path: &Path) -> String {
    if path.to_string_lossy().contains("://") {
        return path.display().to_string();
    }
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}
