//! Who should act on what: topics that rise, measures without effect, outbreaks. The first thing that a reader needs.

use serde::Serialize;

use super::{Context, late, outbreaks};
use crate::language::count;
use crate::mine::Finding;
use crate::monitor::{Light, Verdict, WatchState};
use crate::panel::AreaId;
use crate::report::format::{self, fill};
use crate::topics::Topic;

/// Items of one kind: more would not be read.
const OF_A_KIND: usize = 3;

/// One thing to act on.
#[derive(Debug, Serialize)]
pub struct Item {
    /// CSS class: `red`, `amber`.
    key: &'static str,
    kind: &'static str,
    title: String,
    href: String,
    text: String,
}

/// Rising topics, measures without effect, then outbreaks.
pub(super) fn items(context: Context<'_>) -> Vec<Item> {
    let mut items = rising(context);
    items.extend(without_effect(context));
    items.extend(broke_out(context));
    items.extend(overdue(context));
    items
}

fn rising(context: Context<'_>) -> Vec<Item> {
    let words = context.words;
    let mut red: Vec<(f64, Item)> = Vec::new();
    for topic in context.source.report.followed {
        let Some(progress) = context.progress(topic, context.at) else { continue };
        let Some(expected) = progress.expected.filter(|_| progress.light == Light::Red) else {
            continue;
        };
        let values = [
            ("orders", count(progress.orders)),
            ("expected", format::expected(Some(expected))),
            ("effect", format::change(progress.effect)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let text = fill(words.red_says, &values) + &moves(context, topic) + &lead(context, topic);
        let item = Item {
            key: "red",
            kind: words.attention_red,
            title: topic.title.clone(),
            href: context.topic_href(topic),
            text,
        };
        red.push((progress.orders as f64 - expected, item));
    }
    red.sort_by(|a, b| b.0.total_cmp(&a.0));
    red.into_iter().take(OF_A_KIND).map(|(_, item)| item).collect()
}

/// The area with the largest rise against the month before.
pub(super) fn largest_rise(context: Context<'_>, topic: &Topic) -> Option<(AreaId, i64)> {
    let change = |(area, now, then): (AreaId, u32, Option<u32>)| {
        then.map(|then| (area, i64::from(now) - i64::from(then)))
    };
    let changes = context.places(topic).into_iter().filter_map(change);
    changes.max_by_key(|(area, change)| (*change, std::cmp::Reverse(*area)))
}

fn moves(context: Context<'_>, topic: &Topic) -> String {
    match largest_rise(context, topic) {
        Some((area, change)) if change > 0 => {
            let values = [("area", context.source.area(area)), ("change", format!("+{change}"))];
            let values = values.each_ref().map(|(k, v)| (*k, v.as_str()));
            fill(context.words.red_moves, &values)
        }
        _ => String::new(),
    }
}

fn lead(context: Context<'_>, topic: &Topic) -> String {
    match context.lead(topic) {
        Some((department, _)) => fill(context.words.lead_says, &[("department", department)]),
        None => String::new(),
    }
}

fn without_effect(context: Context<'_>) -> Vec<Item> {
    let report = context.source.report;
    let topic = |id: &str| report.followed.iter().find(|topic| topic.topic_id == id);
    report
        .monitoring
        .effects
        .iter()
        .filter(|effect| effect.verdict == Verdict::DidNotFall)
        .take(OF_A_KIND)
        .map(|effect| Item {
            key: "amber",
            kind: context.words.attention_measure,
            title: effect.title.clone(),
            href: topic(&effect.topic_id)
                .map(|topic| context.topic_href(topic))
                .unwrap_or_default(),
            text: effect.sentence.clone(),
        })
        .collect()
}

fn broke_out(context: Context<'_>) -> Vec<Item> {
    let source = context.source;
    let item = |finding: &Finding| {
        let values = [
            ("area", source.area(finding.area)),
            ("orders", count(finding.orders)),
            ("expected", format::expected(finding.expected)),
            ("days", format::days(finding.first_day, finding.last_day, source.language)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        Item {
            key: "amber",
            kind: context.words.attention_spike,
            title: source.report.panel.category(finding.category).name.clone(),
            href: "#new".to_owned(),
            text: fill(context.words.spike_says, &values),
        }
    };
    let is_shown = |finding: &&Finding| {
        let is_old = outbreaks::state_of(context, finding) == Some(WatchState::Continuing);
        finding.single_source != Some(true) && !is_old
    };
    let several = outbreaks::of_period(context).into_iter().filter(is_shown);
    several.take(OF_A_KIND).map(item).collect()
}

/// Open demands past their deadline, where there are any.
fn overdue(context: Context<'_>) -> Option<Item> {
    let words = context.words;
    let units = late::by_unit(context);
    let open: u64 = units.iter().map(|(_, sums)| sums.open).sum();
    let (department, most) = units.first().filter(|_| open > 0)?;
    let values =
        [("late", count(open)), ("department", department.clone()), ("most", count(most.open))];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(Item {
        key: "amber",
        kind: words.attention_late,
        title: words.late_title.to_owned(),
        href: "#late".to_owned(),
        text: fill(words.late_says, &values),
    })
}
