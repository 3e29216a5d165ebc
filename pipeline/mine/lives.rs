//! When names live: from which month to which an area or a category has orders, how many, and of
//! what make-up.

use std::collections::BTreeSet;
use std::ops::Range;

use super::imported::ImportedOrders;
use crate::panel::{AreaId, AreaLevel, CategoryId, CellMonth, Panel};

/// An area or a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A place.
    Area(AreaId),
    /// A kind of orders.
    Category(CategoryId),
}

impl Named {
    /// Its name as published.
    pub fn name(self, panel: &Panel) -> &str {
        match self {
            Self::Area(area) => &panel.area(area).name,
            Self::Category(category) => &panel.category(category).name,
        }
    }
}

/// Orders that must be missing before a name's first month, or after its last, for it to begin or
/// end.
pub(super) const MISSING_MIN: f64 = 6.0;

/// Orders of a name below which its end says nothing.
const ORDERS_MIN: f64 = 20.0;

/// Share of its level above which a name is alive in a month.
const ALIVE_SHARE: f64 = 0.1;

/// Months on either side that volume and make-up are measured in.
const BESIDE_MONTHS: usize = 6;

/// Share of a month that the feed must cover to count as data at all.
const COVERED_MIN: f64 = 0.02;

/// Months that a category must span to be known all year round, and the share of them in which it
/// must be alive.
const YEAR_MONTHS: usize = 11;
const ALL_YEAR_SHARE: f64 = 0.85;

/// Months before the period whose renames still matter: those it is compared with.
const COMPARED_MONTHS: usize = 12;

/// One name's life.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) name: Named,
    /// What it lies in, by any number.
    pub(super) parent: Option<u32>,
    /// First and last month alive.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Median of the months with orders.
    pub(super) level: f64,
    /// Orders a month before its last, and after its first.
    pub(super) before: f64,
    pub(super) after: f64,
    /// Orders that these means are of.
    pub(super) counted_before: f64,
    pub(super) counted_after: f64,
    total: f64,
    /// Months alive.
    alive: usize,
    /// Orders of each of the panel's months.
    pub(super) monthly: Vec<u32>,
}

/// The panel's months, as lives are measured by them.
pub(super) struct Lives<'a> {
    pub(super) panel: &'a Panel,
    imported: &'a ImportedOrders,
    /// First month of which a rename is told.
    pub(super) told_from: usize,
    first: usize,
    city: Vec<u32>,
}

/// Mean of some months' orders, and their sum; 0 without months.
pub(super) fn month_means(monthly: &[u32], months: Range<usize>) -> (f64, f64) {
    let sum: f64 = monthly[months.clone()].iter().map(|&orders| f64::from(orders)).sum();
    (sum / months.len().max(1) as f64, sum)
}

impl<'a> Lives<'a> {
    pub(super) fn new(panel: &'a Panel, imported: &'a ImportedOrders) -> Self {
        let first =
            panel.months.iter().position(|month| month.coverage >= COVERED_MIN).unwrap_or_default();
        let told_from = panel.period_months.start.saturating_sub(COMPARED_MONTHS).max(first + 1);
        let mut lives = Self { panel, imported, told_from, first, city: Vec::new() };
        lives.city = lives.area_months(panel.city(), panel.cells_of(panel.city()));
        lives
    }

    /// Months before an end, its last month left out where it may be a part.
    pub(super) fn before(&self, last: usize) -> Range<usize> {
        let from = last.saturating_sub(BESIDE_MONTHS).max(self.first);
        if from < last { from..last } else { last..last + 1 }
    }

    /// Months after a begin, its first month left out where it may be a part.
    pub(super) fn after(&self, first: usize) -> Range<usize> {
        let end = self.panel.months.len();
        let from = (first + 1).min(end);
        if from < end { from..end.min(from + BESIDE_MONTHS) } else { end - 1..end }
    }

    /// How the city's orders after a begin compare with those before an end.
    pub(super) fn growth(&self, last: usize, first: usize) -> f64 {
        let (before, _) = month_means(&self.city, self.before(last));
        let (after, _) =
            month_means(&self.city, self.after(first.min(self.panel.months.len() - 1)));
        if before > 0.0 && after > 0.0 { after / before } else { 1.0 }
    }

    /// Orders a month of a name that ends in the months, a year earlier, that come after a begin;
    /// and how the city's have grown since. `None` where the data does not reach back so far.
    pub(super) fn year_before(&self, end: &Life, first: usize) -> Option<(f64, f64)> {
        let after = self.after(first);
        let from = after.start.checked_sub(12).filter(|from| *from >= self.first)?;
        let then = from..from + after.len();
        let (city_then, _) = month_means(&self.city, then.clone());
        let (city_after, _) = month_means(&self.city, after);
        (city_then > 0.0).then(|| (month_means(&end.monthly, then).0, city_after / city_then))
    }

    pub(super) fn ends(&self, life: &Life) -> bool {
        let missing = life.level * (self.panel.months.len() - 1 - life.last) as f64;
        missing >= MISSING_MIN && life.total >= ORDERS_MIN
    }

    /// Whether the end of a name may be that of its season: a category that was not there most of a
    /// year. Places have none.
    pub(super) fn may_be_season(&self, life: &Life) -> bool {
        let span = life.last - life.first + 1;
        let is_short = span < YEAR_MONTHS || (life.alive as f64) < ALL_YEAR_SHARE * span as f64;
        matches!(life.name, Named::Category(_)) && is_short
    }

