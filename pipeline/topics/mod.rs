//! Topics: the categories, places and texts that are one matter, named, edited by people, and the
//! same next month.
//!
//! `panel + texts → topics`. Invariant: nothing here reads files or the clock, except the verb in
//! `messages/`.

pub mod category;
pub mod edits;
mod gather;
pub mod identity;
pub mod messages;
mod order_texts;
mod standouts;
pub mod text;
mod text_weight;
pub mod themes;
mod topic;

use serde::{Deserialize, Serialize};

pub use category::{CategorySettings, Extent, category_topics, extent};
pub use edits::{Edits, EditsError, outcome::EditOutcome};
pub use gather::{Gathered, Guidance, attach_findings, gather};
pub use identity::{IdentityChange, IdentitySettings, TopicStore};
pub use order_texts::{OrderText, Texts, standouts};
pub use standouts::{Lists, SAID_VERSION, Said, Standout};
pub use text::mask::mask;
pub use text::words::load_dictionary;
pub use themes::{ThemeError, ThemeTree};
pub use topic::{Bucket, Facets, Topic, TopicSource};

/// `[topics]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TopicsSettings {
    /// Texts kept from each file, those of streets with unusually many orders of a category first;
    /// 0 = none. Text topics come from these.
    pub texts: usize,
    /// Most texts of a run that are compared pair by pair. Of more, matters are found by what
    /// stands out in them alone.
    pub mined_texts: usize,
    /// A theme tree of your own, relative to the configuration; its rules come before the built-in
    /// ones.
    pub themes: Option<String>,
    /// Merges, splits, renames, themes and departments that people gave, relative to the
    /// configuration.
    pub edits: Option<String>,
    /// Category topics.
    pub category: CategorySettings,
    /// Text topics.
    pub text: text::Settings,
    /// Which topic of the last run a topic continues.
    pub identity: IdentitySettings,
}

impl Default for TopicsSettings {
    fn default() -> Self {
        Self {
            texts: 20_000,
            mined_texts: 3_000,
            themes: None,
            edits: None,
            category: CategorySettings::default(),
            text: text::Settings::default(),
            identity: IdentitySettings::default(),
        }
    }
}

impl TopicsSettings {
    /// Whether every value is in its range.
    ///
    /// # Errors
    /// Names the key, its range and the value found.
    pub fn validate(&self) -> Result<(), String> {
        self.category.validate()?;
        self.text.validate()?;
        self.identity.validate()
    }
}
