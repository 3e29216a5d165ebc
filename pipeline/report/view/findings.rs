//! Findings by kind, and the timeline of sudden ones.

use serde::Serialize;

use super::near::shown_of;
use super::{ChartView, Charts, Source};
use crate::chart::{Timeline, TimelineRow};
use crate::language::count;
use crate::mine::{Finding, FindingKind};
use crate::panel::AreaLevel;
use crate::report::caveat_words::cannot_tell;
use crate::report::format::{self, fill};

/// Sudden findings on the timeline: more would not be read.
const TIMELINE: usize = 20;

/// Findings named in the words of the timeline.
const NAMED: usize = 5;

/// One finding.
#[derive(Debug, Serialize)]
pub struct Line {
    what: String,
    place: String,
    days: String,
    orders: String,
    expected: String,
    strength: String,
    months_flagged: String,
    resolution: String,
    single_source: bool,
    reporters: String,
    reason: String,
}

/// One kind.
#[derive(Debug, Serialize)]
pub struct Kind {
    key: &'static str,
    name: String,
    lead: String,
    total: String,
    lines: Vec<Line>,
    note: String,
    /// What is said where there is no finding.
    none: String,
}

/// All kinds.
#[derive(Debug, Serialize)]
pub struct Findings {
    kinds: Vec<Kind>,
    timeline: Option<ChartView>,
}

impl Findings {
    pub(super) fn of(source: Source<'_>, charts: &mut Charts) -> Self {
        let words = source.words;
        let kinds = vec![
            kind(source, FindingKind::Frequent, words.frequent, words.frequent_lead),
            kind(source, FindingKind::Persistent, words.persistent, words.persistent_lead),
            kind(source, FindingKind::Spike, words.spike, words.spike_lead),
            kind(source, FindingKind::Cluster, words.cluster, words.cluster_lead),
            kind(source, FindingKind::Group, words.group, words.group_lead),
            kind(
                source,
                FindingKind::RepeatReporter,
                words.repeat_reporter,
                words.repeat_reporter_lead,
            ),
        ];
        Self { kinds, timeline: timeline(source, charts) }
    }
}

fn kind(source: Source<'_>, kind: FindingKind, name: &str, lead: &str) -> Kind {
    let all = ordered(source, kind);
    let lines: Vec<Line> = all
        .iter()
        .take(source.report.settings.findings_shown)
        .map(|finding| line(source, finding))
        .collect();
    let more = all.len() > lines.len();
    // What could not be judged is not 0.
    let lack = source.report.not_assessed.iter().find(|lack| lack.what.kind() == Some(kind));
    Kind {
        key: kind.name(),
        name: name.to_owned(),
        lead: lead.to_owned(),
        total: match lack {
            Some(_) if all.is_empty() => format::UNKNOWN.to_owned(),
            _ => count(all.len() as u64),
        },
        none: match lack {
            Some(lack) => cannot_tell(lack, source.language),
            None => source.words.no_findings.to_owned(),
        },
        note: if more {
            shown_of(source, lines.len(), all.len(), "tables/findings.csv")
        } else {
            String::new()
        },
        lines,
    }
}

/// Findings of a kind, those that matter most to the city first: single sources last, coarse areas
/// before fine ones, then by demands beyond what was expected (all demands where nothing was).
pub(super) fn ordered<'a>(source: Source<'a>, kind: FindingKind) -> Vec<&'a Finding> {
    let level = |finding: &Finding| source.report.panel.area(finding.area).level;
    let city = |finding: &Finding| level(finding) == AreaLevel::City;
    let excess = |finding: &Finding| finding.orders as f64 - finding.expected.unwrap_or(0.0);
    let mut findings: Vec<&Finding> =
        source.report.findings.iter().filter(|f| f.kind == kind).collect();
    findings.sort_by(|a, b| {
        let single = |finding: &Finding| finding.single_source == Some(true);
        single(a)
            .cmp(&single(b))
            .then(city(b).cmp(&city(a)))
            .then(excess(b).total_cmp(&excess(a)))
            .then_with(|| a.finding_id.cmp(&b.finding_id))
    });
    findings
}

