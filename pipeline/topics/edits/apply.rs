//! Applies people's edits to the topics of a run.

use std::collections::BTreeSet;

use super::outcome::{EditOutcome, Unmatched};
use super::{Action, Edit, Edits, Part};
use crate::panel::{AreaId, CategoryId, Panel};
use crate::topics::category::{category_path, extent, readable};
use crate::topics::identity::{area_path, birth_id};
use crate::topics::topic::{Topic, TopicSource};

/// The topics after all edits, in the order they came with parts behind their topic, and one
/// outcome for each edit.
pub fn apply_edits(
    mut topics: Vec<Topic>,
    edits: &Edits,
    panel: &Panel,
) -> (Vec<Topic>, Vec<EditOutcome>) {
    let outcomes = edits.edits.iter().map(|edit| apply(&mut topics, edit, panel)).collect();
    (topics, outcomes)
}

fn apply(topics: &mut Vec<Topic>, edit: &Edit, panel: &Panel) -> EditOutcome {
    let (unmatched, applied) = match &edit.action {
        Action::Merge { topics: names, title } => merge(topics, names, title.as_deref(), panel),
        Action::Split { topic, parts } => split(topics, topic, parts, panel),
        Action::Rename { topic, title } => change(topics, topic, |t| t.title.clone_from(title)),
        Action::Theme { topic, theme } => change(topics, topic, |t| t.theme = Some(theme.clone())),
        Action::Department { topic, department } => {
            change(topics, topic, |t| t.facets.department = Some(department.clone()))
        }
    };
    EditOutcome { entry: edit.entry.clone(), unmatched, applied }
}

/// Ids come before titles, so that no title can take an edit away from the id it was meant for.
fn find(topics: &[Topic], name: &str) -> Option<usize> {
    let by_id = topics.iter().position(|t| t.topic_id == name);
    by_id.or_else(|| topics.iter().position(|t| t.title == name))
}

fn change(
    topics: &mut [Topic],
    name: &str,
    edit: impl FnOnce(&mut Topic),
) -> (Vec<Unmatched>, bool) {
    match find(topics, name) {
        Some(i) => {
            edit(&mut topics[i]);
            (Vec::new(), true)
        }
        None => (vec![Unmatched::Absent(name.to_owned())], false),
    }
}

fn merge(
    topics: &mut Vec<Topic>,
    names: &[String],
    title: Option<&str>,
    panel: &Panel,
) -> (Vec<Unmatched>, bool) {
    let mut missing = Vec::new();
    let mut found: Vec<usize> = Vec::new();
    for name in names {
        match find(topics, name) {
            Some(i) if !found.contains(&i) => found.push(i),
            Some(_) => missing.push(Unmatched::Same(name.clone())),
            None => missing.push(Unmatched::Absent(name.clone())),
        }
    }
    if found.len() < 2 {
        return (missing, false);
    }
    let others: Vec<Topic> = found[1..].iter().map(|&i| topics[i].clone()).collect();
    let whole = &mut topics[found[0]];
    whole.orders = merged_orders(whole, &others, panel);
    others.iter().for_each(|other| absorb(whole, other));
    if let Some(title) = title {
        title.clone_into(&mut whole.title);
    }
    if whole.source == TopicSource::Categories {
        whole.area_count = extent(panel, &whole.categories, whole.areas.as_deref()).area_count;
    }
    let gone: BTreeSet<String> = others.into_iter().map(|t| t.topic_id).collect();
    topics.retain(|t| !gone.contains(&t.topic_id));
    (missing, true)
}

/// Demands of several topics together: those of their categories, each order once, and those of
/// text topics that lie outside these categories. Texts belong to one topic each, so text topics
/// add up.
fn merged_orders(whole: &Topic, others: &[Topic], panel: &Panel) -> u64 {
    let all = || std::iter::once(whole).chain(others);
    let by_category = || all().filter(|t| t.source == TopicSource::Categories);
    let categories: BTreeSet<CategoryId> =
        by_category().flat_map(|t| t.categories.iter().copied()).collect();
    let areas = by_category().map(|t| t.areas.clone()).reduce(wider).flatten();
    let counted =
        extent(panel, &Vec::from_iter(categories.iter().copied()), areas.as_deref()).orders;
    let inside = |t: &&Topic| {
        !t.categories.is_empty() && t.categories.iter().all(|c| categories.contains(c))
    };
    let texts = all().filter(|t| t.source == TopicSource::Texts).filter(|t| !inside(t));
    counted + texts.map(|t| t.orders).sum::<u64>()
}

