//! Where a crowd may be: cells of the finest areas that are unusually busy, and what else is busy
//! there just then.

use chrono::{Days, NaiveDate};
use rayon::prelude::*;
use yiti_stats::evidence::Predictive;

use super::GroupSettings;
use super::spike::Sudden;
use super::spike_events::{Event, runs};
use crate::panel::{AreaId, AreaLevel, CellWeek, CrowdQuestion, Panel};

/// A cell and some days in which a crowd may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Crowd {
    /// Where, when and which categories: the busy one first, then those that are busy beside it.
    pub question: CrowdQuestion,
    /// Demands expected in all these categories, a day.
    pub(super) expected_a_day: f64,
    pub(super) p_value: f64,
    pub(super) q_value: f64,
}

/// Most crowds that are looked at, the most unusual first.
const CROWDS_MAX: usize = 2_000;

/// A crowd's main category must hold one in so many of its reporters: half of the people may choose
/// another.
const MAIN_ONE_IN: u32 = 2;

/// Level at which a category of the same branch is busy beside another, and one of any other
/// branch.
const ALPHA_RELATED: f64 = 0.01;
const ALPHA_ANY: f64 = 0.001;

/// Orders that a category must have to be busy beside another.
const BESIDE_MIN: f64 = 2.0;

/// Orders with which a small cell's share is held to its area's.
const SHARE_PRIOR: f64 = 2.0;

/// The unusual weeks of the finest areas as questions about reporters.
pub fn find_crowds(panel: &Panel, sudden: &Sudden, settings: &GroupSettings) -> Vec<Crowd> {
    let Some(finest) = panel.areas.iter().map(|area| area.level).max() else { return Vec::new() };
    let enough = u64::from(settings.reporters_min.div_ceil(MAIN_ONE_IN));
    let mut events: Vec<Event> = runs(&sudden.0);
    events.retain(|event| {
        panel.area(event.area).level == finest
            && finest != AreaLevel::City
            && reporters(panel, event) >= enough
    });
    events.sort_by(|a, b| a.p_value().total_cmp(&b.p_value()));
    events.truncate(CROWDS_MAX);
    events.sort_by_key(|event| (event.area, event.category, event.weeks[0].week));
    let city = City::new(panel);
    events.par_iter().map(|event| crowd(panel, &city, event)).collect()
}

/// Person-months of the cell in the months that the event touches: no fewer than its distinct
/// reporters.
fn reporters(panel: &Panel, event: &Event) -> u64 {
    let (first, last) = days(panel, event);
    let months = panel.cell(event.area, event.category).iter().filter(|cell| {
        let month = &panel.months[usize::from(cell.month)];
        month.first_day <= last && month.last_day >= first
    });
    months.map(|cell| u64::from(cell.counts.reporters)).sum()
}

/// The event's days, and a week on both sides: a crowd need not begin on a Monday.
fn days(panel: &Panel, event: &Event) -> (NaiveDate, NaiveDate) {
    let first = panel.weeks[event.weeks[0].week] - Days::new(7);
    let last = panel.weeks[event.weeks[event.weeks.len() - 1].week] + Days::new(13);
    (first, last)
}

fn crowd(panel: &Panel, city: &City, event: &Event) -> Crowd {
    let (first_day, last_day) = days(panel, event);
    let expected: f64 = event.weeks.iter().map(|week| week.expected).sum();
    let mut expected_a_day = expected / (7 * event.weeks.len()) as f64;
    let mut categories = vec![event.category];
    let weeks = event.weeks[0].week..event.weeks[event.weeks.len() - 1].week + 1;
    let of_area = cells_of(&panel.cell_weeks, event.area);
    for cell in of_area.chunk_by(|a, b| a.category == b.category) {
        let category = cell[0].category;
        let related = panel.category(category).parent == panel.category(event.category).parent;
        let alpha = if related { ALPHA_RELATED } else { ALPHA_ANY };
        if category == event.category {
            continue;
        }
        if let Some(mean) = city.busy(panel, cell, &weeks, alpha) {
            categories.push(category);
            expected_a_day += mean / (7 * weeks.len()) as f64;
        }
    }
    Crowd {
        question: CrowdQuestion { area: event.area, categories, first_day, last_day },
        expected_a_day,
        p_value: event.p_value(),
        q_value: event.q_value,
    }
}

fn cells_of(cells: &[CellWeek], area: AreaId) -> &[CellWeek] {
    let start = cells.partition_point(|cell| cell.area < area);
    let length = cells[start..].partition_point(|cell| cell.area == area);
    &cells[start..start + length]
}

/// What the whole city saw, which the others' part of a cell is told from.
struct City {
    /// Each area's share of all demand.
    shares: Vec<f64>,
    /// Orders of each category in all weeks.
    totals: Vec<f64>,
}

impl City {
    fn new(panel: &Panel) -> Self {
        let mut areas = vec![0.0; panel.areas.len()];
        let mut totals = vec![0.0; panel.categories.len()];
        for cell in &panel.cell_weeks {
            areas[cell.area.0 as usize] += f64::from(cell.orders);
            if cell.area == panel.city() {
                totals[cell.category.0 as usize] += f64::from(cell.orders);
            }
        }
        let all = areas.first().copied().unwrap_or_default().max(1.0);
        Self { shares: areas.iter().map(|orders| orders / all).collect(), totals }
    }

    /// Demands expected of a cell in some weeks, from its share of the category in the others and
    /// from what the rest of the city sees in these; `None` when the cell is not busy at that
    /// level.
    fn busy(
        &self,
        panel: &Panel,
        cell: &[CellWeek],
        weeks: &std::ops::Range<usize>,
        alpha: f64,
    ) -> Option<f64> {
        let sum = |cells: &[CellWeek], inside: bool| -> f64 {
            let of = cells.iter().filter(|row| weeks.contains(&usize::from(row.week)) == inside);
            of.map(|row| f64::from(row.orders)).sum()
        };
        let now = sum(cell, true);
        if now < BESIDE_MIN {
            return None;
        }
        let CellWeek { area, category, .. } = cell[0];
        let before = sum(cell, false);
        let others_now = sum(panel.cell_week(panel.city(), category), true) - now;
        let others_before = (self.totals[category.0 as usize] - now - before - others_now).max(0.0);
        let prior = SHARE_PRIOR * self.shares[area.0 as usize];
        let share = (before + prior) / (others_before + SHARE_PRIOR);
        let mean = share * (others_now + 1.0);
        let predictive = Predictive {
            mean,
            dispersion: 1.0,
            log_variance: 1.0 / (before + SHARE_PRIOR),
            freedom: f64::INFINITY,
        };
        (now > mean && predictive.mid_p(now) <= alpha).then_some(mean)
    }
}

/// The question of each crowd.
pub fn crowd_questions(crowds: &[Crowd]) -> Vec<CrowdQuestion> {
    crowds.iter().map(|crowd| crowd.question.clone()).collect()
}
