//! The demand of a set of categories, month by month and area by area, and its sums over chosen months.

use rayon::prelude::*;

use super::excess::ratio;
use super::geography::Geography;
use crate::panel::{AreaId, CategoryId, Counts, Panel, Selection, StatMonth};

/// Counts of every period month that scores use, for the city, each unit and each place.
#[derive(Debug, Clone, Default)]
pub(super) struct Demand {
    /// One entry a month.
    city: Vec<Counts>,
    /// The same months one year before; `None` where the panel lacks the month or it is incomplete.
    previous: Vec<Option<u64>>,
    /// `units × months`.
    units: Vec<Vec<Counts>>,
    /// `places × months`.
    places: Vec<Vec<Counts>>,
}

/// Sums over some of the months.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// City-wide, one entry a month.
    pub months: Vec<Counts>,
    /// City-wide, all months.
    pub total: Counts,
    /// Orders of the months that have a year before, and of those months then.
    pub year_on_year: Option<(u64, u64)>,
    /// One entry a unit.
    pub units: Vec<Counts>,
    /// One entry a place.
    pub places: Vec<Counts>,
}

/// Unresolved ÷ known answers.
pub(super) fn unresolved_rate(counts: &Counts) -> Option<f64> {
    ratio(counts.resolved_known - counts.resolved, counts.resolved_known)
}

/// Coverage from which a month counts: scores are shares of the city's own demands and rates of answers, which a closed
/// Christmas does not bend; what is compared month by month asks for more.
const COVERED_FROM: f64 = 0.9;

/// Whether scores use a month.
pub(super) fn is_scored(month: &StatMonth) -> bool {
    month.complete || month.coverage >= COVERED_FROM
}

/// The period's covered months; all of them where none is.
pub(super) fn scored_months(panel: &Panel) -> Vec<usize> {
    let period = || panel.period_months.clone();
    let covered: Vec<usize> = period().filter(|&m| is_scored(&panel.months[m])).collect();
    if covered.is_empty() { period().collect() } else { covered }
}

impl Demand {
    /// Reads the categories' counts from the panel: of the whole city, or of `areas` alone.
    pub(super) fn read(
        panel: &Panel,
        geography: &Geography,
        categories: &[CategoryId],
        areas: Option<&[AreaId]>,
        months: &[usize],
    ) -> Self {
        let selection = Selection::new(panel, categories, areas);
        let slot: Vec<Option<usize>> = (0..panel.months.len())
            .map(|m| months.iter().position(|&scored| scored == m))
            .collect();
        let mut demand = Self {
            city: vec![Counts::default(); months.len()],
            previous: months.iter().map(|&m| has_year_before(panel, m).then_some(0)).collect(),
            units: by_area(panel, &selection, &geography.units, &slot, months.len()),
            places: by_area(panel, &selection, &geography.places, &slot, months.len()),
        };
        for cell in selection.cells(panel) {
            let month = usize::from(cell.month);
            if let Some(i) = slot[month] {
                demand.city[i].add(&cell.counts);
            }
            if let Some(Some(i)) = slot.get(month + 12)
                && let Some(orders) = &mut demand.previous[*i]
            {
                *orders += u64::from(cell.counts.orders);
            }
        }
        demand
    }

    /// Months held.
    pub(super) fn month_count(&self) -> usize {
        self.city.len()
    }

    /// Sums over all months but `skip`.
    pub(super) fn sums(&self, skip: Option<usize>) -> Sums {
        let kept = |i: &usize| Some(*i) != skip;
        let row = |counts: &Vec<Counts>| {
            let mut sum = Counts::default();
            (0..counts.len()).filter(kept).for_each(|i| sum.add(&counts[i]));
            sum
        };
        let pairs = (0..self.city.len())
            .filter(kept)
            .filter_map(|i| Some((self.city[i].orders, self.previous[i]?)));
        let year_on_year = pairs.fold(None, |sum: Option<(u64, u64)>, (now, before)| {
            let (a, b) = sum.unwrap_or_default();
            Some((a + u64::from(now), b + before))
        });
        Sums {
            months: (0..self.city.len()).filter(kept).map(|i| self.city[i]).collect(),
            total: row(&self.city),
            year_on_year,
            units: self.units.iter().map(row).collect(),
            places: self.places.iter().map(row).collect(),
        }
    }
}

fn has_year_before(panel: &Panel, month: usize) -> bool {
    month.checked_sub(12).is_some_and(|before| panel.months[before].complete)
}

/// Counts of the selection within each of some areas: the area's own where the selection holds it, else
/// those of the selection's areas that lie in it.
fn by_area(
    panel: &Panel,
    selection: &Selection,
    areas: &[AreaId],
    slot: &[Option<usize>],
    months: usize,
) -> Vec<Vec<Counts>> {
    let counts_in = |&area: &AreaId| {
        let mut row = vec![Counts::default(); months];
        let inside: Vec<AreaId> = match selection.holds(panel, area) {
            true => vec![area],
            false => {
                let inside = |own: &&AreaId| panel.is_within(**own, area);
                selection.areas().iter().filter(inside).copied().collect()
            }
        };
        let categories = selection.categories();
        let cells = inside.iter().flat_map(|&own| categories.iter().map(move |&item| (own, item)));
        for cell in cells.flat_map(|(own, item)| panel.cell(own, item)) {
            if let Some(i) = slot[usize::from(cell.month)] {
                row[i].add(&cell.counts);
            }
        }
        row
    };
    areas.par_iter().map(counts_in).collect()
}
