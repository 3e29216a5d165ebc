//! One level's cells with at least one order, month by month, beside what the other areas' rate
//! would give: read straight from the panel, so that memory grows with the orders' cells and not
//! with areas × categories.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use yiti_stats::persistence::{Cells, EmptyCells, Months};

use crate::panel::{AreaId, AreaLevel, CategoryId, Panel};

/// What an area's expected demand is proportional to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Baseline {
    /// Residents where every area of the level has them, else all demands of the area.
    #[default]
    Auto,
    /// Residents; a level with an area without residents falls back on demands.
    Population,
    /// All demands of the area: only its mix can stand out, not its readiness to call.
    Orders,
}

/// Cells of one level over the months of two years.
pub(super) struct LevelCells<'a> {
    panel: &'a Panel,
    /// The areas of the level.
    areas: Vec<AreaId>,
    items: Vec<CategoryId>,
    /// For each month of the panel its position among the months looked at.
    month_at: Vec<Option<usize>>,
    years: [Year; 2],
    by_population: bool,
    /// The cells, area by area.
    cells: Vec<Slot>,
    empty: Vec<EmptyCells>,
}

/// Where a cell's months are.
struct Slot {
    area: u32,
    item: u32,
    /// In [`Panel::cells`].
    rows: Range<usize>,
}

/// Sums over one of the two years.
struct Year {
    /// Positions of its months among those looked at.
    months: Range<usize>,
    /// Orders of the level, by item, then month of the year.
    orders: Vec<f64>,
    /// Size of each area: residents or orders.
    sizes: Vec<f64>,
    size_total: f64,
}

impl<'a> LevelCells<'a> {
    /// Gathers the item-level cells of `level` in the months that are judged and those of the year
    /// before (positions in [`Panel::months`], ascending).
    pub fn gather(
        panel: &'a Panel,
        level: AreaLevel,
        judged: &[usize],
        before: &[usize],
        baseline: Baseline,
    ) -> Self {
        let areas: Vec<AreaId> = panel.areas_of(level).collect();
        let items: Vec<CategoryId> = panel.items().collect();
        let mut month_at = vec![None; panel.months.len()];
        for (at, &month) in judged.iter().chain(before).enumerate() {
            month_at[month] = Some(at);
        }
        let year = |months: Range<usize>| Year {
            orders: vec![0.0; items.len() * months.len()],
            months,
            sizes: Vec::new(),
            size_total: 0.0,
        };
        let years = [year(0..judged.len()), year(judged.len()..judged.len() + before.len())];
        let mut level = Self {
            panel,
            areas,
            items,
            month_at,
            years,
            by_population: false,
            cells: Vec::new(),
            empty: Vec::new(),
        };
        level.find_cells();
        level.measure(baseline);
        level.empty = level.sum_empty();
        level
    }

    /// How many areas the level has.
    pub fn areas(&self) -> usize {
        self.areas.len()
    }

    /// Where and what a cell is.
    pub fn place(&self, cell: usize) -> (AreaId, CategoryId) {
        let slot = &self.cells[cell];
        (self.areas[slot.area as usize], self.items[slot.item as usize])
    }

    /// Lists the cells and adds up the orders of each item and month.
    fn find_cells(&mut self) {
        let mut item_at = vec![None; self.panel.categories.len()];
        for (at, item) in self.items.iter().enumerate() {
            item_at[item.0 as usize] = Some(at);
        }
        let start_of = |area: AreaId| self.panel.cells.partition_point(|cell| cell.area < area);
        for (area, &id) in self.areas.iter().enumerate() {
            let mut start = start_of(id);
            for rows in self.panel.cells_of(id).chunk_by(|a, b| a.category == b.category) {
                let range = start..start + rows.len();
                start = range.end;
                let Some(item) = item_at[rows[0].category.0 as usize] else { continue };
                let mut any = false;
                for row in rows {
                    let Some(month) = self.month_at[usize::from(row.month)] else { continue };
                    let orders = f64::from(row.counts.orders);
                    any |= orders > 0.0;
                    let year = usize::from(!self.years[0].months.contains(&month));
                    self.years[year].add(item, month, orders);
                }
                if any {
                    self.cells.push(Slot { area: area as u32, item: item as u32, rows: range });
                }
            }
        }
    }

    /// The size of each area in each year: residents where all areas have them, else orders.
    fn measure(&mut self, baseline: Baseline) {
        let of_area =
            |&area: &AreaId| self.panel.area(area).population.filter(|p| p.is_finite() && *p > 0.0);
        let residents: Option<Vec<f64>> = self.areas.iter().map(of_area).collect();
        let residents = residents.filter(|r| !r.is_empty() && baseline != Baseline::Orders);
        self.by_population = residents.is_some();
        let mut orders = [vec![0.0; self.areas.len()], vec![0.0; self.areas.len()]];
        if residents.is_none() {
            for slot in &self.cells {
                let own = self.own_orders(slot);
                (0..2).for_each(|year| orders[year][slot.area as usize] += own[year]);
            }
        }
        for (year, orders) in self.years.iter_mut().zip(orders) {
            year.sizes = residents.clone().unwrap_or(orders);
            year.size_total = year.sizes.iter().sum();
        }
    }

