//! Which topics, districts and departments have a page of their own, and where it is.

use super::super::{file_stem, list};
use super::{Context, unit_cells};
use crate::calendar::Cadence;
use crate::panel::{AreaId, AreaLevel};
use crate::topics::Topic;

/// Districts up to which each has a page: more are no districts.
const DISTRICT_PAGES: usize = 300;

impl Context<'_> {
    /// Whether districts and departments have pages: of months and years.
    pub(super) fn has_unit_pages(&self) -> bool {
        let cadence = self.source.report.period.cadence;
        matches!(cadence, Cadence::Monthly | Cadence::Annual)
    }

    /// The districts, which the panel has before all smaller areas.
    pub(super) fn districts(&self) -> impl Iterator<Item = AreaId> {
        let areas = &self.source.report.panel.areas;
        let first = (0..).map(AreaId).zip(areas);
        let first = first.take_while(|(_, area)| area.level <= AreaLevel::District);
        first.filter(|(_, area)| area.level == AreaLevel::District).map(|(id, _)| id)
    }

    /// Whether there are so many districts that a page for each is no use to anybody.
    pub(super) fn has_many_districts(&self) -> bool {
        self.districts().nth(DISTRICT_PAGES).is_some()
    }

    /// The districts that have a page: all or none.
    pub(in crate::report) fn districts_with_page(&self) -> Vec<AreaId> {
        if self.has_many_districts() { Vec::new() } else { self.districts().collect() }
    }

    /// A topic's page from the first page; empty for those that have none: a year has pages of the
    /// topics that it lists.
    pub(super) fn topic_href(&self, topic: &Topic) -> String {
        if self.is_year() {
            return list::href(self.source, &topic.topic_id);
        }
        format!("topics/{}.html", file_stem(&topic.topic_id))
    }

    /// A district's page from the first page; empty for areas that have none.
    pub(super) fn area_href(&self, area: AreaId) -> String {
        let own = self.source.report.panel.area(area);
        match own.level {
            AreaLevel::District if self.has_unit_pages() && !self.has_many_districts() => {
                format!("districts/{}.html", unit_cells::stem(&own.name))
            }
            _ => String::new(),
        }
    }

    /// A department's page from the first page; empty for those that have none.
    pub(super) fn department_href(&self, name: &str) -> String {
        match self.has_unit_pages() && self.units.has_page(name) {
            true => format!("departments/{}.html", unit_cells::stem(name)),
            false => String::new(),
        }
    }
}
