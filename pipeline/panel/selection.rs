//! Whose demands: some categories, in the whole city or in some areas. The one definition of a
//! topic's demand, which score, card, chart and progress share.

use std::collections::BTreeSet;
use std::ops::Range;

use super::table::{AreaId, CategoryId, CellMonth, Counts, Panel};

/// Categories and areas whose demands belong together, none inside another: a street named beside
/// its district, or a category beside the one that holds it, counts once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    areas: Vec<AreaId>,
    categories: Vec<CategoryId>,
}

impl Selection {
    /// Some categories in the whole city, or in `areas` alone.
    pub fn new(panel: &Panel, categories: &[CategoryId], areas: Option<&[AreaId]>) -> Self {
        let city = [panel.city()];
        let areas = outermost(areas.unwrap_or(&city), |area| panel.area(area).parent);
        let categories = outermost(categories, |category| panel.category(category).parent);
        Self { areas, categories }
    }

    /// The areas, ascending.
    pub fn areas(&self) -> &[AreaId] {
        &self.areas
    }

    /// The categories, ascending.
    pub fn categories(&self) -> &[CategoryId] {
        &self.categories
    }

    /// Whether an area is one of the selection's, or lies in one.
    pub fn holds(&self, panel: &Panel, area: AreaId) -> bool {
        let chain = std::iter::successors(Some(area), |area| panel.area(*area).parent);
        chain.into_iter().any(|area| self.areas.binary_search(&area).is_ok())
    }

    /// The cells and months with demand.
    pub fn cells<'a>(&'a self, panel: &'a Panel) -> impl Iterator<Item = &'a CellMonth> {
        let categories = &self.categories;
        let of_area = move |&area| categories.iter().flat_map(move |&item| panel.cell(area, item));
        self.areas.iter().flat_map(of_area)
    }

    /// Counts of each of [`Panel::months`].
    pub fn months(&self, panel: &Panel) -> Vec<Counts> {
        let mut months = vec![Counts::default(); panel.months.len()];
        self.cells(panel).for_each(|cell| months[usize::from(cell.month)].add(&cell.counts));
        months
    }

    /// Counts of a range of months together.
    pub fn total(&self, panel: &Panel, months: Range<usize>) -> Counts {
        let mut total = Counts::default();
        let cells = self.cells(panel).filter(|cell| months.contains(&usize::from(cell.month)));
        cells.for_each(|cell| total.add(&cell.counts));
        total
    }
}

/// Those that lie in no other one, ascending, each once.
fn outermost<T: Copy + Ord>(all: &[T], parent: impl Fn(T) -> Option<T>) -> Vec<T> {
    let listed: BTreeSet<T> = all.iter().copied().collect();
    let is_outermost = |&one: &T| {
        let holders = std::iter::successors(parent(one), |holder| parent(*holder));
        !holders.into_iter().any(|holder| listed.contains(&holder))
    };
    listed.iter().copied().filter(is_outermost).collect()
}

#[cfg(test)]
mod tests;
