//! One level's cells laid out densely: areas × items × months of the period, and what the city's rate would give.

use crate::panel::{AreaId, AreaLevel, CategoryId, Panel};
use serde::{Deserialize, Serialize};

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

/// Orders of every cell of one level in some months, zeros included.
pub(super) struct LevelCounts {
    pub areas: Vec<AreaId>,
    pub items: Vec<CategoryId>,
    months: usize,
    /// By area, then item, then month.
    orders: Vec<f64>,
    /// Size of each area: residents or demands.
    pub sizes: Vec<f64>,
    /// Whether sizes are residents.
    pub by_population: bool,
}

impl LevelCounts {
    /// Gathers the item-level cells of `level` in `months` (positions in [`Panel::months`], ascending).
    pub fn gather(panel: &Panel, level: AreaLevel, months: &[usize], baseline: Baseline) -> Self {
        let areas: Vec<_> = panel.areas_of(level).collect();
        let items: Vec<_> = panel.items().collect();
        let positions = |n: usize, ids: &mut dyn Iterator<Item = usize>| {
            let mut at = vec![None; n];
            ids.enumerate().for_each(|(position, id)| at[id] = Some(position));
            at
        };
        let item_at = positions(panel.categories.len(), &mut items.iter().map(|c| c.0 as usize));
        let month_at = positions(panel.months.len(), &mut months.iter().copied());
        let mut orders = vec![0.0; areas.len() * items.len() * months.len()];
        for (area, orders) in
            areas.iter().zip(orders.chunks_mut((items.len() * months.len()).max(1)))
        {
            for cell in panel.cells_of(*area) {
                if let (Some(item), Some(month)) =
                    (item_at[cell.category.0 as usize], month_at[usize::from(cell.month)])
                {
                    orders[item * months.len() + month] = f64::from(cell.counts.orders);
                }
            }
        }
        let mut counts = Self {
            areas,
            items,
            months: months.len(),
            orders,
            sizes: Vec::new(),
            by_population: false,
        };
        counts.measure(panel, baseline);
        counts
    }

    fn measure(&mut self, panel: &Panel, baseline: Baseline) {
        let residents: Option<Vec<f64>> = self
            .areas
            .iter()
            .map(|&a| panel.area(a).population.filter(|p| p.is_finite() && *p > 0.0))
            .collect();
        let residents = residents.filter(|r| !r.is_empty() && baseline != Baseline::Orders);
        self.by_population = residents.is_some();
        let per_area = self.items.len() * self.months;
        let demands =
            |area: usize| self.orders[area * per_area..(area + 1) * per_area].iter().sum();
        self.sizes = residents.unwrap_or_else(|| (0..self.areas.len()).map(demands).collect());
    }

    /// Orders of each month.
    pub fn cell(&self, area: usize, item: usize) -> &[f64] {
        let start = (area * self.items.len() + item) * self.months;
        &self.orders[start..start + self.months]
    }

    /// Expected orders of each month at the rate of the level's other areas, for every area of one item: the cell itself
    /// is left out, so that one extreme area does not hide behind the rate that it makes.
    pub fn expected(&self, item: usize) -> Vec<Vec<f64>> {
        let mut total = vec![0.0; self.months];
        for area in 0..self.areas.len() {
            total.iter_mut().zip(self.cell(area, item)).for_each(|(t, n)| *t += n);
        }
        let item_total: f64 = total.iter().sum();
        let size_total: f64 = self.sizes.iter().sum();
        let of_area = |area: usize| {
            let own = self.cell(area, item);
            let own_total: f64 = own.iter().sum();
            // with demands as sizes, the item's own demands are no part of either size
            let (size, rest) = if self.by_population {
                (self.sizes[area], size_total - self.sizes[area])
            } else {
                let size = self.sizes[area] - own_total;
                (size, size_total - item_total - size)
            };
            let rate = if rest > 0.0 { size / rest } else { 0.0 };
            total.iter().zip(own).map(|(t, n)| (t - n) * rate).collect()
        };
        (0..self.areas.len()).map(of_area).collect()
    }
}
