//! The page of a topic under review: its months, where it is, what was done.

use serde::Serialize;

use super::super::card::{places, trend};
use super::super::progress::{LightView, light};
use super::super::{ChartView, Charts, file_stem};
use super::lights::{self, Cell};
use super::{Context, fan, measures, outlook};
use crate::language::{count, percent};
use crate::report::figures;
use crate::report::format;
use crate::report::review_words::ReviewWords;
use crate::report::words::Words;
use crate::topics::Topic;

/// Months in the table, the latest ones.
const MONTHS: usize = 13;

/// One month.
#[derive(Debug, Serialize)]
pub struct MonthLine {
    month: String,
    light: LightView,
    /// Demands, on the month, on the year, against expected, the three rates.
    cells: Vec<Cell>,
    note: String,
}

/// One area.
#[derive(Debug, Serialize)]
pub struct PlaceLine {
    area: String,
    href: String,
    orders: Cell,
    change: Cell,
}

/// A topic's page.
#[derive(Debug, Serialize)]
pub struct TopicPage {
    words: Words,
    r: ReviewWords,
    root: &'static str,
    path: String,
    eyebrow: String,
    title: String,
    period: String,
    status: Option<LightView>,
    answer: String,
    /// How many were escalated; empty where the data does not say.
    escalated: String,
    lead: String,
    lead_href: String,
    lead_share: String,
    months: Vec<MonthLine>,
    places: Vec<PlaceLine>,
    trend: Option<ChartView>,
    bars: Option<ChartView>,
    measure: Option<ChartView>,
    measure_says: String,
    outlook: outlook::OutlookView,
    fan: Option<ChartView>,
    examples: Vec<String>,
    categories: String,
    rule: String,
}

impl TopicPage {
    /// Where the page is.
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(in crate::report) fn of(context: Context<'_>, topic: &Topic, charts: &mut Charts) -> Self {
        let source = context.source;
        let (report, panel) = (source.report, source.report.panel);
        let stem = file_stem(&topic.topic_id);
        let progress = context.progress(topic, context.at);
        let effect = report.monitoring.effects.iter().find(|e| e.topic_id == topic.topic_id);
        let lead = context.lead(topic);
        let names: Vec<String> =
            topic.categories.iter().map(|&c| panel.category(c).name.clone()).collect();
        let mut chart = |name: &str, drawn: Option<(crate::chart::Svg, String)>| {
            drawn.map(|(svg, alt)| charts.add(&format!("{name}_{stem}"), svg, &alt))
        };
        let trend = chart("trend", trend::trend(source, topic));
        let bars = chart("where", places::bars(source, topic));
        Self {
            words: source.words,
            r: context.words,
            root: "../",
            path: context.topic_href(topic),
            eyebrow: report.settings.titles.of(report.period.cadence, source.language).to_owned(),
            title: topic.title.clone(),
            period: format::month(context.month(context.at), source.language),
            status: progress.map(|progress| light(source, progress.light)),
            answer: progress.map(|progress| answer(context, progress)).unwrap_or_default(),
            escalated: escalated(context, topic),
            lead_share: lead
                .map(|(_, share)| {
                    let share = format::whole_percent(*share);
                    format::fill(source.words.lead_share, &[("share", &share)])
                })
                .unwrap_or_default(),
            lead_href: match lead.map(|(name, _)| context.department_href(name)) {
                Some(href) if !href.is_empty() => format!("../{href}"),
                _ => String::new(),
            },
            lead: lead.map(|(name, _)| name.clone()).unwrap_or_default(),
            months: months(context, topic),
            places: area_lines(context, topic),
            trend,
            bars,
            measure: effect.and_then(|effect| measures::chart(context, topic, effect, charts)),
            measure_says: effect.map(|effect| effect.sentence.clone()).unwrap_or_default(),
            outlook: outlook::OutlookView::of_topic(context, &topic.topic_id),
            fan: fan::of_topic(context, topic, charts),
            examples: topic.examples.iter().take(3).cloned().collect(),
            categories: source.join(&names),
            rule: report.light_rule.to_owned(),
        }
    }
}

