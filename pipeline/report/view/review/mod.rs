//! The reviews of a month, a week or a day as values ready to print, and the pages of areas and
//! units, which a year has too. None of them proposes.

mod area;
mod attention;
mod checked;
mod closing;
mod fan;
mod heat;
mod late;
mod lights;
mod livelihood;
mod measures;
mod named_units;
mod outbreaks;
mod outlook;
mod own_pages;
mod places;
mod reporting;
mod seasons;
mod second;
mod top;
mod topic;
mod unit_cells;
mod unit_ranks;
mod units;
mod watch;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::super::caveat::{Remark, split};
use super::super::figures;
use super::super::format;
use super::super::review_sentences::ReviewSentences;
use super::super::review_words::ReviewWords;
use super::super::words::Words;
use super::{ChartView, Charts, Source, quadrants, rows};
use crate::monitor::{AreaMonth, GovernanceMonth, NamedMonth, Progress, UnitRates};
use crate::panel::{AreaId, Counts};
use crate::topics::Topic;

pub use area::AreaPage;
pub(super) use lights::{Cell, points};
pub(super) use livelihood::LivelihoodView;
pub(super) use places::Places;
pub(super) use reporting::ReportingView;
pub use topic::TopicPage;
pub(in crate::report) use unit_ranks::UnitRanks;
pub use units::DepartmentPage;
pub(super) use units::Units;
pub use watch::WatchView;

/// Caveats that stand before the figures of a review; the others are in the table below.
const CAVEATS: usize = 2;

/// What the parts of a review read.
#[derive(Clone, Copy)]
pub(in crate::report) struct Context<'a> {
    pub source: Source<'a>,
    pub words: ReviewWords,
    pub says: ReviewSentences,
    /// The reviewed month: the last of the panel.
    pub at: usize,
    pub units: &'a UnitRanks<'a>,
}

impl<'a> Context<'a> {
    /// Of a report whose panel has a month.
    pub fn of(source: Source<'a>, units: &'a UnitRanks<'a>) -> Option<Self> {
        let at = source.report.panel.months.len().checked_sub(1)?;
        let words = ReviewWords::of(source.language);
        let says = ReviewSentences::of(source.language);
        Some(Self { source, words, says, at, units })
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

    /// Whether the pages are of a year rather than of its last month.
    fn is_year(&self) -> bool {
        self.source.is_year()
    }

    /// The months that units and areas are shown for: the reviewed one, or the year's.
    fn span(&self) -> Range<usize> {
        self.source.span()
    }

    /// As many months before, where all of both are complete.
    fn span_before(&self) -> Option<Range<usize>> {
        let (months, span) = (&self.source.report.panel.months, self.span());
        let start = span.start.checked_sub(span.len())?;
        let is_complete = months[start..span.end].iter().all(|month| month.complete);
        is_complete.then_some(start..span.start)
    }

    /// The name of the month or the year.
    fn span_name(&self) -> String {
        match self.is_year() {
            true => self.source.period_name(),
            false => format::month(self.month(self.at), self.source.language),
        }
    }

    /// What its demands are called in the head of a column.
    fn now_label(&self) -> &'static str {
        if self.is_year() { self.words.this_year } else { self.words.this_month }
    }

    /// Demands and rates of an area in the month or the year.
    fn area_now(&self, area: AreaId) -> Option<UnitRates> {
        let rows: Vec<&AreaMonth> =
            self.span().filter_map(|at| self.area_month(area, at)).collect();
        (!rows.is_empty()).then(|| UnitRates::sum(rows.into_iter().map(|row| &row.rates)))
    }

    /// The same of the month before; of the year before demands alone, which is all that is known
    /// of it.
    fn area_before(&self, area: AreaId) -> Option<UnitRates> {
        let before = self.span_before()?;
        if !self.is_year() {
            return self.area_month(area, before.start).map(|row| row.rates);
        }
        let orders = self.source.report.panel.area_counts(area, before).orders;
        Some(UnitRates { orders: Some(orders.into()), ..UnitRates::default() })
    }

    /// Demands and rates of a department in the month or the year.
    fn department_now(&self, name: &str) -> Option<UnitRates> {
        let rows: Vec<&NamedMonth> =
            self.span().filter_map(|at| self.department_month(name, at)).collect();
        (!rows.is_empty()).then(|| UnitRates::sum(rows.into_iter().map(|row| &row.rates)))
    }

    /// The same of the month before; nothing is known of the year before.
    fn department_before(&self, name: &str) -> Option<UnitRates> {
        let before = self.span_before().filter(|_| !self.is_year())?;
        self.department_month(name, before.start).map(|row| row.rates)
    }

    /// An area in a month of the period.
    fn area_month(&self, area: AreaId, at: usize) -> Option<&'a AreaMonth> {
        let rows = &self.source.report.review.areas;
        let wanted = (self.month(at), area);
        let found = rows.binary_search_by_key(&wanted, |row| (row.month, row.area));
        found.ok().map(|place| &rows[place])
    }

    /// A department in a month of the period.
    fn department_month(&self, name: &str, at: usize) -> Option<&'a NamedMonth> {
        let rows = &self.source.report.review.departments;
        let wanted = (self.month(at), name);
        let found = rows.binary_search_by_key(&wanted, |row| (row.month, row.name.as_str()));
        found.ok().map(|place| &rows[place])
    }

    /// The month's list of areas with most demands.
    fn governance(&self) -> Option<&'a GovernanceMonth> {
        let month = self.month(self.at);
        self.source.report.monitoring.governance.iter().find(|list| list.month == month)
    }

    /// Demands of a topic by area in the month and, where it can be compared, in the one before;
    /// most first.
    fn places(&self, topic: &Topic) -> Vec<(AreaId, u32, Option<u32>)> {
        let panel = self.source.report.panel;
        let before = self.before(self.at);
        let then = before.map(|at| figures::topic_places_in(panel, topic, at..at + 1));
        let now = figures::topic_places_in(panel, topic, self.at..self.at + 1);
        let by_area = |rows: &[(AreaId, Counts)]| -> BTreeMap<AreaId, u32> {
            rows.iter().map(|(area, counts)| (*area, counts.orders)).collect()
        };
        let (own, then) = (by_area(&now), then.map(|rows| (by_area(&rows), rows)));
        let areas = now.iter().chain(
            then.iter()
                .flat_map(|(_, rows)| rows.iter().filter(|(area, _)| !own.contains_key(area))),
        );
        let of = |rows: &BTreeMap<AreaId, u32>, area: &AreaId| rows.get(area).copied().unwrap_or(0);
        let row = |(area, _): &(AreaId, Counts)| {
            (*area, of(&own, area), then.as_ref().map(|(then, _)| of(then, area)))
        };
        areas.map(row).collect()
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
    quadrants: quadrants::Quadrants,
    map: Option<ChartView>,
    units: units::Units,
    named_units: Vec<named_units::NamedUnits>,
    livelihood: Option<livelihood::LivelihoodView>,
    second: Vec<second::Series>,
    outlook: outlook::OutlookView,
    checked: checked::Checked,
    seasons: seasons::Seasons,
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
            quadrants: quadrants::Quadrants::of(source, &context.span_name(), charts),
            map: map(context, charts),
            units: units::Units::of(context),
            named_units: named_units::NamedUnits::all(context),
            livelihood: livelihood::LivelihoodView::of(context),
            second: second::series(context),
            outlook: outlook::OutlookView::of(context),
            checked: checked::Checked::of(context),
            seasons: seasons::Seasons::of(context),
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
