//! The four focuses and their weights.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// One of the four focuses (四个聚焦).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Focus {
    /// What stands out now.
    Prominence,
    /// What is large and wide.
    Breadth,
    /// What has long been badly solved, and can be solved.
    Chronicity,
    /// What only the city can solve.
    Municipal,
}

impl Focus {
    /// All four, in the order of every table.
    pub const ALL: [Self; 4] = [Self::Prominence, Self::Breadth, Self::Chronicity, Self::Municipal];

    /// The name used in published tables and settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prominence => "prominence",
            Self::Breadth => "breadth",
            Self::Chronicity => "chronicity",
            Self::Municipal => "municipal",
        }
    }

    /// The name for people.
    pub const fn title(self, language: Language) -> &'static str {
        match self {
            Self::Prominence => language.pick("突出程度", "prominence"),
            Self::Breadth => language.pick("量大面广", "breadth"),
            Self::Chronicity => language.pick("久拖可解", "long unsolved but solvable"),
            Self::Municipal => language.pick("须市级统筹", "a case for the city"),
        }
    }
}

/// Weights of the four focuses. Only their proportions count.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Of what stands out now.
    pub prominence: f64,
    /// Of what is large and wide.
    pub breadth: f64,
    /// Of what has long been badly solved, and can be solved.
    pub chronicity: f64,
    /// Of what only the city can solve.
    pub municipal: f64,
}

impl Default for Weights {
    /// Prominence and breadth both grow with sheer volume and say little about the year after, so
    /// each counts less than the two that tell what is hard from what is merely large. `yiti
    /// backtest --fit` shows what past years say of it.
    fn default() -> Self {
        Self { prominence: 0.15, breadth: 0.15, chronicity: 0.4, municipal: 0.3 }
    }
}

impl Weights {
    /// The weights in the order of [`Focus::ALL`], scaled to sum 1.
    pub fn shares(&self) -> [f64; 4] {
        let weights = [self.prominence, self.breadth, self.chronicity, self.municipal];
        let sum: f64 = weights.iter().sum();
        weights.map(|weight| weight / sum)
    }

    /// Whether every weight is finite and not negative, and one is positive.
    ///
    /// # Errors
    /// The weight that is not, with the value found.
    pub fn validate(&self) -> Result<(), String> {
        let named =
            Focus::ALL.iter().zip([self.prominence, self.breadth, self.chronicity, self.municipal]);
        for (focus, weight) in named.clone() {
            if !(weight.is_finite() && weight >= 0.0) {
                return Err(format!("weights.{} must be 0 or more, found {weight}", focus.name()));
            }
        }
        if named.map(|(_, weight)| weight).sum::<f64>() <= 0.0 {
            return Err(
                "weights must not all be 0: give at least one focus a positive weight".to_owned()
            );
        }
        Ok(())
    }
}
