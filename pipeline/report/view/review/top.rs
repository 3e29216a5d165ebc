//! Title and answer of a month.

use serde::Serialize;

use super::Context;
use crate::monitor::{Light, MonthSummary};
use crate::report::Basis;
use crate::report::format::{self, fill};

/// The top of the page.
#[derive(Debug, Serialize)]
pub struct Top {
    eyebrow: String,
    title: String,
    answer: String,
    sure: String,
    meta: String,
}

impl Top {
    pub(super) fn of(context: Context<'_>) -> Self {
        let source = context.source;
        let report = source.report;
        let summary = report.monitoring.summary.last();
        let month = format::month(context.month(context.at), source.language);
        Self {
            eyebrow: report.settings.titles.of(report.period.cadence, source.language).to_owned(),
            title: format!("{} · {month}", report.title),
            answer: summary.map_or_else(
                || context.says.none_followed.to_owned(),
                |summary| answer(context, summary),
            ),
            sure: lights(context),
            meta: format!(
                "{} {} · {} {} · {}",
                source.words.period,
                source.period(),
                source.words.as_of,
                format::day(report.as_of, source.language),
                basis(context),
            ),
        }
    }
}

/// How many topics fell, how many of these beyond chance, how many rose, how many cannot be told.
pub(super) fn answer(context: Context<'_>, summary: &MonthSummary) -> String {
    let says = context.says;
    if summary.topics == 0 {
        return says.none_followed.to_owned();
    }
    if summary.compared == 0 {
        return not_compared(context);
    }
    let same = summary.compared - summary.fell - summary.rose;
    let unknown = summary.topics - summary.compared;
    let number = |n: u32| n.to_string();
    let values = [
        ("topics", number(summary.topics)),
        ("fell", number(summary.fell)),
        (
            "beyond",
            match summary.fell_beyond_noise {
                0 => says.none_of.to_owned(),
                some => number(some),
            },
        ),
        ("rose", number(summary.rose)),
        ("same", number(same)),
        ("unknown", number(unknown)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
    if summary.fell == summary.topics {
        return fill(says.all_fell, &values);
    }
    let mut answer = fill(says.some_fell, &values);
    if same > 0 {
        answer += &fill(says.some_same, &values);
    }
    if unknown > 0 {
        answer += &fill(says.some_unknown, &values);
    }
    answer
}

/// Why the month is not compared with the one before.
fn not_compared(context: Context<'_>) -> String {
    let (report, says) = (context.source.report, context.says);
    let month = &report.panel.months[context.at];
    if month.complete {
        return says.before_missing.to_owned();
    }
    if report.as_of < month.last_day || report.period.last_day < month.last_day {
        let day = format::day(report.period.last_day, context.source.language);
        return fill(says.not_over, &[("day", &day)]);
    }
    says.not_covered.to_owned()
}

/// The lights of the month in one sentence.
fn lights(context: Context<'_>) -> String {
    let report = context.source.report;
    if report.followed.is_empty() {
        return String::new();
    }
    let month = context.month(context.at);
    let of_month = || report.progress.iter().filter(|p| p.month == month);
    let of = |light: Light| of_month().filter(|p| p.light == light).count().to_string();
    let compared = report.monitoring.summary.last().is_some_and(|month| month.compared > 0);
    let says = context.says;
    let sentence = if compared { says.lights_say } else { says.lights_say_only };
    fill(
        sentence,
        &[
            ("green", &of(Light::Green)),
            ("red", &of(Light::Red)),
            ("amber", &of(Light::Amber)),
            ("grey", &of(Light::Grey)),
        ],
    )
}

/// Why these topics.
fn basis(context: Context<'_>) -> String {
    let says = context.says;
    match context.source.report.basis {
        Basis::Adopted => says.basis_adopted.to_owned(),
        Basis::Own => says.basis_own.to_owned(),
        Basis::Published { period, missing } => {
            let listed = fill(says.basis_published, &[("year", period)]);
            if missing.is_empty() {
                return listed;
            }
            let titles = context.source.join(missing);
            format!("{listed} {}", fill(says.basis_missing, &[("titles", &titles)]))
        }
    }
}
