//! Category topics: related item categories joined to one matter, by the theme tree's rules and by
//! the data.
//!
//! A topic is a named matter's group of categories, or categories whose places and months move
//! together ([`related`]), or else a single category. Every category with demand in the period is
//! in exactly one topic.

mod related;
#[cfg(test)]
pub(super) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::related::{related, words};
use super::identity::birth_id;
use super::themes::{Placement, ThemeTree};
use super::topic::Topic;
use crate::language::Language;
use crate::panel::{AreaId, AreaLevel, CategoryId, CellMonth, Panel, Selection};

/// `[topics.category]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CategorySettings {
    /// Join categories that no rule joins, when names, places and months all say that they are one
    /// matter.
    pub join_by_data: bool,
    /// Demands in the period below which a category's places and months say too little to join it,
    /// orders.
    pub join_min_orders: u32,
    /// Least correlation of monthly residual profiles, in (0, 1]. At 0.6 over months and over
    /// areas, with the rules switched off, eight groups of Boston 2015 and Ottawa 2014 join; six of
    /// them the rules join too.
    pub join_month_correlation: f64,
    /// Least correlation of area residual profiles, in (0, 1].
    pub join_area_correlation: f64,
}

impl Default for CategorySettings {
    fn default() -> Self {
        Self {
            join_by_data: true,
            join_min_orders: 200,
            join_month_correlation: 0.6,
            join_area_correlation: 0.6,
        }
    }
}

impl CategorySettings {
    /// Whether every value is in its range.
    ///
    /// # Errors
    /// Names the key, its range and the value found.
    pub fn validate(&self) -> Result<(), String> {
        for (key, value) in [
            ("category.join_month_correlation", self.join_month_correlation),
            ("category.join_area_correlation", self.join_area_correlation),
        ] {
            if !(value > 0.0 && value <= 1.0) {
                return Err(format!("{key} must be in (0, 1], found {value}"));
            }
        }
        Ok(())
    }
}

/// Most names that a topic's keywords list.
const MAX_KEYWORDS: usize = 8;

/// One topic for each matter, largest first. Categories without demand in the period make no topic.
/// Buckets ([`super::topic::Facets::bucket`]) are returned too: what fits nowhere stays visible.
pub fn category_topics(
    panel: &Panel,
    tree: &ThemeTree,
    settings: &CategorySettings,
    language: Language,
) -> Vec<Topic> {
    let seen: Vec<CategoryId> = panel.items().filter(|&c| period_orders(panel, c) > 0).collect();
    let placements: BTreeMap<CategoryId, Placement> =
        seen.iter().map(|&c| (c, place(panel, tree, c))).collect();
    let mut topics: Vec<Topic> = groups(panel, settings, &placements)
        .into_iter()
        .map(|group| group_topic(panel, tree, &placements, group, language))
        .collect();
    tell_apart(panel, &mut topics, language);
    topics.sort_by(|a, b| b.orders.cmp(&a.orders).then_with(|| a.topic_id.cmp(&b.topic_id)));
    topics
}

/// What the panel says of a group of categories in some areas over the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// Demands.
    pub orders: u64,
    /// Distinct finest-level areas with demand; `None` where no demand's area is known.
    pub area_count: Option<u32>,
    /// First day of the first month with demand.
    pub first_day: Option<NaiveDate>,
    /// Last day of the last month with demand.
    pub last_day: Option<NaiveDate>,
}

/// Measures a group of categories over the period, in the whole city or in some areas that do not
/// overlap. Days are as fine as the panel: those of the first and last month with demand.
pub fn extent(panel: &Panel, categories: &[CategoryId], areas: Option<&[AreaId]>) -> Extent {
    let mut extent = Extent::default();
    let selection = Selection::new(panel, categories, areas);
    for cell in selection.cells(panel) {
        let month = usize::from(cell.month);
        if cell.counts.orders > 0 && panel.period_months.contains(&month) {
            let month = &panel.months[month];
            extent.orders += u64::from(cell.counts.orders);
            extent.first_day =
                Some(extent.first_day.map_or(month.first_day, |d| d.min(month.first_day)));
            extent.last_day = extent.last_day.max(Some(month.last_day));
        }
    }
    let finest = finest_level(panel);
    let is_inside = |cell: &&CellMonth| {
        panel.area(cell.area).level == finest
            && panel.period_months.contains(&usize::from(cell.month))
            && selection.holds(panel, cell.area)
    };
    let cells = selection.categories().iter().flat_map(|&c| panel.cells_of_category(c));
    let mut seen: Vec<AreaId> = cells.filter(is_inside).map(|cell| cell.area).collect();
    seen.sort_unstable();
    seen.dedup();
    let seen = seen.len() as u32;
    extent.area_count = (seen > 0 || extent.orders == 0).then_some(seen);
    extent
}

/// The finest level that the panel has areas of; levels follow one another in its order.
fn finest_level(panel: &Panel) -> AreaLevel {
    panel.areas.last().map_or(AreaLevel::City, |area| area.level)
}

