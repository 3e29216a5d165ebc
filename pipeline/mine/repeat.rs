//! 一人多诉: one reporter asks about one matter again and again.
//!
//! A matter is a category in the finest area that the orders name. Of somebody who comes mainly
//! with this matter, demands at most [`RepeatSettings::gap_days`] apart are one affair. Whoever
//! comes with many matters (an office that files for others, a volunteer who walks the streets) is
//! held against their own usual: the affair is the busiest stretch of that many days, and only if
//! it is far beyond the rest of the year; so is what else is as far beyond what is left.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::identity::finding_id;
use super::{Finding, FindingKind, Reporting, ReportingReason};
use crate::language::Language;
use crate::panel::{Panel, RepeatDay, RepeatPair};

/// When one reporter's demands are an affair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RepeatSettings {
    /// Fewest demands of one reporter about one category in one area.
    pub orders_min: u32,
    /// Most days between two of them.
    pub gap_days: u32,
    /// Most findings, those with most demands first.
    pub findings_max: usize,
}

impl Default for RepeatSettings {
    fn default() -> Self {
        Self { orders_min: 5, gap_days: 30, findings_max: 200 }
    }
}

impl RepeatSettings {
    /// Refuses values outside their ranges.
    pub fn validate(&self) -> Result<(), String> {
        if self.orders_min < 3 {
            return Err(format!("orders_min must be at least 3, found {}", self.orders_min));
        }
        if !(1..=366).contains(&self.gap_days) {
            return Err(format!("gap_days must be in 1..=366, found {}", self.gap_days));
        }
        Ok(())
    }

    /// Demands in months with more than one of them that a reporter must have to be looked at: an
    /// affair of `orders_min` demands within such a gap is hardly ever spread over single ones.
    pub const fn repeats_min(&self) -> u32 {
        self.orders_min.div_ceil(2)
    }
}

/// The rule in one sentence, as printed beside the findings.
pub fn repeat_rule(settings: &RepeatSettings, language: Language) -> String {
    let RepeatSettings { orders_min, gap_days, .. } = settings;
    match language {
        Language::Zh => format!(
            "同一人就同一地区同一类别反映不少于{orders_min}次，相邻两次不超过{gap_days}天；常年反映多种事项的（如代办单位），\
             只计{gap_days}天内远超其平时的部分。"
        ),
        Language::En => format!(
            "One reporter, one category, one area: at least {orders_min} demands, at most \
             {gap_days} days apart. Of reporters who come with many matters (offices that file for \
             others), only what is far beyond their own usual within {gap_days} days."
        ),
    }
}

/// Share of somebody's repeated demands from which they come mainly with this matter.
const MAIN_SHARE: f64 = 0.5;

/// How far beyond their usual somebody must be who comes with many matters.
const USUAL_RATIO_MIN: f64 = 3.0;

/// One affair: some days of a pair.
struct Affair<'a> {
    pair: &'a RepeatPair,
    days: &'a [RepeatDay],
    /// Demands of this reporter that so many days usually hold.
    usual: Option<f64>,
}

impl Affair<'_> {
    fn orders(&self) -> u32 {
        orders(self.days)
    }
}

fn orders(days: &[RepeatDay]) -> u32 {
    days.iter().map(|day| day.orders).sum()
}

/// The affairs that reach into the period, those with most demands first.
///
/// `observed` are the first and the last day that the pairs were looked for in, `period_first` is
/// the first day of the period.
pub fn find_repeats(
    panel: &Panel,
    pairs: &[RepeatPair],
    settings: &RepeatSettings,
    observed: (NaiveDate, NaiveDate),
    period_first: NaiveDate,
) -> Vec<Finding> {
    let mut affairs = Vec::new();
    for pair in pairs {
        let main = f64::from(orders(&pair.days)) >= MAIN_SHARE * f64::from(pair.reporter_orders);
        match main {
            true => affairs.extend(chains(pair, settings)),
            false => affairs.extend(busiest(pair, settings, observed)),
        }
    }
    affairs.retain(|affair| affair.days[affair.days.len() - 1].day >= period_first);
    // Pairs come sorted by pseudonyms, which differ from one warehouse to the next: equals are
    // ordered by what is published of them.
    affairs.sort_by_key(|affair| {
        let (first, last) = (affair.days[0].day, affair.days[affair.days.len() - 1].day);
        (Reverse(affair.orders()), first, last, affair.pair.area, affair.pair.category)
    });
    affairs.truncate(settings.findings_max);
    let mut found: Vec<Finding> = affairs.iter().map(|affair| finding(panel, affair)).collect();
    number_equals(&mut found);
    found
}

/// Demands no further apart than the gap, where there are enough of them.
fn chains<'a>(pair: &'a RepeatPair, settings: &RepeatSettings) -> Vec<Affair<'a>> {
    let gap = i64::from(settings.gap_days);
    pair.days
        .chunk_by(|a, b| (b.day - a.day).num_days() <= gap)
        .filter(|days| orders(days) >= settings.orders_min)
        .map(|days| Affair { pair, days, usual: None })
        .collect()
}

