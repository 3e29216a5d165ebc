//! What the coming months bring: of the city, its districts and the followed topics.

use serde::Serialize;

use super::Context;
use super::lights::Cell;
use crate::monitor::{Forecast, Subject};
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
    let source = context.source;
    let (name, href) = match &rows[0].subject {
        Subject::Area(area) => (source.area(*area), String::new()),
        Subject::Topic { topic_id, title } => {
            let topic = source.report.followed.iter().find(|topic| &topic.topic_id == topic_id);
            (title.clone(), topic.map(|topic| context.topic_href(topic)).unwrap_or_default())
        }
    };
    let cell = |row: &&Forecast| {
        let Some(month) = &row.expectation else { return Cell::unknown("") };
        let (low, high) = (format::expected(Some(month.low)), format::expected(Some(month.high)));
        let range = format!("{low}{}{high}", source.language.pick("—", " – "));
        Cell::new(format::expected(Some(month.expected)), vec![range], Some(month.expected))
    };
    Line { name, href, cells: rows.iter().map(cell).collect() }
}