    pub(super) fn begins(&self, life: &Life) -> bool {
        let missing = life.level * life.first.saturating_sub(self.first) as f64;
        missing >= MISSING_MIN && life.total >= ORDERS_MIN
    }

    /// Item-level orders of an area's cells by month.
    fn area_months(&self, area: AreaId, cells: &[CellMonth]) -> Vec<u32> {
        let mut monthly = vec![0; self.panel.months.len()];
        for cell in cells.iter().filter(|cell| self.is_item(cell)) {
            monthly[usize::from(cell.month)] += cell.counts.orders;
        }
        self.imported.take_from(Named::Area(area), &mut monthly);
        monthly
    }

    /// Orders of a category in the city by month.
    fn category_months(&self, category: CategoryId) -> Vec<u32> {
        let mut monthly = self.panel.monthly_orders(self.panel.city(), category);
        self.imported.take_from(Named::Category(category), &mut monthly);
        monthly
    }

    pub(super) fn is_item(&self, cell: &CellMonth) -> bool {
        self.panel.category(cell.category).level == self.panel.item_level
    }

    /// The lives of the areas of a level that lie in none that is gone. Some orders of a street may
    /// not say its district: the same name goes with it.
    pub(super) fn areas(&self, level: AreaLevel, gone: &BTreeSet<Named>) -> Vec<Life> {
        let parent = |area: &AreaId| self.panel.area(*area).parent;
        let cells = self.panel.cells.chunk_by(|a, b| a.area == b.area);
        let of_level = cells.filter(|cells| self.panel.area(cells[0].area).level == level);
        let is_within = |area: &AreaId| {
            std::iter::successors(Some(*area), parent).any(|id| gone.contains(&Named::Area(id)))
        };
        let name = |area: AreaId| self.panel.area(area).name.as_str();
        let names: BTreeSet<&str> = match gone.is_empty() {
            true => BTreeSet::new(),
            false => self.panel.areas_of(level).filter(is_within).map(name).collect(),
        };
        let own = |cells: &[CellMonth]| {
            let area = cells[0].area;
            let life = self.life(
                Named::Area(area),
                parent(&area).map(|id| id.0),
                &self.area_months(area, cells),
            );
            life.filter(|_| !names.contains(name(area)))
        };
        of_level.filter_map(own).collect()
    }

    /// The lives of the categories of a level that lie in none that is gone.
    pub(super) fn categories(&self, level: u8, gone: &BTreeSet<Named>) -> Vec<Life> {
        let of_level = (0..self.panel.categories.len() as u32).map(CategoryId);
        let own = |id: CategoryId| {
            let category = self.panel.category(id);
            let is_gone = |id: CategoryId| gone.contains(&Named::Category(id));
            if category.level != level || is_gone(id) || category.parent.is_some_and(is_gone) {
                return None;
            }
            let monthly = self.category_months(id);
            self.life(Named::Category(id), category.parent.map(|id| id.0), &monthly)
        };
        of_level.filter_map(own).collect()
    }

    /// `None` for a name that neither begins nor ends within the months.
    fn life(&self, name: Named, parent: Option<u32>, monthly: &[u32]) -> Option<Life> {
        let mut filled: Vec<u32> = monthly.iter().copied().filter(|&orders| orders > 0).collect();
        filled.sort_unstable();
        let level = f64::from(*filled.get(filled.len() / 2)?);
        let is_alive = |orders: &u32| f64::from(*orders) > ALIVE_SHARE * level;
        let (first, last) =
            (monthly.iter().position(is_alive)?, monthly.iter().rposition(is_alive)?);
        let alive = monthly.iter().filter(|orders| is_alive(orders)).count();
        let (before, counted_before) = month_means(monthly, self.before(last));
        let (after, counted_after) = month_means(monthly, self.after(first));
        let total = filled.iter().map(|&orders| f64::from(orders)).sum();
        let life = Life {
            name,
            parent,
            first,
            last,
            level,
            before,
            after,
            counted_before,
            counted_after,
            total,
            alive,
            monthly: monthly.to_vec(),
        };
        (self.ends(&life) || self.begins(&life)).then_some(life)
    }

    /// The other names of a life's level and parent, with their orders by month; none where there
    /// are more than `most`.
    pub(super) fn neighbours(&self, life: &Life, most: usize) -> Vec<(Named, Vec<u32>)> {
        let panel = self.panel;
        match life.name {
            Named::Area(own) => {
                let (level, parent) = (panel.area(own).level, panel.area(own).parent);
                let is_beside = |id: &AreaId| *id != own && panel.area(*id).parent == parent;
                let beside: Vec<AreaId> =
                    panel.areas_of(level).filter(is_beside).take(most + 1).collect();
                let beside = if beside.len() > most { Vec::new() } else { beside };
                let monthly =
                    |id: AreaId| (Named::Area(id), self.area_months(id, panel.cells_of(id)));
                beside.into_iter().map(monthly).collect()
            }
            Named::Category(own) => {
                let like = panel.category(own);
                let is_beside = |id: &CategoryId| {
                    let other = panel.category(*id);
                    *id != own && other.level == like.level && other.parent == like.parent
                };
                let all = (0..panel.categories.len() as u32).map(CategoryId);
                let beside: Vec<CategoryId> = all.filter(is_beside).take(most + 1).collect();
                let beside = if beside.len() > most { Vec::new() } else { beside };
                let monthly = |id| (Named::Category(id), self.category_months(id));
                beside.into_iter().map(monthly).collect()
            }
        }
    }
}
