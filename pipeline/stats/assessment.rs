//! What every detector takes and gives: a series of counts on a regular grid, and a verdict on each
//! of its times.

/// Counts on consecutive days or weeks, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// Counts, at least 0; NaN = not reported, which is not 0.
    pub counts: &'a [f64],
    /// Population or another exposure of each time, positive and finite; `None`: the same
    /// throughout. Only its changes matter: scaling all of them changes nothing.
    pub exposures: Option<&'a [f64]>,
    /// What lies between two times.
    pub every: Every,
}

impl Series<'_> {
    /// Exposure of a time, 1 when there is none.
    pub fn exposure(&self, time: usize) -> f64 {
        self.exposures.map_or(1.0, |exposures| exposures[time])
    }
}

/// The step of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Daily, with a weekday pattern.
    Day,
    /// Weekly.
    Week,
}

impl Every {
    /// Times in a mean Gregorian year.
    pub const fn per_year(self) -> f64 {
        match self {
            Self::Day => 365.2425,
            Self::Week => 365.2425 / 7.0,
        }
    }

    /// Times in a week.
    pub const fn per_week(self) -> usize {
        match self {
            Self::Day => 7,
            Self::Week => 1,
        }
    }
}

/// What a detector says of one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assessment {
    /// Counts expected; `None` where the method's low-count rule withholds it.
    pub expected: Option<f64>,
    /// Largest count that raises no alarm.
    pub upper: Option<f64>,
    /// How unusual, higher = more; comparable between series of one method.
    pub score: f64,
    /// Probability of as much or more under "nothing unusual"; `None` for methods without one.
    pub p_value: Option<f64>,
    /// Whether the method flags this time.
    pub alarm: bool,
    /// The regression did not converge and the plain mean stands in for it.
    pub fallback: bool,
}
