//! 长期高频: what stays high all year.
//!
//! In districts, streets and, where asked for, communities, the cells that are most probably high
//! against the other areas' rate in most months of the year ([`yiti_stats::persistence`]), whatever
//! is expected of them; months are compared with the same month of the same category, so seasons
//! cancel out. City-wide, the categories whose demand stays high while the resolution rate stays
//! low across the districts; without call-backs nothing is said of the city.

use std::cmp::Ordering;

use rayon::prelude::*;
use yiti_stats::persistence::{self, Persistence, PersistenceError, Rule};
use yiti_stats::shrinkage::{CELLS_MIN, ShrinkageError};

use super::chronic;
use super::level_cells::LevelCells;
use super::long_term::LongTerm;
use super::persistent_report::{LevelNotAssessed, PersistentLevel, PersistentReport};
use super::persistent_settings::PersistentSettings;
use super::{Finding, FindingKind, identity::finding_id, period};
use crate::language::{Language, count};
use crate::panel::{AreaId, AreaLevel, CategoryId, Panel};

/// Finds the long-lasting demands of the period, the city first, then each level.
pub fn find_persistent(
    panel: &Panel,
    settings: &PersistentSettings,
    language: Language,
) -> Vec<Finding> {
    assess_persistent(panel, settings, language).findings
}

/// As [`find_persistent`], with the account of each level.
pub fn assess_persistent(
    panel: &Panel,
    settings: &PersistentSettings,
    language: Language,
) -> PersistentReport {
    let months: Vec<usize> =
        panel.period_months.clone().filter(|&m| panel.months[m].complete).collect();
    let needed = settings.months_min;
    if panel.areas.is_empty() || months.len() < needed {
        let reason = LevelNotAssessed::TooFewMonths { found: months.len(), needed };
        let levels =
            settings.levels.iter().map(|&level| PersistentLevel::unknown(level, reason)).collect();
        return PersistentReport { findings: Vec::new(), levels };
    }
    let mut findings = chronic::find_city(panel, settings, &months, language);
    let find = |&level: &AreaLevel| area_findings(panel, level, settings, &months, language);
    let found: Vec<(Vec<Finding>, PersistentLevel)> =
        settings.levels.par_iter().map(find).collect();
    let mut levels = Vec::with_capacity(found.len());
    for (of_level, level) in found {
        findings.extend(of_level);
        levels.push(level);
    }
    PersistentReport { findings, levels }
}

fn area_findings(
    panel: &Panel,
    level: AreaLevel,
    settings: &PersistentSettings,
    months: &[usize],
    language: Language,
) -> (Vec<Finding>, PersistentLevel) {
    let cells = LevelCells::gather(panel, level, months, &year_before(panel), settings.baseline);
    let unknown = |reason| (Vec::new(), PersistentLevel::unknown(level, reason));
    if cells.areas() < 2 {
        return unknown(LevelNotAssessed::TooFewAreas { found: cells.areas() });
    }
    let PersistentSettings { ratio_min, months_share, probability_min, .. } = *settings;
    let assessment =
        match persistence::assess(&cells, &Rule { ratio_min, months_share, probability_min }) {
            Ok(assessment) => assessment,
            Err(PersistenceError::Shrinkage(ShrinkageError::TooFewCells { found })) => {
                return unknown(LevelNotAssessed::TooFewCells { found, needed: CELLS_MIN });
            }
            Err(PersistenceError::NoMonths) => {
                return unknown(LevelNotAssessed::TooFewMonths {
                    found: 0,
                    needed: settings.months_min,
                });
            }
        };
    let mut ranked = assessment.persistent;
    ranked.sort_by(|a, b| by_sure_excess(a, b, ratio_min));
    let persistent = ranked.len();
    ranked.truncate(settings.findings_max);
    let finding = |(rank, verdict): (usize, &Persistence)| {
        let mut finding = area_finding(panel, cells.place(verdict.cell), verdict, months, language);
        finding.reason += &standing(rank + 1, persistent, language);
        finding
    };
    let findings: Vec<Finding> = ranked.iter().enumerate().map(finding).collect();
    let listed = findings.len();
    (
        findings,
        PersistentLevel { level, cells: assessment.cells, persistent, listed, not_assessed: None },
    )
}

/// First the cells with most orders surely beyond the limit, so that the largest areas, barely past
/// it, do not fill the list; of those that may lie on it, by what is surely beyond the others'
/// rate.
fn by_sure_excess(a: &Persistence, b: &Persistence, ratio_min: f64) -> Ordering {
    for ratio in [ratio_min, 1.0] {
        let order = b.excess_low(ratio).total_cmp(&a.excess_low(ratio));
        if order != Ordering::Equal {
            return order;
        }
    }
    b.probability.total_cmp(&a.probability).then(a.cell.cmp(&b.cell))
}

const MONTHS_A_YEAR: usize = 12;

/// Complete months of the year before the period.
fn year_before(panel: &Panel) -> Vec<usize> {
    let start = panel.period_months.start;
    (start.saturating_sub(MONTHS_A_YEAR)..start).filter(|&m| panel.months[m].complete).collect()
}

/// The finding's place in its level's list, and how many there are.
fn standing(rank: usize, persistent: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("本级共 {persistent} 处长期高频，按可确认超出的件数排第 {rank}。"),
        Language::En => {
            format!(
                " No. {rank} of {persistent} persistent cells on this level, by what is surely in \
                 excess."
            )
        }
    }
}

fn area_finding(
    panel: &Panel,
    (area, category): (AreaId, CategoryId),
    verdict: &Persistence,
    months: &[usize],
    language: Language,
) -> Finding {
    let total: u64 =
        months.iter().map(|&m| u64::from(panel.total(area, category, m..m + 1).orders)).sum();
    let Persistence { ratio, ratio_low, months_flagged, longest_run, expected, .. } = verdict;
    let (orders, looked_at) = (count(total), months.len());
    let usual = if *expected >= 10.0 { format!("{expected:.0}") } else { format!("{expected:.1}") };
    let mut reason = match language {
        Language::Zh => format!(
            "{looked_at} 个月中约有 {months_flagged} 个月偏高，最长连续 {longest_run} 个月；共 {orders} 件，\
             按其他地区同月水平约应有 {usual} 件，约 {ratio:.1} 倍（至少 {ratio_low:.1} 倍）"
        ),
        Language::En => format!(
            "High in about {months_flagged} of {looked_at} months, {longest_run} in a row; \
             {orders} demands, about {usual} at the other areas' rate: {ratio:.1} times, at least \
             {ratio_low:.1}"
        ),
    };
    let long_term = LongTerm::of(panel, area, category, months);
    reason += &long_term.sentence(language);
    let mut finding = new_finding(panel, area, category, *months_flagged, reason);
    finding.orders = total;
    finding.expected = Some(*expected);
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
        reporting: None,
        cluster: None,
        reason,
    }
}
