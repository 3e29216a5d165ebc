//! The effect in some months of a topic, judged beside placebos: the one source of every interval,
//! light, verdict and band.

use yiti_stats::interrupted::{Counterfactual, Departure, Effect, InterruptedError, Month, fit};
use yiti_stats::placebo::{PLACEBOS_MIN, judge};

use super::MonitorSettings;
use super::untreated::{Placebos, Untreated};
use crate::panel::CategoryId;
use crate::topics::Topic;

/// An effect and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Observed and expected orders, the effect, its interval.
    pub effect: Effect,
    /// Untreated categories that the interval is scaled by.
    pub placebos: u32,
    /// Place among them: 1 = fell further than all, `placebos + 1` = less than all.
    pub placebo_rank: u32,
    /// The smallest fall that could be told from no change, as a share of the expected orders.
    pub smallest_detectable: f64,
}

/// Why there is no effect to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEstimate {
    /// Too few untreated categories to compare with.
    FewPlacebos {
        /// How many there are.
        found: usize,
    },
    /// Untreated demands are too few to be a control.
    NoControl,
    /// Too few complete months before.
    ShortBaseline {
        /// How many there are.
        found: usize,
    },
    /// Not one demand before.
    NoDemandBefore,
    /// The regression did not settle.
    NotSettled,
    /// No complete month since.
    NoMonths,
    /// Even a fall of 90% could not be seen.
    TooUncertain,
}

/// A topic's months beside their control.
pub(super) struct Subject<'a> {
    categories: &'a [CategoryId],
    pub months: Vec<Month>,
}

impl<'a> Subject<'a> {
    /// From the topic's orders.
    pub fn of(topic: &'a Topic, orders: &[f64], untreated: &Untreated) -> Self {
        let control = untreated.beside(&topic.categories);
        let months =
            orders.iter().zip(control).map(|(&treated, control)| Month { treated, control });
        Self { categories: &topic.categories, months: months.collect() }
    }
}

/// A topic's expectation from the complete months before `end`, and its placebos.
pub(super) struct Baseline {
    end: usize,
    own: Counterfactual,
    placebos: Vec<usize>,
}

impl Baseline {
    /// Fits it.
    pub fn fit(
        subject: &Subject<'_>,
        placebos: &mut Placebos,
        end: usize,
        settings: &MonitorSettings,
    ) -> Result<Self, NoEstimate> {
        let baseline = placebos.baseline(end);
        let sum = |of: fn(&Month) -> f64| {
            baseline.iter().map(|&month| of(&subject.months[month])).sum::<f64>()
        };
        let months = baseline.len() as f64;
        let size = sum(|month| month.treated) / months;
        let candidates = placebos.candidates(subject.categories);
        if candidates < PLACEBOS_MIN {
            return Err(NoEstimate::FewPlacebos { found: candidates });
        }
        let own = fit(&subject.months, &baseline).map_err(NoEstimate::from)?;
        if sum(|month| month.control) < settings.control_min * months {
            return Err(NoEstimate::NoControl);
        }
        let placebos = placebos.like(subject.categories, size, end);
        match placebos.len() {
            found if found < PLACEBOS_MIN => Err(NoEstimate::FewPlacebos { found }),
            _ => Ok(Self { end, own, placebos }),
        }
    }

    /// Departures of the placebos over some months.
    pub fn placebo_departures(&self, placebos: &Placebos, months: &[usize]) -> Vec<Departure> {
        placebos.departures(&self.placebos, self.end, months)
    }

    /// The effect over some months together.
    pub fn estimate(
        &self,
        subject: &Subject<'_>,
        placebos: &Placebos,
        months: &[usize],
        settings: &MonitorSettings,
    ) -> Result<Estimate, NoEstimate> {
        let window: Vec<(usize, Month)> =
            months.iter().map(|&month| (month, subject.months[month])).collect();
        let own = self.own.departure(&window).ok_or(NoEstimate::NoMonths)?;
        let among = self.placebo_departures(placebos, months);
        let judged = judge(&own, &among, settings.confidence)
            .ok_or(NoEstimate::FewPlacebos { found: among.len() })?;
        Ok(Estimate {
            effect: judged.effect.ok_or(NoEstimate::TooUncertain)?,
            placebos: judged.placebos as u32,
            placebo_rank: judged.rank as u32,
            smallest_detectable: judged.smallest_detectable,
        })
    }
}

impl From<InterruptedError> for NoEstimate {
    fn from(error: InterruptedError) -> Self {
        match error {
            InterruptedError::ShortBaseline { found } => Self::ShortBaseline { found },
            InterruptedError::NoEvents => Self::NoDemandBefore,
            InterruptedError::NotConverged => Self::NotSettled,
        }
    }
}
