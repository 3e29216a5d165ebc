//! Is the list fair to the districts? Their part of the list's demand against their part of what is
//! unresolved.
//!
//! ```text
//! own(d)   = unresolved demands of district d over all categories / those of all districts
//! list(d)  = unresolved demands of district d in the list's topics / those of all districts
//! ratio(d) = list(d) / own(d)                  1 = as much of the list as of what is unresolved
//! ```
//!
//! Unresolved demands are demands times the rate of known answers; without answers all demands
//! stand for them. Districts without any are left out. With a bound, topics of the list are
//! exchanged one by one, each time for the smallest loss of score for what the worst-off district
//! gains, until its ratio reaches the bound or no exchange helps.

use yiti_stats::select::Selector;

use super::demand::unresolved_rate;
use crate::language::{Language, percent};
use crate::panel::Counts;

/// A district's part of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct DistrictShare {
    /// Its name.
    pub district: String,
    /// Its share of all unresolved demands, in (0, 1].
    pub unresolved: f64,
    /// Its share of the list's, in [0, 1].
    pub listed: f64,
}

impl DistrictShare {
    /// How much of the list it has for what it has of the unresolved demands.
    pub fn ratio(&self) -> f64 {
        self.listed / self.unresolved
    }
}

/// How the list's demand is spread over the districts.
#[derive(Debug, Clone, PartialEq)]
pub struct Fairness {
    /// The districts, worst off first.
    pub districts: Vec<DistrictShare>,
    /// The smallest ratio asked for; 0 = none.
    pub bound: f64,
}

impl Fairness {
    /// The ratio of the district that is worst off.
    pub fn worst(&self) -> Option<f64> {
        self.districts.first().map(DistrictShare::ratio)
    }

    /// A sentence without its full stop: who has least and most of the list, and whether the bound
    /// holds.
    pub(super) fn sentence(&self, language: Language) -> String {
        let (Some(least), Some(most)) = (self.districts.first(), self.districts.last()) else {
            return language
                .pick(
                    "数据中没有可比的区，无法判断清单对各区是否公平",
                    "no districts to hold the list against",
                )
                .to_owned();
        };
        let figures = |share: &DistrictShare| (percent(share.listed), percent(share.unresolved));
        let ((a, b), (c, d)) = (figures(least), figures(most));
        let (from, to) = (&least.district, &most.district);
        let (low, high) = (least.ratio(), most.ratio());
        let holds = match (self.bound > 0.0, low >= self.bound) {
            (false, _) => String::new(),
            (true, true) => language.pick("，达到要求", "; the bound holds").to_owned(),
            (true, false) if language == Language::Zh => {
                format!("，低于要求的{:.2}，换题也达不到", self.bound)
            }
            (true, false) => {
                format!("; the bound of {:.2} cannot be reached by other topics", self.bound)
            }
        };
        match language {
            Language::Zh => format!(
                "各区在清单诉求中的占比与其在全部未解决诉求中的占比之比：最低{from} {low:.2}（{a}，应占{b}），最高{to} \
                 {high:.2}（{c}，应占{d}）{holds}"
            ),
            Language::En => format!(
                "the list's demand by district against its part of all unresolved demand: least \
                 {from} {low:.2} ({a} against {b}), most {to} {high:.2} ({c} against {d}){holds}"
            ),
        }
    }
}

/// The unresolved demands of districts: of the city, and of each topic that may be chosen.
pub(super) struct Spread {
    pub names: Vec<String>,
    pub city: Vec<f64>,
    pub topics: Vec<Vec<f64>>,
}

impl Spread {
    /// How a selection is spread.
    pub(super) fn of(&self, chosen: &[usize], bound: f64) -> Fairness {
        let all: f64 = self.city.iter().sum();
        let listed: Vec<f64> = (0..self.city.len())
            .map(|d| chosen.iter().map(|&topic| self.topics[topic][d]).sum())
            .collect();
        let sum: f64 = listed.iter().sum();
        let mut districts: Vec<DistrictShare> = (0..self.city.len())
            .filter(|&d| self.city[d] > 0.0 && sum > 0.0)
            .map(|d| DistrictShare {
                district: self.names[d].clone(),
                unresolved: self.city[d] / all,
                listed: listed[d] / sum,
            })
            .collect();
        districts.sort_by(|a, b| a.ratio().total_cmp(&b.ratio()));
        Fairness { districts, bound }
    }

    fn worst(&self, chosen: &[usize]) -> f64 {
        self.of(chosen, 0.0).worst().unwrap_or(1.0)
    }

    /// Exchanges topics until the worst-off district reaches the bound, as far as it can be
    /// reached.
    pub(super) fn bounded(
        &self,
        mut chosen: Vec<usize>,
        scores: &[f64],
        selector: &Selector,
        bound: f64,
    ) -> Vec<usize> {
        for _ in 0..chosen.len() {
            let now = self.worst(&chosen);
            if now >= bound {
                break;
            }
            let Some(next) = self.best_exchange(&chosen, scores, selector, (now, bound)) else {
                break;
            };
            chosen = next;
        }
        chosen.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
        chosen
    }

    /// The exchange that loses least score for what the worst-off district gains, up to the bound.
    fn best_exchange(
        &self,
        chosen: &[usize],
        scores: &[f64],
        selector: &Selector,
        (now, bound): (f64, f64),
    ) -> Option<Vec<usize>> {
        let mut best: Option<(f64, Vec<usize>)> = None;
        for out in 0..chosen.len() {
            for into in (0..scores.len()).filter(|into| !chosen.contains(into)) {
                let mut next = chosen.to_vec();
                next[out] = into;
                let gain = self.worst(&next).min(bound) - now;
                if gain <= 1e-9 || !selector.allows(&next) {
                    continue;
                }
                let price = (scores[chosen[out]] - scores[into]) / gain;
                if best.as_ref().is_none_or(|(least, _)| price < *least) {
                    best = Some((price, next));
                }
            }
        }
        best.map(|(_, next)| next)
    }
}

/// Unresolved demands of each unit: demands × unresolved rate; all demands where the data has no
/// answers.
pub(super) fn unresolved_by_unit(units: &[Counts], with_answers: bool) -> Vec<f64> {
    let rate =
        |unit: &Counts| if with_answers { unresolved_rate(unit).unwrap_or(0.0) } else { 1.0 };
    units.iter().map(|unit| f64::from(unit.orders) * rate(unit)).collect()
}

#[cfg(test)]
mod tests;
