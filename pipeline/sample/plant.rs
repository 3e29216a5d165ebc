//! What is planted: one plant is one thing that a good miner should find, or must not be fooled by.

use std::ops::RangeInclusive;

/// The kinds of planted truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlantKind {
    /// Demand in one street far above the city's rate, month after month.
    PersistentCell,
    /// High demand and low resolution in every district.
    ChronicCitywide,
    /// The same in one to three districts only; the others do well.
    ChronicDistrict,
    /// A few weeks of much more demand in one street.
    SpikeLocal,
    /// A few weeks of much more demand all over the city.
    SpikeCitywide,
    /// A spike in one street that one reporter made.
    BurstOneReporter,
    /// Demand falls after a measure starts.
    TopicWithMeasure,
    /// One matter filed under several categories.
    CrossCategoryMatter,
    /// One matter at one place, reported by many.
    LocalMatter,
}

impl PlantKind {
    /// The name used in the truth table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PersistentCell => "persistent_cell",
            Self::ChronicCitywide => "chronic_citywide",
            Self::ChronicDistrict => "chronic_district",
            Self::SpikeLocal => "spike_local",
            Self::SpikeCitywide => "spike_citywide",
            Self::BurstOneReporter => "burst_one_reporter",
            Self::TopicWithMeasure => "topic_with_measure",
            Self::CrossCategoryMatter => "cross_category_matter",
            Self::LocalMatter => "local_matter",
        }
    }
}

/// How the additional demand of a plant spreads over its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// As the category's own demand does: seasons, weekdays.
    Season,
    /// Strongest early, then fading.
    Burst,
    /// Evenly.
    Even,
}

/// A concrete matter with its own wordings.
#[derive(Debug, Clone, PartialEq)]
pub struct Matter {
    /// A title as a person would give it.
    pub title: String,
    /// Ways to say it, places and names filled in.
    pub wordings: Vec<String>,
}

/// Additional demand.
#[derive(Debug, Clone, PartialEq)]
pub struct Excess {
    /// Expected number of additional demands over all days.
    pub orders: f64,
    /// How they spread.
    pub profile: Profile,
    /// Share of them that the busiest reporter makes.
    pub top_reporter_share: f64,
    /// Size of the pool of the other reporters.
    pub reporters: u64,
}

/// One planted thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Plant {
    /// Its kind.
    pub kind: PlantKind,
    /// The street, if it is local.
    pub street: Option<usize>,
    /// The districts, if it is confined to some.
    pub districts: Vec<usize>,
    /// Categories with their shares, which add up to 1.
    pub categories: Vec<(usize, f64)>,
    /// First and last day, as positions in the calendar of the sample.
    pub days: RangeInclusive<usize>,
    /// Ratio, or share, by kind: see the truth table's documentation.
    pub strength: f64,
    /// Planted chance that a demand is solved, where it differs from the category's own.
    pub resolution: Option<f64>,
    /// Additional demand; `None` for kinds that only change rates.
    pub excess: Option<Excess>,
    /// The matter, for kinds with texts of their own.
    pub matter: Option<Matter>,
    /// For people.
    pub note: String,
}