    /// Orders of a cell in each year.
    fn own_orders(&self, slot: &Slot) -> [f64; 2] {
        let mut own = [0.0; 2];
        for row in &self.panel.cells[slot.rows.clone()] {
            if let Some(month) = self.month_at[usize::from(row.month)] {
                own[usize::from(!self.years[0].months.contains(&month))] +=
                    f64::from(row.counts.orders);
            }
        }
        own
    }

    /// What an area of so much size has of the orders of the other areas; `own` are its orders of
    /// the item in the year.
    ///
    /// The cell itself is left out, so that one extreme area does not hide behind the rate that it
    /// makes; with orders as sizes, the item's own orders are no part of either size.
    fn share(&self, year: &Year, item: usize, size: f64, own: f64) -> f64 {
        let (size, rest) = if self.by_population {
            (size, year.size_total - size)
        } else {
            let size = size - own;
            (size, year.size_total - year.item_total(item) - size)
        };
        if rest > 0.0 { (size / rest).max(0.0) } else { 0.0 }
    }

    /// Cells without orders, summed up by item and size of area (classes of an eighth of a
    /// logarithm).
    fn sum_empty(&self) -> Vec<EmptyCells> {
        let class = |area: usize| (self.years[0].sizes[area].max(1.0).ln() * 8.0) as i64;
        let mut classes: HashMap<i64, usize> = HashMap::new();
        let mut class_of = vec![0; self.areas.len()];
        for (area, class_of) in class_of.iter_mut().enumerate() {
            let next = classes.len();
            *class_of = *classes.entry(class(area)).or_insert(next);
        }
        let mut all = vec![Sum::default(); classes.len()];
        for (area, &class) in class_of.iter().enumerate() {
            all[class].add(1.0, self.sizes_of(area));
        }
        let mut sums: Vec<Sum> = (0..self.items.len()).flat_map(|_| all.iter().copied()).collect();
        for slot in &self.cells {
            let at = slot.item as usize * all.len() + class_of[slot.area as usize];
            sums[at].add(-1.0, self.sizes_of(slot.area as usize));
        }
        let empty = sums.iter().enumerate().filter(|(_, sum)| sum.cells > 0.5);
        empty.map(|(at, sum)| self.empty_cells(at / all.len(), sum)).collect()
    }

    fn sizes_of(&self, area: usize) -> [f64; 2] {
        [0, 1].map(|year: usize| self.years[year].sizes[area])
    }

    fn empty_cells(&self, item: usize, sum: &Sum) -> EmptyCells {
        let expected = |(year, size): (&Year, f64)| {
            let share = self.share(year, item, (size / sum.cells).max(0.0), 0.0);
            year.item_total(item) * share
        };
        EmptyCells {
            group: item,
            expected: self.years.iter().zip(sum.sizes).map(expected).sum(),
            cells: sum.cells,
        }
    }
}

/// Areas of one class of size: how many, and their sizes in each year together.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    cells: f64,
    sizes: [f64; 2],
}

impl Sum {
    fn add(&mut self, cells: f64, sizes: [f64; 2]) {
        self.cells += cells;
        (0..2).for_each(|year| self.sizes[year] += cells * sizes[year]);
    }
}

impl Year {
    fn add(&mut self, item: usize, month: usize, orders: f64) {
        let at = item * self.months.len() + month - self.months.start;
        self.orders[at] += orders;
    }

    /// Orders of an item by month.
    fn item(&self, item: usize) -> &[f64] {
        &self.orders[item * self.months.len()..(item + 1) * self.months.len()]
    }

    fn item_total(&self, item: usize) -> f64 {
        self.item(item).iter().sum()
    }
}

impl Cells for LevelCells<'_> {
    fn count(&self) -> usize {
        self.cells.len()
    }

    fn months(&self) -> [usize; 2] {
        [0, 1].map(|year: usize| self.years[year].months.len())
    }

    fn group(&self, cell: usize) -> usize {
        self.cells[cell].item as usize
    }

    fn read(&self, cell: usize, into: &mut Months) {
        let slot = &self.cells[cell];
        let (area, item) = (slot.area as usize, slot.item as usize);
        into.observed.clear();
        into.observed.resize(self.years[1].months.end, 0.0);
        for row in &self.panel.cells[slot.rows.clone()] {
            if let Some(month) = self.month_at[usize::from(row.month)] {
                into.observed[month] = f64::from(row.counts.orders);
            }
        }
        into.expected.clear();
        for year in &self.years {
            let own = &into.observed[year.months.clone()];
            let share = self.share(year, item, year.sizes[area], own.iter().sum());
            let others = year.item(item).iter().zip(own).map(|(all, own)| (all - own) * share);
            into.expected.extend(others);
        }
    }

    fn empty(&self) -> &[EmptyCells] {
        &self.empty
    }
}
