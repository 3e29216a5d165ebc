//! 长期高频: what stays high all year.
//!
//! In districts and streets, the cells whose ratio to the other areas' rate is high over the year and in most months
//! ([`yiti_stats::persistence`]); months are compared with the same month of the same category, so seasons cancel out.
//! City-wide, the categories whose demand stays high while the resolution rate stays low across the districts; without
//! call-backs nothing is said of the city.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use yiti_stats::dispersion::Months;
use yiti_stats::persistence::{self, Cell, Enough, Persistence, Rule};

use super::chronic;
use super::level_counts::{Baseline, LevelCounts};
use super::long_term::LongTerm;
use super::{Finding, FindingKind, identity::finding_id, period};
use crate::language::{Language, count};
use crate::panel::{AreaId, AreaLevel, CategoryId, Panel};

/// What counts as persistent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersistentSettings {
    /// Areas: smallest ratio to the other areas' rate, over the year and in a month. 2: twice is more than the make-up of
    /// an area usually explains.
    pub ratio_min: f64,
    /// More than this share of the months must be high (areas), or large and badly resolved (city), in [0, 1).
    pub months_share: f64,
    /// Areas: fewest orders expected a month, on average. Where cells are so fine that those which reach it hold less than
    /// half of the level's orders, as many must have been observed instead, and the ratio be high with 95% certainty.
    pub expected_per_month_min: f64,
    /// Fewest complete months in the period; with fewer nothing is called long-lasting.
    pub months_min: usize,
    /// City: how far the category's resolution rate must lie below that of all other demands, with 95% certainty.
    pub resolution_gap_min: f64,
    /// City: share of the districts in which the category must be resolved worse than the district's other demands.
    pub districts_share: f64,
    /// What an area's expected demand is proportional to.
    pub baseline: Baseline,
    /// Levels looked at besides the city.
    pub levels: Vec<AreaLevel>,
    /// Most findings a level, largest excess first.
    pub findings_max: usize,
}

impl Default for PersistentSettings {
    fn default() -> Self {
        let rule = Rule::default();
        Self {
            ratio_min: rule.ratio_min,
            months_share: rule.months_share,
            expected_per_month_min: 3.0,
            months_min: 6,
            resolution_gap_min: 0.05,
            districts_share: 0.75,
            baseline: Baseline::Auto,
            levels: vec![AreaLevel::District, AreaLevel::Street],
            findings_max: 300,
        }
    }
}

impl PersistentSettings {
    /// Refuses values outside their ranges.
    pub fn validate(&self) -> Result<(), String> {
        if !(self.ratio_min > 1.0 && self.ratio_min.is_finite()) {
            return Err(format!("ratio_min must be a number above 1, found {}", self.ratio_min));
        }
        if !(0.0..1.0).contains(&self.months_share) {
            return Err(format!("months_share must be in [0, 1), found {}", self.months_share));
        }
        if !(self.expected_per_month_min >= 0.0 && self.expected_per_month_min.is_finite()) {
            return Err(format!("expected_per_month_min must be at least 0, found {}", self.expected_per_month_min));
        }
        if self.months_min < 3 {
            return Err(format!("months_min must be at least 3, found {}", self.months_min));
        }
        for (name, value) in
            [("resolution_gap_min", self.resolution_gap_min), ("districts_share", self.districts_share)]
        {
            if !(0.0..=1.0).contains(&value) {
                return Err(format!("{name} must be in [0, 1], found {value}"));
            }
        }
        if self.findings_max == 0 {
            return Err("findings_max must be at least 1, found 0".to_owned());
        }
        if self.levels.contains(&AreaLevel::City) {
            return Err("levels lists areas below the city; the city itself is always looked at".to_owned());
        }
        Ok(())
    }
}

/// Finds the long-lasting demands of the period, the city first, then each level, largest excess first.
pub fn find_persistent(panel: &Panel, settings: &PersistentSettings, language: Language) -> Vec<Finding> {
    let months: Vec<usize> = panel.period_months.clone().filter(|&m| panel.months[m].complete).collect();
    if panel.areas.is_empty() || months.len() < settings.months_min {
        return Vec::new();
    }
    let mut findings = chronic::find_city(panel, settings, &months, language);
    let levels = settings.levels.par_iter().map(|&level| area_findings(panel, level, settings, &months, language));
    findings.extend(levels.collect::<Vec<_>>().into_iter().flatten());
    findings
}

/// The rules in words, as printed beside the findings.
pub fn persistence_rule(settings: &PersistentSettings, language: Language) -> String {
    let PersistentSettings { ratio_min, months_share, expected_per_month_min, .. } = settings;
    let (months, gap, districts) =
        (months_share * 100.0, settings.resolution_gap_min * 100.0, settings.districts_share * 100.0);
    match language {
        Language::Zh => format!(
            "区和街道：全年和超过 {months:.0}% 的月份，都达到其他地区同月同类水平的 {ratio_min} 倍以上（小地区已作收缩），且平均每月\
             应有不少于 {expected_per_month_min} 件（数据稀疏时改为实有不少于该数且有 95% 的把握）。全市：超过 {months:.0}% 的月份诉求量居前一半且解决率低于其他诉求，有 95% 的把握\
             低 {gap:.0} 个百分点以上，并且在不少于 {districts:.0}% 的区都是如此。"
        ),
        Language::En => format!(
            "Districts and streets: at least {ratio_min} times the other areas' rate for the same category and month, over the \
             year and in more than {months:.0}% of its months (small areas shrunken), where at least {expected_per_month_min} \
             demands a month are expected (in sparse data: observed, and with 95% certainty). City: in more than {months:.0}% of the months among the larger half of categories and \
             resolved less often than other demands, with 95% certainty by {gap:.0} points, and so in at least {districts:.0}% \
             of the districts."
        ),
    }
}

