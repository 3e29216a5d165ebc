//! Where the orders are, how their files are written and how their columns are named.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::columns::Columns;

/// `[source]`, or one of several `[[source]]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceSettings {
    /// Files, folders or globs, relative to the configuration.
    pub paths: Vec<String>,
    /// By default from the extension; a folder with a Delta log is a Delta table.
    pub format: Option<SourceFormat>,
    /// Of text files: a label of the WHATWG encoding standard, or one of its usual spellings.
    pub encoding: Option<String>,
    /// Of CSV: one character.
    pub delimiter: Option<String>,
    /// Line, or row of a sheet, that names the columns; 1 = the first.
    pub header_row: Option<u64>,
    /// Of workbooks: the sheet to read.
    pub sheet: Option<String>,
    /// Keys of folders named `key=value` that say when the orders below were received; partitions
    /// of days that a run does not need are not opened.
    pub partitions: Vec<String>,
    /// `[source.columns]`: laid over `[columns]`, key by key.
    pub columns: Columns,
}

impl SourceSettings {
    /// The declared encoding.
    pub fn encoding(&self) -> Option<&'static encoding_rs::Encoding> {
        self.encoding.as_deref().and_then(encoding_of)
    }

    /// The declared delimiter.
    pub fn delimiter(&self) -> Option<u8> {
        match self.delimiter.as_deref()? {
            "tab" | "\\t" => Some(b'\t'),
            text => text.bytes().next(),
        }
    }

    /// Whether what is declared of the files is usable.
    ///
    /// # Errors
    /// Names the key, what is allowed and what was found.
    pub fn validate(&self) -> Result<(), String> {
        if let Some(label) = self.encoding.as_deref().filter(|label| encoding_of(label).is_none()) {
            return Err(format!(
                "encoding must be a known label such as \"utf-8\", \"gb18030\", \"big5\", \
                 \"latin1\", \"windows-1252\", \"utf-16\", \"shift_jis\", found {label:?}"
            ));
        }
        if let Some(text) = self.delimiter.as_deref() {
            let usable = |byte: u8| byte.is_ascii() && !b"\"\r\n\0".contains(&byte);
            let named = matches!(text, "tab" | "\\t");
            if !named && (text.len() != 1 || !text.bytes().all(usable)) {
                return Err(format!(
                    "delimiter must be one ASCII character other than a quote or a line end, \
                     such as \";\", \"|\" or \"\\t\", found {text:?}"
                ));
            }
        }
        if self.header_row == Some(0) {
            return Err("header_row must be 1 (the file's first line) or more, found 0".into());
        }
        Ok(())
    }
}

/// An encoding by its label, in the spellings that people and spreadsheets use.
fn encoding_of(label: &str) -> Option<&'static encoding_rs::Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let plain: String = label.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect();
    let renamed = match plain.as_str() {
        "utf8sig" | "cp65001" => "utf-8",
        "utf16" => "utf-16",
        "cp936" | "ms936" => "gbk",
        "cp950" | "ms950" => "big5",
        "cp932" | "ms932" => "shift_jis",
        "cp949" | "ms949" => "euc-kr",
        _ => label.as_str(),
    };
    let by_label = |label: &str| encoding_rs::Encoding::for_label(label.as_bytes());
    by_label(renamed).or_else(|| by_label(&plain))
}

/// `[source]` once, or `[[source]]` several times.
#[derive(Debug, Clone, PartialEq)]
pub struct Sources(Vec<SourceSettings>);

impl Sources {
    /// One source.
    pub fn one(settings: SourceSettings) -> Self {
        Self(vec![settings])
    }

    /// All sources, in the order of the configuration. There is at least one.
    pub fn all(&self) -> &[SourceSettings] {
        &self.0
    }

    /// Whether the settings are usable.
    ///
    /// # Errors
    /// Names the key, what is allowed and what was found.
    pub fn validate(&self) -> Result<(), String> {
        if self.0.is_empty() {
            return Err("must be given at least once".into());
        }
        self.0.iter().try_for_each(SourceSettings::validate)
    }
}

impl Default for Sources {
    fn default() -> Self {
        Self(vec![SourceSettings::default()])
    }
}

impl Serialize for Sources {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrSeveral;
        impl<'de> Visitor<'de> for OneOrSeveral {
            type Value = Sources;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[source], or [[source]] several times")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Sources, A::Error> {
                let one = SourceSettings::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Sources(vec![one]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Sources, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Sources)
            }
        }
        deserializer.deserialize_any(OneOrSeveral)
    }
}

/// What `[source] format` may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceFormat {
    /// Files of [`Format::Parquet`].
    Parquet,
    /// Files of [`Format::Csv`].
    Csv,
    /// Files of [`Format::Json`].
    Json,
    /// Files of [`Format::Xlsx`].
    Xlsx,
    /// Delta tables: each path is the folder of one.
    Delta,
}

impl SourceFormat {
    /// The format of single files; none of tables, whose logs say which files are theirs.
    pub const fn of_files(self) -> Option<Format> {
        match self {
            Self::Parquet => Some(Format::Parquet),
            Self::Csv => Some(Format::Csv),
            Self::Json => Some(Format::Json),
            Self::Xlsx => Some(Format::Xlsx),
            Self::Delta => None,
        }
    }
}

/// Formats of input files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Apache Parquet.
    Parquet,
    /// Text with one row a line and a delimiter between fields, below a header line.
    Csv,
    /// One JSON object a line, or a list of objects anywhere in one document.
    Json,
    /// A sheet of a workbook.
    Xlsx,
}

/// `[keep]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeepSettings {
    /// SQL condition over canonical and source columns; rows for which it is not true are set
    /// aside and counted.
    #[serde(rename = "where")]
    pub condition: Option<String>,
}

fn geojson_name() -> String {
    "name".to_owned()
}

/// `[areas]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreasSettings {
    /// CSV with the columns level, area, parent, population; relative to the configuration.
    pub path: String,
    /// Refuse orders from areas that the file does not list.
    #[serde(default)]
    pub only_listed: bool,
    /// GeoJSON with the areas' outlines, relative to the configuration: which are neighbours.
    #[serde(default)]
    pub geojson: Option<String>,
    /// The property of its features that names the area.
    #[serde(default = "geojson_name")]
    pub geojson_name: String,
}
