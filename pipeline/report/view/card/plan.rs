//! 一方案三清单: the skeleton that the data can begin; the rest is left blank for people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::Source;
use super::{CauseView, places};
use crate::language::count;
use crate::propose::{Candidate, ProposedTopic, aim};
use crate::report::figures;
use crate::report::format::{self, fill};
use crate::report::plan_words::PlanWords;
use crate::topics::Topic;

/// Helping departments and leading areas named, and the least share for which a department is one.
const NAMED: usize = 3;
const HELPER_SHARE_MIN: f64 = 0.05;

/// One of the four papers.
#[derive(Debug, Serialize)]
pub struct PaperView {
    name: String,
    lines: Vec<String>,
}

/// The four papers.
pub(super) fn papers(
    source: Source<'_>,
    proposed: &ProposedTopic,
    topic: Option<&Topic>,
    candidate: Option<&Candidate>,
    causes: &[CauseView],
) -> Vec<PaperView> {
    let words = PlanWords::of(source.language);
    let paper = |name: &str, lines: Vec<String>| PaperView { name: name.to_owned(), lines };
    let month = format::month_name(proposed.month, source.language);
    let tasks =
        causes.iter().filter(|cause| !cause.help.is_empty()).map(|cause| cause.help.clone());
    let goal = match candidate.and_then(|candidate| aim(candidate, source.language)) {
        Some(aim) => fill(words.plan_goal_suggested, &[("aim", &aim)]),
        None => words.plan_goal.to_owned(),
    };
    vec![
        paper(
            words.plan,
            vec![
                status(source, proposed, topic),
                goal,
                fill(words.plan_time, &[("month", &month)]),
            ],
        ),
        paper(words.plan_duties, duties(source, proposed, topic)),
        paper(
            words.plan_policies,
            vec![words.plan_policies_now.to_owned(), words.plan_policies_new.to_owned()],
        ),
        paper(words.plan_tasks, tasks.chain([words.plan_tasks_blank.to_owned()]).collect()),
    ]
}

/// Where things stand.
fn status(source: Source<'_>, proposed: &ProposedTopic, topic: Option<&Topic>) -> String {
    let panel = source.report.panel;
    let total = topic.map(|topic| figures::topic_total(panel, topic, panel.period_months.clone()));
    let rate = total
        .filter(|total| panel.available.resolved && total.resolved_known > 0)
        .map(|total| f64::from(total.resolved) / f64::from(total.resolved_known));
    let rate =
        rate.map_or_else(|| source.words.not_in_data.to_owned(), |rate| format::rate(Some(rate)));
    fill(
        PlanWords::of(source.language).plan_status,
        &[("orders", &count(proposed.orders)), ("rate", &rate)],
    )
}

/// Lead, helpers, areas.
fn duties(source: Source<'_>, proposed: &ProposedTopic, topic: Option<&Topic>) -> Vec<String> {
    let words = PlanWords::of(source.language);
    let lead = proposed.lead_department.as_ref().map_or(words.blank, |(name, _)| name);
    let helpers = topic.map(|topic| helpers(source, proposed, topic)).unwrap_or_default();
    let areas = topic.map(|topic| areas(source, topic)).unwrap_or_default();
    let or_blank = |names: Vec<String>| {
        if names.is_empty() { words.blank.to_owned() } else { source.join(&names) }
    };
    vec![
        fill(words.plan_lead, &[("name", lead)]),
        fill(words.plan_helpers, &[("names", &or_blank(helpers))]),
        fill(words.plan_areas, &[("names", &or_blank(areas))]),
    ]
}

/// The departments after the lead that handle a fair share.
fn helpers(source: Source<'_>, proposed: &ProposedTopic, topic: &Topic) -> Vec<String> {
    let mut orders: BTreeMap<&str, u64> = BTreeMap::new();
    for share in source
        .report
        .panel
        .departments
        .iter()
        .filter(|share| topic.categories.contains(&share.category))
    {
        *orders.entry(&share.department).or_default() += u64::from(share.orders);
    }
    let all: u64 = orders.values().sum();
    let lead = proposed.lead_department.as_ref().map(|(name, _)| name.as_str());
    let share = |orders: u64| orders as f64 / all.max(1) as f64;
    let mut others: Vec<(&str, u64)> = orders
        .into_iter()
        .filter(|&(name, n)| Some(name) != lead && share(n) >= HELPER_SHARE_MIN)
        .collect();
    others.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    others
        .into_iter()
        .take(NAMED)
        .map(|(name, n)| format!("{name} {}", format::whole_percent(share(n))))
        .collect()
}

/// The areas with most demands, with their shares.
fn areas(source: Source<'_>, topic: &Topic) -> Vec<String> {
    let all = figures::topic_places(source.report.panel, topic);
    let sum: u64 = all.iter().map(|(_, counts)| u64::from(counts.orders)).sum();
    let share = |orders: u32| format::whole_percent(f64::from(orders) / sum.max(1) as f64);
    let named = all.iter().take(if all.len() < places::COMPARED_MIN { 0 } else { NAMED });
    named.map(|(area, counts)| format!("{} {}", source.area(*area), share(counts.orders))).collect()
}
