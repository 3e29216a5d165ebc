//! Every cell and week of the period, judged; only the unusual ones are kept.

use rayon::prelude::*;
use yiti_stats::assessment::{Every, Series};
use yiti_stats::evidence::{Predictive, Threshold, pooled_p, upper_limit};
use yiti_stats::{harmonic, local};

use super::cluster_scan::{SetRule, UnusualSet, sets};
use super::spike::SpikeSettings;
use super::withheld::Withheld;
use crate::panel::{AreaId, AreaLevel, CategoryId, CellWeek, Panel};

/// One cell and week at or under the level alpha.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unusual {
    pub(super) area: AreaId,
    pub(super) category: CategoryId,
    /// Position in [`Panel::weeks`].
    pub(super) week: usize,
    pub(super) count: f64,
    pub(super) expected: f64,
    pub(super) upper: f64,
    pub(super) p_value: f64,
}

/// The unusual ones among this many tests.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Scan {
    /// Sorted by area, category, week.
    pub(super) unusual: Vec<Unusual>,
    /// Cells and weeks judged.
    pub(super) tests: usize,
    /// Unusual sets of neighbouring areas, by category and week; none where neighbours are not
    /// known.
    pub(super) sets: Vec<UnusualSet>,
    /// Areas and weeks that such sets were looked for around.
    pub(super) set_tests: usize,
}

/// Weeks of its own that a new name needs before it is judged: as many as any cell, and those left
/// out.
const YOUNG_WEEKS: usize = 10;

/// What makes a cell and week unusual.
struct Rule<'a> {
    settings: &'a SpikeSettings,
    withheld: &'a Withheld,
    threshold: Threshold,
}

/// Judges all item-level categories: the city, then each level.
pub(super) fn scan(panel: &Panel, settings: &SpikeSettings, withheld: &Withheld) -> Scan {
    let items: Vec<CategoryId> = panel.items().collect();
    let rule = Rule { settings, withheld, threshold: Threshold::new(settings.alpha) };
    let of_level = |&level: &AreaLevel| Level::new(panel, level, withheld);
    let levels: Vec<Level> = settings.levels.iter().filter_map(of_level).collect();
    let by_category = cells_by_category(panel);
    let parts: Vec<Scan> = items
        .par_iter()
        .map(|&category| {
            let cells = &by_category[category.0 as usize];
            let mut part = city(panel, category, cells, &rule);
            for level in &levels {
                level.scan(panel, category, cells, &rule, &mut part);
            }
            part
        })
        .collect();
    let mut all = Scan::default();
    for part in parts {
        all.unusual.extend(part.unusual);
        all.tests += part.tests;
        all.sets.extend(part.sets);
        all.set_tests += part.set_tests;
    }
    all.sets.sort_by_key(|set| (set.category, set.week));
    all.unusual.sort_by_key(|unusual| (unusual.area, unusual.category, unusual.week));
    all
}

/// The panel's cells of each category, areas in order, each with its weekly rows.
fn cells_by_category(panel: &Panel) -> Vec<Vec<&[CellWeek]>> {
    let mut cells = vec![Vec::new(); panel.categories.len()];
    for cell in panel.cell_weeks.chunk_by(|a, b| (a.area, a.category) == (b.area, b.category)) {
        cells[cell[0].category.0 as usize].push(cell);
    }
    cells
}

/// Zero for a covered week, NaN for one that the feed does not cover.
fn blank(panel: &Panel) -> Vec<f64> {
    panel.weeks_complete.iter().map(|&complete| if complete { 0.0 } else { f64::NAN }).collect()
}

fn city(panel: &Panel, category: CategoryId, cells: &[&[CellWeek]], rule: &Rule<'_>) -> Scan {
    let settings = rule.settings;
    let mut counts = blank(panel);
    for row in cells.iter().filter(|cell| cell[0].area == panel.city()).copied().flatten() {
        counts[usize::from(row.week)] += f64::from(row.orders);
    }
    if cells.is_empty() || rule.withheld.leaves_out(panel.city(), category) {
        return Scan::default();
    }
    rule.withheld.hide(panel.city(), category, &mut counts);
    let harmonic = harmonic::Settings {
        alpha: settings.alpha,
        history_years: settings.history_years,
        gap_weeks: settings.gap_weeks,
        look_ahead: true,
        ..harmonic::Settings::default()
    };
    // The panel ends with the period, so that all weeks from its start on are the period's.
    let series =
        Series { counts: &counts[..panel.period_weeks.end], exposures: None, every: Every::Week };
    let mut scan = Scan::default();
    harmonic::forecast(&series, panel.period_weeks.start, &harmonic, |forecast| {
        let harmonic::Forecast { time: week, count, now, before, .. } = forecast;
        scan.judge(Cell { area: panel.city(), category, week, count }, &now, before, rule);
    });
    scan
}

/// The areas of a level, and their shares of all demand.
struct Level {
    level: AreaLevel,
    shares: Vec<f64>,
}

