//! The methods by name.

use std::fmt;
use std::str::FromStr;

/// How a series is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// With areas and categories: against the category's other areas. Else the harmonic regression
    /// from the seventh period on: its priors stand in for the history that is not there yet. (EARS
    /// flags 4–7% of quiet periods at a nominal 1%.)
    #[default]
    Auto,
    /// Harmonic regression with evidence pooled over two periods ([`yiti_stats::harmonic`]).
    Harmonic,
    /// Improved Farrington ([`yiti_stats::farrington`]).
    Farrington,
    /// EARS C1 ([`yiti_stats::ears`]).
    EarsC1,
    /// EARS C2.
    EarsC2,
    /// EARS C3.
    EarsC3,
    /// RKI 2 ([`yiti_stats::rki2`]).
    Rki2,
}

impl Method {
    /// All of them, in the order of the help text.
    pub const ALL: [Self; 7] = [
        Self::Auto,
        Self::Harmonic,
        Self::Farrington,
        Self::EarsC1,
        Self::EarsC2,
        Self::EarsC3,
        Self::Rki2,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Harmonic => "harmonic",
            Self::Farrington => "farrington",
            Self::EarsC1 => "ears-c1",
            Self::EarsC2 => "ears-c2",
            Self::EarsC3 => "ears-c3",
            Self::Rki2 => "rki2",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Method {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|method| method.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|method| method.name()).collect();
            format!("method must be one of {}, found {name}", names.join(", "))
        })
    }
}
