//! Settings of the proposal, section `[proposal]`.

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::focus::Weights;

/// How topics are scored, selected and scheduled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Topics on the list.
    pub topics: usize,
    /// Most themes on the list; the calendar has twelve months.
    pub themes: usize,
    /// Most topics of one theme; without it, a quarter of the list, or twice an even share where
    /// demand lies in few themes, at least three: no theme fills the list, and none is filled with
    /// trifles.
    pub per_theme: Option<usize>,
    /// Weights of the four focuses; only their proportions count.
    pub weights: Weights,
    /// Share of the chronicity focus that counts only as far as comparable areas do better, in [0,
    /// 1].
    pub solvability_share: f64,
    /// Topics, by id or title, that must be on the list.
    pub must_include: Vec<String>,
    /// Topics, by id or title, that must not be on the list.
    pub must_exclude: Vec<String>,
    /// Regular expressions of titles and category names that are no matter of their own.
    pub general_buckets: Vec<String>,
    /// Demands in the period below which a topic is too small to judge.
    pub min_orders: u64,
    /// Share of a topic's demands from one reporter's bursts from which it is kept off, in (0, 1].
    pub single_source_share: f64,
    /// Weightings drawn for the selection frequency; 0 = not drawn.
    pub draws: u32,
    /// Seed of the draws.
    pub seed: u64,
    /// Selection frequency from which a place is called stable, in (0, 1].
    pub stable_from: f64,
    /// Selection frequency below which a place is called marginal, in [0, `stable_from`).
    pub marginal_below: f64,
    /// Most of the list, in [0, 1], that topics may take whose case is volume alone: resolved
    /// better than the city and not likely to persist.
    pub volume_only_max: f64,
    /// Areas over which the list's demand is held against their unresolved demand; by default none.
    pub fair_to: Option<FairTo>,
    /// Smallest share of the list's demand, against its share of the unresolved demand, that each
    /// of these areas should have, in [0, 1]; 0 = only shown.
    pub fair_min: f64,
    /// Months before a theme's season in which its review should fall.
    pub lead_months: usize,
    /// Topics of past years' lists.
    pub history: Vec<PastYear>,
}

/// Areas that a list should be fair to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FairTo {
    /// The districts; the streets in a city of fewer than two districts.
    Districts,
}

/// The list of a past year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastYear {
    /// The year for which it was decided.
    pub year: i32,
    /// Its topics, by id or title.
    pub topics: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            topics: 17,
            themes: 12,
            per_theme: None,
            weights: Weights::default(),
            solvability_share: 0.5,
            must_include: Vec::new(),
            must_exclude: Vec::new(),
            general_buckets: GENERAL_BUCKETS.map(str::to_owned).to_vec(),
            min_orders: 30,
            single_source_share: 0.5,
            draws: 10_000,
            seed: 12_345,
            stable_from: 0.8,
            marginal_below: 0.2,
            volume_only_max: 0.25,
            fair_to: None,
            fair_min: 0.0,
            lead_months: 2,
            history: Vec::new(),
        }
    }
}

/// Names under which hotlines file what fits nowhere: no matter that a department could be given.
const GENERAL_BUCKETS: [&str; 7] = [
    "^(其他|其它)",
    "(其他|其它)(问题|类|事项|诉求|情况|)$",
    "^(一般|综合)?(咨询|建议|表扬|感谢|求助|留言)(类|问题|事项)?$",
    r"(?i)^(all )?others?\b|\b(- |/ ?)other$|\bnot listed\b|\bunspecified\b|\bunknown\b",
    r"(?i)\bgeneral (request|requests|inquiry|inquiries|enquiry|question|questions|comment|comments|feedback|information)\b",
    r"(?i)^misc(\.|ellaneous)?( (request|requests|issues?|complaints?|other))?$",
    r"(?i)^(notification|scheduling|contact|compliment|information|inquiry|feedback)s?$",
];

impl Settings {
    /// Whether every value is in its range.
    ///
    /// # Errors
    /// The key, the range and the value found.
    pub fn validate(&self) -> Result<(), String> {
        self.weights.validate()?;
        at_least_one("topics", self.topics)?;
        at_least_one("themes", self.themes)?;
        at_least_one("per_theme", self.per_theme.unwrap_or(1))?;
        share("solvability_share", self.solvability_share)?;
        share("stable_from", self.stable_from)?;
        share("single_source_share", self.single_source_share)?;
        share("volume_only_max", self.volume_only_max)?;
        share("fair_min", self.fair_min)?;
        if self.fair_min > 0.0 && self.fair_to.is_none() {
            let found = self.fair_min;
            return Err(format!("fair_min = {found} needs fair_to = \"districts\": say to whom"));
        }
        if self.single_source_share == 0.0 {
            return Err("single_source_share must be in (0, 1], found 0".to_owned());
        }
        if !(self.marginal_below >= 0.0 && self.marginal_below < self.stable_from) {
            let Self { marginal_below, stable_from, .. } = self;
            return Err(format!(
                "marginal_below must be in [0, stable_from = {stable_from}), found {marginal_below}"
            ));
        }
        if self.lead_months == 0 || self.lead_months > 6 {
            return Err(format!("lead_months must be in 1..=6, found {}", self.lead_months));
        }
        for pattern in &self.general_buckets {
            Regex::new(pattern).map_err(|e| {
                format!("general_buckets has a bad regular expression `{pattern}`: {e}")
            })?;
        }
        Ok(())
    }
}

fn at_least_one(key: &str, value: usize) -> Result<(), String> {
    if value == 0 { Err(format!("{key} must be 1 or more, found 0")) } else { Ok(()) }
}

fn share(key: &str, value: f64) -> Result<(), String> {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(format!("{key} must be in [0, 1], found {value}"))
    }
}

#[cfg(test)]
mod tests;
