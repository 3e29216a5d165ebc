//! Orders of bulk imports, by name and month.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::lives::Named;
use crate::panel::{AreaId, CategoryId, Panel};

/// Orders that bear the time at which they were filled in, by name and position of the month in
/// [`Panel::months`]. Names include what the areas and categories of the orders lie in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedOrders(BTreeMap<Named, BTreeMap<u16, u32>>);

impl ImportedOrders {
    /// Adds the orders that an import of `day` brought to a cell. A day outside the panel's months
    /// is left out.
    pub fn add(
        &mut self,
        panel: &Panel,
        day: NaiveDate,
        (area, category): (AreaId, CategoryId),
        orders: u64,
    ) {
        let month = panel.months.iter().position(|month| day <= month.last_day);
        let Some(month) = month.filter(|&at| panel.months[at].first_day <= day) else { return };
        let areas = std::iter::successors(Some(area), |area| panel.area(*area).parent);
        let categories =
            std::iter::successors(Some(category), |category| panel.category(*category).parent);
        for name in areas.map(Named::Area).chain(categories.map(Named::Category)) {
            *self.0.entry(name).or_default().entry(month as u16).or_default() += orders as u32;
        }
    }

    /// Takes them from a name's orders by month.
    pub(super) fn take_from(&self, name: Named, monthly: &mut [u32]) {
        for (month, orders) in self.0.get(&name).into_iter().flatten() {
            let of_month = &mut monthly[usize::from(*month)];
            *of_month = of_month.saturating_sub(*orders);
        }
    }
}
