//! `[report]`

use serde::{Deserialize, Serialize};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportSettings {
    /// Whether charts come as PNG too. The page shows SVGs; PNGs are for slides and documents.
    pub png: bool,
    /// Device pixels of a PNG a CSS pixel, in [1, 4].
    pub png_scale: f32,
    /// Findings of a kind on the page; the table has all.
    pub findings_shown: usize,
    /// Near misses, and excluded topics, on the page; the table has all.
    pub near_misses_shown: usize,
}

impl Default for ReportSettings {
    fn default() -> Self {
        Self { png: true, png_scale: 2.0, findings_shown: 20, near_misses_shown: 20 }
    }
}

impl ReportSettings {
    /// Whether every value is in its range.
    ///
    /// # Errors
    /// Names the key, its range and the value found.
    pub fn validate(&self) -> Result<(), String> {
        if !(1.0..=4.0).contains(&self.png_scale) {
            return Err(format!("png_scale must be in 1..=4, found {}", self.png_scale));
        }
        for (name, shown) in
            [("findings_shown", self.findings_shown), ("near_misses_shown", self.near_misses_shown)]
        {
            if !(1..=1000).contains(&shown) {
                return Err(format!("{name} must be in 1..=1000, found {shown}"));
            }
        }
        Ok(())
    }
}
