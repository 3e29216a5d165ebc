//! Where orders are kept as Parquet.

use serde::{Deserialize, Serialize};

/// `[warehouse]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WarehouseSettings {
    /// Folder, relative to the configuration; by default `.warehouse` in the output folder.
    pub path: Option<String>,
}
