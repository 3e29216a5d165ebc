//! `[report]`

use serde::{Deserialize, Serialize};

use super::review_words::ReviewWords;
use crate::config::Cadence;
use crate::language::Language;

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
    /// What the reports are called.
    pub titles: Titles,
}

/// What the report of each kind of period is called; empty: as is usual in the report's language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Titles {
    /// 日报告.
    pub day: String,
    /// 周分析.
    pub week: String,
    /// 月通报.
    pub month: String,
    /// 年体检.
    pub year: String,
}

/// Characters of a title: longer ones break the page's head.
const TITLE_MAX: usize = 60;

impl Titles {
    /// The title of a report of this kind of period.
    pub fn of(&self, cadence: Cadence, language: Language) -> &str {
        let words = ReviewWords::of(language);
        let (own, usual) = match cadence {
            Cadence::Daily => (&self.day, words.title_day),
            Cadence::Weekly => (&self.week, words.title_week),
            Cadence::Monthly => (&self.month, words.title_month),
            Cadence::Annual => (&self.year, words.title_year),
        };
        if own.trim().is_empty() { usual } else { own }
    }

    fn validate(&self) -> Result<(), String> {
        let all = [
            ("day", &self.day),
            ("week", &self.week),
            ("month", &self.month),
            ("year", &self.year),
        ];
        let too_long = all.iter().find(|(_, title)| title.chars().count() > TITLE_MAX);
        too_long.map_or(Ok(()), |(name, title)| {
            let found = title.chars().count();
            Err(format!("titles.{name} must have at most {TITLE_MAX} characters, found {found}"))
        })
    }
}

impl Default for ReportSettings {
    fn default() -> Self {
        Self {
            png: true,
            png_scale: 2.0,
            findings_shown: 20,
            near_misses_shown: 20,
            titles: Titles::default(),
        }
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
        self.titles.validate()
    }
}