/// Adds another topic's members and words; a topic of categories takes in texts, never the reverse.
fn absorb(whole: &mut Topic, other: &Topic) {
    match (whole.source, other.source) {
        (TopicSource::Texts, TopicSource::Categories) => {
            whole.categories.clone_from(&other.categories)
        }
        (TopicSource::Categories, TopicSource::Texts) => {}
        _ => union(&mut whole.categories, &other.categories),
    }
    whole.categories.sort_unstable();
    whole.areas = wider(whole.areas.take(), other.areas.clone());
    if other.source == TopicSource::Categories {
        whole.source = TopicSource::Categories;
    }
    union(&mut whole.keywords, &other.keywords);
    union(&mut whole.examples, &other.examples);
    union(&mut whole.finding_ids, &other.finding_ids);
    union(&mut whole.facets.causes, &other.facets.causes);
    whole.theme = whole.theme.take().or_else(|| other.theme.clone());
    whole.facets.bucket = None;
    whole.area_count = whole.area_count.max(other.area_count);
    whole.first_day = [whole.first_day, other.first_day].into_iter().flatten().min();
    whole.last_day = whole.last_day.max(other.last_day);
}

fn wider(a: Option<Vec<AreaId>>, b: Option<Vec<AreaId>>) -> Option<Vec<AreaId>> {
    let (mut a, b) = (a?, b?);
    union(&mut a, &b);
    a.sort_unstable();
    Some(a)
}

fn union<T: Clone + PartialEq>(list: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}

/// Takes parts out of a topic of categories. Parts by category leave the topic the other
/// categories; parts by area leave it whole, for a category cannot lose single areas: the part is
/// then a local matter within it.
fn split(
    topics: &mut Vec<Topic>,
    name: &str,
    parts: &[Part],
    panel: &Panel,
) -> (Vec<Unmatched>, bool) {
    let Some(at) = find(topics, name) else {
        return (vec![Unmatched::Absent(name.to_owned())], false);
    };
    let mut missing = Vec::new();
    let mut made = Vec::new();
    for part in parts {
        match part_topic(&topics[at], part, panel) {
            Ok((topic, lacking)) => {
                if part.areas.is_empty() {
                    topics[at].categories.retain(|c| !topic.categories.contains(c));
                }
                missing.extend(lacking);
                made.push(topic);
            }
            Err(lacking) => missing.extend(lacking),
        }
    }
    let applied = !made.is_empty();
    if applied {
        measure(&mut topics[at], panel);
    }
    topics.splice(at + 1..at + 1, made);
    if topics[at].categories.is_empty() && applied {
        topics.remove(at);
    }
    (missing, applied)
}

/// A part as a topic with what it lacks, or what it lacks when nothing is left of it.
fn part_topic(
    whole: &Topic,
    part: &Part,
    panel: &Panel,
) -> Result<(Topic, Vec<Unmatched>), Vec<Unmatched>> {
    let mut missing = Vec::new();
    let categories = match part.categories.is_empty() {
        true => whole.categories.clone(),
        false => pick(&part.categories, &mut missing, |n| {
            whole.categories.iter().copied().filter(|&c| is_category(panel, c, n)).collect()
        }),
    };
    let areas = match part.areas.is_empty() {
        true => whole.areas.clone(),
        false => Some(pick(&part.areas, &mut missing, |n| {
            let within =
                |area: &AreaId| whole.areas.as_ref().is_none_or(|areas| areas.contains(area));
            areas_called(panel, n).into_iter().filter(within).collect()
        })),
    };
    if categories.is_empty() || areas.as_ref().is_some_and(Vec::is_empty) {
        return Err(missing);
    }
    let words = [whole.topic_id.clone(), part.title.clone()];
    let mut topic = Topic {
        topic_id: birth_id(&words, |id| id == whole.topic_id),
        title: part.title.clone(),
        keywords: categories.iter().map(|&c| readable(&panel.category(c).name)).collect(),
        categories,
        areas,
        finding_ids: Vec::new(),
        ..whole.clone()
    };
    measure(&mut topic, panel);
    Ok((topic, missing))
}

fn pick<T: Ord>(
    names: &[String],
    missing: &mut Vec<Unmatched>,
    find: impl Fn(&str) -> Vec<T>,
) -> Vec<T> {
    let mut found = BTreeSet::new();
    for name in names {
        let hits = find(name);
        if hits.is_empty() {
            missing.push(Unmatched::Absent(name.clone()));
        }
        found.extend(hits);
    }
    found.into_iter().collect()
}

fn is_category(panel: &Panel, id: CategoryId, name: &str) -> bool {
    let (parent, item) = category_path(panel, id);
    name == item
        || parent
            .is_some_and(|p| name.strip_prefix(p).and_then(|n| n.strip_prefix('/')) == Some(item))
}

fn areas_called(panel: &Panel, name: &str) -> Vec<AreaId> {
    let ids = (0..panel.areas.len() as u32).map(AreaId);
    ids.filter(|&a| panel.area(a).name == name || area_path(panel, a) == name).collect()
}

fn measure(topic: &mut Topic, panel: &Panel) {
    let extent = extent(panel, &topic.categories, topic.areas.as_deref());
    topic.orders = extent.orders;
    topic.area_count = extent.area_count;
    // The days of a topic made from texts are those of its texts.
    if topic.source == TopicSource::Categories {
        topic.first_day = extent.first_day;
        topic.last_day = extent.last_day;
    }
}
