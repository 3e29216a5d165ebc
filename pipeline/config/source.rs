//! Where the orders are and how their columns are named.

use serde::{Deserialize, Serialize};

/// `[source]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceSettings {
    /// Files, folders or globs, relative to the configuration.
    pub paths: Vec<String>,
    /// By default from the extension.
    pub format: Option<Format>,
}

/// Formats of input files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Apache Parquet.
    Parquet,
    /// Comma-separated, UTF-8 or GB 18030, with a header line.
    Csv,
    /// One JSON object a line.
    Json,
}

/// `[columns]`: each a SQL expression over the source's own columns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are those of the canonical work order")]
pub struct Columns {
    pub order_id: Option<String>,
    pub received_at: Option<String>,
    pub category_l1: Option<String>,
    pub category_l2: Option<String>,
    pub category_l3: Option<String>,
    pub district: Option<String>,
    pub street: Option<String>,
    pub community: Option<String>,
    pub request_type: Option<String>,
    pub channel: Option<String>,
    pub department: Option<String>,
    pub reporter: Option<String>,
    pub text: Option<String>,
    pub due_at: Option<String>,
    pub closed_at: Option<String>,
    pub updated_at: Option<String>,
    pub responded: Option<String>,
    pub resolved: Option<String>,
    pub satisfied: Option<String>,
    pub escalated: Option<String>,
    pub lon: Option<String>,
    pub lat: Option<String>,
}

impl Columns {
    /// Canonical name and expression of each column that is mapped, in canonical order.
    pub fn mapped(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("order_id", &self.order_id),
            ("received_at", &self.received_at),
            ("category_l1", &self.category_l1),
            ("category_l2", &self.category_l2),
            ("category_l3", &self.category_l3),
            ("district", &self.district),
            ("street", &self.street),
            ("community", &self.community),
            ("request_type", &self.request_type),
            ("channel", &self.channel),
            ("department", &self.department),
            ("reporter", &self.reporter),
            ("text", &self.text),
            ("due_at", &self.due_at),
            ("closed_at", &self.closed_at),
            ("updated_at", &self.updated_at),
            ("responded", &self.responded),
            ("resolved", &self.resolved),
            ("satisfied", &self.satisfied),
            ("escalated", &self.escalated),
            ("lon", &self.lon),
            ("lat", &self.lat),
        ];
        all.into_iter().filter_map(|(name, sql)| sql.as_deref().map(|sql| (name, sql))).collect()
    }

    /// The level of the category on which mining works: 2 where there is one, else the one there is.
    pub const fn category_level(&self) -> u8 {
        match (&self.category_l1, &self.category_l2) {
            (_, Some(_)) => 2,
            (Some(_), None) => 1,
            (None, None) => 3,
        }
    }

    /// Whether streets are the finest level of the panel; else communities are.
    pub const fn has_streets(&self) -> bool {
        self.street.is_some()
    }

    /// Whether the columns that every run needs are mapped.
    ///
    /// # Errors
    /// Names the column that is missing.
    pub fn validate(&self) -> Result<(), String> {
        let missing = |name: &str| Err(format!("{name} is required: map it to a SQL expression over your own columns"));
        if self.order_id.is_none() {
            return missing("order_id");
        }
        if self.received_at.is_none() {
            return missing("received_at");
        }
        if self.category_l1.is_none() && self.category_l2.is_none() && self.category_l3.is_none() {
            return missing("one of category_l1, category_l2, category_l3");
        }
        if self.district.is_none() && self.street.is_none() && self.community.is_none() {
            return missing("one of district, street, community");
        }
        Ok(())
    }
}

/// `[keep]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeepSettings {
    /// SQL condition over canonical and source columns; rows for which it is not true are set aside and counted.
    #[serde(rename = "where")]
    pub condition: Option<String>,
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
}
