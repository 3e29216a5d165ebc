//! `[[second]]`: another series beside the hotline's, patrols, sensors or another hotline, with the
//! same keys of mapping.

use serde::{Deserialize, Serialize};

use super::Config;
use crate::orders::{Columns, KeepSettings, SourceFormat, SourceSettings, Sources};
use crate::warehouse::WarehouseSettings;

/// One other series.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SecondSettings {
    /// What it is called on pages and in tables.
    pub name: String,
    /// Files, folders or globs, relative to the configuration.
    pub paths: Vec<String>,
    /// By default from the extension.
    pub format: Option<SourceFormat>,
    /// Of text files, as in `[source]`.
    pub encoding: Option<String>,
    /// Of CSV, as in `[source]`.
    pub delimiter: Option<String>,
    /// As in `[source]`.
    pub header_row: Option<u64>,
    /// Of workbooks, as in `[source]`.
    pub sheet: Option<String>,
    /// `[second.columns]`: its whole mapping; nothing is taken from `[columns]`.
    pub columns: Columns,
    /// `[second.keep]`: which of its rows count.
    pub keep: KeepSettings,
}

impl SecondSettings {
    fn source(&self) -> SourceSettings {
        SourceSettings {
            paths: self.paths.clone(),
            format: self.format,
            encoding: self.encoding.clone(),
            delimiter: self.delimiter.clone(),
            header_row: self.header_row,
            sheet: self.sheet.clone(),
            columns: Columns::default(),
            partitions: Vec::new(),
        }
    }

    /// Whether the settings are usable.
    ///
    /// # Errors
    /// Names the key, what is allowed and what was found.
    fn validate(&self) -> Result<(), String> {
        if self.name.trim().is_empty() {
            return Err("name must say what the series is called, found none".to_owned());
        }
        let of_it = |message: String| format!("{}: {message}", self.name);
        if self.paths.is_empty() {
            return Err(of_it("paths must name at least one file, found none".to_owned()));
        }
        self.source().validate().map_err(of_it)?;
        self.columns.validate().map_err(of_it)
    }
}

impl Config {
    /// Whether all other series are usable.
    pub(super) fn validate_seconds(&self) -> Result<(), String> {
        for (at, second) in self.second.iter().enumerate() {
            second.validate()?;
            if self.second[..at].iter().any(|other| other.name == second.name) {
                return Err(format!("name must be given once, found {:?} twice", second.name));
            }
        }
        Ok(())
    }

    /// The configuration that reads another series as if it were the first, and keeps it in a
    /// warehouse of its own.
    pub fn of_second(&self, second: &SecondSettings, warehouse: String) -> Self {
        let mark = warehouse.rsplit('/').next().unwrap_or("second").to_owned();
        let shared = self.warehouse.shared.as_ref();
        let shared = shared.map(|url| format!("{}/{mark}", url.trim_end_matches('/')));
        Self {
            sources: Sources::one(second.source()),
            columns: second.columns.clone(),
            keep: second.keep.clone(),
            warehouse: WarehouseSettings { path: Some(warehouse), shared },
            second: Vec::new(),
            ..self.clone()
        }
    }
}