/// Level-1 name and own name of a category.
pub(super) fn category_path(panel: &Panel, id: CategoryId) -> (Option<&str>, &str) {
    let category = panel.category(id);
    (category.parent.map(|p| panel.category(p).name.as_str()), &category.name)
}

fn period_orders(panel: &Panel, category: CategoryId) -> u32 {
    panel.total(panel.city(), category, panel.period_months.clone()).orders
}

fn place(panel: &Panel, tree: &ThemeTree, category: CategoryId) -> Placement {
    let (parent, item) = category_path(panel, category);
    tree.place(parent, item)
}

/// Groups by matter; of the rest, groups by the data; of the rest, single categories.
fn groups(
    panel: &Panel,
    settings: &CategorySettings,
    placements: &BTreeMap<CategoryId, Placement>,
) -> Vec<Vec<CategoryId>> {
    let mut by_matter: BTreeMap<&str, Vec<CategoryId>> = BTreeMap::new();
    let mut free = Vec::new();
    let mut groups = Vec::new();
    for (&category, placement) in placements {
        match (&placement.facets.matter, placement.facets.bucket) {
            (Some(matter), _) => by_matter.entry(matter).or_default().push(category),
            (None, Some(_)) => groups.push(vec![category]),
            (None, None) => free.push(category),
        }
    }
    groups.extend(by_matter.into_values());
    match settings.join_by_data {
        true => groups.extend(related(panel, &free, settings)),
        false => groups.extend(free.into_iter().map(|c| vec![c])),
    }
    groups
}

fn group_topic(
    panel: &Panel,
    tree: &ThemeTree,
    placements: &BTreeMap<CategoryId, Placement>,
    mut group: Vec<CategoryId>,
    language: Language,
) -> Topic {
    group.sort_by_key(|&c| (std::cmp::Reverse(period_orders(panel, c)), c));
    let placement = &placements[&group[0]];
    let rule_title =
        placement.facets.matter.as_deref().and_then(|key| tree.matter_title(key, language));
    let extent = extent(panel, &group, None);
    let names: Vec<String> = group.iter().map(|&c| readable(&panel.category(c).name)).collect();
    Topic {
        topic_id: birth_id(&birth_words(panel, placement, &group), |_| false),
        title: rule_title.map_or_else(|| joined_title(panel, &group, language), str::to_owned),
        theme: placement.theme.clone(),
        keywords: distinct(names).into_iter().take(MAX_KEYWORDS).collect(),
        orders: extent.orders,
        area_count: extent.area_count,
        first_day: extent.first_day,
        last_day: extent.last_day,
        facets: placement.facets.clone(),
        categories: sorted(group),
        ..Topic::default()
    }
}

/// What a topic's id is derived from at birth: its matter, else the names of its categories.
fn birth_words(panel: &Panel, placement: &Placement, group: &[CategoryId]) -> Vec<String> {
    if let Some(matter) = &placement.facets.matter {
        return vec![format!("matter:{matter}")];
    }
    let path = |&c: &CategoryId| {
        let (parent, item) = category_path(panel, c);
        format!("category:{}/{item}", parent.unwrap_or_default())
    };
    group.iter().map(path).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The largest category's name, and how many others move with it.
fn joined_title(panel: &Panel, group: &[CategoryId], language: Language) -> String {
    let first = readable(&panel.category(group[0]).name);
    match (group.len(), language) {
        (1, _) => first,
        (n, Language::Zh) => format!("{first}等{n}类"),
        (n, Language::En) => format!("{first} and {} related", n - 1),
    }
}

/// Names of single categories may repeat under several parents ("Signs"): then the parent is part
/// of the title.
fn tell_apart(panel: &Panel, topics: &mut [Topic], language: Language) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for topic in topics.iter() {
        *seen.entry(topic.title.clone()).or_default() += 1;
    }
    for topic in topics.iter_mut().filter(|t| t.facets.matter.is_none() && seen[&t.title] > 1) {
        if let Some(parent) = topic.categories.first().and_then(|&c| category_path(panel, c).0) {
            let parent = readable(parent);
            topic.title = match language {
                Language::Zh => format!("{parent}：{}", topic.title),
                Language::En => format!("{parent}: {}", topic.title),
            };
        }
    }
}

/// A category name as a person would write it: single spaces, no internal marks, no shouting.
pub(super) fn readable(name: &str) -> String {
    let spaced = name.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = spaced.to_lowercase();
    let cut = ["(internal)", "(内部)", "（内部）"]
        .iter()
        .find_map(|mark| lower.strip_suffix(mark).map(str::len));
    let kept = cut.filter(|&n| n > 0).and_then(|n| spaced.get(..n)).unwrap_or(&spaced).trim();
    let shouted =
        kept.chars().filter(|c| c.is_ascii_alphabetic()).count() > 4 && kept == kept.to_uppercase();
    if !shouted {
        return kept.to_owned();
    }
    let mut chars = kept.chars();
    chars.next().map(|c| c.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
}

fn distinct(names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|n| !words(n).is_empty() && seen.insert(n.clone())).collect()
}

fn sorted(mut group: Vec<CategoryId>) -> Vec<CategoryId> {
    group.sort_unstable();
    group
}
