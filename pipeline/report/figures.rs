//! Figures of topics and areas, added up from the panel.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::panel::{AreaId, AreaLevel, CategoryId, Counts, Panel, Selection};
use crate::topics::Topic;

/// Share of a month's days and hours that must be covered for its count to be drawn at all.
const COVERAGE_MIN: f64 = 0.02;

/// Counts of a topic over a range of months.
pub fn topic_total(panel: &Panel, topic: &Topic, months: Range<usize>) -> Counts {
    selection(panel, topic).total(panel, months)
}

/// Orders of a topic in each of the panel's months; `None` where the feed covers nothing.
pub fn topic_months(panel: &Panel, topic: &Topic) -> Vec<Option<f64>> {
    let months = selection(panel, topic).months(panel);
    let covered = panel.months.iter().map(|month| month.coverage >= COVERAGE_MIN);
    let orders = months.iter().map(|counts| f64::from(counts.orders));
    orders.zip(covered).map(|(orders, covered)| covered.then_some(orders)).collect()
}

/// The areas that a topic's bars compare, with their counts in the period, largest first: the
/// topic's own areas when it is a local matter, else districts, else streets.
pub fn topic_places(panel: &Panel, topic: &Topic) -> Vec<(AreaId, Counts)> {
    topic_places_in(panel, topic, panel.period_months.clone())
}

/// The same over some months.
pub fn topic_places_in(
    panel: &Panel,
    topic: &Topic,
    months: Range<usize>,
) -> Vec<(AreaId, Counts)> {
    let mut places: Vec<(AreaId, Counts)> = match &topic.areas {
        Some(areas) => areas
            .iter()
            .map(|&area| (area, area_total(panel, area, &topic.categories, months.clone())))
            .collect(),
        None => comparable_places(panel, &topic.categories, &months),
    };
    places.retain(|(_, counts)| counts.orders > 0);
    places.sort_by(|a, b| b.1.orders.cmp(&a.1.orders).then(a.0.cmp(&b.0)));
    places
}

/// Counts of some categories in districts, or in streets where there are no districts: in as many
/// steps as the categories have cells, however many areas there are.
fn comparable_places(
    panel: &Panel,
    categories: &[CategoryId],
    months: &Range<usize>,
) -> Vec<(AreaId, Counts)> {
    let has_districts = panel.areas_of(AreaLevel::District).next().is_some();
    let level = if has_districts { AreaLevel::District } else { AreaLevel::Street };
    let mut places: BTreeMap<AreaId, Counts> = BTreeMap::new();
    for cell in categories.iter().flat_map(|&category| panel.cells_of_category(category)) {
        if months.contains(&usize::from(cell.month)) && panel.area(cell.area).level == level {
            places.entry(cell.area).or_default().add(&cell.counts);
        }
    }
    places.into_iter().collect()
}

/// Counts of an area in some categories.
pub fn area_total(
    panel: &Panel,
    area: AreaId,
    categories: &[CategoryId],
    months: Range<usize>,
) -> Counts {
    categories.iter().fold(Counts::default(), |mut total, &category| {
        total.add(&panel.total(area, category, months.clone()));
        total
    })
}

/// Orders of an area in each of the panel's months; `None` where the feed covers nothing.
pub fn area_months(panel: &Panel, area: AreaId) -> Vec<Option<f64>> {
    let orders = panel.area_orders(area).into_iter().zip(&panel.months);
    orders
        .map(|(orders, month)| (month.coverage >= COVERAGE_MIN).then_some(orders as f64))
        .collect()
}

/// Counts of each area of a level over all categories in the period.
pub fn area_totals(
    panel: &Panel,
    level: AreaLevel,
    months: &Range<usize>,
) -> Vec<(AreaId, Counts)> {
    panel.areas_of(level).map(|area| (area, panel.area_counts(area, months.clone()))).collect()
}

/// Counts of the whole city in the period.
pub fn city_total(panel: &Panel) -> Counts {
    panel.area_counts(panel.city(), panel.period_months.clone())
}

/// Orders in the period that belong to at least one of the topics, each counted once.
pub fn covered_orders(panel: &Panel, topics: &[&Topic]) -> u64 {
    let whole: BTreeSet<CategoryId> = topics
        .iter()
        .filter(|topic| topic.areas.is_none())
        .flat_map(|topic| topic.categories.iter().copied())
        .collect();
    let local: BTreeSet<(AreaId, CategoryId)> = topics
        .iter()
        .filter_map(|topic| topic.areas.as_ref().map(|areas| (areas, &topic.categories)))
        .flat_map(|(areas, categories)| {
            areas.iter().flat_map(move |&a| categories.iter().map(move |&c| (a, c)))
        })
        .filter(|(_, category)| !whole.contains(category))
        .collect();
    let cells = whole.into_iter().map(|category| (panel.city(), category)).chain(local);
    cells
        .map(|(area, category)| {
            u64::from(panel.total(area, category, panel.period_months.clone()).orders)
        })
        .sum()
}

/// An area's name for people: streets and communities with the district or street that holds them.
pub fn area_name(panel: &Panel, area: AreaId, city: &str) -> String {
    let own = panel.area(area);
    let parent = own
        .parent
        .map(|parent| panel.area(parent))
        .filter(|parent| parent.level != AreaLevel::City);
    match (own.level, parent) {
        (AreaLevel::City, _) => city.to_owned(),
        (_, Some(parent)) => format!("{} · {}", parent.name, own.name),
        (_, None) => own.name.clone(),
    }
}

fn selection(panel: &Panel, topic: &Topic) -> Selection {
    Selection::new(panel, &topic.categories, topic.areas.as_deref())
}
