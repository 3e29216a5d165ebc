//! Volume × satisfaction: where much is asked and few are satisfied, which side of each line
//! everything lies on, and what has crossed a line since the span before.
//!
//! ```text
//! volume line = median demands of what is placed
//! rate line   = satisfied / asked, of all placed together
//! ```
//!
//! Placed is what has at least [`ANSWERS_MIN`] known answers. Each span has lines of its own: what
//! moves has moved against the others, not because answers of a young month are still coming in.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::panel::{AreaId, AreaLevel, CategoryId, Counts, Panel};

/// Known answers below which a rate is mostly noise: at 30 the 95% interval is about ±18 points
/// wide at worst.
pub const ANSWERS_MIN: u32 = 30;

/// Points below which lines part nothing.
const POINTS_MIN: usize = 4;

/// One of the four fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quadrant {
    /// Much demand, low rate: first to be dealt with.
    ManyLow,
    /// Much demand, high rate.
    ManyHigh,
    /// Little demand, low rate.
    FewLow,
    /// Little demand, high rate.
    FewHigh,
}

impl Quadrant {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ManyLow => "many_low",
            Self::ManyHigh => "many_high",
            Self::FewLow => "few_low",
            Self::FewHigh => "few_high",
        }
    }
}

/// What is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CrossedOf {
    /// A category of the item level, in the whole city.
    Category(CategoryId),
    /// An area, over all categories.
    Area(AreaId),
}

/// The rate that volume is crossed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrossedRate {
    /// Satisfied, of those asked.
    Satisfaction,
    /// Resolved, where the data has no satisfaction.
    Resolution,
}

impl CrossedRate {
    /// The column of other tables that holds it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Satisfaction => "satisfaction_rate",
            Self::Resolution => "resolution_rate",
        }
    }

    fn answers(self, counts: &Counts) -> (u32, u32) {
        match self {
            Self::Satisfaction => (counts.satisfied, counts.satisfied_known),
            Self::Resolution => (counts.resolved, counts.resolved_known),
        }
    }
}

/// An area or an issue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The area or category.
    pub of: CrossedOf,
    /// Demands in the span.
    pub orders: u64,
    /// Known answers.
    pub asked: u64,
    /// The rate.
    pub rate: f64,
    /// Its field.
    pub field: Quadrant,
    /// Its field in the span before; `None` where it cannot be compared.
    pub before: Option<Quadrant>,
}

impl Point {
    /// Whether it has crossed a line.
    pub fn moved(&self) -> Option<bool> {
        self.before.map(|before| before != self.field)
    }
}

/// What kind of things one chart places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrossedKind {
    /// Categories.
    Issues,
    /// Districts.
    Districts,
    /// Streets.
    Streets,
}

impl CrossedKind {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issues => "issues",
            Self::Districts => "districts",
            Self::Streets => "streets",
        }
    }
}

/// All points of a kind with the two lines that part the fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Quadrants {
    /// Of what.
    pub kind: CrossedKind,
    /// The rate.
    pub rate: CrossedRate,
    /// Most demands first.
    pub points: Vec<Point>,
    /// On or above it is "much".
    pub orders_line: f64,
    /// Below it is "low".
    pub rate_line: f64,
}

/// Issues, districts and streets over some months, against as many months before where all of both
/// are complete. None without a rate in the data, and of kinds with fewer than four points.
pub fn cross(panel: &Panel, months: Range<usize>) -> Vec<Quadrants> {
    let rate = match (panel.available.satisfied, panel.available.resolved) {
        (true, _) => CrossedRate::Satisfaction,
        (false, true) => CrossedRate::Resolution,
        (false, false) => return Vec::new(),
    };
    let before = months.start.checked_sub(months.len()).map(|start| start..months.start);
    let is_complete =
        |months: &Range<usize>| panel.months[months.clone()].iter().all(|month| month.complete);
    let before = before.filter(|before| is_complete(before) && is_complete(&months));
    let of_kind = |kind: CrossedKind| {
        let mut crossed = place(kind, rate, counts(panel, kind, months.clone()))?;
        let then = before.clone().and_then(|months| place(kind, rate, counts(panel, kind, months)));
        let then = then.iter().flat_map(|then| &then.points);
        let then: BTreeMap<CrossedOf, Quadrant> = then.map(|p| (p.of, p.field)).collect();
        for point in &mut crossed.points {
            point.before = then.get(&point.of).copied();
        }
        Some(crossed)
    };
    let kinds = [CrossedKind::Issues, CrossedKind::Districts, CrossedKind::Streets];
    kinds.into_iter().filter_map(of_kind).collect()
}

fn counts(panel: &Panel, kind: CrossedKind, months: Range<usize>) -> Vec<(CrossedOf, Counts)> {
    let level = match kind {
        CrossedKind::Issues => {
            let of_item =
                |item| (CrossedOf::Category(item), panel.total(panel.city(), item, months.clone()));
            return panel.items().map(of_item).collect();
        }
        CrossedKind::Districts => AreaLevel::District,
        CrossedKind::Streets => AreaLevel::Street,
    };
    let total = |area| (CrossedOf::Area(area), panel.area_counts(area, months.clone()));
    panel.areas_of(level).map(total).collect()
}

fn place(
    kind: CrossedKind,
    rate: CrossedRate,
    mut counts: Vec<(CrossedOf, Counts)>,
) -> Option<Quadrants> {
    counts.retain(|(_, counts)| rate.answers(counts).1 >= ANSWERS_MIN);
    if counts.len() < POINTS_MIN {
        return None;
    }
    counts.sort_by_key(|(of, counts)| (Reverse(counts.orders), *of));
    let (yes, asked) = counts.iter().fold((0, 0), |(all_yes, all_asked), (_, counts)| {
        let (yes, asked) = rate.answers(counts);
        (all_yes + u64::from(yes), all_asked + u64::from(asked))
    });
    let middle = counts.len() / 2;
    let upper = f64::from(counts[middle].1.orders);
    let orders_line = match counts.len() % 2 {
        1 => upper,
        _ => 0.5 * (upper + f64::from(counts[middle - 1].1.orders)),
    };
    let rate_line = yes as f64 / asked as f64;
    let point = |(of, counts): &(CrossedOf, Counts)| {
        let (yes, asked) = rate.answers(counts);
        let own = f64::from(yes) / f64::from(asked);
        let field = match (f64::from(counts.orders) >= orders_line, own < rate_line) {
            (true, true) => Quadrant::ManyLow,
            (true, false) => Quadrant::ManyHigh,
            (false, true) => Quadrant::FewLow,
            (false, false) => Quadrant::FewHigh,
        };
        let orders = counts.orders.into();
        Point { of: *of, orders, asked: asked.into(), rate: own, field, before: None }
    };
    let points = counts.iter().map(point).collect();
    Some(Quadrants { kind, rate, points, orders_line, rate_line })
}
