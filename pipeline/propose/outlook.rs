//! The evidence that carries forward: how likely a topic is to stay unresolved in the months after.
//!
//! ```text
//! step(z)   = 1 / (1 + exp(−1.7 z))
//!             soft: ½ at the city's rate, near Φ(z)
//! z         = (unresolved − r · answers) / √(r (1 − r) · answers)
//!             r = the city's unresolved rate
//! months    = mean step(z) over the months, r of that month
//!             in how many months, and how clearly
//! districts = mean step(z) over the districts, r of all months
//!             in how many districts, and how clearly
//! trend     = months of the second half − months of the first half
//! lean      = (months − ½) + (districts − ½)
//!             evidence either way, in [−1, 1]
//! evidence  = lean + ½ · lean of the year before + (lasting − 1) / 3 + trend / 3
//! predicted = 3.5 · evidence − 2
//!             log-odds: the stated curve
//! P         = 1 / (1 + exp(−(α + β · predicted)))
//!             α, β: calibrated, see [`super::track`]
//! ```
//!
//! A month or district without answers, or with few, counts about ½: it says nothing either way,
//! which shrinks small topics. Neither one month that fails badly nor one district can carry a
//! topic, however many answers it has: a single office that files in bulk is such a month.
//! `lasting` is that of the chronicity focus. In a city without districts, and without a year
//! before, their terms are 0.
//!
//! The curve: its numbers were rounded from a logistic regression on the topic-years of half of the
//! New York council offices, 2015–2019, and of random halves of these (log-loss over left-out years
//! .36, the base rate alone .45). Months and districts came out about alike, and clarity beyond
//! them (z over all months), volume and growth added nothing.
//!
//! Sources: Cox 1958 (see [`yiti_stats::calibration`]); 1.7 makes the logistic curve the normal one
//! within .01 (Camilli 1994, J. Educ. Behav. Stat. 19:293, doi 10.3102/10769986019003293).

use yiti_stats::calibration::{Calibration, logistic};
use yiti_stats::diversity::effective_number;

use super::demand::{Sums, unresolved_rate};
use crate::language::{Language, count};
use crate::panel::Counts;

/// Log-odds for each unit of evidence.
const SLOPE: f64 = 3.5;
/// Log-odds of a topic with no evidence either way: one in eight stays.
const INTERCEPT: f64 = -2.0;
/// What the lean of the year before counts.
const YEAR_BEFORE: f64 = 0.5;
/// What trend and short-lived demand count against the lean.
const SUPPORT: f64 = 1.0 / 3.0;
/// Makes the logistic step the normal one.
const STEP: f64 = 1.7;

/// What one stretch of months says of a topic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Evidence {
    /// Soft share of months above the city's rate, in [0, 1].
    pub months: f64,
    /// Soft share of districts above the city's rate, in [0, 1]; `None` in a city without
    /// districts.
    pub districts: Option<f64>,
    /// Second half of the months against the first, in [−1, 1].
    pub trend: f64,
    /// How long demand lasts, in [0, 1].
    pub lasting: f64,
}

impl Evidence {
    /// Reads the evidence; `None` without answers or demand.
    pub(super) fn of(topic: &Sums, all: &Sums) -> Option<Self> {
        let city = unresolved_rate(&all.total)?;
        unresolved_rate(&topic.total)?;
        let step = |(own, all): (&Counts, &Counts)| {
            unresolved_rate(all).map_or(0.5, |rate| above(own, rate))
        };
        let months: Vec<f64> = topic.months.iter().zip(&all.months).map(step).collect();
        let half = months.len() / 2;
        let districts: Vec<f64> = topic.units.iter().map(|unit| above(unit, city)).collect();
        Some(Self {
            months: mean(&months)?,
            districts: mean(&districts),
            trend: mean(&months[half..])
                .zip(mean(&months[..half]))
                .map_or(0.0, |(late, early)| late - early),
            lasting: lasting(topic)?,
        })
    }

    /// Evidence either way, in [−1, 1].
    pub(super) fn lean(&self) -> f64 {
        (self.months - 0.5) + self.districts.map_or(0.0, |districts| districts - 0.5)
    }

    /// The stated curve: predicted log-odds, with the lean of the year before where there is one.
    pub(super) fn log_odds(&self, lean_before: Option<f64>) -> f64 {
        let before = YEAR_BEFORE * lean_before.unwrap_or(0.0);
        let support = SUPPORT * (self.lasting - 1.0 + self.trend);
        SLOPE * (self.lean() + before + support) + INTERCEPT
    }
}

/// Effective months against half of the months, in [0, 1]: services that fail every winter do so
/// for four to six months.
pub(super) fn lasting(topic: &Sums) -> Option<f64> {
    let monthly: Vec<f64> = topic.months.iter().map(|month| f64::from(month.orders)).collect();
    effective_number(&monthly).map(|months| (2.0 * months / monthly.len() as f64).min(1.0))
}

/// How surely these answers lie above a rate, in [0, 1]; ½ without answers.
fn above(counts: &Counts, rate: f64) -> f64 {
    let answers = f64::from(counts.resolved_known);
    let unresolved = answers - f64::from(counts.resolved);
    let error = (rate * (1.0 - rate) * answers).sqrt();
    if error > 0.0 { logistic(STEP * (unresolved - rate * answers) / error) } else { 0.5 }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// How likely a topic is to stay unresolved, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Probability in (0, 1).
    pub probability: f64,
    /// Topics of past years on which it is calibrated; 0 = the stated curve.
    pub topic_years: usize,
}

impl Outlook {
    /// From the evidence.
    pub(super) fn new(
        evidence: &Evidence,
        lean_before: Option<f64>,
        calibration: &Calibration,
    ) -> Self {
        let probability = calibration.probability(evidence.log_odds(lean_before));
        Self { probability, topic_years: calibration.pairs }
    }

    /// Of ten such topics, how many stay.
    fn of_ten(self) -> u32 {
        (10.0 * self.probability).round() as u32
    }

    /// In words, for the topic's card.
    pub fn sentence(self, language: Language) -> String {
        let (ten, years) = (self.of_ten(), count(self.topic_years as u64));
        let zh = match ten {
            0 => "几乎没有".to_owned(),
            10 => "几乎全部".to_owned(),
            n => format!("10 个中有 {n} 个"),
        };
        let en = match ten {
            0 => "hardly any".to_owned(),
            10 => "nearly all".to_owned(),
            n => format!("{n} of 10"),
        };
        match (language, self.topic_years) {
            (Language::Zh, 0) => {
                format!(
                    "情形相仿的题目，一般{zh}次年仍未解决（本数据没有往年可以核对，按通用曲线估计）。"
                )
            }
            (Language::Zh, _) => {
                format!("往年情形相仿的题目，{zh}次年仍未解决（据本数据 {years} 个题目年）。")
            }
            (Language::En, 0) => format!(
                "As a rule {en} such topics stay unresolved in the year after (this data has no \
                 past years to check it on)."
            ),
            (Language::En, _) => format!(
                "In years like this one, {en} such topics stayed unresolved in the year after \
                 (from {years} topic-years of this data)."
            ),
        }
    }
}

#[cfg(test)]
mod tests;
