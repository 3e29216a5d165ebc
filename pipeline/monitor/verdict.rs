//! What an effect since a measure allows one to say.

use yiti_stats::interrupted::Effect;

use super::MonitorSettings;
use crate::language::Language;

/// Whether a topic fell since its measure began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval lies below 0.
    Fell,
    /// The whole interval lies above the smallest fall that matters (`[monitor] fall_min`).
    DidNotFall,
    /// Neither, or there is no interval.
    CannotTell,
}

impl Verdict {
    /// The verdict on an effect; with fewer expected than `[monitor] expected_min` none can be
    /// told.
    pub(super) fn of(effect: &Effect, settings: &MonitorSettings) -> Self {
        if effect.expected < settings.expected_min {
            Self::CannotTell
        } else if effect.high < 0.0 {
            Self::Fell
        } else if effect.low > -settings.fall_min {
            Self::DidNotFall
        } else {
            Self::CannotTell
        }
    }

    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        self.words(Language::En)
    }

    /// The verdict in words.
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            Self::Fell => language.pick("下降", "fell"),
            Self::DidNotFall => language.pick("没有下降", "did not fall"),
            Self::CannotTell => language.pick("看不出", "cannot tell"),
        }
    }
}
