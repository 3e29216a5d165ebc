//! The demand of a set of categories, month by month and area by area, and its sums over chosen
//! months.

use yiti_stats::diversity::effective_number_among;

use super::excess::ratio;
use super::geography::Geography;
use crate::panel::{AreaId, CategoryId, CellMonth, Counts, Panel, Selection, StatMonth};

/// Counts of every period month that scores use, for the city, each unit and each place.
#[derive(Debug, Clone, Default)]
pub(super) struct Demand {
    /// One entry a month.
    city: Vec<Counts>,
    /// The same months one year before; `None` where the panel lacks the month or it is incomplete.
    previous: Vec<Option<u64>>,
    /// `units × months`.
    units: Vec<Vec<Counts>>,
    /// How many places there are.
    place_count: usize,
    /// Counts by place and position of the month, each pair once, ascending; what has none is left
    /// out: places may be a million, a topic's demands are in few of them.
    places: Vec<(u32, usize, Counts)>,
}

/// The counts of places; those without any are left out.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceCounts {
    /// How many places there are.
    pub all: usize,
    /// Positions of places, ascending, with their counts.
    pub seen: Vec<(u32, Counts)>,
}

impl PlaceCounts {
    /// Over how many places the demands really spread; `None` with fewer than two places.
    fn effective(&self) -> Option<f64> {
        let orders: Vec<u64> =
            self.seen.iter().map(|(_, counts)| u64::from(counts.orders)).collect();
        (self.all >= 2).then(|| effective_number_among(&orders, self.all)).flatten()
    }
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
    /// By place.
    pub places: PlaceCounts,
    /// Over how many places the demands really spread.
    pub effective_places: Option<f64>,
}

/// Unresolved ÷ known answers.
pub(super) fn unresolved_rate(counts: &Counts) -> Option<f64> {
    ratio(counts.resolved_known - counts.resolved, counts.resolved_known)
}

/// Coverage from which a month counts: scores are shares of the city's own demands and rates of
/// answers, which a closed Christmas does not bend; what is compared month by month asks for more.
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
            units: vec![vec![Counts::default(); months.len()]; geography.units.len()],
            place_count: geography.places.len(),
            places: Vec::new(),
        };
        demand.read_areas(panel, geography, &selection, &slot);
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

    /// Counts of the selection within units and places: an area's own where the selection holds it,
    /// else those of the selection's areas that lie in it.
    fn read_areas(
        &mut self,
        panel: &Panel,
        geography: &Geography,
        selection: &Selection,
        slot: &[Option<usize>],
    ) {
        for &category in selection.categories() {
            for cell in panel.cells_of_category(category) {
                let Some(month) = slot[usize::from(cell.month)] else { continue };
                if selection.holds(panel, cell.area) {
                    self.add(geography, cell.area, month, cell);
                }
                if selection.areas().binary_search(&cell.area).is_ok() {
                    let holder = |area: &AreaId| panel.area(*area).parent;
                    for area in std::iter::successors(holder(&cell.area), holder) {
                        self.add(geography, area, month, cell);
                    }
                }
            }
        }
        self.places.sort_unstable_by_key(|(place, month, _)| (*place, *month));
        self.places.dedup_by(|next, kept| {
            let is_same = (next.0, next.1) == (kept.0, kept.1);
            if is_same {
                kept.2.add(&next.2);
            }
            is_same
        });
    }

    fn add(&mut self, geography: &Geography, area: AreaId, month: usize, cell: &CellMonth) {
        if let Some(unit) = geography.unit_at(area) {
            self.units[unit][month].add(&cell.counts);
        }
        if let Some(place) = geography.place_at(area) {
            self.places.push((place as u32, month, cell.counts));
        }
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
        let places = self.sum_places(skip);
        Sums {
            months: (0..self.city.len()).filter(kept).map(|i| self.city[i]).collect(),
            total: row(&self.city),
            year_on_year,
            units: self.units.iter().map(row).collect(),
            effective_places: places.effective(),
            places,
        }
    }

    fn sum_places(&self, skip: Option<usize>) -> PlaceCounts {
        let mut seen: Vec<(u32, Counts)> = Vec::new();
        for (place, month, counts) in &self.places {
            if Some(*month) == skip {
                continue;
            }
            match seen.last_mut().filter(|(last, _)| last == place) {
                Some((_, sum)) => sum.add(counts),
                None => seen.push((*place, *counts)),
            }
        }
        PlaceCounts { all: self.place_count, seen }
    }
}

fn has_year_before(panel: &Panel, month: usize) -> bool {
    month.checked_sub(12).is_some_and(|before| panel.months[before].complete)
}
