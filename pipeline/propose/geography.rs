//! The areas that scores compare: units (districts) for what is common to all, and the finest level for the rest.

use crate::panel::{AreaId, AreaLevel, Panel};

/// Areas by role.
#[derive(Debug, Clone, Default)]
pub(super) struct Geography {
    /// Districts; streets where there are fewer than two districts. Empty in a city of one area.
    pub units: Vec<AreaId>,
    /// Streets; districts where there are fewer than two streets.
    pub places: Vec<AreaId>,
    /// Position in `units` of each area of the panel that lies in one.
    unit_of: Vec<Option<usize>>,
    /// Position in `places` of each area of the panel that lies in one.
    place_of: Vec<Option<usize>>,
}

impl Geography {
    pub(super) fn new(panel: &Panel) -> Self {
        let of = |level| panel.areas_of(level).collect::<Vec<_>>();
        let (districts, streets) = (of(AreaLevel::District), of(AreaLevel::Street));
        let units = if districts.len() >= 2 { districts.clone() } else { streets.clone() };
        let places = if streets.len() >= 2 { streets } else { districts };
        let (unit_of, place_of) = (ancestors(panel, &units), ancestors(panel, &places));
        Self { units, places, unit_of, place_of }
    }

    /// The same without places: for what only units are asked of.
    pub(super) fn units_only(mut self) -> Self {
        self.places.clear();
        self.place_of.iter_mut().for_each(|place| *place = None);
        self
    }

    /// Level of the units, for sentences.
    pub(super) fn unit_level(&self, panel: &Panel) -> Option<AreaLevel> {
        self.units.first().map(|&unit| panel.area(unit).level)
    }

    /// Level of the places, for sentences.
    pub(super) fn place_level(&self, panel: &Panel) -> Option<AreaLevel> {
        self.places.first().map(|&place| panel.area(place).level)
    }

    /// Position of the unit that holds an area.
    pub(super) fn unit(&self, area: AreaId) -> Option<usize> {
        self.unit_of[area.0 as usize]
    }

    /// Position of the place that holds an area.
    pub(super) fn place(&self, area: AreaId) -> Option<usize> {
        self.place_of[area.0 as usize]
    }
}

/// For each area of the panel, the position in `holders` of the one that it is or lies in.
fn ancestors(panel: &Panel, holders: &[AreaId]) -> Vec<Option<usize>> {
    let mut position = vec![None; panel.areas.len()];
    for (i, holder) in holders.iter().enumerate() {
        position[holder.0 as usize] = Some(i);
    }
    for (i, area) in panel.areas.iter().enumerate() {
        if let (None, Some(parent)) = (position[i], area.parent) {
            position[i] = position[parent.0 as usize];
        }
    }
    position
}
