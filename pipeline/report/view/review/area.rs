//! The page of a district, of a month or a year: its months, its topics, its streets, what broke
//! out.

use std::ops::Range;

use serde::Serialize;

use super::super::{ChartView, Charts};
use super::lights::Cell;
use super::units::{self, MONTHS, MonthLine, month_line};
use super::{Context, attention, checked, closing, fan, outbreaks, outlook, places, unit_cells};
use crate::language::{count, percent};
use crate::panel::{AreaId, Handler, Panel};
use crate::report::figures;
use crate::report::format::{self, fill};
use crate::report::review_words::ReviewWords;
use crate::report::words::Words;
use crate::topics::Topic;

/// A topic within the area.
#[derive(Debug, Serialize)]
pub struct TopicLine {
    title: String,
    href: String,
    orders: Cell,
    change: Cell,
    share: Cell,
}

/// A district's page.
#[derive(Debug, Serialize)]
pub struct AreaPage {
    words: Words,
    r: ReviewWords,
    root: &'static str,
    path: String,
    eyebrow: String,
    title: String,
    period: String,
    answer: String,
    sure: String,
    band: Option<places::BandView>,
    standing: String,
    /// What to act on in the month; nothing of a year.
    attention: Option<Vec<attention::Item>>,
    now_label: &'static str,
    topics: Vec<TopicLine>,
    outbreaks: outbreaks::Outbreaks,
    streets: Vec<places::Line>,
    /// How many there are beside those shown; empty where these are all.
    streets_note: String,
    columns: places::Columns,
    age_label: String,
    months: Vec<MonthLine>,
    outlook: outlook::OutlookView,
    checked: String,
    closing: Option<ChartView>,
    fan: Option<ChartView>,
}

impl AreaPage {
    /// Where the page is.
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(in crate::report) fn of(context: Context<'_>, area: AreaId, charts: &mut Charts) -> Self {
        let source = context.source;
        let (report, panel) = (source.report, source.report.panel);
        let row = context.area_month(area, context.at);
        let handler = Handler::Area(area);
        let curve = report.review.completion_of(handler, false);
        let curves = (curve, report.review.completion_of(handler, true));
        let file = format!("closing_area_{}", area.0);
        let (streets, streets_note) = places::largest(context, children(panel, area));
        Self {
            words: source.words,
            r: context.words,
            root: "../",
            path: context.area_href(area),
            eyebrow: report.title.to_owned(),
            title: source.area(area),
            period: context.span_name(),
            answer: answer(context, area),
            sure: curve.map(|curve| units::closing(context, curve)).unwrap_or_default(),
            band: match context.is_year() {
                true => row.map(|_| places::band_of_year(context, area)),
                false => {
                    row.filter(|row| row.standing.is_some()).map(|row| places::band(context, row))
                }
            },
            standing: match (context.is_year(), row) {
                (false, Some(row)) => places::standing(context, row),
                _ => String::new(),
            },
            attention: (!context.is_year()).then(|| attention::of_area(context, area)),
            now_label: context.now_label(),
            topics: topics(context, area),
            outbreaks: outbreaks::Outbreaks::within(context, area),
            streets,
            streets_note,
            columns: places::Columns::of(context),
            age_label: unit_cells::age_label(context),
            months: months(context, area),
            outlook: outlook::OutlookView::of_area(context, area),
            checked: checked::of_area(context, area),
            closing: closing::chart(context, &source.area(area), curves, &file, charts),
            fan: fan::of_area(context, area, charts),
        }
    }
}

fn children(panel: &Panel, area: AreaId) -> impl Iterator<Item = AreaId> {
    let all = (0..panel.areas.len() as u32).map(AreaId);
    all.filter(move |&id| panel.area(id).parent == Some(area))
}

/// The demands of the month or the year, and their change with its base.
fn answer(context: Context<'_>, area: AreaId) -> String {
    let says = context.says;
    let Some(orders) = context.area_now(area).and_then(|rates| rates.orders) else {
        return format::UNKNOWN.to_owned();
    };
    let before = context.area_before(area);
    let before = before.and_then(|rates| rates.orders).filter(|orders| *orders > 0);
    let (now, wording, from) = match context.is_year() {
        true => (says.area_orders_year, says.area_change_year, says.from_year),
        false => (says.area_orders, says.area_change, says.from),
    };
    let now = fill(now, &[("n", &count(orders))]);
    match before {
        Some(base) => {
            let change = format::change(Some(orders as f64 / base as f64 - 1.0));
            let from = fill(from, &[("n", &count(base))]);
            fill(wording, &[("now", &now), ("change", &change), ("from", &from)])
        }
        None => now,
    }
}

/// Followed topics with demands in the area now or before, the largest rise first.
fn topics(context: Context<'_>, area: AreaId) -> Vec<TopicLine> {
    let panel = context.source.report.panel;
    let of = |topic: &Topic, months: Range<usize>| {
        figures::area_total(panel, area, &topic.categories, months).orders
    };
    let is_here = |topic: &&Topic| topic.areas.as_ref().is_none_or(|areas| areas.contains(&area));
    let mut lines: Vec<(i64, TopicLine)> = Vec::new();
    for topic in context.source.report.followed.iter().filter(is_here) {
        let now = of(topic, context.span());
        let then = context.span_before().map(|months| of(topic, months));
        if now == 0 && then.unwrap_or(0) == 0 {
            continue;
        }
        let change = then.map(|then| i64::from(now) - i64::from(then));
        let all = figures::topic_total(panel, topic, context.span()).orders;
        let share = (all > 0).then(|| f64::from(now) / f64::from(all));
        let signed = change.map(|n| format!("{n:+}").replace('-', "−"));
        let line = TopicLine {
            title: topic.title.clone(),
            href: context.topic_href(topic),
            orders: Cell::new(count(now.into()), vec![], Some(now.into())),
            change: Cell::new(
                signed.unwrap_or_else(|| format::UNKNOWN.to_owned()),
                vec![],
                change.map(|n| n as f64),
            ),
            share: Cell::new(
                share.map_or_else(|| format::UNKNOWN.to_owned(), percent),
                vec![],
                share,
            ),
        };
        lines.push((-change.unwrap_or(0), line));
    }
    lines.sort_by_key(|(rise, _)| *rise);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn months(context: Context<'_>, area: AreaId) -> Vec<MonthLine> {
    let from = (context.at + 1).saturating_sub(MONTHS);
    let line = |at: usize| {
        let row = context.area_month(area, at)?;
        let before = context.before(at).and_then(|at| context.area_month(area, at));
        Some(month_line(context, at, &row.rates, before.map(|row| &row.rates), row.complete))
    };
    (from..=context.at).rev().filter_map(line).collect()
}
