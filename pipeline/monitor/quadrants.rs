//! Satisfaction × volume: where much is asked and few are satisfied.

use crate::panel::{AreaId, AreaLevel, CategoryId, Counts, Panel};

/// Fewest known answers for a satisfaction rate to be placed.
const ANSWERS_MIN: u32 = 20;

/// One of the four fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quadrant {
    /// Much demand, low satisfaction: first to be dealt with.
    ManyUnsatisfied,
    /// Much demand, high satisfaction.
    ManySatisfied,
    /// Little demand, low satisfaction.
    FewUnsatisfied,
    /// Little demand, high satisfaction.
    FewSatisfied,
}

/// An area or an issue on the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point<T> {
    /// The area or category.
    pub of: T,
    /// Demands in the period.
    pub orders: u64,
    /// Known answers on satisfaction.
    pub asked: u64,
    /// Satisfied ÷ known; `None` with fewer than 20 answers.
    pub satisfaction: Option<f64>,
    /// Its field; `None` without a satisfaction.
    pub quadrant: Option<Quadrant>,
}

/// All points with the two lines that part the fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Quadrants<T> {
    /// Most demands first.
    pub points: Vec<Point<T>>,
    /// Median demands of the points: on or above it is "much".
    pub orders_line: f64,
    /// Satisfaction of all answers together: below it is "low".
    pub satisfaction_line: f64,
}

/// Areas of one level over the period. `None` when satisfaction is not in the data or nobody answered.
pub fn area_quadrants(panel: &Panel, level: AreaLevel) -> Option<Quadrants<AreaId>> {
    let mut totals = vec![Counts::default(); panel.areas.len()];
    for cell in panel.cells.iter().filter(|c| panel.category(c.category).level == panel.item_level)
    {
        if panel.period_months.contains(&usize::from(cell.month)) {
            totals[cell.area.0 as usize].add(&cell.counts);
        }
    }
    quadrants(panel, panel.areas_of(level).map(|area| (area, totals[area.0 as usize])).collect())
}

/// Item-level categories city-wide over the period. `None` as for areas.
pub fn issue_quadrants(panel: &Panel) -> Option<Quadrants<CategoryId>> {
    let of_item = |item| (item, panel.total(panel.city(), item, panel.period_months.clone()));
    quadrants(panel, panel.items().map(of_item).collect())
}

fn quadrants<T: Copy + Ord>(panel: &Panel, mut totals: Vec<(T, Counts)>) -> Option<Quadrants<T>> {
    totals.retain(|(_, counts)| counts.orders > 0);
    totals.sort_by_key(|(of, counts)| (std::cmp::Reverse(counts.orders), *of));
    let (satisfied, asked) = totals.iter().fold((0, 0), |(yes, asked), (_, counts)| {
        (yes + u64::from(counts.satisfied), asked + u64::from(counts.satisfied_known))
    });
    if !panel.available.satisfied || asked == 0 {
        return None;
    }
    let middle = totals.len() / 2;
    let upper = f64::from(totals[middle].1.orders);
    let orders_line = if totals.len() % 2 == 1 {
        upper
    } else {
        0.5 * (upper + f64::from(totals[middle - 1].1.orders))
    };
    let satisfaction_line = satisfied as f64 / asked as f64;
    let place = |&(of, counts): &(T, Counts)| point(of, &counts, orders_line, satisfaction_line);
    Some(Quadrants { points: totals.iter().map(place).collect(), orders_line, satisfaction_line })
}

fn point<T>(of: T, counts: &Counts, orders_line: f64, satisfaction_line: f64) -> Point<T> {
    let satisfaction = (counts.satisfied_known >= ANSWERS_MIN)
        .then(|| f64::from(counts.satisfied) / f64::from(counts.satisfied_known));
    let many = f64::from(counts.orders) >= orders_line;
    let quadrant = satisfaction.map(|rate| match (many, rate < satisfaction_line) {
        (true, true) => Quadrant::ManyUnsatisfied,
        (true, false) => Quadrant::ManySatisfied,
        (false, true) => Quadrant::FewUnsatisfied,
        (false, false) => Quadrant::FewSatisfied,
    });
    Point {
        of,
        orders: counts.orders.into(),
        asked: counts.satisfied_known.into(),
        satisfaction,
        quadrant,
    }
}
