//! What the last bulletins expected of this month, beside what came.

use serde::Serialize;

use super::lights::Cell;
use super::{Context, outlook};
use crate::language::count;
use crate::monitor::{ScoredForecast, Subject};
use crate::panel::AreaId;
use crate::report::format::{self, fill};

/// One forecast.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    href: String,
    forecast: Cell,
    came: Cell,
    /// CSS class of the outcome.
    key: &'static str,
    held: &'static str,
    /// Above the range first.
    sort: &'static str,
}

/// Forecasts of the month, and how many have held so far.
#[derive(Debug, Serialize)]
pub struct Checked {
    says: String,
    lines: Vec<Line>,
}

impl Checked {
    /// The city and the followed topics; counted with the districts.
    pub(super) fn of(context: Context<'_>) -> Self {
        let report = context.source.report;
        let city = report.panel.city();
        let is_shown = |score: &&ScoredForecast| match &score.subject {
            Subject::Area(area) => *area == city,
            Subject::Topic { topic_id, .. } => {
                report.followed.iter().any(|topic| &topic.topic_id == topic_id)
            }
        };
        Self {
            says: says(context),
            lines: of_month(context).filter(is_shown).map(|score| line(context, score)).collect(),
        }
    }
}

fn of_month<'a>(context: Context<'a>) -> impl Iterator<Item = &'a ScoredForecast> {
    let month = context.month(context.at);
    context.source.report.review.scores.iter().filter(move |score| score.month == month)
}

/// How many forecasts of the month held, and how many ever.
fn says(context: Context<'_>) -> String {
    let (report, says) = (context.source.report, context.says);
    let all = of_month(context).count();
    if !report.panel.months[context.at].complete {
        return says.checked_unknown.to_owned();
    }
    if all == 0 {
        return says.checked_none.to_owned();
    }
    let ever = &report.review.scores;
    let held_ever = ever.iter().filter(|score| score.held).count();
    let values = [
        ("month", format::month(context.month(context.at), context.source.language)),
        ("all", count(all as u64)),
        ("held", count(of_month(context).filter(|score| score.held).count() as u64)),
        ("all_ever", count(ever.len() as u64)),
        ("share", format::whole_percent(held_ever as f64 / ever.len() as f64)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    fill(says.checked_says, &values)
}

/// The forecast of an area in one sentence; empty where there was none.
pub(super) fn of_area(context: Context<'_>, area: AreaId) -> String {
    let is_of = |score: &&ScoredForecast| score.subject == Subject::Area(area);
    let Some(score) = of_month(context).find(is_of) else { return String::new() };
    let values = [
        ("expected", format::expected(Some(score.expectation.expected))),
        ("range", outlook::range(context, &score.expectation)),
        ("orders", count(score.orders)),
        ("held", outcome(context, score).1.to_owned()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    fill(context.says.checked_here, &values)
}

/// CSS class, wording and place of an outcome.
fn outcome(
    context: Context<'_>,
    score: &ScoredForecast,
) -> (&'static str, &'static str, &'static str) {
    let says = context.says;
    match score.held {
        true => ("grey", says.held_within, "2"),
        false if score.orders as f64 > score.expectation.high => ("red", says.held_above, "1"),
        false => ("green", says.held_below, "3"),
    }
}

fn line(context: Context<'_>, score: &ScoredForecast) -> Line {
    let (name, href) = outlook::named(context, &score.subject);
    let (key, held, sort) = outcome(context, score);
    let by = fill(context.says.forecast_by, &[("period", &score.period)]);
    Line {
        name,
        href,
        forecast: outlook::expectation(context, &score.expectation).noted(by),
        came: Cell::new(count(score.orders), vec![], Some(score.orders as f64)),
        key,
        held,
        sort,
    }
}
