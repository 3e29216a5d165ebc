//! What a configuration says of orders: where they are, how their files are written, which columns
//! and words mean what.

mod answers;
mod columns;
mod source;

use std::path::{Path, PathBuf};

pub use answers::AnswersSettings;
pub use columns::Columns;
pub use source::{AreasSettings, Format, KeepSettings, SourceFormat, SourceSettings, Sources};

use super::{Alias, CheckSettings, NamesSettings};
use crate::calendar::{MonthStart, TimeZone};
use crate::engine::is_url;

/// Everything that decides how a row is read and where it goes.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The configuration's file: messages name it, and paths in it are relative to its folder.
    pub config_path: PathBuf,
    /// The city's time zone.
    pub time_zone: TimeZone,
    /// Where the orders are.
    pub sources: Sources,
    /// Canonical column = SQL expression over the source's own columns; common to all sources.
    pub columns: Columns,
    /// Which rows are demands.
    pub keep: KeepSettings,
    /// Which words of a call-back mean yes and no.
    pub answers: AnswersSettings,
    /// Names, parents and populations of areas.
    pub areas: Option<AreasSettings>,
    /// Which spellings are one name, and which mean "not known".
    pub names: NamesSettings,
    /// Names that were renamed, split or merged.
    pub aliases: Vec<Alias>,
    /// The data gate.
    pub check: CheckSettings,
    /// Where statistical months start.
    pub month_start: MonthStart,
    /// Texts that are kept of a chunk of orders.
    pub texts: usize,
}

impl Reading {
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
        self.config_path.parent().unwrap_or_else(|| Path::new("")).join(path)
    }

    /// Whether an expression of a source may read a column of this name.
    pub fn mentions(&self, source: usize, name: &str) -> bool {
        let columns = self.columns_of(source);
        let mut columns = columns.mapped().into_iter().map(|(_, sql)| sql);
        columns.any(|sql| sql.contains(name))
            || self.keep.condition.as_deref().is_some_and(|sql| sql.contains(name))
    }

    /// Fingerprint of all that decides how a row of a source is read and where it goes.
    /// `reporter_key` names the key of pseudonyms.
    ///
    /// # Errors
    /// When the areas file decides on rows and cannot be read.
    pub fn fingerprint(&self, source: usize, reporter_key: &str) -> Result<String, std::io::Error> {
        let mut written = self.sources.all().get(source).cloned().unwrap_or_default();
        written.paths.clear();
        written.partitions.clear();
        let areas = self.areas.as_ref().filter(|areas| areas.only_listed);
        let listed =
            areas.map(|areas| std::fs::read_to_string(self.resolve(&areas.path))).transpose()?;
        let all = serde_json::json!([
            self.time_zone,
            self.columns_of(source),
            self.keep,
            self.answers,
            self.names,
            self.aliases,
            written,
            self.check.earliest,
            self.check.latest,
            self.month_start,
            self.texts,
            self.any_columns().category_level(),
            listed,
            reporter_key,
        ]);
        Ok(blake3::hash(all.to_string().as_bytes()).to_hex()[..16].to_owned())
    }
}