impl Level {
    /// `None` with fewer than two areas: there are no others to compare with; and without a whole
    /// week.
    fn new(panel: &Panel, level: AreaLevel, withheld: &Withheld) -> Option<Self> {
        panel.areas_of(level).nth(1).filter(|_| !panel.weeks.is_empty())?;
        // What came before the period, where there is any: a spike must not vouch for itself.
        let until =
            if panel.period_weeks.start > 8 { panel.period_weeks.start } else { panel.weeks.len() };
        let mut shares = vec![0.0; panel.areas.len()];
        for row in panel.cell_weeks.iter().filter(|row| usize::from(row.week) < until) {
            shares[row.area.0 as usize] += f64::from(row.orders);
        }
        withheld.share_since_birth(panel, until, &mut shares);
        Some(Self { level, shares })
    }

    fn scan(
        &self,
        panel: &Panel,
        category: CategoryId,
        cells: &[&[CellWeek]],
        rule: &Rule<'_>,
        scan: &mut Scan,
    ) {
        // Areas that never saw the category would be a row of zeros: nothing to judge, nothing to
        // learn.
        let withheld = rule.withheld;
        let is_judged = |cell: &&&[CellWeek]| {
            let area = cell[0].area;
            panel.area(area).level == self.level && !withheld.leaves_out(area, category)
        };
        let cells: Vec<&[CellWeek]> = cells.iter().filter(is_judged).copied().collect();
        let areas: Vec<AreaId> = cells.iter().map(|cell| cell[0].area).collect();
        let times = panel.weeks.len();
        let mut counts = blank(panel).repeat(areas.len());
        for (cell, counts) in cells.iter().zip(counts.chunks_mut(times)) {
            cell.iter().for_each(|row| counts[usize::from(row.week)] += f64::from(row.orders));
            withheld.hide(cell[0].area, category, counts);
        }
        let births: Vec<usize> = areas.iter().map(|&area| withheld.birth(area, category)).collect();
        let is_young =
            |area: usize, week: usize| births[area] > 0 && week < births[area] + YOUNG_WEEKS;
        let shares: Vec<f64> = areas.iter().map(|area| self.shares[area.0 as usize]).collect();
        let local = local::Settings { gap: rule.settings.gap_weeks, ..local::Settings::default() };
        let has_neighbours = areas.iter().any(|area| panel.has_neighbours(*area));
        let mut of_weeks: Vec<(usize, local::CellForecast)> = Vec::new();
        let mut judge = |cell: &local::CellForecast, week: usize| {
            if panel.period_weeks.contains(&week) && !is_young(cell.area, week) {
                let area = areas[cell.area];
                if has_neighbours {
                    of_weeks.push((week, *cell));
                }
                scan.judge(
                    Cell { area, category, week, count: cell.count },
                    &cell.now,
                    cell.before,
                    rule,
                );
            }
        };
        // The first weeks of all have too little past: they are judged backwards in time, by what
        // came after them.
        let turn = if times > 2 * TURN_WEEKS { TURN_WEEKS } else { times / 2 };
        let start = panel.period_weeks.start;
        let cells = local::Cells { counts: &counts, times, area_shares: &shares };
        local::forecast(cells, start.max(turn), &local, |cell| judge(&cell, cell.time));
        if start < turn {
            counts.chunks_mut(times).for_each(<[f64]>::reverse);
            let cells = local::Cells { counts: &counts, times, area_shares: &shares };
            local::forecast(cells, times - turn, &local, |cell| {
                judge(&cell, times - 1 - cell.time)
            });
        }
        let set_rule = SetRule {
            alpha: rule.settings.alpha,
            orders_min: f64::from(rule.settings.orders_min),
            threshold: rule.threshold,
        };
        for of_week in of_weeks.chunk_by(|a, b| a.0 == b.0) {
            let cells: Vec<local::CellForecast> = of_week.iter().map(|(_, cell)| *cell).collect();
            let (found, tests) = sets(panel, category, of_week[0].0, (&cells, &areas), &set_rule);
            scan.sets.extend(found);
            scan.set_tests += tests;
        }
    }
}

/// Weeks of the panel that are judged by what came after them: half a year.
const TURN_WEEKS: usize = 26;

/// A cell, a week and its count.
#[derive(Debug, Clone, Copy)]
struct Cell {
    area: AreaId,
    category: CategoryId,
    week: usize,
    count: f64,
}

impl Scan {
    /// Counts the test and keeps it if it is unusual. Cells under the low-count rule are not worth
    /// a tail.
    fn judge(
        &mut self,
        cell: Cell,
        now: &Predictive,
        before: Option<(f64, Predictive)>,
        rule: &Rule<'_>,
    ) {
        self.tests += 1;
        let count_before = before.map_or(0.0, |(count, _)| count);
        if cell.count <= now.mean || cell.count + count_before < f64::from(rule.settings.orders_min)
        {
            return;
        }
        let p_value = pooled_p(cell.count, now, before);
        if p_value <= rule.settings.alpha {
            let Cell { area, category, week, count } = cell;
            // The limit of this week alone: people compare it with this week's count.
            let upper = upper_limit(&rule.threshold, now, None, 0.0).floor();
            self.unusual.push(Unusual {
                area,
                category,
                week,
                count,
                expected: now.mean,
                upper,
                p_value,
            });
        }
    }
}
