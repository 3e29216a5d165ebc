//! The year strip: when each theme is reviewed, with its season behind.

use std::ops::Range;

use chrono::Datelike as _;

use super::{ChartView, Charts, Source, list};
use crate::chart::{Calendar, CalendarRow};
use crate::propose::ProposedTopic;
use crate::report::figures;
use crate::report::format::{self, fill};

/// Draws the strip; `None` for an empty list.
pub(super) fn chart(source: Source<'_>, charts: &mut Charts) -> Option<ChartView> {
    let (report, words) = (source.report, source.chart_words);
    let mut topics: Vec<&ProposedTopic> = report.proposal.iter().collect();
    topics.sort_by(|a, b| a.theme_name.cmp(&b.theme_name).then(a.rank.cmp(&b.rank)));
    let mut rows: Vec<(u32, CalendarRow)> = topics
        .chunk_by(|a, b| a.theme_name == b.theme_name)
        .map(|theme| row(source, theme))
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.label.cmp(&b.1.label)));
    let months = whole_months(source);
    let month =
        |at: usize| report.panel.months.get(at).map(|m| format::month(m.month, source.language));
    let (from, to) = (month(months.start), month(months.end.saturating_sub(1)));
    let span = [("from", from.unwrap_or_default()), ("to", to.unwrap_or_default())];
    let calendar = Calendar {
        title: words.strip_title.to_owned(),
        unit: span
            .iter()
            .fold(words.strip_unit.to_owned(), |text, (name, value)| fill(&text, &[(name, value)])),
        months: std::array::from_fn(|i| format::month_name(i as u32 + 1, source.language)),
        review_label: words.strip_review.to_owned(),
        season_label: words.strip_season.to_owned(),
        unknown_label: words.strip_unknown.to_owned(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    };
    let alt = source.alt(words.strip_title, &calendar.unit, words.strip_alt);
    (!calendar.rows.is_empty()).then(|| charts.add("calendar", calendar.draw(), &alt))
}

/// One theme with its first month of review.
fn row(source: Source<'_>, theme: &[&ProposedTopic]) -> (u32, CalendarRow) {
    let mut problems = [0; 12];
    for topic in theme {
        if let Some(month) = problems.get_mut((topic.month as usize).wrapping_sub(1)) {
            *month += 1;
        }
    }
    let first = theme.iter().map(|topic| topic.month).min().unwrap_or(0);
    let label = list::theme_name(source, &theme[0].theme_name);
    (first, CalendarRow { label, season: season(source, theme), problems })
}

/// Demand of each calendar month as a multiple of the theme's mean month, over whole years back
/// from the period's end (all months where there is less than one year): years that are not whole
/// would weigh some months twice.
fn season(source: Source<'_>, theme: &[&ProposedTopic]) -> [Option<f64>; 12] {
    let report = source.report;
    let (mut sums, mut counts) = ([0.0; 12], [0_u32; 12]);
    let topics = theme.iter().filter_map(|topic| report.topic(&topic.topic_id));
    let per_topic: Vec<Vec<Option<f64>>> =
        topics.map(|topic| figures::topic_months(report.panel, topic)).collect();
    for at in whole_months(source) {
        let month = &report.panel.months[at];
        if month.complete {
            let slot = month.month.month0() as usize;
            sums[slot] += per_topic.iter().filter_map(|months| months[at]).sum::<f64>();
            counts[slot] += 1;
        }
    }
    let means: [Option<f64>; 12] =
        std::array::from_fn(|i| (counts[i] > 0).then(|| sums[i] / f64::from(counts[i])));
    let known: Vec<f64> = means.iter().copied().flatten().collect();
    let usual = known.iter().sum::<f64>() / known.len().max(1) as f64;
    means.map(|mean| mean.filter(|_| usual > 0.0).map(|mean| mean / usual))
}

/// The panel's last months that make whole years; all of them when there is less than one.
fn whole_months(source: Source<'_>) -> Range<usize> {
    let end = source.report.panel.period_months.end.min(source.report.panel.months.len());
    let years = end / 12;
    if years == 0 { 0..end } else { end - years * 12..end }
}
