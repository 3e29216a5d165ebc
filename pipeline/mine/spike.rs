//! 突增: weeks in which a cell has more demand than its own past and the rest of the city explain.
//!
//! City-wide, a category is judged against its own past ([`yiti_stats::harmonic`]); in districts
//! and streets, against what the other areas of the level see in that category that week
//! ([`yiti_stats::local`]), so that a wave over the whole city is one finding and not hundreds.
//! Benjamini–Hochberg runs over all cells and weeks of the period; neighbouring weeks become one
//! finding. Weeks that the feed does not cover are neither judged nor learned from.

use serde::{Deserialize, Serialize};

use super::assessable::{spike_weeks_needed, whole_weeks};
use super::spike_events::{Event, events};
use super::spike_scan::{Scan, scan};
use super::spike_sentence::sentence;
use super::withheld::Withheld;
use super::{Finding, FindingKind, identity::finding_id};
use crate::language::{Language, percent};
use crate::panel::{AreaLevel, Panel};

/// What counts as sudden.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SpikeSettings {
    /// Expected share of false ones among the findings (Benjamini–Hochberg), in (0, 0.5].
    pub false_share: f64,
    /// Share of quiet weeks above the printed upper limit, in (0, 0.5]; also the level at which the
    /// weeks next to a finding's weeks join it.
    pub alpha: f64,
    /// Fewest orders of a week and the week before it, together.
    pub orders_min: u32,
    /// Smallest ratio of observed to expected: a large category may rise by 5% beyond chance and
    /// matter to nobody.
    pub ratio_min: f64,
    /// Newest weeks that the expectation is not learned from.
    pub gap_weeks: usize,
    /// Longest past used, in years.
    pub history_years: f64,
    /// Levels looked at besides the city.
    pub levels: Vec<AreaLevel>,
}

impl Default for SpikeSettings {
    fn default() -> Self {
        Self {
            false_share: 0.05,
            alpha: 0.01,
            orders_min: 5,
            ratio_min: 1.5,
            gap_weeks: 2,
            history_years: 7.0,
            levels: vec![AreaLevel::District, AreaLevel::Street],
        }
    }
}

impl SpikeSettings {
    /// Refuses values outside their ranges.
    pub fn validate(&self) -> Result<(), String> {
        for (name, value) in [("false_share", self.false_share), ("alpha", self.alpha)] {
            if !(value > 0.0 && value <= 0.5) {
                return Err(format!("{name} must be in (0, 0.5], found {value}"));
            }
        }
        if !(self.ratio_min >= 1.0 && self.ratio_min.is_finite()) {
            return Err(format!(
                "ratio_min must be a number of at least 1, found {}",
                self.ratio_min
            ));
        }
        if !(self.history_years >= 0.25 && self.history_years <= 50.0) {
            return Err(format!(
                "history_years must be in 0.25..=50, found {}",
                self.history_years
            ));
        }
        if self.gap_weeks > 52 {
            return Err(format!("gap_weeks must be at most 52, found {}", self.gap_weeks));
        }
        if self.levels.contains(&AreaLevel::City) {
            return Err(
                "levels lists areas below the city; the city itself is always looked at".to_owned()
            );
        }
        Ok(())
    }
}

/// Every cell and week of the period, judged once for all finders that ask what is sudden.
#[derive(Debug, Clone, Default)]
pub struct Sudden(pub(super) Scan);

impl Sudden {
    /// Judges the period's cells and weeks; none where the panel is too short
    /// ([`super::not_assessed`]).
    pub fn judge(panel: &Panel, settings: &SpikeSettings, withheld: &Withheld) -> Self {
        match whole_weeks(panel) < spike_weeks_needed(settings) {
            true => Self::default(),
            false => Self(scan(panel, settings, withheld)),
        }
    }

    /// The spikes, by area, category and first day.
    ///
    /// `single_source` and `top_reporter_share` are left `None`: the panel does not know who
    /// called.
    pub fn spikes(
        &self,
        panel: &Panel,
        settings: &SpikeSettings,
        language: Language,
    ) -> Vec<Finding> {
        events(&self.0, settings).iter().map(|event| finding(panel, event, language)).collect()
    }
}

/// The spikes of the period, by area, category and first day, but for what is withheld. The same on
/// one core or many. None where the panel is too short ([`super::not_assessed`]).
///
/// `single_source` and `top_reporter_share` are left `None`: the panel does not know who called.
pub fn find_spikes(
    panel: &Panel,
    settings: &SpikeSettings,
    withheld: &Withheld,
    language: Language,
) -> Vec<Finding> {
    Sudden::judge(panel, settings, withheld).spikes(panel, settings, language)
}

/// The rule in one sentence, as printed beside the findings.
pub fn spike_rule(settings: &SpikeSettings, language: Language) -> String {
    let share = percent(settings.false_share);
    let (orders, ratio) = (settings.orders_min, settings.ratio_min);
    match language {
        Language::Zh => format!(
            "全市各类诉求与自身历史相比，各区、街乡与其他地区同周同类诉求相比；两周合计不少于{orders}件、\
             不低于预计的{ratio}倍，误报占比控制在{share}（Benjamini–Hochberg）。"
        ),
        Language::En => format!(
            "City-wide against the category's own past; districts and streets against the other \
             areas in the same week. At least {orders} demands in two weeks and {ratio} times the \
             expected, with {share} false findings allowed (Benjamini–Hochberg)."
        ),
    }
}

/// Orders with which a ratio is shrunk to 1.
const STRENGTH_PRIOR: f64 = 2.0;

fn finding(panel: &Panel, event: &Event, language: Language) -> Finding {
    let first_day = panel.weeks[event.weeks[0].week];
    let last_week = event.weeks[event.weeks.len() - 1].week;
    let orders: f64 = event.weeks.iter().map(|week| week.count).sum();
    let expected: f64 = event.weeks.iter().map(|week| week.expected).sum();
    Finding {
        finding_id: finding_id(panel, FindingKind::Spike, event.area, event.category, first_day),
        kind: FindingKind::Spike,
        area: event.area,
        category: event.category,
        first_day,
        peak_day: panel.weeks[event.peak().week],
        last_day: panel.weeks[last_week] + chrono::Days::new(6),
        orders: orders as u64,
        expected: Some(expected),
        upper: Some(event.weeks.iter().map(|week| week.upper).sum()),
        strength: Some((orders + STRENGTH_PRIOR) / (expected + STRENGTH_PRIOR)),
        p_value: Some(event.p_value()),
        q_value: Some(event.q_value),
        months_flagged: None,
        resolution_rate: None,
        top_reporter_share: None,
        single_source: None,
        reporting: None,
        cluster: None,
        reason: sentence(panel, event, language),
    }
}
