//! The areas that scores compare: units (districts) for what is common to all, and the finest level
//! for the rest.

use crate::panel::{AreaId, AreaLevel, Panel};

/// Most areas that can be districts, or streets in their stead: beyond that a column holds
/// addresses or single objects, of which nothing is common to all.
const UNITS_MAX: usize = 2_000;

/// Areas by role.
#[derive(Debug, Clone, Default)]
pub(super) struct Geography {
    /// Districts; streets where there are fewer than two districts. Empty in a city of one area.
    pub units: Vec<AreaId>,
    /// Streets; districts where there are fewer than two streets.
    pub places: Vec<AreaId>,
}

impl Geography {
    pub(super) fn new(panel: &Panel) -> Self {
        let of = |level| panel.areas_of(level).collect::<Vec<_>>();
        let (districts, streets) = (of(AreaLevel::District), of(AreaLevel::Street));
        let mut units = if districts.len() >= 2 { districts.clone() } else { streets.clone() };
        if units.len() > UNITS_MAX {
            units.clear();
        }
        let places = if streets.len() >= 2 { streets } else { districts };
        Self { units, places }
    }

    /// The same without places: for what only units are asked of.
    pub(super) fn units_only(mut self) -> Self {
        self.places.clear();
        self
    }

    /// Position of an area among the units.
    pub(super) fn unit_at(&self, area: AreaId) -> Option<usize> {
        position(&self.units, area)
    }

    /// Position of an area among the places.
    pub(super) fn place_at(&self, area: AreaId) -> Option<usize> {
        position(&self.places, area)
    }

    /// Level of the units, for sentences.
    pub(super) fn unit_level(&self, panel: &Panel) -> Option<AreaLevel> {
        self.units.first().map(|&unit| panel.area(unit).level)
    }

    /// Level of the places, for sentences.
    pub(super) fn place_level(&self, panel: &Panel) -> Option<AreaLevel> {
        self.places.first().map(|&place| panel.area(place).level)
    }
}

/// Areas of a level stand in one run of the panel's order, most often: then the first tells all.
fn position(areas: &[AreaId], area: AreaId) -> Option<usize> {
    let at = area.0.checked_sub(areas.first()?.0)? as usize;
    match areas.get(at) {
        Some(found) if *found == area => Some(at),
        _ => areas.binary_search(&area).ok(),
    }
}
