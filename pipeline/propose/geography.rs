//! The areas that scores compare: units (districts) for what is common to all, and the finest level for the rest.

use crate::panel::{AreaId, AreaLevel, Panel};

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
        let units = if districts.len() >= 2 { districts.clone() } else { streets.clone() };
        let places = if streets.len() >= 2 { streets } else { districts };
        Self { units, places }
    }

    /// The same without places: for what only units are asked of.
    pub(super) fn units_only(mut self) -> Self {
        self.places.clear();
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
}