/// A topic in one line: the month as on its page; of a year its demands and their change.
pub(super) fn says(context: Context<'_>, topic: &Topic) -> String {
    if !context.is_year() {
        let progress = context.progress(topic, context.at);
        return progress.map(|progress| answer(context, progress)).unwrap_or_default();
    }
    let (panel, words) = (context.source.report.panel, context.words);
    let of = |months| u64::from(figures::topic_total(panel, topic, months).orders);
    let now = of(context.span());
    let mut said = format!("{} {}", words.this_year, count(now));
    if let Some(base) = context.span_before().map(of).filter(|base| *base > 0) {
        let change = format::change(Some(now as f64 / base as f64 - 1.0));
        let from = format::fill(context.says.from_year, &[("n", &count(base))]);
        said +=
            &format!("{}{} {change} ({from})", context.source.language.pick("；", "; "), words.yoy);
    }
    said
}

/// The month in one line: demands, both changes, against expected.
pub(super) fn answer(context: Context<'_>, progress: &crate::monitor::Progress) -> String {
    let words = context.words;
    let mut parts = vec![format!("{} {}", words.this_month, count(progress.orders))];
    let mut part = |name: &str, change: Option<f64>, base: String| {
        if change.is_some() {
            parts.push(format!("{name} {}{base}", format::change(change)));
        }
    };
    let base = |wording: &str, n: Option<u64>| {
        n.map(|n| format!(" ({})", format::fill(wording, &[("n", &count(n))]))).unwrap_or_default()
    };
    part(words.mom, progress.mom, base(context.says.from, progress.orders_prev));
    part(words.yoy, progress.yoy, base(context.says.from_year, progress.orders_last_year));
    part(words.against_expected, progress.effect, String::new());
    parts.join(context.source.language.pick("；", "; "))
}

/// The month's demands that were taken to a higher level.
fn escalated(context: Context<'_>, topic: &Topic) -> String {
    let counts = context.counts(topic, context.at);
    if !context.source.report.panel.available.escalated || counts.orders == 0 {
        return String::new();
    }
    let share = f64::from(counts.escalated) / f64::from(counts.orders);
    let values = [("n", count(counts.escalated.into())), ("share", percent(share))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    format::fill(context.says.escalated_says, &values)
}

fn months(context: Context<'_>, topic: &Topic) -> Vec<MonthLine> {
    let source = context.source;
    let from = (context.at + 1).saturating_sub(MONTHS);
    let line = |at: usize| {
        let progress = context.progress(topic, at)?;
        let orders = Cell::new(count(progress.orders), vec![], Some(progress.orders as f64));
        let mut cells = vec![orders];
        cells.extend(lights::changes(context, progress));
        cells.push(lights::against_expected(context, progress));
        cells.extend(lights::rates(context, topic, at));
        Some(MonthLine {
            month: format::month(progress.month, source.language),
            light: light(source, progress.light),
            cells,
            note: match progress.complete {
                true => String::new(),
                false => source.words.incomplete_month.to_owned(),
            },
        })
    };
    (from..=context.at).rev().filter_map(line).collect()
}

fn area_lines(context: Context<'_>, topic: &Topic) -> Vec<PlaceLine> {
    let line = |(area, now, then): (crate::panel::AreaId, u32, Option<u32>)| {
        let change = then.map(|then| i64::from(now) - i64::from(then));
        let signed = change.map(|n| format!("{n:+}").replace('-', "−"));
        PlaceLine {
            area: context.source.area(area),
            href: match context.area_href(area) {
                href if href.is_empty() => href,
                href => format!("../{href}"),
            },
            orders: Cell::new(count(now.into()), vec![], Some(now.into())),
            change: Cell::new(
                signed.unwrap_or_else(|| format::UNKNOWN.to_owned()),
                vec![],
                change.map(|n| n as f64),
            ),
        }
    };
    context.places(topic).into_iter().map(line).collect()
}