fn line(source: Source<'_>, finding: &Finding) -> Line {
    Line {
        what: source.report.panel.category(finding.category).name.clone(),
        place: source.area(finding.area),
        days: format::days(finding.first_day, finding.last_day, source.language),
        orders: count(finding.orders),
        expected: format::expected(finding.expected),
        strength: finding
            .strength
            .map_or_else(|| format::UNKNOWN.to_owned(), |ratio| format!("×{ratio:.1}")),
        months_flagged: format::whole(finding.months_flagged.map(u64::from)),
        resolution: format::rate(finding.resolution_rate),
        // Of one reporter by its kind: no reason to set it back.
        single_source: finding.single_source == Some(true)
            && finding.kind != FindingKind::RepeatReporter,
        reporters: format::whole(finding.reporting.as_ref().map(|who| u64::from(who.reporters))),
        reason: finding.reason.clone(),
    }
}

/// The timeline of the first sudden findings; `None` when there are none.
fn timeline(source: Source<'_>, charts: &mut Charts) -> Option<ChartView> {
    let (report, words) = (source.report, source.words);
    let mut spikes: Vec<&Finding> =
        ordered(source, FindingKind::Spike).into_iter().take(TIMELINE).collect();
    let says = said(source, &spikes);
    spikes.sort_by(|a, b| {
        a.first_day.cmp(&b.first_day).then_with(|| a.finding_id.cmp(&b.finding_id))
    });
    let first = report.period.first_day.min(spikes.first()?.first_day);
    let day = |date: chrono::NaiveDate| (date - first).num_days() as f64;
    let rows = spikes.iter().map(|finding| TimelineRow {
        label: format!(
            "{} · {}",
            report.panel.category(finding.category).name,
            source.area(finding.area)
        ),
        first_day: day(finding.first_day),
        peak_day: day(finding.peak_day),
        last_day: day(finding.last_day),
        note: format!("{} / {}", count(finding.orders), format::expected(finding.expected)),
        muted: finding.single_source == Some(true),
    });
    let last = spikes.iter().map(|f| f.last_day).max().unwrap_or(first).max(report.period.last_day);
    let chart = Timeline {
        title: fill(source.chart_words.spikes_title, &[("n", &spikes.len().to_string())]),
        unit: fill(source.chart_words.spikes_unit, &[("period", &source.days(first, last))]),
        bar_label: source.chart_words.spikes_bar.to_owned(),
        peak_label: source.chart_words.spikes_peak.to_owned(),
        muted_label: words.single_source.to_owned(),
        note_label: source.chart_words.spikes_note.to_owned(),
        days: day(last) + 1.0,
        ticks: ticks(source, first, last),
        rows: rows.collect(),
    };
    let alt = source.alt(&chart.title, &chart.unit, &says);
    Some(charts.add("spikes", chart.draw(), &alt))
}

/// The strongest of some sudden findings in words.
fn said(source: Source<'_>, strongest: &[&Finding]) -> String {
    let one = |finding: &&Finding| {
        let what = &source.report.panel.category(finding.category).name;
        let peak = format::day(finding.peak_day, source.language);
        format!("{what} · {} {peak}", source.area(finding.area))
    };
    let first: Vec<String> = strongest.iter().take(NAMED).map(one).collect();
    fill(source.chart_words.spikes_said, &[("first", &source.join(&first))])
}

/// First days of months; of every day when all fits in three weeks.
fn ticks(
    source: Source<'_>,
    first: chrono::NaiveDate,
    last: chrono::NaiveDate,
) -> Vec<(f64, String)> {
    use chrono::Datelike as _;
    let days = (last - first).num_days();
    let all = first.iter_days().take(days as usize + 1);
    all.filter(|date| if days <= 21 { true } else { date.day() == 1 })
        .map(|date| {
            let name = match days <= 21 {
                true => date.day().to_string(),
                false => format::month_name(date.month(), source.language),
            };
            ((date - first).num_days() as f64, name)
        })
        .collect()
}
