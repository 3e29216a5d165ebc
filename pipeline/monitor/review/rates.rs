//! The rates of a unit in a month, each with its denominator, and those that months of any age can
//! be compared by.
//!
//! ```text
//! closed at age   = closed within the limit / old
//! resolved at age = closed at age · resolved / answered of those closed within the limit
//! ```
//!
//! Old demands were received so long ago that the limit, and the days in which call-backs come in,
//! have passed. Who was not asked is left out of the second factor alone: a demand that is not
//! closed is not resolved, whether asked or not.

use yiti_stats::rates::Answers;

use crate::panel::{Available, Outcomes};

/// Demands and rates of a unit in a month. `None` is what the data does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnitRates {
    /// Demands; `None` in a month that the feed does not cover at all.
    pub orders: Option<u64>,
    /// Contacted, of those asked.
    pub responded: Option<Answers>,
    /// Resolved, of those asked.
    pub resolved: Option<Answers>,
    /// Satisfied, of those asked.
    pub satisfied: Option<Answers>,
    /// Closed within the age limit, of old demands.
    pub old_closed: Option<Answers>,
    /// Resolved, of the old demands closed within the limit whose answer is known.
    pub old_resolved: Option<Answers>,
}

/// A rate that bands and ranks may go by, the first that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BandRate {
    /// Resolved within the age limit.
    ResolvedAtAge,
    /// Resolved, of those asked.
    Resolution,
    /// Satisfied, of those asked.
    Satisfaction,
    /// Contacted, of those asked.
    Response,
    /// Closed within the age limit.
    ClosedAtAge,
}

impl BandRate {
    /// From the best to the last resort.
    pub const ALL: [Self; 5] = [
        Self::ResolvedAtAge,
        Self::Resolution,
        Self::Satisfaction,
        Self::Response,
        Self::ClosedAtAge,
    ];

    /// The column of published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ResolvedAtAge => "resolved_at_age",
            Self::Resolution => "resolution_rate",
            Self::Satisfaction => "satisfaction_rate",
            Self::Response => "response_rate",
            Self::ClosedAtAge => "closed_at_age",
        }
    }
}

impl UnitRates {
    /// From the counts of a unit, as far as the data has the columns.
    pub fn of(counts: &Outcomes, available: Available) -> Self {
        let answers = |is_there: bool, yes: u32, asked: u32| {
            is_there.then(|| Answers { yes: yes.into(), asked: asked.into() })
        };
        let Available { responded, resolved, satisfied, closed, .. } = available;
        Self {
            orders: Some(counts.orders.into()),
            responded: answers(responded, counts.responded, counts.responded_known),
            resolved: answers(resolved, counts.resolved, counts.resolved_known),
            satisfied: answers(satisfied, counts.satisfied, counts.satisfied_known),
            old_closed: answers(closed, counts.old_closed, counts.old_orders),
            old_resolved: answers(closed && resolved, counts.old_resolved, counts.old_answered),
        }
    }

    /// Several months together: what is known of any of them is added up, what is known of none
    /// stays unknown.
    pub fn sum<'a>(months: impl IntoIterator<Item = &'a Self>) -> Self {
        let add = |sum: Option<Answers>, other: Option<Answers>| match (sum, other) {
            (Some(a), Some(b)) => Some(Answers { yes: a.yes + b.yes, asked: a.asked + b.asked }),
            (a, b) => a.or(b),
        };
        months.into_iter().fold(Self::default(), |sum, month| Self {
            orders: match (sum.orders, month.orders) {
                (Some(a), Some(b)) => Some(a + b),
                (a, b) => a.or(b),
            },
            responded: add(sum.responded, month.responded),
            resolved: add(sum.resolved, month.resolved),
            satisfied: add(sum.satisfied, month.satisfied),
            old_closed: add(sum.old_closed, month.old_closed),
            old_resolved: add(sum.old_resolved, month.old_resolved),
        })
    }

    /// Share closed within the age limit, among old demands.
    pub fn closed_at_age(&self) -> Option<f64> {
        self.old_closed?.rate()
    }

    /// Share resolved within the age limit, among old demands.
    pub fn resolved_at_age(&self) -> Option<f64> {
        let resolved = self.old_resolved?;
        match self.closed_at_age()? {
            closed if closed > 0.0 => Some(closed * resolved.rate()?),
            _ => Some(0.0),
        }
    }

    /// Satisfaction minus resolution, as a difference of shares; `None` unless both are known.
    pub fn satisfaction_gap(&self) -> Option<f64> {
        Some(self.satisfied?.rate()? - self.resolved?.rate()?)
    }

    /// Old demands.
    pub fn old_orders(&self) -> Option<u64> {
        self.old_closed.map(|closed| closed.asked)
    }

    /// Successes and trials that a rate is worth; `None` where it is not known.
    pub fn trials(&self, rate: BandRate) -> Option<(u64, u64)> {
        let of = |answers: Option<Answers>| {
            answers.filter(|answers| answers.asked > 0).map(|answers| (answers.yes, answers.asked))
        };
        match rate {
            BandRate::ResolvedAtAge => self.trials_at_age(),
            BandRate::Resolution => of(self.resolved),
            BandRate::Satisfaction => of(self.satisfied),
            BandRate::Response => of(self.responded),
            BandRate::ClosedAtAge => of(self.old_closed),
        }
    }

    /// As many trials as give a share the variance of the product of two: `R(1 − R)/Var R`.
    fn trials_at_age(&self) -> Option<(u64, u64)> {
        let rate = self.resolved_at_age()?;
        let (closed, resolved) = (self.old_closed?, self.old_resolved?);
        let (c, old) = (closed.rate()?, closed.asked as f64);
        let Some(y) = resolved.rate() else { return Some((0, closed.asked)) };
        let variance = y * y * c * (1.0 - c) / old + c * c * y * (1.0 - y) / resolved.asked as f64;
        let trials = if variance > 0.0 { rate * (1.0 - rate) / variance } else { old };
        let trials = trials.round().clamp(1.0, old);
        Some(((rate * trials).round() as u64, trials as u64))
    }
}