fn area_findings(
    panel: &Panel,
    level: AreaLevel,
    settings: &PersistentSettings,
    months: &[usize],
    language: Language,
) -> Vec<Finding> {
    let counts = LevelCounts::gather(panel, level, months, settings.baseline);
    let cells = level_cells(&counts, &LevelCounts::gather(panel, level, &year_before(panel), settings.baseline));
    let rule = Rule {
        ratio_min: settings.ratio_min,
        months_share: settings.months_share,
        enough: enough(&cells, settings.expected_per_month_min),
        ..Rule::default()
    };
    // too few cells to learn what is ordinary: nothing can stand out
    let Ok(verdicts) = persistence::assess(&cells, &rule) else {
        return Vec::new();
    };
    let excess = |cell: &Cell| cell.year.observed.iter().sum::<f64>() - cell.year.expected.iter().sum::<f64>();
    let mut chosen: Vec<(usize, f64)> =
        (0..cells.len()).filter(|&i| verdicts[i].persistent).map(|i| (i, excess(&cells[i]))).collect();
    chosen.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    chosen.truncate(settings.findings_max);
    let place = |i: usize| (counts.areas[i % counts.areas.len()], counts.items[i / counts.areas.len()]);
    let finding = |&(i, _): &(usize, f64)| area_finding(panel, place(i), &cells[i], &verdicts[i], months, language);
    chosen.iter().map(finding).collect()
}

const MONTHS_A_YEAR: usize = 12;

/// Cells that expect enough must hold at least this share of the orders for the rule on expected orders to see the level.
const SEEN_SHARE_MIN: f64 = 0.5;

fn enough(cells: &[Cell], least: f64) -> Enough {
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    let firm = |cell: &&Cell| sum(&cell.year.expected) >= least * cell.year.expected.len() as f64;
    let seen: f64 = cells.iter().filter(firm).map(|c| sum(&c.year.observed)).sum();
    let all: f64 = cells.iter().map(|c| sum(&c.year.observed)).sum();
    if seen >= SEEN_SHARE_MIN * all { Enough::Expected(least) } else { Enough::Observed(least) }
}

/// Complete months of the year before the period.
fn year_before(panel: &Panel) -> Vec<usize> {
    let start = panel.period_months.start;
    (start.saturating_sub(MONTHS_A_YEAR)..start).filter(|&m| panel.months[m].complete).collect()
}

/// One cell for each item and area, areas running fastest. Each item is a group with its own dispersion.
fn level_cells(counts: &LevelCounts, before: &LevelCounts) -> Vec<Cell> {
    let months = |counts: &LevelCounts, item: usize| {
        let observed: Vec<Vec<f64>> = (0..counts.areas.len()).map(|area| counts.cell(area, item).to_vec()).collect();
        let pairs = observed.into_iter().zip(counts.expected(item));
        pairs.map(|(observed, expected)| Months { observed, expected }).collect::<Vec<_>>()
    };
    let of_item = |item: usize| {
        let pairs = months(counts, item).into_iter().zip(months(before, item));
        pairs.map(move |(year, before)| Cell { group: item, year, before })
    };
    (0..counts.items.len()).flat_map(of_item).collect()
}

fn area_finding(
    panel: &Panel,
    (area, category): (AreaId, CategoryId),
    cell: &Cell,
    verdict: &Persistence,
    months: &[usize],
    language: Language,
) -> Finding {
    let expected: f64 = cell.year.expected.iter().sum();
    let observed: f64 = cell.year.observed.iter().sum();
    let (orders, usual) = (count(observed as u64), format!("{:.0}", expected.max(1.0)));
    let Persistence { ratio, months_flagged, longest_run, months: looked_at, .. } = verdict;
    let mut reason = match language {
        Language::Zh => format!(
            "{looked_at} 个月中有 {months_flagged} 个月偏高，最长连续 {longest_run} 个月；共 {orders} 件，按其他地区同月水平约应有 \
             {usual} 件，约 {ratio:.1} 倍"
        ),
        Language::En => format!(
            "High in {months_flagged} of {looked_at} months, {longest_run} in a row; {orders} demands, about {usual} at the \
             other areas' rate: {ratio:.1} times"
        ),
    };
    let long_term = LongTerm::of(panel, area, category, months);
    reason += &long_term.sentence(language);
    let mut finding = new_finding(panel, area, category, *months_flagged, reason);
    finding.orders = observed as u64;
    finding.expected = Some(expected);
    finding.strength = Some(*ratio);
    finding.resolution_rate = long_term.resolution_rate;
    finding
}

/// A persistent finding with the period's days and without figures.
pub(super) fn new_finding(
    panel: &Panel,
    area: AreaId,
    category: CategoryId,
    months_flagged: u32,
    reason: String,
) -> Finding {
    let (first_day, last_day) = period::days(panel);
    Finding {
        finding_id: finding_id(panel, FindingKind::Persistent, area, category, first_day),
        kind: FindingKind::Persistent,
        area,
        category,
        first_day,
        peak_day: period::peak_day(panel, area, category),
        last_day,
        orders: 0,
        expected: None,
        upper: None,
        strength: None,
        p_value: None,
        q_value: None,
        months_flagged: Some(months_flagged),
        resolution_rate: None,
        top_reporter_share: None,
        single_source: None,
        reason,
    }
}
