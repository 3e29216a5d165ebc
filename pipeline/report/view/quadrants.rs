//! Volume × satisfaction, for issues and for areas.

use serde::Serialize;

use super::{ChartView, Charts, Source};
use crate::chart::{Quadrant, QuadrantPoint};
use crate::language::{count, percent};
use crate::panel::{AreaLevel, Counts};
use crate::report::figures;
use crate::report::format::fill;

/// Known answers below which a rate is mostly noise: at 30 the 95% interval is about ±18 points wide at worst.
const ANSWERS_MIN: u32 = 30;
/// Points below which medians divide nothing.
const POINTS_MIN: usize = 4;
/// Points named in the words of a chart.
const NAMED: usize = 5;

/// The charts.
#[derive(Debug, Serialize)]
pub struct Quadrants {
    lead: String,
    charts: Vec<ChartView>,
}

/// Which rate stands on the vertical axis.
#[derive(Clone, Copy)]
enum Rate {
    Satisfied,
    Resolved,
}

impl Rate {
    /// Satisfaction where the data has it, else resolution, else nothing.
    fn of(source: Source<'_>) -> Option<Self> {
        let available = source.report.panel.available;
        match (available.satisfied, available.resolved) {
            (true, _) => Some(Self::Satisfied),
            (false, true) => Some(Self::Resolved),
            (false, false) => None,
        }
    }

    fn answers(self, counts: &Counts) -> (u32, u32) {
        match self {
            Self::Satisfied => (counts.satisfied, counts.satisfied_known),
            Self::Resolved => (counts.resolved, counts.resolved_known),
        }
    }
}

impl Quadrants {
    pub(super) fn of(source: Source<'_>, charts: &mut Charts) -> Self {
        let words = source.words;
        let Some(rate) = Rate::of(source) else {
            return Self { lead: words.quadrant_none.to_owned(), charts: Vec::new() };
        };
        let panel = source.report.panel;
        let months = panel.period_months.clone();
        let city = panel.city();
        let issues = panel.items().map(|item| {
            (panel.category(item).name.clone(), panel.total(city, item, months.clone()))
        });
        let areas = |level| {
            let totals = figures::area_totals(panel, level, &months);
            totals
                .into_iter()
                .map(|(area, counts)| (panel.area(area).name.clone(), counts))
                .collect::<Vec<_>>()
        };
        let drawn = [
            ("quadrant_issues", words.quadrant_issues, issues.collect()),
            ("quadrant_districts", words.quadrant_districts, areas(AreaLevel::District)),
            ("quadrant_streets", words.quadrant_streets, areas(AreaLevel::Street)),
        ]
        .into_iter()
        .filter_map(|(name, title, counts)| chart(source, rate, charts, name, title, counts));
        Self {
            lead: fill(words.quadrants_lead, &[("rate", rate_name(source, rate))]),
            charts: drawn.collect(),
        }
    }
}

fn rate_name(source: Source<'_>, rate: Rate) -> &'static str {
    match rate {
        Rate::Satisfied => source.words.satisfied,
        Rate::Resolved => source.words.resolved,
    }
}

fn chart(
    source: Source<'_>,
    rate: Rate,
    charts: &mut Charts,
    name: &str,
    title: &str,
    counts: Vec<(String, Counts)>,
) -> Option<ChartView> {
    let words = source.words;
    let points: Vec<QuadrantPoint> =
        counts.into_iter().filter_map(|(label, counts)| point(rate, label, &counts)).collect();
    if points.len() < POINTS_MIN {
        return None;
    }
    let (least, n) = (ANSWERS_MIN.to_string(), points.len().to_string());
    let quadrant = Quadrant {
        title: fill(title, &[("rate", rate_name(source, rate))]),
        unit: fill(
            words.quadrant_unit,
            &[("period", &source.figures()), ("least", &least), ("n", &n)],
        ),
        volume_label: words.quadrant_volume.to_owned(),
        rate_label: rate_name(source, rate).to_owned(),
        alert_label: words.quadrant_alert.to_owned(),
        medians: (
            median(points.iter().map(|p| p.volume).collect()),
            median(points.iter().map(|p| p.rate).collect()),
        ),
        points,
    };
    let alt = source.alt(&quadrant.title, &quadrant.unit, &said(source, &quadrant));
    Some(charts.add(name, quadrant.draw(), &alt))
}

/// Points of the corner that asks for attention, most demands first, in words.
fn said(source: Source<'_>, quadrant: &Quadrant) -> String {
    let (volume, rate) = quadrant.medians;
    let mut corner: Vec<&QuadrantPoint> =
        quadrant.points.iter().filter(|p| p.volume > volume && p.rate < rate).collect();
    corner.sort_by(|a, b| b.volume.total_cmp(&a.volume));
    let name = |point: &&QuadrantPoint| {
        format!("{} {} · {}", point.label, count(point.volume as u64), percent(point.rate))
    };
    let named: Vec<String> = corner.iter().take(NAMED).map(name).collect();
    let words = source.words;
    match named.is_empty() {
        true => words.quadrant_said_none.to_owned(),
        false => {
            let n = corner.len().to_string();
            fill(words.quadrant_said, &[("n", &n), ("points", &source.join(&named))])
        }
    }
}

fn point(rate: Rate, label: String, counts: &Counts) -> Option<QuadrantPoint> {
    let (yes, known) = rate.answers(counts);
    let enough = known >= ANSWERS_MIN;
    enough.then(|| QuadrantPoint {
        label,
        volume: f64::from(counts.orders),
        rate: f64::from(yes) / f64::from(known),
    })
}

/// The median of at least one value.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
}
