//! The page as values ready to print: every figure worded, every chart named. Templates only place them.

mod busiest;
mod card;
mod changes;
mod comparison;
mod findings;
mod head;
mod list;
mod near;
mod progress;
mod quadrants;
mod ranking;
mod rows;
mod strip;

use serde::Serialize;

use super::caveat::{Remark, split};
use super::figures;
use super::format;
use super::input::Report;
use super::words::Words;
use super::{NamedChart, input};
use crate::chart::Svg;
use crate::invisible::shown;
use crate::language::Language;

/// A chart on the page.
#[derive(Debug, Clone, Serialize)]
pub struct ChartView {
    /// Relative path of the SVG.
    src: String,
    /// What it shows, for who cannot see it.
    alt: String,
    width: u32,
    height: u32,
}

/// Collects charts while the page is being composed.
struct Charts(Vec<NamedChart>);

impl Charts {
    /// Files a chart and returns how the page refers to it.
    fn add(&mut self, name: &str, mut svg: Svg, alt: &str) -> ChartView {
        if let std::borrow::Cow::Owned(visible) = shown(&svg.text) {
            svg.text = visible;
        }
        let taken =
            self.0.iter().filter(|chart| chart.name.split("__").next() == Some(name)).count();
        let name = if taken == 0 { name.to_owned() } else { format!("{name}__{}", taken + 1) };
        let view = ChartView {
            src: format!("charts/{name}.svg"),
            alt: alt.to_owned(),
            width: svg.width_px,
            height: svg.height_px,
        };
        self.0.push(NamedChart { name, svg });
        view
    }
}

/// What the views read: the report and its wordings.
#[derive(Clone, Copy)]
struct Source<'a> {
    report: &'a Report<'a>,
    language: Language,
    words: Words,
}

impl Source<'_> {
    /// First and last day of the period.
    fn period(&self) -> String {
        self.days(self.report.period.first_day, self.report.period.last_day)
    }

    /// First and last day of what the figures are of.
    fn figures(&self) -> String {
        self.days(self.report.period.figures_from, self.report.period.last_day)
    }

    fn days(&self, first: chrono::NaiveDate, last: chrono::NaiveDate) -> String {
        let day = |date| format::day(date, self.language);
        format!("{}{}{}", day(first), self.language.pick("至", " – "), day(last))
    }

    /// An area's name.
    fn area(&self, area: crate::panel::AreaId) -> String {
        figures::area_name(self.report.panel, area, self.words.city)
    }

    /// The name of a cause type; an unknown key is shown as it is.
    fn cause(&self, key: &str) -> String {
        let found = self.report.causes.iter().find(|cause| cause.key == key);
        found.map_or_else(
            || key.replace('_', " "),
            |cause: &input::KeyName| self.language.pick(&cause.zh, &cause.en).to_owned(),
        )
    }

    /// `texts` as one enumeration.
    fn join(&self, texts: &[String]) -> String {
        texts.join(self.language.pick("、", ", "))
    }
}

/// The whole page.
#[derive(Debug, Serialize)]
pub struct View {
    words: Words,
    head: head::Head,
    list: list::List,
    changes: Option<changes::ChangesView>,
    comparison: Option<comparison::Comparison>,
    strip: Option<ChartView>,
    ranking: Option<ChartView>,
    cards: Vec<card::Card>,
    near: near::Near,
    findings: findings::Findings,
    progress: progress::ProgressView,
    busiest: Option<busiest::Busiest>,
    quadrants: quadrants::Quadrants,
    definitions: Vec<rows::DefinitionView>,
    remarks: Vec<Remark>,
    rows: rows::Rows,
}

impl View {
    /// Composes the page and draws its charts.
    pub(super) fn of(report: &Report<'_>) -> (Self, Vec<NamedChart>) {
        let source =
            Source { report, language: report.language, words: Words::of(report.language) };
        let mut charts = Charts(Vec::new());
        let view = Self {
            words: source.words,
            head: head::Head::of(source),
            list: list::List::of(source),
            changes: changes::ChangesView::of(source),
            comparison: comparison::Comparison::of(source),
            strip: strip::chart(source, &mut charts),
            ranking: ranking::chart(source, &mut charts),
            cards: card::cards(source, &mut charts),
            near: near::Near::of(source),
            findings: findings::Findings::of(source, &mut charts),
            progress: progress::ProgressView::of(source),
            busiest: busiest::Busiest::of(source),
            quadrants: quadrants::Quadrants::of(source, &mut charts),
            definitions: rows::definitions(source),
            remarks: split(report.caveats, report.language).1,
            rows: rows::Rows::of(source),
        };
        (view, charts.0)
    }
}

/// A topic id as part of a file name.
fn file_stem(topic_id: &str) -> String {
    topic_id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}
