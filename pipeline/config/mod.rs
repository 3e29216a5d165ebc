//! The configuration: read once, checked as a whole, then only passed along.

mod error;
mod schedule;
mod second;

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use error::ConfigError;
pub use schedule::{CronTime, LateRule, ScheduleSettings, Timetable};
pub use second::SecondSettings;

use crate::calendar::{BUILT_IN, CalendarSettings, Holidays, TimeZone};
use crate::engine::ClusterSettings;
use crate::language::Language;
use crate::mine::{
    FrequentSettings, GroupSettings, PersistentSettings, RepeatSettings, SpikeSettings,
};
use crate::monitor::MonitorSettings;
use crate::orders::{
    Alias, Aliases, AnswersSettings, AreasSettings, CheckSettings, Columns, KeepSettings,
    NamesSettings, Reading, Sources,
};
use crate::propose::Settings as ProposalSettings;
use crate::report::ReportSettings;
use crate::topics::TopicsSettings;
use crate::warehouse::WarehouseSettings;

/// The version of the configuration format that this program reads.
pub const VERSION: u32 = 1;

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
    /// The decision ledger: adopt, reject, merge, rename, with who, when and why; relative to the
    /// configuration.
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
    /// Where models run.
    #[serde(default)]
    pub engine: ClusterSettings,
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

    fn sections(&self) -> [(&'static str, Result<(), String>); 19] {
        [
            ("source", self.sources.validate()),
            ("columns", self.validate_columns()),
            ("second", self.validate_seconds()),
            ("answers", self.answers.validate()),
            ("names", self.names.validate()),
            ("aliases", Aliases::new(&self.aliases, &self.names).map(drop)),
            ("warehouse", self.warehouse.validate()),
            ("engine", self.engine.validate()),
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

    /// What decides how orders are read.
    pub fn reading(&self) -> Reading {
        Reading {
            config_path: self.path.clone(),
            time_zone: self.time_zone,
            sources: self.sources.clone(),
            columns: self.columns.clone(),
            keep: self.keep.clone(),
            answers: self.answers.clone(),
            areas: self.areas.clone(),
            names: self.names.clone(),
            aliases: self.aliases.clone(),
            check: self.check.clone(),
            month_start: self.calendar.month_start_day,
            texts: self.topics.texts,
        }
    }

    /// The columns of a source: its own, laid over the common ones.
    pub fn columns_of(&self, source: usize) -> Columns {
        self.reading().columns_of(source)
    }

    /// The columns that any source maps.
    pub fn any_columns(&self) -> Columns {
        self.reading().any_columns()
    }

    /// A path of the configuration, relative to the configuration's own folder; a URL as it is.
    pub fn resolve(&self, path: &str) -> PathBuf {
        self.reading().resolve(path)
    }

    /// The public holidays; none where no table is named.
    ///
    /// # Errors
    /// When the table cannot be read or has a bad row.
    pub fn holidays(&self) -> Result<Holidays, ConfigError> {
        match self.calendar.holidays.as_deref() {
            None => Ok(Holidays::default()),
            Some(BUILT_IN) => Ok(Holidays::china()),
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

    /// What the run depends on, as JSON: the same for the same settings, however the file is laid
    /// out.
    pub fn canonical(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("settings are plain values")
    }

    /// Fingerprint of [`Config::canonical`].
    pub fn hash(&self) -> String {
        fingerprint(&self.canonical())
    }
}

fn fingerprint(value: &serde_json::Value) -> String {
    blake3::hash(value.to_string().as_bytes()).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests;
