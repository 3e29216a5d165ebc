//! Every area in every month: demands, rates, the band among its peers, the ranks that noise
//! allows, and whether it is on the month's list of most demands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use yiti_stats::bands::{Band, Standing, standings};

use super::Reviewing;
use super::peers::{PeerGroup, peer_groups};
use super::rates::{BandRate, UnitRates};
use crate::monitor::GovernanceMonth;
use crate::panel::{AreaId, AreaLevel, Outcomes, Panel, StatMonth, address_like};

/// One area in one month. `None` is what cannot be known.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaMonth {
    /// The area.
    pub area: AreaId,
    /// Name of the month.
    pub month: NaiveDate,
    /// Whether the feed covers the month.
    pub complete: bool,
    /// Demands and rates.
    pub rates: UnitRates,
    /// Demands per 10,000 residents.
    pub per_10k: Option<f64>,
    /// Its peers within its level; `None` for the city and for areas without demand in the period.
    pub peers: Option<PeerGroup>,
    /// The rate that band and ranks go by.
    pub band_rate: Option<BandRate>,
    /// Where it stands among its peers.
    pub standing: Option<Standing>,
    /// Whether it is on the month's list of most demands; `None` where its level has no list.
    pub governance: Option<bool>,
    /// Whether it entered the list; `None` also without a comparable month before.
    pub entered: Option<bool>,
    /// Whether it left the list.
    pub left: Option<bool>,
    /// Months in a row that it has been on the list, this one included, as far back as the period
    /// goes; `None` off it.
    pub months_listed: Option<u32>,
    /// Whether it has many residents and stands below its peers; `None` where either is not known.
    pub large_and_low: Option<bool>,
    /// Demands ÷ workers.
    pub orders_per_worker: Option<f64>,
    /// A twelfth of the year's money ÷ demands.
    pub budget_per_order: Option<f64>,
}

/// Most peers that are ranked, pair by pair.
const RANKED_MAX: usize = 5_000;

/// Rows by month, in the panel's order of areas.
pub(super) fn area_months(panel: &Panel, reviewing: &Reviewing<'_>) -> Vec<AreaMonth> {
    let Reviewing { outcomes, governance, .. } = *reviewing;
    let mut demands: BTreeMap<AreaId, u64> = BTreeMap::new();
    let mut counts: BTreeMap<(u16, AreaId), &Outcomes> = BTreeMap::new();
    for row in &outcomes.areas {
        if panel.period_months.contains(&usize::from(row.month)) {
            *demands.entry(row.unit).or_default() += u64::from(row.outcomes.orders);
            counts.insert((row.month, row.unit), &row.outcomes);
        }
    }
    let groups = peer_groups(panel, &demands);
    // Addresses are silent in most months: only those with demands have a row.
    let addresses: BTreeSet<AreaLevel> =
        address_like(panel).into_iter().map(|found| found.level).collect();
    let mut rows = Vec::new();
    let mut listed: BTreeMap<AreaId, u32> = BTreeMap::new();
    for at in panel.period_months.clone() {
        let month = &panel.months[at];
        let first = rows.len();
        for area in (0..panel.areas.len() as u32).map(AreaId) {
            let counts = counts.get(&(at as u16, area)).copied();
            if counts.is_none() && addresses.contains(&panel.area(area).level) {
                continue;
            }
            rows.push(row(panel, month, area, counts, groups.get(&area).copied()));
        }
        let of_month = &mut rows[first..];
        stand(panel, of_month);
        for row in of_month.iter_mut() {
            equip(panel, row, reviewing);
        }
        if let Some(list) = governance.iter().find(|list| list.month == month.month) {
            mark(panel, of_month, list);
            count_months(of_month, &mut listed);
        }
    }
    rows
}

fn row(
    panel: &Panel,
    month: &StatMonth,
    area: AreaId,
    counts: Option<&Outcomes>,
    peers: Option<PeerGroup>,
) -> AreaMonth {
    let mut rates = UnitRates::of(counts.unwrap_or(&Outcomes::default()), panel.available);
    if counts.is_none() && month.coverage <= 0.0 {
        // Nothing is known of a month that the feed does not cover.
        rates = UnitRates::default();
    }
    let residents = panel.area(area).population.filter(|residents| *residents > 0.0);
    let per_10k = rates.orders.zip(residents).map(|(orders, n)| orders as f64 / n * 10_000.0);
    AreaMonth {
        area,
        month: month.month,
        complete: month.complete,
        rates,
        per_10k,
        peers,
        band_rate: None,
        standing: None,
        governance: None,
        entered: None,
        left: None,
        months_listed: None,
        large_and_low: None,
        orders_per_worker: None,
        budget_per_order: None,
    }
}

/// What its residents, people and money say of an area's standing and load.
fn equip(panel: &Panel, row: &mut AreaMonth, reviewing: &Reviewing<'_>) {
    let residents = panel.area(row.area).population;
    row.large_and_low = row.standing.zip(residents).map(|(standing, residents)| {
        standing.band == Band::Low && residents >= reviewing.large_population
    });
    if let Some((resources, orders)) = reviewing.resources.get(&row.area).zip(row.rates.orders) {
        row.orders_per_worker = resources.orders_per_worker(orders);
        row.budget_per_order = resources.budget_per_order(orders);
    }
}

/// For how many months in a row each area has been on the list. `listed`: up to the month before.
fn count_months(rows: &mut [AreaMonth], listed: &mut BTreeMap<AreaId, u32>) {
    for row in rows {
        match row.governance {
            Some(true) => {
                let months = listed.entry(row.area).or_default();
                *months += 1;
                row.months_listed = Some(*months);
            }
            _ => {
                listed.remove(&row.area);
            }
        }
    }
}

/// Bands and ranks of one month, group by group. All areas go by the same rate.
fn stand(panel: &Panel, rows: &mut [AreaMonth]) {
    let is_known = |rate: &BandRate| rows.iter().any(|row| row.rates.trials(*rate).is_some());
    let Some(rate) = BandRate::ALL.into_iter().find(is_known) else { return };
    let mut groups: BTreeMap<(AreaLevel, PeerGroup), Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        if let Some(peers) = row.peers {
            let level = panel.area(row.area).level;
            groups.entry((level, peers)).or_default().push(place);
        }
    }
    for group in groups.values().filter(|group| group.len() <= RANKED_MAX) {
        let trials = group.iter().map(|&place| rows[place].rates.trials(rate).unwrap_or((0, 0)));
        let trials: Vec<(u64, u64)> = trials.collect();
        for (&place, standing) in group.iter().zip(standings(&trials)) {
            rows[place].standing = standing;
            rows[place].band_rate = standing.map(|_| rate);
        }
    }
}

/// Who is on the month's list, who entered it and who left it.
fn mark(panel: &Panel, rows: &mut [AreaMonth], list: &GovernanceMonth) {
    for row in rows.iter_mut().filter(|row| panel.area(row.area).level == list.level) {
        let listed = list.areas.iter().find(|listed| listed.area == row.area);
        row.governance = Some(listed.is_some());
        let is_comparable = list.left.is_some();
        row.entered = is_comparable.then(|| listed.and_then(|area| area.entered) == Some(true));
        row.left = list.left.as_ref().map(|left| left.contains(&row.area));
    }
}
