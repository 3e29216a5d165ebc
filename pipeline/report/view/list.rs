//! The list by month.

use serde::Serialize;

use super::{Source, file_stem};
use crate::language::count;
use crate::propose::{Candidate, ProposedTopic, Stability};
use crate::report::format::{self, fill};

/// One line of the list.
#[derive(Debug, Serialize)]
pub struct Line {
    /// The topic’s page; empty where it has none.
    href: String,
    title: String,
    /// The source's own heading, where the title is one of its category names and may not speak for
    /// itself.
    heading: String,
    standing: String,
    orders: String,
    department: String,
    department_share: String,
    why: String,
    stability: StabilityView,
}

/// How sure a place on the list is.
#[derive(Debug, Clone, Serialize)]
pub struct StabilityView {
    /// CSS class.
    key: &'static str,
    name: String,
    note: String,
}

/// The problems of one theme in one month.
#[derive(Debug, Serialize)]
pub struct Group {
    month: String,
    theme: String,
    lines: Vec<Line>,
}

/// The year's list.
#[derive(Debug, Serialize)]
pub struct List {
    groups: Vec<Group>,
}

impl List {
    pub(super) fn of(source: Source<'_>) -> Self {
        let mut topics: Vec<&ProposedTopic> = source.report.proposal.iter().collect();
        topics.sort_by_key(|topic| (topic.month, topic.theme_name.clone(), topic.rank));
        let groups = topics
            .chunk_by(|a, b| a.month == b.month && a.theme_name == b.theme_name)
            .map(|topics| Group {
                month: format::month_name(topics[0].month, source.language),
                theme: theme_name(source, &topics[0].theme_name),
                lines: topics.iter().map(|topic| line(source, topic)).collect(),
            })
            .collect();
        Self { groups }
    }
}

fn line(source: Source<'_>, topic: &ProposedTopic) -> Line {
    let words = source.words;
    let share = topic.lead_department.as_ref().map(|(_, share)| format::whole_percent(*share));
    Line {
        href: href(source, &topic.topic_id),
        title: topic.title.clone(),
        heading: heading(source, &topic.topic_id),
        standing: topic
            .standing
            .map(|standing| standing.clause(source.language))
            .unwrap_or_default(),
        orders: count(topic.orders),
        department: department(source, topic),
        department_share: share
            .map(|share| fill(words.lead_share, &[("share", &share)]))
            .unwrap_or_default(),
        why: topic.why.clone(),
        stability: stability(source, source.report.candidate(&topic.topic_id)),
    }
}

/// The heading under which the source files a topic that no rule named; empty for topics with a
/// title of our own.
pub(super) fn heading(source: Source<'_>, topic_id: &str) -> String {
    let panel = source.report.panel;
    let named = source
        .report
        .topic(topic_id)
        .filter(|topic| topic.facets.matter.is_none() && topic.categories.len() == 1);
    let parent = named.and_then(|topic| panel.category(topic.categories[0]).parent);
    parent.map(|parent| panel.category(parent).name.clone()).unwrap_or_default()
}

/// The suggested lead, or why there is none.
pub(super) fn department(source: Source<'_>, topic: &ProposedTopic) -> String {
    match &topic.lead_department {
        Some((name, _)) => name.clone(),
        None if !source.report.panel.available.department => source.words.not_in_data.to_owned(),
        None => format::UNKNOWN.to_owned(),
    }
}

/// A listed topic's page from the first page; empty for topics that have none.
pub(super) fn href(source: Source<'_>, topic_id: &str) -> String {
    let is_listed = source.report.proposal.iter().any(|topic| topic.topic_id == topic_id);
    if is_listed { format!("topics/{}.html", file_stem(topic_id)) } else { String::new() }
}

/// The theme's name, or that there is none.
pub(super) fn theme_name(source: Source<'_>, name: &str) -> String {
    if name.is_empty() { source.words.no_theme.to_owned() } else { name.to_owned() }
}

/// How sure a candidate's place is.
pub(super) fn stability(source: Source<'_>, candidate: Option<&Candidate>) -> StabilityView {
    let words = source.words;
    let drawn = candidate.and_then(|c| c.selection_frequency.zip(c.stability));
    let Some((frequency, stability)) = drawn else {
        return StabilityView {
            key: "unknown",
            name: words.not_drawn.to_owned(),
            note: String::new(),
        };
    };
    let (key, name) = match stability {
        Stability::Stable => ("stable", words.stable),
        Stability::DependsOnWeights => ("depends", words.depends),
        Stability::Marginal => ("marginal", words.marginal),
    };
    let note = fill(words.selected_in, &[("share", &format::whole_percent(frequency))]);
    StabilityView { key, name: name.to_owned(), note }
}
