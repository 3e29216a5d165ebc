//! The configuration: read once, checked as a whole, then only passed along.

mod answers;
mod calendar;
mod holidays;
mod period;
mod schedule;
mod second;
mod source;
mod warehouse;

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use answers::{AnswerWords, AnswersSettings};
pub use calendar::{CalendarSettings, MonthStart, TimeZone};
pub use holidays::Holidays;
pub use period::{Cadence, Period, PeriodError};
pub use schedule::{CronTime, LateRule, ScheduleSettings, Timetable};
pub use second::SecondSettings;
pub use source::{AreasSettings, Columns, Format, KeepSettings, SourceSettings, Sources};
pub use warehouse::WarehouseSettings;

use crate::engine::is_url;
use crate::language::Language;
use crate::mine::{
    FrequentSettings, GroupSettings, PersistentSettings, RepeatSettings, SpikeSettings,
};
use crate::monitor::MonitorSettings;
use crate::orders::{Alias, Aliases, CheckSettings, NamesSettings};
use crate::propose::Settings as ProposalSettings;
use crate::report::ReportSettings;
use crate::topics::TopicsSettings;

/// The version of the configuration format that this program reads.
pub const VERSION: u32 = 1;

/// Why a configuration was refused. Every message names the file.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file could not be opened.
    #[error("{}: cannot read the configuration: {source}; give another file with --config", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not TOML, or a key or value that is not known.
    #[error("{}: {message}; configs/reference.toml lists every key", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// Place and fix.
        message: String,
    },
    /// A table of holidays that is not usable.
    #[error("{}: {message}; [calendar] holidays names this table, with the columns date, kind, name, or \"cn\"", path.display())]
    Holidays {
        /// The table.
        path: PathBuf,
        /// Place and rule.
        message: String,
    },
    /// A value outside its range.
    #[error("{}: [{section}] {message}", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The section.
        section: &'static str,
        /// Rule and value found.
        message: String,
    },
}

