//! What the coming months bring: of the city, its districts and the followed topics.

use serde::Serialize;
use yiti_stats::outlook::Expectation;

use super::Context;
use super::lights::Cell;
use crate::monitor::{Forecast, Subject};
use crate::panel::AreaId;
use crate::report::format;

/// One row: a city, a district or a topic.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    href: String,
    /// One a coming month.
    cells: Vec<Cell>,
}

/// The table.
#[derive(Debug, Serialize)]
pub struct OutlookView {
    months: Vec<String>,
    lines: Vec<Line>,
}

impl OutlookView {
    /// The city and the followed topics.
    pub(super) fn of(context: Context<'_>) -> Self {
        let city = context.source.report.panel.city();
        Self::filtered(context, |subject| match subject {
            Subject::Area(area) => *area == city,
            Subject::Topic { .. } => true,
        })
    }

    /// One area.
    pub(super) fn of_area(context: Context<'_>, id: AreaId) -> Self {
        Self::filtered(context, |subject| matches!(subject, Subject::Area(area) if *area == id))
    }

    /// One topic.
    pub(super) fn of_topic(context: Context<'_>, id: &str) -> Self {
        Self::filtered(
            context,
            |subject| matches!(subject, Subject::Topic { topic_id, .. } if topic_id == id),
        )
    }

    fn filtered(context: Context<'_>, is_shown: impl Fn(&Subject) -> bool) -> Self {
        let source = context.source;
        let rows: Vec<&Forecast> =
            source.report.review.outlook.iter().filter(|row| is_shown(&row.subject)).collect();
        let mut months: Vec<chrono::NaiveDate> = rows.iter().map(|row| row.month).collect();
        months.sort_unstable();
        months.dedup();
        let lines = rows
            .chunk_by(|a, b| a.subject == b.subject)
            .filter(|rows| rows.iter().any(|row| row.expectation.is_some()))
            .map(|rows| line(context, rows))
            .collect();
        let name = |month: &chrono::NaiveDate| format::month(*month, source.language);
        Self { months: months.iter().map(name).collect(), lines }
    }
}

fn line(context: Context<'_>, rows: &[&Forecast]) -> Line {
    let (name, href) = named(context, &rows[0].subject);
    let cell = |row: &&Forecast| match &row.expectation {
        Some(month) => expectation(context, month),
        None => Cell::unknown(""),
    };
    Line { name, href, cells: rows.iter().map(cell).collect() }
}

/// What a forecast is of, and its page from the first page; empty where it has none.
pub(super) fn named(context: Context<'_>, subject: &Subject) -> (String, String) {
    let source = context.source;
    match subject {
        Subject::Area(area) => (source.area(*area), String::new()),
        Subject::Topic { topic_id, title } => {
            let topic = source.report.followed.iter().find(|topic| &topic.topic_id == topic_id);
            (title.clone(), topic.map(|topic| context.topic_href(topic)).unwrap_or_default())
        }
    }
}

/// What to expect, with the range under it.
pub(super) fn expectation(context: Context<'_>, of: &Expectation) -> Cell {
    Cell::new(format::expected(Some(of.expected)), vec![range(context, of)], Some(of.expected))
}

/// The limits of an expectation.
pub(super) fn range(context: Context<'_>, of: &Expectation) -> String {
    let (low, high) = (format::expected(Some(of.low)), format::expected(Some(of.high)));
    format!("{low}{}{high}", context.source.language.pick("—", " – "))
}
