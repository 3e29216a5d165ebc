//! Which areas of the panel are neighbours, where they lie and what they have to work with, from
//! what the city says of its areas.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::monitor::Resources;
use crate::orders::{AreaLevel, ListedArea, OrdersError, Outlines, listed_pairs, read_areas};
use crate::panel::{AreaId, Panel};
use crate::report::AreaPlace;

/// Areas by level and name; names that several areas bear have several.
struct ByName<'a> {
    panel: &'a Panel,
    ids: BTreeMap<(AreaLevel, &'a str), Vec<AreaId>>,
}

impl<'a> ByName<'a> {
    fn new(panel: &'a Panel) -> Self {
        let mut ids: BTreeMap<(AreaLevel, &str), Vec<AreaId>> = BTreeMap::new();
        for (id, area) in (0..).map(AreaId).zip(&panel.areas) {
            let parent = area.parent.map(|parent| panel.area(parent).name.as_str());
            // Of several areas of one name, each is published with its parent's.
            let bare = parent.and_then(|parent| {
                area.name.strip_suffix(')')?.strip_suffix(parent)?.strip_suffix(" (")
            });
            for name in [Some(area.name.as_str()), bare].into_iter().flatten() {
                ids.entry((area.level, name)).or_default().push(id);
            }
        }
        Self { panel, ids }
    }

    fn listed(&self, area: &ListedArea) -> Option<AreaId> {
        let ids = self.ids.get(&(area.level?, area.area.as_str()))?;
        let parent = |id: &AreaId| self.panel.area(*id).parent.map(|id| &self.panel.area(id).name);
        let own = ids.iter().find(|id| parent(id) == area.parent.as_ref());
        own.or(ids.first().filter(|_| ids.len() == 1)).copied()
    }

    /// The area of an outline's name, on the finest level that has just one.
    fn outlined(&self, name: &str) -> Option<AreaId> {
        let levels = [AreaLevel::Community, AreaLevel::Street, AreaLevel::District];
        let found = levels.iter().find_map(|level| self.ids.get(&(*level, name)))?;
        found.first().filter(|_| found.len() == 1).copied()
    }
}

/// People and money of the areas that the city says it of.
///
/// # Errors
/// When the areas file cannot be read.
pub(super) fn resources(
    config: &Config,
    panel: &Panel,
) -> Result<BTreeMap<AreaId, Resources>, OrdersError> {
    let Some(list) = read_areas(&config.reading())? else { return Ok(BTreeMap::new()) };
    let by_name = ByName::new(panel);
    let of = |area: &ListedArea| {
        let resources = Resources { workers: area.workers, budget: area.budget };
        let is_known = resources.workers.is_some() || resources.budget.is_some();
        Some((by_name.listed(area)?, resources)).filter(|_| is_known)
    };
    Ok(list.listed().iter().filter_map(of).collect())
}

/// The neighbours of each area, empty where the city says nothing of them, and where the areas lie,
/// without those that it says nothing of.
///
/// # Errors
/// When a file that the configuration names cannot be read.
pub(super) fn surroundings(
    config: &Config,
    panel: &Panel,
) -> Result<(Vec<Vec<AreaId>>, Vec<AreaPlace>), OrdersError> {
    let by_name = ByName::new(panel);
    let list = read_areas(&config.reading())?;
    let listed = list.as_ref().map_or(&[][..], |list| list.listed());
    let outlines = match &config.areas {
        Some(areas) => {
            let read = |path: &String| Outlines::read(&config.resolve(path), &areas.geojson_name);
            areas.geojson.as_ref().map(read).transpose()?
        }
        None => None,
    };
    let neighbours = neighbours(&by_name, listed, outlines.as_ref());
    Ok((neighbours, places(&by_name, listed, outlines)))
}

fn neighbours(
    by_name: &ByName,
    listed: &[ListedArea],
    outlines: Option<&Outlines>,
) -> Vec<Vec<AreaId>> {
    let panel = by_name.panel;
    let mut all = vec![Vec::new(); panel.areas.len()];
    let mut join = |a: Option<AreaId>, b: Option<AreaId>| {
        if let (Some(a), Some(b)) = (a, b)
            && a != b
            && panel.area(a).level == panel.area(b).level
        {
            all[a.0 as usize].push(b);
            all[b.0 as usize].push(a);
        }
    };
    for (a, b) in listed_pairs(listed) {
        join(by_name.listed(&listed[a]), by_name.listed(&listed[b]));
    }
    if let Some(outlines) = outlines {
        for (a, b) in &outlines.pairs {
            join(by_name.outlined(&outlines.names[*a]), by_name.outlined(&outlines.names[*b]));
        }
    }
    for neighbours in &mut all {
        neighbours.sort_unstable();
        neighbours.dedup();
    }
    all
}

fn places(by_name: &ByName, listed: &[ListedArea], outlines: Option<Outlines>) -> Vec<AreaPlace> {
    let mut places: BTreeMap<AreaId, AreaPlace> = BTreeMap::new();
    for area in listed {
        if let (Some(id), Some(point)) = (by_name.listed(area), area.place) {
            places.insert(id, AreaPlace { area: id, point: Some(point), rings: Vec::new() });
        }
    }
    if let Some(outlines) = outlines {
        for (name, rings) in outlines.names.iter().zip(outlines.rings) {
            if let Some(id) = by_name.outlined(name) {
                places.entry(id).or_insert_with(|| AreaPlace::new(id)).rings.extend(rings);
            }
        }
    }
    places.into_values().collect()
}
