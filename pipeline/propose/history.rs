//! Past years' lists: is a topic new, carried over, or back again?

use super::settings::PastYear;
use crate::language::Language;
use crate::topics::Topic;

/// What past lists say of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// On no list before.
    New,
    /// On the latest list.
    CarriedOver {
        /// The latest list's year.
        year: i32,
    },
    /// On an earlier list, not on the latest.
    Returned {
        /// The last year it was on.
        year: i32,
    },
}

impl Standing {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::CarriedOver { .. } => "carried_over",
            Self::Returned { .. } => "returned",
        }
    }

    /// A clause for people; empty for what is new.
    pub fn clause(self, language: Language) -> String {
        match (self, language) {
            (Self::New, _) => String::new(),
            (Self::CarriedOver { year }, Language::Zh) => format!("{year}年已列入，本次延续"),
            (Self::CarriedOver { year }, Language::En) => {
                format!("carried over from the list of {year}")
            }
            (Self::Returned { year }, Language::Zh) => format!("{year}年曾列入，本次重回"),
            (Self::Returned { year }, Language::En) => {
                format!("back again after the list of {year}")
            }
        }
    }
}

/// What the history says of a topic; `None` without a history.
pub fn standing(topic: &Topic, history: &[PastYear]) -> Option<Standing> {
    let latest = history.iter().map(|past| past.year).max()?;
    let named = |past: &&PastYear| past.topics.iter().any(|name| is_named(topic, name));
    let last = history.iter().filter(named).map(|past| past.year).max();
    Some(match last {
        None => Standing::New,
        Some(year) if year == latest => Standing::CarriedOver { year },
        Some(year) => Standing::Returned { year },
    })
}

/// Whether a name, id or title, means the topic.
pub fn is_named(topic: &Topic, name: &str) -> bool {
    let name = name.trim();
    topic.topic_id == name || topic.title.trim() == name
}
