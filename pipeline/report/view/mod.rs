//! The page as values ready to print: every figure worded, every chart named. Templates only place
//! them.

mod area_map;
mod busiest;
mod card;
mod changes;
mod checkup;
mod comparison;
mod findings;
mod head;
mod list;
mod near;
mod progress;
mod quadrants;
mod ranking;
pub(super) mod review;
mod rows;
mod strip;
mod where_when;

use std::ops::Range;

pub use card::CardPage;
use serde::Serialize;

use super::caveat::{Remark, split};
use super::chart_words::ChartWords;
use super::figures;
use super::format;
use super::input::Report;
use super::review_words::ReviewWords;
use super::words::Words;
use super::{NamedChart, input};
use crate::calendar::Cadence;
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
pub(super) struct Charts(pub(super) Vec<NamedChart>);

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
pub(super) struct Source<'a> {
    report: &'a Report<'a>,
    language: Language,
    words: Words,
    chart_words: ChartWords,
}

impl<'a> Source<'a> {
    /// Of a report, in its language.
    pub(super) const fn of(report: &'a Report<'a>) -> Self {
        let language = report.language;
        Self { report, language, words: Words::of(language), chart_words: ChartWords::of(language) }
    }

    /// Whether the pages are of a year rather than of its last month.
    fn is_year(&self) -> bool {
        self.report.period.cadence == Cadence::Annual
    }

    /// The months that units and areas are shown for: the year's, or the reviewed one, which is the
    /// last of the panel.
    fn span(&self) -> Range<usize> {
        let panel = self.report.panel;
        match self.is_year() {
            true => panel.period_months.clone(),
            false => panel.months.len().saturating_sub(1)..panel.months.len(),
        }
    }

    /// First and last day of the period.
    fn period(&self) -> String {
        self.days(self.report.period.first_day, self.report.period.last_day)
    }

    /// The period by its name: `2024年第52周（12月23日—12月29日）`, `29 Dec 2024`.
    fn period_name(&self) -> String {
        use chrono::Datelike as _;
        let input::Period { cadence, first_day, last_day, .. } = self.report.period;
        let days = format::days(first_day, last_day, self.language);
        let week = first_day.iso_week();
        match (cadence, self.language) {
            (Cadence::Daily, _) => format::day(first_day, self.language),
            (Cadence::Weekly, Language::Zh) => {
                format!("{}年第{}周（{days}）", week.year(), week.week())
            }
            (Cadence::Weekly, Language::En) => {
                format!("week {} of {} ({days})", week.week(), week.year())
            }
            (Cadence::Monthly, _) => {
                let month = self.report.panel.months.last().map_or(first_day, |last| last.month);
                format::month(month, self.language)
            }
            (Cadence::Annual, _) => self.report.period.label.to_owned(),
        }
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

    /// What a chart shows, for who cannot see it: its title and unit, and what to read from it.
    fn alt(&self, title: &str, unit: &str, says: &str) -> String {
        match self.language {
            Language::Zh => format!("{title}（{unit}）。{says}"),
            Language::En => format!("{title} ({unit}). {says}"),
        }
    }

    /// `texts` as one enumeration.
    fn join(&self, texts: &[String]) -> String {
        texts.join(self.language.pick("、", ", "))
    }
}

/// The first page of a year.
#[derive(Debug, Serialize)]
pub struct YearView {
    words: Words,
    r: ReviewWords,
    root: &'static str,
    eyebrow: String,
    head: head::Head,
    list: list::List,
    changes: Option<changes::ChangesView>,
    comparison: Option<comparison::Comparison>,
    strip: Option<ChartView>,
    ranking: Option<ChartView>,
    progress: progress::ProgressView,
    busiest: Option<busiest::Busiest>,
    checkup: checkup::CheckupView,
    places: Option<review::Places>,
    units: Option<review::Units>,
    livelihood: Option<review::LivelihoodView>,
    remarks: Vec<Remark>,
    rows: rows::Rows,
}

/// A page beside the first one, of one or two parts.
#[derive(Debug, Serialize)]
pub struct PartPage {
    words: Words,
    r: ReviewWords,
    root: &'static str,
    eyebrow: String,
    title: &'static str,
    near: Option<near::Near>,
    findings: Option<findings::Findings>,
    quadrants: Option<quadrants::Quadrants>,
    sections: Vec<where_when::Section>,
    reporting: Option<review::ReportingView>,
    definitions: Vec<rows::DefinitionView>,
}

impl PartPage {
    fn new(source: Source<'_>, title: &'static str) -> Self {
        Self {
            words: source.words,
            r: ReviewWords::of(source.language),
            root: "",
            eyebrow: source.report.title.to_owned(),
            title,
            near: None,
            findings: None,
            quadrants: None,
            sections: Vec::new(),
            reporting: None,
            definitions: Vec::new(),
        }
    }

    /// Definitions and methods, the same for every kind of period.
    pub(super) fn methods(source: Source<'_>) -> Self {
        let definitions = rows::definitions(source);
        Self { definitions, ..Self::new(source, source.words.definitions) }
    }
}

/// The pages of a year.
pub struct YearSite {
    /// The list.
    pub index: YearView,
    /// What is not on the list, and why.
    pub candidates: PartPage,
    /// Findings by kind, and volume by satisfaction.
    pub findings: PartPage,
    /// Where and when demands come.
    pub where_when: PartPage,
    /// A page for each listed topic.
    pub topics: Vec<card::CardPage>,
}

impl YearSite {
    /// Composes the pages and draws their charts.
    pub(super) fn of(
        report: &Report<'_>,
        units: &review::UnitRanks<'_>,
    ) -> (Self, Vec<NamedChart>) {
        let source = Source::of(report);
        let context = review::Context::of(source, units);
        let mut charts = Charts(Vec::new());
        let year = report.settings.titles.of(Cadence::Annual, source.language);
        let index = YearView {
            words: source.words,
            r: ReviewWords::of(source.language),
            root: "",
            eyebrow: format!("{year} · {}", source.words.product),
            head: head::Head::of(source),
            list: list::List::of(source),
            changes: changes::ChangesView::of(source),
            comparison: comparison::Comparison::of(source),
            strip: strip::chart(source, &mut charts),
            ranking: ranking::chart(source, &mut charts),
            progress: progress::ProgressView::of(source),
            busiest: busiest::Busiest::of(source),
            checkup: checkup::CheckupView::of(source),
            places: context.map(review::Places::of),
            units: context.map(review::Units::of),
            livelihood: context.and_then(review::LivelihoodView::of),
            remarks: split(report.caveats, report.language).1,
            rows: rows::Rows::of(source),
        };
        let candidates = PartPage {
            near: Some(near::Near::of(source)),
            ..PartPage::new(source, source.words.near)
        };
        let findings = PartPage {
            findings: Some(findings::Findings::of(source, &mut charts)),
            quadrants: Some(quadrants::Quadrants::of(source, &source.figures(), &mut charts)),
            ..PartPage::new(source, source.words.findings)
        };
        let where_when = PartPage {
            sections: where_when::sections(source, &mut charts),
            reporting: context.and_then(review::ReportingView::of),
            ..PartPage::new(source, source.words.where_when)
        };
        let topics = card::pages(source, &mut charts);
        (Self { index, candidates, findings, where_when, topics }, charts.0)
    }
}

/// A topic id as part of a file name.
fn file_stem(topic_id: &str) -> String {
    topic_id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}
