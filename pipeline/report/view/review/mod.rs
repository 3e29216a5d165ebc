//! The reviews of a month, a week or a day as values ready to print. None of them proposes.

mod area;
mod attention;
mod closing;
mod fan;
mod heat;
mod late;
mod lights;
mod measures;
mod outbreaks;
mod outlook;
mod places;
mod top;
mod topic;
mod unit_cells;
mod units;
mod watch;

use serde::Serialize;

use super::super::caveat::{Remark, split};
use super::super::figures;
use super::super::format;
use super::super::review_words::ReviewWords;
use super::super::words::Words;
use super::{ChartView, Charts, Source, file_stem, rows};
use crate::monitor::{AreaMonth, GovernanceMonth, NamedMonth, Progress};
use crate::panel::{AreaId, AreaLevel, Counts};
use crate::topics::Topic;

pub use area::AreaPage;
pub use topic::TopicPage;
pub use units::DepartmentPage;
pub(in crate::report) use units::with_page;
pub use watch::WatchView;

/// Caveats that stand before the figures of a review; the others are in the table below.
const CAVEATS: usize = 2;

/// What the parts of a review read.
#[derive(Clone, Copy)]
pub(in crate::report) struct Context<'a> {
    pub source: Source<'a>,
    pub words: ReviewWords,
    /// The reviewed month: the last of the panel.
    pub at: usize,
}

impl<'a> Context<'a> {
    /// Of a report whose panel has a month.
    pub fn of(source: Source<'a>) -> Option<Self> {
        let at = source.report.panel.months.len().checked_sub(1)?;
        Some(Self { source, words: ReviewWords::of(source.language), at })
    }

    fn month(&self, at: usize) -> chrono::NaiveDate {
        self.source.report.panel.months[at].month
    }

    fn progress(&self, topic: &Topic, at: usize) -> Option<&'a Progress> {
        let month = self.month(at);
        self.source
            .report
            .progress
            .iter()
            .find(|p| p.topic_id == topic.topic_id && p.month == month)
    }

    fn counts(&self, topic: &Topic, at: usize) -> Counts {
        figures::topic_total(self.source.report.panel, topic, at..at + 1)
    }

    /// The month before, where both are complete.
    fn before(&self, at: usize) -> Option<usize> {
        let months = &self.source.report.panel.months;
        at.checked_sub(1).filter(|&before| months[at].complete && months[before].complete)
    }

    /// The department that handles most of a topic, with its share.
    fn lead(&self, topic: &Topic) -> Option<&'a (String, f64)> {
        self.source.report.leads.get(&topic.topic_id)
    }

    /// An area in a month of the period.
    fn area_month(&self, area: AreaId, at: usize) -> Option<&'a AreaMonth> {
        let month = self.month(at);
        let rows = &self.source.report.review.areas;
        let first = rows.partition_point(|row| row.month < month);
        rows[first..].iter().take_while(|row| row.month == month).find(|row| row.area == area)
    }

    /// The districts, each of which has a page.
    pub fn districts(&self) -> Vec<AreaId> {
        self.source.report.panel.areas_of(AreaLevel::District).collect()
    }

    /// A department in a month of the period.
    fn department_month(&self, name: &str, at: usize) -> Option<&'a NamedMonth> {
        let month = self.month(at);
        let mut rows = self.source.report.review.departments.iter();
        rows.find(|row| row.month == month && row.name == name)
    }

    /// The month's list of areas with most demands.
    fn governance(&self) -> Option<&'a GovernanceMonth> {
        let month = self.month(self.at);
        self.source.report.monitoring.governance.iter().find(|list| list.month == month)
    }

    /// A topic's page from the first page.
    fn topic_href(&self, topic: &Topic) -> String {
        format!("topics/{}.html", file_stem(&topic.topic_id))
    }

    /// A district's page from the first page; empty for areas that have none.
    fn area_href(&self, area: AreaId) -> String {
        let own = self.source.report.panel.area(area);
        match own.level {
            AreaLevel::District => format!("districts/{}.html", unit_cells::stem(&own.name)),
            _ => String::new(),
        }
    }

    /// A department's page from the first page; empty for those that have none.
    fn department_href(&self, name: &str) -> String {
        match units::with_page(*self).contains(&name) {
            true => format!("departments/{}.html", unit_cells::stem(name)),
            false => String::new(),
        }
    }

    /// Demands of a topic by area in the month and, where it can be compared, in the one before; most first.
    fn places(&self, topic: &Topic) -> Vec<(AreaId, u32, Option<u32>)> {
        let panel = self.source.report.panel;
        let before = self.before(self.at);
        let then = before.map(|at| figures::topic_places_in(panel, topic, at..at + 1));
        let now = figures::topic_places_in(panel, topic, self.at..self.at + 1);
        let mut areas: Vec<AreaId> = now.iter().map(|(area, _)| *area).collect();
        let gone = then.iter().flatten().map(|(area, _)| *area);
        areas.extend(gone.filter(|area| !now.iter().any(|(other, _)| other == area)));
        let find = |rows: &[(AreaId, Counts)], area: AreaId| {
            rows.iter().find(|(other, _)| *other == area).map_or(0, |(_, counts)| counts.orders)
        };
        let row = |area| (area, find(&now, area), then.as_ref().map(|then| find(then, area)));
        areas.into_iter().map(row).collect()
    }
}

/// The month's page.
#[derive(Debug, Serialize)]
pub struct MonthView {
    words: Words,
    r: ReviewWords,
    root: &'static str,
    top: top::Top,
    attention: Vec<attention::Item>,
    caveats: Vec<Remark>,
    lights: lights::Lights,
    measures: measures::Measures,
    outbreaks: outbreaks::Outbreaks,
    late: late::Late,
    places: places::Places,
    heat: Option<ChartView>,
    map: Option<ChartView>,
    units: units::Units,
    outlook: outlook::OutlookView,
    fan: Option<ChartView>,
    remarks: Vec<Remark>,
    rows: rows::Rows,
}

impl MonthView {
    pub(in crate::report) fn of(context: Context<'_>, charts: &mut Charts) -> Self {
        let source = context.source;
        let (mut first, rest) = split(source.report.caveats, source.language);
        let mut remarks = first.split_off(first.len().min(CAVEATS));
        remarks.extend(rest);
        Self {
            words: source.words,
            r: context.words,
            root: "",
            top: top::Top::of(context),
            attention: attention::items(context),
            caveats: first,
            lights: lights::Lights::of(context),
            measures: measures::Measures::of(context, charts),
            outbreaks: outbreaks::Outbreaks::of(context),
            late: late::Late::of(context),
            places: places::Places::of(context),
            heat: heat::chart(context, charts),
            map: map(context, charts),
            units: units::Units::of(context),
            outlook: outlook::OutlookView::of(context),
            fan: fan::of_area(context, source.report.panel.city(), charts),
            remarks,
            rows: rows::Rows::of(source),
        }
    }
}

/// The map of the reviewed month.
fn map(context: Context<'_>, charts: &mut Charts) -> Option<ChartView> {
    let month = format::month(context.month(context.at), context.source.language);
    super::area_map::chart(context.source, context.at..context.at + 1, &month, charts)
}
