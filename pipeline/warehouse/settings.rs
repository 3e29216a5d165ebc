//! Where orders are kept as Parquet.

use crate::engine::is_url;
use serde::{Deserialize, Serialize};

/// `[warehouse]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WarehouseSettings {
    /// Folder, relative to the configuration; by default `.warehouse` in the output folder.
    pub path: Option<String>,
    /// URL of a folder in an object store that the machines of a cluster read; by default they read
    /// the warehouse's own folder, which they must then see under the same path.
    pub shared: Option<String>,
}

impl WarehouseSettings {
    /// Checks the URL.
    ///
    /// # Errors
    /// When it is none.
    pub fn validate(&self) -> Result<(), String> {
        match &self.shared {
            Some(shared) if !is_url(shared) => Err(format!(
                "shared = \"{shared}\": write the URL of a folder, as s3://bucket/folder; a folder \
                 that all machines mount is [warehouse] path"
            )),
            _ => Ok(()),
        }
    }
}
