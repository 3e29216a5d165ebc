//! Who reports: how readily districts report matters, and what list and bands would be if all did
//! so as the whole city does. Shown beside the figures, never applied to them.

use std::collections::BTreeMap;

use yiti_stats::bands::Band;
use yiti_stats::reporting::{Exposure, RelativeRate, relative_rates};

use crate::panel::{AreaId, MatterReports, Panel};

/// How readily the areas of one city report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WhoReports {
    /// By area: districts, where there are two with enough matters; else none.
    pub areas: Vec<AreaReporting>,
    /// Topics that are listed, or would be, by their rank.
    pub topics: Vec<TopicAtCityRate>,
}

/// How readily one area reports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaReporting {
    /// Where.
    pub area: AreaId,
    /// Matters that were looked at.
    pub matters: u64,
    /// Days in which they were open, all together.
    pub open_days: f64,
    /// Its rate against the whole city's.
    pub rate: RelativeRate,
    /// Demands of the period.
    pub orders: u64,
    /// Its band in the period's last month; `None` where it has none.
    pub band: Option<Band>,
    /// The same, did all areas report at the city's rate.
    pub band_at_city_rate: Option<Band>,
}

impl AreaReporting {
    /// Demands of the period, did it report at a rate of 1.
    pub fn orders_at(&self, rate: f64) -> f64 {
        self.orders as f64 / rate
    }

    /// Whether it reports otherwise than the whole city, beyond chance.
    pub fn differs(&self) -> bool {
        self.rate.low > 1.0 || self.rate.high < 1.0
    }
}

/// A topic as it stands, and did all areas report at the city's rate.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicAtCityRate {
    /// Its id.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// Its rank.
    pub rank: usize,
    /// Its rank then; `None` where rules would keep it off.
    pub rank_at_city_rate: Option<usize>,
    /// Demands.
    pub orders: u64,
    /// Demands then.
    pub orders_at_city_rate: u64,
    /// Whether it is on the list.
    pub listed: bool,
    /// Whether it would be.
    pub listed_at_city_rate: bool,
}

/// How readily each district reports; empty where fewer than two have enough matters.
pub fn area_reporting(panel: &Panel, reports: &[MatterReports]) -> Vec<AreaReporting> {
    let own = reports.iter().filter(|row| row.area != panel.city());
    let exposures: Vec<Exposure> = own
        .clone()
        .map(|row| Exposure {
            area: row.area.0 as usize,
            category: row.category.0 as usize,
            open_days: row.open_days,
            reports: row.reports as f64,
            chance: row.chance,
        })
        .collect();
    let mut sums: BTreeMap<AreaId, (u64, f64)> = BTreeMap::new();
    for row in own {
        let sum = sums.entry(row.area).or_default();
        sum.0 += row.matters;
        sum.1 += row.open_days;
    }
    let rates = relative_rates(&exposures, panel.areas.len());
    let row = |(area, (matters, open_days)): (AreaId, (u64, f64))| {
        let counts = panel.area_counts(area, panel.period_months.clone());
        Some(AreaReporting {
            area,
            matters,
            open_days,
            rate: rates[area.0 as usize]?,
            orders: u64::from(counts.orders),
            band: None,
            band_at_city_rate: None,
        })
    };
    sums.into_iter().filter_map(row).collect()
}

/// The panel, did all areas report at the city's rate. What lies in an area goes by its rate; areas
/// that are not told apart from the city stay as they are.
pub fn at_city_rate(panel: &Panel, areas: &[AreaReporting]) -> Panel {
    let told = areas.iter().filter(|row| row.differs());
    let rates: BTreeMap<AreaId, f64> = told.map(|row| (row.area, row.rate.rate)).collect();
    let factor = |area: u32| {
        let within = |area: &AreaId| panel.area(*area).parent;
        let known =
            std::iter::successors(Some(AreaId(area)), within).find_map(|area| rates.get(&area));
        known.map_or(1.0, |rate| 1.0 / rate)
    };
    let factors: Vec<f64> = (0..panel.areas.len() as u32).map(factor).collect();
    panel.weighted(&factors)
}
