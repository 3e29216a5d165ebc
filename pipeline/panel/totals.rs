//! Sums over the panel's cells.

use std::ops::Range;

use super::table::{AreaId, CategoryId, CellMonth, Counts, Panel};

impl Panel {
    /// Counts of one cell over a range of months.
    pub fn total(&self, area: AreaId, category: CategoryId, months: Range<usize>) -> Counts {
        let mut total = Counts::default();
        let cells = self.cell(area, category);
        let before = |month: usize| cells.partition_point(|cell| usize::from(cell.month) < month);
        let (start, end) = (before(months.start), before(months.end));
        cells[start..end.max(start)].iter().for_each(|cell| total.add(&cell.counts));
        total
    }

    /// Orders per month of one cell, zeros included, one value for each of [`Panel::months`].
    pub fn monthly_orders(&self, area: AreaId, category: CategoryId) -> Vec<u32> {
        let mut orders = vec![0; self.months.len()];
        for cell in self.cell(area, category) {
            orders[usize::from(cell.month)] = cell.counts.orders;
        }
        orders
    }

    /// Orders per week of one item-level cell, zeros included, one value for each of
    /// [`Panel::weeks`].
    pub fn weekly_orders(&self, area: AreaId, category: CategoryId) -> Vec<u32> {
        let mut orders = vec![0; self.weeks.len()];
        for cell in self.cell_week(area, category) {
            orders[usize::from(cell.week)] = cell.orders;
        }
        orders
    }

    /// Counts of an area over all categories in a range of months.
    pub fn area_counts(&self, area: AreaId, months: Range<usize>) -> Counts {
        let mut total = Counts::default();
        let cells = self.items_of(area).filter(|cell| months.contains(&usize::from(cell.month)));
        cells.for_each(|cell| total.add(&cell.counts));
        total
    }

    /// Orders per month of an area over all categories, zeros included, one value for each of
    /// [`Panel::months`].
    pub fn area_orders(&self, area: AreaId) -> Vec<u64> {
        let mut orders = vec![0; self.months.len()];
        for cell in self.items_of(area) {
            orders[usize::from(cell.month)] += u64::from(cell.counts.orders);
        }
        orders
    }

    /// The months with demand of an area's item-level cells: each demand is in one of them.
    fn items_of(&self, area: AreaId) -> impl Iterator<Item = &CellMonth> {
        let is_item = |cell: &&CellMonth| self.category(cell.category).level == self.item_level;
        self.cells_of(area).iter().filter(is_item)
    }
}