/// A checked configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Format version, 1.
    pub version: u32,
    /// Title of the report.
    #[serde(default)]
    pub title: String,
    /// Language of everything people read.
    #[serde(default)]
    pub language: Language,
    /// The city's time zone.
    #[serde(default)]
    pub time_zone: TimeZone,
    /// The decision ledger: adopt, reject, merge, rename, with who, when and why; relative to the configuration.
    #[serde(default)]
    pub ledger: Option<String>,
    /// Where the orders are.
    #[serde(default, rename = "source")]
    pub sources: Sources,
    /// Canonical column = SQL expression over the source's own columns; common to all sources.
    #[serde(default)]
    pub columns: Columns,
    /// Other series beside this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub second: Vec<SecondSettings>,
    /// Which rows are demands.
    #[serde(default)]
    pub keep: KeepSettings,
    /// Which words of a call-back mean yes and no.
    #[serde(default)]
    pub answers: AnswersSettings,
    /// Names, parents and populations of areas.
    #[serde(default)]
    pub areas: Option<AreasSettings>,
    /// Which spellings are one name, and which mean "not known".
    #[serde(default)]
    pub names: NamesSettings,
    /// Names that were renamed, split or merged.
    #[serde(default)]
    pub aliases: Vec<Alias>,
    /// Statistical months.
    #[serde(default)]
    pub calendar: CalendarSettings,
    /// Where orders are kept as Parquet.
    #[serde(default)]
    pub warehouse: WarehouseSettings,
    /// The data gate.
    #[serde(default)]
    pub check: CheckSettings,
    /// The frequent finder.
    #[serde(default)]
    pub frequent: FrequentSettings,
    /// The persistent finder.
    #[serde(default)]
    pub persistent: PersistentSettings,
    /// The spike finder.
    #[serde(default)]
    pub spike: SpikeSettings,
    /// The finder of one reporter who comes again and again.
    #[serde(default)]
    pub repeat: RepeatSettings,
    /// The finder of many reporters with one matter.
    #[serde(default)]
    pub group: GroupSettings,
    /// Topics.
    #[serde(default)]
    pub topics: TopicsSettings,
    /// The proposal.
    #[serde(default)]
    pub proposal: ProposalSettings,
    /// Progress.
    #[serde(default)]
    pub monitor: MonitorSettings,
    /// The page.
    #[serde(default)]
    pub report: ReportSettings,
    /// What is published by itself.
    #[serde(default)]
    pub schedule: ScheduleSettings,
    /// The file it was read from; paths in it are relative to its folder.
    #[serde(skip)]
    pub path: PathBuf,
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// When it cannot be read, has unknown keys, or a value is outside its range.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path)
            .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        Self::parse(&text, path)
    }

    /// Checks a text; `path` is what messages name.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let refuse = |message: String| ConfigError::Parse { path: path.to_owned(), message };
        let mut config: Self =
            toml::from_str(text).map_err(|e| refuse(e.to_string().trim_end().to_owned()))?;
        config.path = path.to_owned();
        if config.version != VERSION {
            return Err(refuse(format!("version must be {VERSION}, found {}", config.version)));
        }
        for (section, checked) in config.sections() {
            checked.map_err(|message| ConfigError::Value {
                path: path.to_owned(),
                section,
                message,
            })?;
        }
        Ok(config)
    }

    fn sections(&self) -> [(&'static str, Result<(), String>); 17] {
        [
            ("source", self.sources.validate()),
            ("columns", self.validate_columns()),
            ("second", self.validate_seconds()),
            ("answers", self.answers.validate()),
            ("names", self.names.validate()),
            ("aliases", Aliases::new(&self.aliases, &self.names).map(drop)),
            ("check", self.check.validate()),
            ("frequent", self.frequent.validate()),
            ("persistent", self.persistent.validate()),
            ("spike", self.spike.validate()),
            ("repeat", self.repeat.validate()),
            ("group", self.group.validate()),
            ("topics", self.topics.validate()),
            ("proposal", self.proposal.validate()),
            ("monitor", self.monitor.validate()),
            ("report", self.report.validate()),
            ("schedule", self.schedule.validate()),
        ]
    }

    fn validate_columns(&self) -> Result<(), String> {
        let sources = self.sources.all().len();
        for source in 0..sources {
            let of_it = |message: String| match sources {
                1 => message,
                _ => format!("and [source.columns] of [[source]] number {}: {message}", source + 1),
            };
            self.columns_of(source).validate().map_err(of_it)?;
        }
        Ok(())
    }

    /// The columns of a source: its own, laid over the common ones.
    pub fn columns_of(&self, source: usize) -> Columns {
        match self.sources.all().get(source) {
            Some(settings) => settings.columns.over(&self.columns),
            None => self.columns.clone(),
        }
    }

    /// The columns that any source maps.
    pub fn any_columns(&self) -> Columns {
        let sources = 0..self.sources.all().len();
        sources.fold(Columns::default(), |all, source| all.over(&self.columns_of(source)))
    }

    /// A path of the configuration, relative to the configuration's own folder; a URL as it is.
    pub fn resolve(&self, path: &str) -> PathBuf {
        if is_url(path) {
            return PathBuf::from(path);
        }
        self.path.parent().unwrap_or_else(|| Path::new("")).join(path)
    }

    /// The public holidays; none where no table is named.
    ///
    /// # Errors
    /// When the table cannot be read or has a bad row.
    pub fn holidays(&self) -> Result<Holidays, ConfigError> {
        match self.calendar.holidays.as_deref() {
            None => Ok(Holidays::default()),
            Some(holidays::BUILT_IN) => Ok(Holidays::china()),
            Some(name) => {
                let path = self.resolve(name);
                let refuse =
                    |message: String| ConfigError::Holidays { path: path.clone(), message };
                let bytes = fs::read(&path).map_err(|e| refuse(e.to_string()))?;
                let text = String::from_utf8(bytes)
                    .map_err(|_| refuse("it is not UTF-8; save it as UTF-8".to_owned()))?;
                Holidays::parse(&text).map_err(refuse)
            }
        }
    }

    /// What the run depends on, as JSON: the same for the same settings, however the file is laid out.
    pub fn canonical(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("settings are plain values")
    }

    /// Fingerprint of [`Config::canonical`].
    pub fn hash(&self) -> String {
        fingerprint(&self.canonical())
    }

    /// Fingerprint of all that decides how a row of a source is read and where it goes. `reporter_key`
    /// names the key of pseudonyms.
    ///
    /// # Errors
    /// When the areas file decides on rows and cannot be read.
    pub fn reading_hash(
        &self,
        source: usize,
        reporter_key: &str,
    ) -> Result<String, std::io::Error> {
        let mut written = self.sources.all().get(source).cloned().unwrap_or_default();
        written.paths.clear();
        let areas = self.areas.as_ref().filter(|areas| areas.only_listed);
        let listed =
            areas.map(|areas| fs::read_to_string(self.resolve(&areas.path))).transpose()?;
        Ok(fingerprint(&serde_json::json!([
            self.time_zone,
            self.columns_of(source),
            self.keep,
            self.answers,
            self.names,
            self.aliases,
            written,
            self.check.earliest,
            self.check.latest,
            self.calendar.month_start_day,
            self.topics.texts,
            self.any_columns().category_level(),
            listed,
            reporter_key,
        ])))
    }

    /// Whether an expression of a source reads the name of the file that a row stands in.
    pub fn reads_file_name(&self, source: usize) -> bool {
        let columns = self.columns_of(source);
        let mut columns = columns.mapped().into_iter().map(|(_, sql)| sql);
        columns.any(|sql| sql.contains("_file_name"))
            || self.keep.condition.as_deref().is_some_and(|sql| sql.contains("_file_name"))
    }
}

fn fingerprint(value: &serde_json::Value) -> String {
    blake3::hash(value.to_string().as_bytes()).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#"
        version = 1
        [columns]
        order_id = '"id"'
        received_at = '"received"'
        category_l1 = '"category"'
        district = '"district"'
    "#;

    #[test]
    fn the_reference_shows_the_defaults() {
        let reference = include_str!("../../configs/reference.toml");
        let mut shown = Config::parse(reference, Path::new("configs/reference.toml")).unwrap();
        let default = Config::parse(LEAST, Path::new("least.toml")).unwrap();
        shown.title = default.title.clone();
        let (shown, default) = (shown.canonical(), default.canonical());
        for (section, value) in default.as_object().unwrap() {
            assert_eq!(&shown[section], value, "[{section}]");
        }
    }

    #[test]
    fn an_unknown_key_and_a_bad_value_name_the_place() {
        let unknown =
            Config::parse(&LEAST.replace("district =", "distrikt ="), Path::new("city.toml"))
                .unwrap_err();
        assert!(
            unknown.to_string().contains("city.toml") && unknown.to_string().contains("distrikt"),
            "{unknown}"
        );
        let zone =
            Config::parse(&format!("time_zone = \"Beijing\"\n{LEAST}"), Path::new("city.toml"))
                .unwrap_err();
        assert!(zone.to_string().contains("Asia/Shanghai"), "{zone}");
    }
}
