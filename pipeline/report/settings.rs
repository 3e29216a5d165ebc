//! `[report]`

use serde::{Deserialize, Serialize};

use super::review_words::ReviewWords;
use crate::calendar::Cadence;
use crate::language::Language;

/// What is made for people to take away, beside the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// `documents/*.html`: the documents as pages. The site itself is made by every run.
    Html,
    /// `workbook.xlsx`
    Xlsx,
    /// `documents/*.docx`
    Docx,
    /// `notebooks/*.ipynb`
    Ipynb,
}

impl ReportFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Html, Self::Xlsx, Self::Docx, Self::Ipynb];

    /// The name in the configuration and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Ipynb => "ipynb",
        }
    }
}

/// Who reads what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// The office and those that it trusts.
    #[default]
    Internal,
    /// Everybody.
    Public,
}

/// What the page shows, and what is made beside it.
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
    /// What is made beside the tables.
    pub formats: Vec<ReportFormat>,
    /// A PNG or JPEG file, relative to the configuration.
    pub logo: Option<String>,
    /// Who issues the report.
    pub unit: String,
    /// Which edition it is, as people call it.
    pub edition: String,
    /// The office's own document, a .docx file with marks, relative to the configuration.
    pub template: Option<String>,
    /// A Python with nbclient, ipykernel, pandas and pyarrow that runs the notebooks once.
    pub python: Option<String>,
    /// Who reads it.
    pub audience: Audience,
    /// In an outward edition, least number of distinct reporters behind a figure.
    pub reporters_min: u32,
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
            formats: ReportFormat::ALL.to_vec(),
            logo: None,
            unit: String::new(),
            edition: String::new(),
            template: None,
            python: None,
            audience: Audience::Internal,
            reporters_min: 5,
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
        if !(2..=1000).contains(&self.reporters_min) {
            return Err(format!("reporters_min must be in 2..=1000, found {}", self.reporters_min));
        }
        self.titles.validate()
    }
}
