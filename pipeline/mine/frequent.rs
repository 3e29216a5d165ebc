//! 高频: what is demanded most, city-wide and in each area.
//!
//! City-wide, the fewest categories that together hold most of the demand. In districts and
//! streets, the cells with far more than the area would have at the rate of the other areas, judged
//! by EB05 (DuMouchel 1999) so that one order in a hamlet does not lead the list. [`cut_rule`]
//! prints both rules.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use yiti_stats::persistence::{Cells, Months};
use yiti_stats::shrinkage::{self, GammaMixture};

use super::level_cells::{Baseline, LevelCells};
use super::{Finding, FindingKind, identity::finding_id, period};
use crate::language::{Language, count, percent};
use crate::panel::{AreaId, AreaLevel, CategoryId, Counts, Panel};

/// What counts as frequent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FrequentSettings {
    /// City-wide: the fewest categories that hold this share of all demands, in (0, 1].
    pub cover_share: f64,
    /// Areas: smallest EB05, the ratio to the other areas' rate that the cell exceeds with 95%
    /// certainty. 2 is the usual screening limit (Szarfman et al. 2002, Drug Saf. 25:381): the
    /// areas' age and housing alone explain less.
    pub eb05_min: f64,
    /// Areas: fewest orders in the period; below, a cell is not much demand whatever its ratio.
    pub orders_min: u32,
    /// What an area's expected demand is proportional to.
    pub baseline: Baseline,
    /// Levels looked at besides the city.
    pub levels: Vec<AreaLevel>,
    /// Most findings a level, largest demand (city) or largest excess (areas) first.
    pub findings_max: usize,
}

impl Default for FrequentSettings {
    fn default() -> Self {
        Self {
            cover_share: 0.8,
            eb05_min: 2.0,
            orders_min: 24,
            baseline: Baseline::Orders,
            levels: vec![AreaLevel::District, AreaLevel::Street],
            findings_max: 200,
        }
    }
}

impl FrequentSettings {
    /// Refuses values outside their ranges.
    pub fn validate(&self) -> Result<(), String> {
        if !(self.cover_share > 0.0 && self.cover_share <= 1.0) {
            return Err(format!("cover_share must be in (0, 1], found {}", self.cover_share));
        }
        if !(self.eb05_min >= 1.0 && self.eb05_min.is_finite()) {
            return Err(format!(
                "eb05_min must be a number of at least 1, found {}",
                self.eb05_min
            ));
        }
        if self.findings_max == 0 {
            return Err("findings_max must be at least 1, found 0".to_owned());
        }
        if self.levels.contains(&AreaLevel::City) {
            return Err(
                "levels lists areas below the city; the city itself is always looked at".to_owned()
            );
        }
        Ok(())
    }
}

/// Finds the frequent demands of the period, the city first, then each level, strongest first.
pub fn find_frequent(
    panel: &Panel,
    settings: &FrequentSettings,
    language: Language,
) -> Vec<Finding> {
    if panel.areas.is_empty() || panel.period_months.is_empty() {
        return Vec::new();
    }
    let mut findings = city_findings(panel, settings, language);
    let levels =
        settings.levels.par_iter().map(|&level| area_findings(panel, level, settings, language));
    findings.extend(levels.collect::<Vec<_>>().into_iter().flatten());
    findings
}

/// The rules in words, as printed beside the findings.
pub fn cut_rule(settings: &FrequentSettings, language: Language) -> String {
    let FrequentSettings { cover_share, eb05_min, orders_min, findings_max, .. } = settings;
    let share = percent(*cover_share);
    match language {
        Language::Zh => format!(
            "全市：按诉求量从大到小，合计刚好占到全部诉求 {share} 的最少类别；区和街道：诉求不少于 {orders_min} 件，且有 95% 的把握\
             超过其他地区同类水平的 {eb05_min} 倍（EB05）。每级最多列 {findings_max} 条。"
        ),
        Language::En => format!(
            "City: the fewest categories, largest first, that hold {share} of all demands. \
             Districts and streets: at least {orders_min} demands, and with 95% certainty more \
             than {eb05_min} times the other areas' rate (EB05). At most {findings_max} a level."
        ),
    }
}

fn city_findings(panel: &Panel, settings: &FrequentSettings, language: Language) -> Vec<Finding> {
    let months = panel.period_months.clone();
    let of_item = |item| (item, panel.total(panel.city(), item, months.clone()));
    let mut items: Vec<(CategoryId, Counts)> =
        panel.items().map(of_item).filter(|(_, c)| c.orders > 0).collect();
    items.sort_by_key(|(item, counts)| (std::cmp::Reverse(counts.orders), *item));
    let total: u64 = items.iter().map(|(_, c)| u64::from(c.orders)).sum();
    let mut covered = 0;
    let mut findings = Vec::new();
    for (rank, (item, counts)) in items.iter().take(settings.findings_max).enumerate() {
        if covered as f64 >= settings.cover_share * total as f64 {
            break;
        }
        covered += u64::from(counts.orders);
        let share = f64::from(counts.orders) / total as f64;
        let mut reason = match language {
            Language::Zh => {
                format!(
                    "全市 {} 件，占 {}，排第 {}",
                    count(counts.orders.into()),
                    percent(share),
                    rank + 1
                )
            }
            Language::En => {
                let orders = count(counts.orders.into());
                format!("{orders} demands city-wide, {} of all, rank {}", percent(share), rank + 1)
            }
        };
        reason += &details(panel, panel.city(), counts, language);
        findings.push(finding(panel, panel.city(), *item, counts, reason));
    }
    findings
}

