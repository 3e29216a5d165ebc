//! Who should act on what: topics that rise, measures without effect, outbreaks. The first thing
//! that a reader needs.

use serde::Serialize;
use yiti_stats::bands::Band;

use super::{Context, late, outbreaks};
use crate::language::count;
use crate::mine::Finding;
use crate::monitor::{Light, Verdict, WatchState};
use crate::panel::{AreaId, AreaLevel};
use crate::report::figures;
use crate::report::format::{self, fill};
use crate::topics::Topic;

/// Items of one kind: more would not be read.
const OF_A_KIND: usize = 3;

/// Standard deviations of counting noise that a rise must exceed: one in forty that do not move
/// does.
const BEYOND_CHANCE: f64 = 2.0;

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
    items.extend(broke_out(context, &|_| true));
    items.extend(overdue(context));
    items
}

fn rising(context: Context<'_>) -> Vec<Item> {
    let says = context.says;
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
        let text = fill(says.red_says, &values) + &moves(context, topic) + &lead(context, topic);
        let item = Item {
            key: "red",
            kind: says.attention_red,
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
            fill(context.says.red_moves, &values)
        }
        _ => String::new(),
    }
}

fn lead(context: Context<'_>, topic: &Topic) -> String {
    handled_by(context, context.lead(topic))
}

/// Who handles most of something; empty where nobody does.
fn handled_by(context: Context<'_>, lead: Option<&(String, f64)>) -> String {
    match lead {
        Some((department, _)) => fill(context.says.lead_says, &[("department", department)]),
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
            kind: context.says.attention_measure,
            title: effect.title.clone(),
            href: topic(&effect.topic_id)
                .map(|topic| context.topic_href(topic))
                .unwrap_or_default(),
            text: effect.sentence.clone(),
        })
        .collect()
}

fn broke_out(context: Context<'_>, is_here: &dyn Fn(&&Finding) -> bool) -> Vec<Item> {
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
            kind: context.says.attention_spike,
            title: source.report.panel.category(finding.category).name.clone(),
            href: "#new".to_owned(),
            text: fill(context.says.spike_says, &values)
                + &handled_by(context, source.report.category_leads.get(&finding.category)),
        }
    };
    let is_shown = |finding: &&Finding| {
        let is_old = outbreaks::state_of(context, finding) == Some(WatchState::Continuing);
        finding.single_source != Some(true) && !is_old
    };
    let panel = source.report.panel;
    let mut told: Vec<&Finding> = Vec::new();
    for finding in outbreaks::of_period(context).into_iter().filter(is_shown) {
        if !is_here(&finding) {
            continue;
        }
        // A street and its district have the same outbreak.
        let is_same = |other: &&Finding| {
            let (a, b) = (other.area, finding.area);
            other.category == finding.category && (panel.is_within(a, b) || panel.is_within(b, a))
        };
        if told.len() < OF_A_KIND && !told.iter().any(is_same) {
            told.push(finding);
        }
    }
    told.into_iter().map(item).collect()
}

/// What a district should act on in the month: topics that rise there beyond chance, new outbreaks,
/// streets below their peers.
pub(super) fn of_area(context: Context<'_>, area: AreaId) -> Vec<Item> {
    let mut items = rising_in(context, area);
    let panel = context.source.report.panel;
    let inside = |finding: &&Finding| panel.is_within(finding.area, area);
    items.extend(broke_out(context, &inside));
    items.extend(low_streets(context, area));
    items
}

/// Topics whose rise against the month before is larger than counting noise of both months, the
/// largest first.
fn rising_in(context: Context<'_>, area: AreaId) -> Vec<Item> {
    let (report, says) = (context.source.report, context.says);
    let Some(before) = context.before(context.at) else { return Vec::new() };
    let of = |topic: &Topic, at: usize| {
        figures::area_total(report.panel, area, &topic.categories, at..at + 1).orders
    };
    let mut rising: Vec<(u32, Item)> = Vec::new();
    for topic in report.followed {
        if topic.areas.as_ref().is_some_and(|areas| !areas.contains(&area)) {
            continue;
        }
        let (now, then) = (of(topic, context.at), of(topic, before));
        let rise = now.saturating_sub(then);
        if f64::from(rise) < BEYOND_CHANCE * f64::from(now + then).sqrt() || rise == 0 {
            continue;
        }
        let values = [("now", count(now.into())), ("then", count(then.into()))];
        let values = values.each_ref().map(|(name, n)| (*name, n.as_str()));
        let item = Item {
            key: "red",
            kind: says.attention_red,
            title: topic.title.clone(),
            href: context.topic_href(topic),
            text: fill(says.rises_here, &values) + &lead(context, topic),
        };
        rising.push((rise, item));
    }
    rising.sort_by_key(|(rise, _)| std::cmp::Reverse(*rise));
    rising.into_iter().take(OF_A_KIND).map(|(_, item)| item).collect()
}

/// Streets of a district that stand below their peers.
fn low_streets(context: Context<'_>, area: AreaId) -> Option<Item> {
    let (panel, says) = (context.source.report.panel, context.says);
    let is_low = |id: &AreaId| {
        let row = context.area_month(*id, context.at);
        panel.area(*id).parent == Some(area)
            && row.and_then(|row| row.standing).is_some_and(|s| s.band == Band::Low)
    };
    let streets: Vec<String> = panel
        .areas_of(AreaLevel::Street)
        .filter(is_low)
        .map(|id| panel.area(id).name.clone())
        .collect();
    (!streets.is_empty()).then(|| Item {
        key: "amber",
        kind: says.band_low,
        title: context.source.join(&streets),
        href: String::new(),
        text: String::new(),
    })
}

/// Open demands past their deadline, where there are any.
fn overdue(context: Context<'_>) -> Option<Item> {
    let says = context.says;
    Some(Item {
        key: "amber",
        kind: says.attention_late,
        title: says.late_title.to_owned(),
        href: "#late".to_owned(),
        text: late::overdue(context)?,
    })
}
