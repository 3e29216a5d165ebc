//! Lights of each topic for each month, and the latest figures with their bases.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Source, list};
use crate::monitor::{Light, Progress};
use crate::report::format::{self, UNKNOWN, fill};

/// Months shown, the latest ones.
const MONTHS: usize = 12;

/// A light.
#[derive(Debug, Serialize)]
pub struct LightView {
    key: &'static str,
    mark: &'static str,
    /// Spoken and shown on hover.
    text: String,
}

/// One topic.
#[derive(Debug, Serialize)]
pub struct Line {
    /// The topic’s page; empty where it has none.
    href: String,
    title: String,
    /// One a month; `None` where the topic has no figure.
    lights: Vec<Option<LightView>>,
    orders: String,
    mom: String,
    mom_base: String,
    yoy: String,
    yoy_base: String,
    resolution: String,
    effect: String,
}

/// The whole section.
#[derive(Debug, Serialize)]
pub struct ProgressView {
    months: Vec<String>,
    latest: String,
    lead: String,
    lines: Vec<Line>,
    legend: Vec<LightView>,
    rule: String,
}

impl ProgressView {
    pub(super) fn of(source: Source<'_>) -> Self {
        let progress = source.report.progress;
        let all: BTreeSet<NaiveDate> = progress.iter().map(|p| p.month).collect();
        let months: Vec<NaiveDate> = all.iter().rev().take(MONTHS).rev().copied().collect();
        let latest = progress.iter().filter(|p| p.complete).map(|p| p.month).max();
        let name = |month: &NaiveDate| {
            use chrono::Datelike as _;
            format::month_name(month.month(), source.language)
        };
        Self {
            months: months.iter().map(name).collect(),
            latest: latest.map(|month| format::month(month, source.language)).unwrap_or_default(),
            lead: latest.map(|month| lead(source, month)).unwrap_or_default(),
            lines: topics(progress).iter().map(|id| line(source, id, &months, latest)).collect(),
            legend: [Light::Green, Light::Amber, Light::Red, Light::Grey]
                .map(|l| light(source, l))
                .into(),
            rule: source.report.light_rule.to_owned(),
        }
    }
}

/// Topic ids in the order of the figures.
fn topics(progress: &[Progress]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    progress.iter().map(|p| p.topic_id.as_str()).filter(|id| seen.insert(*id)).collect()
}

/// How many fell, and the lights, of one month.
fn lead(source: Source<'_>, month: NaiveDate) -> String {
    let of_month = || source.report.progress.iter().filter(|p| p.month == month);
    let lights = |light: Light| of_month().filter(|p| p.light == light).count().to_string();
    let known = of_month().filter(|p| p.mom.is_some()).count();
    let fell = of_month().filter(|p| p.mom.is_some_and(|mom| mom < 0.0)).count();
    let values = [
        ("month", format::month(month, source.language)),
        ("known", known.to_string()),
        ("fell", fell.to_string()),
        ("green", lights(Light::Green)),
        ("amber", lights(Light::Amber)),
        ("red", lights(Light::Red)),
        ("grey", lights(Light::Grey)),
    ];
    values.iter().fold(source.words.progress_lead.to_owned(), |text, (key, value)| {
        fill(&text, &[(key, value)])
    })
}

fn line(
    source: Source<'_>,
    topic_id: &str,
    months: &[NaiveDate],
    latest: Option<NaiveDate>,
) -> Line {
    let at = |month: NaiveDate| {
        source.report.progress.iter().find(|p| p.topic_id == topic_id && p.month == month)
    };
    let last = latest.and_then(at);
    let any = source.report.progress.iter().find(|p| p.topic_id == topic_id);
    let base = |known: bool, orders: Option<u64>| match known {
        true => fill(source.words.against, &[("n", &format::whole(orders))]),
        false => String::new(),
    };
    Line {
        href: list::href(source, topic_id),
        title: any.map(|p| p.title.clone()).unwrap_or_default(),
        lights: months.iter().map(|&month| at(month).map(|p| month_light(source, p))).collect(),
        orders: format::whole(last.map(|p| p.orders)),
        mom: format::change(last.and_then(|p| p.mom)),
        mom_base: base(last.is_some_and(|p| p.mom.is_some()), last.and_then(|p| p.orders_prev)),
        yoy: format::change(last.and_then(|p| p.yoy)),
        yoy_base: base(
            last.is_some_and(|p| p.yoy.is_some()),
            last.and_then(|p| p.orders_last_year),
        ),
        resolution: match source.report.panel.available.resolved {
            true => format::rate(last.and_then(|p| p.resolution_rate)),
            false => source.words.not_in_data.to_owned(),
        },
        effect: last.map_or_else(|| UNKNOWN.to_owned(), |p| effect(source, p)),
    }
}

/// The effect with its interval.
fn effect(source: Source<'_>, progress: &Progress) -> String {
    let effect = format::change(progress.effect);
    match progress.effect_low.zip(progress.effect_high) {
        Some((low, high)) => {
            let dash = source.language.pick("至", " to ");
            format!("{effect} ({}{dash}{})", format::change(Some(low)), format::change(Some(high)))
        }
        None => effect,
    }
}

fn month_light(source: Source<'_>, progress: &Progress) -> LightView {
    let view = light(source, progress.light);
    let month = format::month(progress.month, source.language);
    let note = if progress.complete { &view.text } else { source.words.incomplete_month };
    LightView {
        text: format!("{month}: {} · {note}", crate::language::count(progress.orders)),
        ..view
    }
}

pub(super) fn light(source: Source<'_>, light: Light) -> LightView {
    let words = source.words;
    let text = match light {
        Light::Green => words.light_green,
        Light::Amber => words.light_amber,
        Light::Red => words.light_red,
        Light::Grey => words.light_grey,
    };
    LightView { key: light.name(), mark: light.mark(), text: text.to_owned() }
}
