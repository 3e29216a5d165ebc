//! Volume × satisfaction, for issues and for areas: the review's points and lines, drawn, with what
//! has crossed a line.

use serde::Serialize;

use super::{ChartView, Charts, Source};
use crate::chart::{Quadrant as Drawing, QuadrantPoint};
use crate::language::percent;
use crate::monitor::{
    ANSWERS_MIN, CrossedKind, CrossedOf, CrossedRate, Point, Quadrant, Quadrants as Crossed,
};
use crate::report::format::{self, fill};

/// Names in one sentence.
const NAMED: usize = 8;

/// One chart with what it says.
#[derive(Debug, Serialize)]
pub struct One {
    chart: ChartView,
    /// Who is in the corner of large volume and low rate, and who has come and gone.
    says: Vec<String>,
}

/// The charts.
#[derive(Debug, Serialize)]
pub struct Quadrants {
    lead: String,
    charts: Vec<One>,
}

impl Quadrants {
    /// Of the period's own months, whose name is `span`.
    pub(super) fn of(source: Source<'_>, span: &str, charts: &mut Charts) -> Self {
        let words = source.chart_words;
        let available = source.report.panel.available;
        let crossed = &source.report.review.quadrants;
        let lead = match crossed.first() {
            Some(first) => fill(words.quadrants_lead, &[("rate", rate_name(source, first.rate))]),
            None if available.satisfied || available.resolved => words.quadrant_few.to_owned(),
            None => words.quadrant_none.to_owned(),
        };
        let drawn = crossed
            .iter()
            .map(|of| One { chart: chart(source, of, span, charts), says: says(source, of) });
        Self { lead, charts: drawn.collect() }
    }
}

fn rate_name(source: Source<'_>, rate: CrossedRate) -> &'static str {
    match rate {
        CrossedRate::Satisfaction => source.words.satisfaction,
        CrossedRate::Resolution => source.words.resolution,
    }
}

fn name(source: Source<'_>, point: &Point) -> String {
    let panel = source.report.panel;
    match point.of {
        CrossedOf::Category(id) => panel.category(id).name.clone(),
        CrossedOf::Area(id) => panel.area(id).name.clone(),
    }
}

fn chart(source: Source<'_>, of: &Crossed, span: &str, charts: &mut Charts) -> ChartView {
    let words = source.chart_words;
    let (file, title) = match of.kind {
        CrossedKind::Issues => ("quadrant_issues", words.quadrant_issues),
        CrossedKind::Districts => ("quadrant_districts", words.quadrant_districts),
        CrossedKind::Streets => ("quadrant_streets", words.quadrant_streets),
    };
    let (least, n) = (ANSWERS_MIN.to_string(), of.points.len().to_string());
    let point = |point: &Point| QuadrantPoint {
        label: name(source, point),
        volume: point.orders as f64,
        rate: point.rate,
    };
    let drawing = Drawing {
        title: fill(title, &[("rate", rate_name(source, of.rate))]),
        unit: fill(words.quadrant_unit, &[("period", span), ("least", &least), ("n", &n)]),
        volume_label: words.quadrant_volume.to_owned(),
        rate_label: rate_name(source, of.rate).to_owned(),
        alert_label: words.quadrant_alert.to_owned(),
        lines: (of.orders_line, of.rate_line),
        points: of.points.iter().map(point).collect(),
    };
    let alt = source.alt(&drawing.title, &drawing.unit, &says(source, of).join(" "));
    charts.add(file, drawing.draw(), &alt)
}

/// The lines, the corner of large volume and low rate, and what has come into it and left it.
fn says(source: Source<'_>, of: &Crossed) -> Vec<String> {
    let words = source.chart_words;
    let orders = format::expected(Some(of.orders_line));
    let rate = percent(of.rate_line);
    let values =
        [("orders", orders.as_str()), ("rate", &rate), ("name", rate_name(source, of.rate))];
    let mut said = vec![fill(words.quadrant_lines, &values)];
    let named = |wording: &str, is_wanted: &dyn Fn(&Point) -> bool| {
        let all: Vec<&Point> = of.points.iter().filter(|point| is_wanted(point)).collect();
        let mut names: Vec<String> =
            all.iter().take(NAMED).map(|point| name(source, point)).collect();
        if all.len() > NAMED {
            let more = (all.len() - NAMED).to_string();
            names.push(fill(words.quadrant_more, &[("n", &more)]));
        }
        (!names.is_empty()).then(|| fill(wording, &[("names", &source.join(&names))]))
    };
    let corner = Quadrant::ManyLow;
    said.extend(named(words.quadrant_corner, &|point| point.field == corner));
    said.extend(named(words.quadrant_came, &|point| {
        point.field == corner && point.before.is_some_and(|before| before != corner)
    }));
    said.extend(named(words.quadrant_left, &|point| {
        point.field != corner && point.before == Some(corner)
    }));
    if of.points.iter().all(|point| point.before.is_none()) {
        said.push(words.quadrant_no_before.to_owned());
    }
    said
}
