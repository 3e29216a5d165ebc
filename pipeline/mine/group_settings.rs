//! When a crowd is a group (多人同诉), as the configuration says it and as the pages print it.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// When a crowd is a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GroupSettings {
    /// Fewest distinct reporters.
    pub reporters_min: u32,
    /// Days within which they must have come.
    pub days: u32,
    /// Smallest ratio of reporters to the demands that are usual in so many days.
    pub ratio_min: f64,
    /// Likeness of two texts from which they say the same, in (0, 1).
    pub likeness_min: f64,
}

impl Default for GroupSettings {
    fn default() -> Self {
        Self { reporters_min: 10, days: 14, ratio_min: 2.0, likeness_min: 0.35 }
    }
}

impl GroupSettings {
    /// Refuses values outside their ranges.
    pub fn validate(&self) -> Result<(), String> {
        if self.reporters_min < 3 {
            return Err(format!("reporters_min must be at least 3, found {}", self.reporters_min));
        }
        if !(1..=92).contains(&self.days) {
            return Err(format!("days must be in 1..=92, found {}", self.days));
        }
        if !(self.ratio_min >= 1.0 && self.ratio_min.is_finite()) {
            let found = self.ratio_min;
            return Err(format!("ratio_min must be a number of at least 1, found {found}"));
        }
        if !(self.likeness_min > 0.0 && self.likeness_min < 1.0) {
            let found = self.likeness_min;
            return Err(format!("likeness_min must be in (0, 1), found {found}"));
        }
        Ok(())
    }
}

/// The rule in one sentence, as printed beside the findings.
pub fn group_rule(settings: &GroupSettings, language: Language) -> String {
    let GroupSettings { reporters_min, days, ratio_min, .. } = settings;
    match language {
        Language::Zh => format!(
            "{days}天内不少于{reporters_min}人反映同一街乡的同一事项，且不低于平时的{ratio_min}倍；有文本时，\
             所述相同的诉求不论记在哪一类都算在内；没有文本时，同期同地也偏高的类别一并计算。"
        ),
        Language::En => format!(
            "At least {reporters_min} reporters within {days} days about one matter in one place, \
             {ratio_min} times what is usual there. Demands whose texts say the same count \
             whatever they were filed under; without texts, categories that are busy there just \
             then."
        ),
    }
}
