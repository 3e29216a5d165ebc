//! A topic: the categories, places and texts that are one matter.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::panel::{AreaId, CategoryId};

/// One topic.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topic {
    /// Stable between runs; never reused.
    pub topic_id: String,
    /// A title as a person would give it.
    pub title: String,
    /// Theme key from the theme tree (`housing`, `transport`, …); `None` when no rule fits.
    pub theme: Option<String>,
    /// Distinctive words, strongest first.
    pub keywords: Vec<String>,
    /// Item-level categories whose demands belong to the topic.
    pub categories: Vec<CategoryId>,
    /// `None`: the whole city. `Some`: a local matter of these areas.
    pub areas: Option<Vec<AreaId>>,
    /// Demands in the period; of a matter that was found in texts about how many, by the texts that
    /// were kept.
    pub orders: u64,
    /// Distinct finest-level areas with demand in the period; `None` where no demand's area is
    /// known.
    pub area_count: Option<u32>,
    /// First day with demand in the period.
    pub first_day: Option<NaiveDate>,
    /// Last day with demand in the period.
    pub last_day: Option<NaiveDate>,
    /// Typical texts, masked; empty without a text column.
    pub examples: Vec<String>,
    /// Findings that belong to it.
    pub finding_ids: Vec<String>,
    /// What the theme tree and people's edits say of it.
    pub facets: Facets,
    /// What it was made from.
    pub source: TopicSource,
}

/// What a topic was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TopicSource {
    /// Joined item categories: its members are all orders of these categories.
    #[default]
    Categories,
    /// A cluster of texts: its members are single orders.
    Texts,
}

/// What the theme tree and people's edits say of a topic. Keys are those of the theme tree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// The named problem whose rule made or recognised the topic.
    pub matter: Option<String>,
    /// Cause types, as the tree lists them.
    pub causes: Vec<String>,
    /// Livelihood tier (`basic`, `fundamental`, `developing`, `quality`).
    pub tier: Option<String>,
    /// Which of the seven "haves" it touches.
    pub haves: Vec<String>,
    /// Which of the five "natures" it touches.
    pub natures: Vec<String>,
    /// How far from home it lies (`home`, `estate`, `street`, `city`, `beyond`).
    pub ring: Option<String>,
    /// The lead department, where people have assigned one.
    pub department: Option<String>,
    /// `Some`: no single matter that a city could set right; the proposal leaves it out and says
    /// why.
    pub bucket: Option<Bucket>,
}

/// Why a topic is no matter for a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bucket {
    /// A collecting bucket ("其他", "General Request"): nobody can tell what was asked.
    General,
    /// An order, a booking, a registration or an internal note ("Sticker Request"): nothing failed.
    Routine,
}

impl Bucket {
    /// The name used in published tables and in the theme tree.
    pub const fn name(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Routine => "routine",
        }
    }
}