/// The busiest stretches of so many days that are far beyond the days outside of them.
fn busiest<'a>(
    pair: &'a RepeatPair,
    settings: &RepeatSettings,
    (first, last): (NaiveDate, NaiveDate),
) -> Vec<Affair<'a>> {
    let span = f64::from(settings.gap_days);
    let mut free: Vec<&[RepeatDay]> = vec![&pair.days];
    let mut taken: Vec<&[RepeatDay]> = Vec::new();
    loop {
        let fullest = free.iter().enumerate().map(|(at, days)| (at, fullest(days, settings)));
        let Some((at, (start, end))) = fullest
            .max_by_key(|(at, (start, end))| (orders(&free[*at][*start..*end]), Reverse(*at)))
        else {
            break;
        };
        let days = free[at];
        let rest = free.iter().map(|days| orders(days)).sum::<u32>() - orders(&days[start..end]);
        let rest_days = (last - first).num_days() as f64 + 1.0 - span * (taken.len() + 1) as f64;
        let usual = f64::from(rest) * span / rest_days.max(1.0);
        if !is_beyond(f64::from(orders(&days[start..end])), usual, settings) {
            break;
        }
        taken.push(&days[start..end]);
        free[at] = &days[..start];
        free.push(&days[end..]);
        free.retain(|days| !days.is_empty());
    }
    // Against what is left when all of them are taken out.
    let rest: u32 = free.iter().map(|days| orders(days)).sum();
    let rest_days = (last - first).num_days() as f64 + 1.0 - span * taken.len() as f64;
    let usual = Some(f64::from(rest) * span / rest_days.max(1.0));
    taken.sort_by_key(|days| days[0].day);
    taken.into_iter().map(|days| Affair { pair, days, usual }).collect()
}

fn is_beyond(found: f64, usual: f64, settings: &RepeatSettings) -> bool {
    found - usual >= f64::from(settings.orders_min) && found >= USUAL_RATIO_MIN * usual
}

/// Begin and end of the stretch of so many days with most demands, the first of equals.
fn fullest(days: &[RepeatDay], settings: &RepeatSettings) -> (usize, usize) {
    let mut best = (0, 0);
    for (start, first) in days.iter().enumerate() {
        let end = first.day + Days::new(u64::from(settings.gap_days));
        let end = start + days[start..].partition_point(|day| day.day < end);
        if orders(&days[start..end]) > orders(&days[best.0..best.1]) {
            best = (start, end);
        }
    }
    best
}

/// Orders with which a ratio is shrunk to 1, as for spikes.
const STRENGTH_PRIOR: f64 = 2.0;

fn finding(panel: &Panel, affair: &Affair<'_>) -> Finding {
    let Affair { pair, days, usual } = affair;
    let orders = f64::from(affair.orders());
    let first_day = days[0].day;
    let peak = days.iter().rev().max_by_key(|day| day.orders).map_or(first_day, |day| day.day);
    let sum = |of: fn(&RepeatDay) -> u32| f64::from(days.iter().map(of).sum::<u32>());
    let (known, resolved) = (sum(|day| day.resolved_known), sum(|day| day.resolved));
    let last_known = days.iter().rev().find(|day| day.resolved_known > 0);
    Finding {
        finding_id: finding_id(
            panel,
            FindingKind::RepeatReporter,
            pair.area,
            pair.category,
            first_day,
        ),
        kind: FindingKind::RepeatReporter,
        area: pair.area,
        category: pair.category,
        first_day,
        peak_day: peak,
        last_day: days[days.len() - 1].day,
        orders: u64::from(affair.orders()),
        expected: *usual,
        upper: None,
        strength: usual.map(|usual| (orders + STRENGTH_PRIOR) / (usual + STRENGTH_PRIOR)),
        p_value: None,
        q_value: None,
        months_flagged: None,
        resolution_rate: (known > 0.0).then(|| resolved / known),
        top_reporter_share: None,
        single_source: Some(true),
        reporting: Some(Reporting {
            reason: match last_known {
                None => ReportingReason::RepeatNotAsked,
                Some(day) if day.resolved == day.resolved_known => ReportingReason::RepeatResolved,
                Some(_) => ReportingReason::RepeatUnresolved,
            },
            reporters: 1,
            orders_elsewhere: 0,
            other_categories: Vec::new(),
        }),
        cluster: None,
        reason: String::new(),
    }
}

/// Two reporters may begin with one matter on one day: their findings are told apart by number.
pub(super) fn number_equals(found: &mut [Finding]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for finding in found {
        let count = seen.entry(finding.finding_id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.finding_id = format!("{}-{count}", finding.finding_id);
        }
    }
}

#[cfg(test)]
mod tests;