fn area_findings(
    panel: &Panel,
    level: AreaLevel,
    settings: &FrequentSettings,
    language: Language,
) -> Vec<Finding> {
    let months: Vec<usize> = panel.period_months.clone().collect();
    let level = LevelCells::gather(panel, level, &months, &[], settings.baseline);
    let cells = year_cells(&level);
    let listed = cells.iter().map(|cell| (cell.orders, cell.expected, 1.0));
    let empty = level.empty().iter().map(|empty| (0.0, empty.expected, empty.cells));
    // too few cells to learn what is ordinary: nothing can stand out
    let Ok(fitted) = shrinkage::fit_counted(listed.chain(empty)) else {
        return Vec::new();
    };
    let mut chosen: Vec<&YearCell> =
        cells.iter().filter(|cell| stands_out(cell, &fitted.prior, settings)).collect();
    chosen.sort_by(|a, b| {
        b.excess().total_cmp(&a.excess()).then((a.area, a.item).cmp(&(b.area, b.item)))
    });
    chosen.truncate(settings.findings_max);
    chosen.into_iter().map(|cell| area_finding(panel, cell, &fitted.prior, language)).collect()
}

/// One area and item with orders in the period.
struct YearCell {
    area: AreaId,
    item: CategoryId,
    orders: f64,
    expected: f64,
}

impl YearCell {
    fn excess(&self) -> f64 {
        self.orders - self.expected
    }
}

fn year_cells(level: &LevelCells<'_>) -> Vec<YearCell> {
    let mut months = Months::default();
    let of_cell = |cell| {
        level.read(cell, &mut months);
        let (area, item) = level.place(cell);
        let (orders, expected) = (months.observed.iter().sum(), months.expected.iter().sum());
        YearCell { area, item, orders, expected }
    };
    (0..level.count()).map(of_cell).collect()
}

fn stands_out(cell: &YearCell, prior: &GammaMixture, settings: &FrequentSettings) -> bool {
    cell.expected > 0.0
        && cell.orders >= f64::from(settings.orders_min)
        && cell.orders > settings.eb05_min * cell.expected
        && prior.posterior(cell.orders, cell.expected).probability_above(settings.eb05_min) >= 0.95
}

fn area_finding(
    panel: &Panel,
    cell: &YearCell,
    prior: &GammaMixture,
    language: Language,
) -> Finding {
    let posterior = prior.posterior(cell.orders, cell.expected);
    let (ratio, low) = (posterior.geometric_mean(), posterior.quantile(0.05));
    let counts = panel.total(cell.area, cell.item, panel.period_months.clone());
    let (orders, expected) =
        (count(counts.orders.into()), format!("{:.0}", cell.expected.max(1.0)));
    let mut reason = match language {
        Language::Zh => {
            format!(
                "{orders} 件，按其他地区同类水平约应有 {expected} 件，约 {ratio:.1} 倍（至少 {low:.1} 倍）"
            )
        }
        Language::En => {
            format!(
                "{orders} demands, about {expected} at the other areas' rate: {ratio:.1} times, at \
                 least {low:.1}"
            )
        }
    };
    reason += &details(panel, cell.area, &counts, language);
    let mut finding = finding(panel, cell.area, cell.item, &counts, reason);
    finding.expected = Some(cell.expected);
    finding.strength = Some(ratio);
    finding
}

/// Reporters and orders per 10,000 residents, where the data has them, and the full stop.
fn details(panel: &Panel, area: AreaId, counts: &Counts, language: Language) -> String {
    let mut text = String::new();
    if let Some(residents) = panel.area(area).population.filter(|p| *p > 0.0) {
        let rate = f64::from(counts.orders) / residents * 10_000.0;
        text += &match language {
            Language::Zh => format!("，每万人 {rate:.1} 件"),
            Language::En => format!("; {rate:.1} per 10,000 residents"),
        };
    }
    if panel.available.reporter && counts.orders > 0 {
        let repeats = percent(f64::from(counts.repeat_orders) / f64::from(counts.orders));
        text += &match language {
            Language::Zh => format!("，{repeats} 是同一人当月再次反映"),
            Language::En => format!("; {repeats} by people who had already called that month"),
        };
    }
    text + language.pick("。", ".")
}

fn finding(
    panel: &Panel,
    area: AreaId,
    category: CategoryId,
    counts: &Counts,
    reason: String,
) -> Finding {
    let (first_day, last_day) = period::days(panel);
    Finding {
        finding_id: finding_id(panel, FindingKind::Frequent, area, category, first_day),
        kind: FindingKind::Frequent,
        area,
        category,
        first_day,
        peak_day: period::peak_day(panel, area, category),
        last_day,
        orders: counts.orders.into(),
        expected: None,
        upper: None,
        strength: None,
        p_value: None,
        q_value: None,
        months_flagged: None,
        resolution_rate: period::resolution_rate(panel, counts),
        top_reporter_share: None,
        single_source: None,
        reporting: None,
        cluster: None,
        reason,
    }
}
