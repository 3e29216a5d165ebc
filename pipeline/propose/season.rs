//! The calendar: which month reviews which theme, ahead of the theme's own season.
//!
//! ```text
//! index(t, m)   = mean demand of the theme's topics in calendar month m
//!                 / mean over the calendar months
//! benefit(t, m) = mean index of the months m+1 … m+lead − mean index of m−1 and m
//!                 the rise that follows
//! ```
//!
//! Topics of one theme are reviewed together, at most three a month; the assignment of reviews to
//! months with the largest total benefit is found exactly (Kuhn–Munkres). Equal benefits put
//! higher-ranked topics earlier. Calendar months without complete data have no index and count as
//! average.

use chrono::Datelike;
use pathfinding::prelude::{Matrix, kuhn_munkres};

use crate::panel::{CategoryId, Panel};

/// Most problems that one month reviews, while twelve months suffice.
const PER_MONTH: usize = 3;
const MONTHS: usize = 12;
/// Benefits are compared to a millionth.
const SCALE: f64 = 1e6;

/// One month of the calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// 1–12.
    pub month: u32,
    /// Theme key; `None` where no theme fits.
    pub theme: Option<String>,
    /// The theme's name for people.
    pub theme_name: String,
    /// Its topics, best first.
    pub topic_ids: Vec<String>,
    /// Demand of its topics by calendar month against their mean; `None` = no complete data of that
    /// month.
    pub season: [Option<f64>; 12],
}

/// A topic to be put on the calendar, best first.
#[derive(Debug, Clone)]
pub(super) struct Scheduled {
    pub topic_id: String,
    pub theme: Option<String>,
    pub theme_name: String,
    pub categories: Vec<CategoryId>,
}

/// Puts topics on the calendar, in the order of months.
pub(super) fn calendar(panel: &Panel, topics: &[Scheduled], lead_months: usize) -> Vec<Review> {
    let mut reviews: Vec<Review> =
        blocks(topics).into_iter().map(|block| review(panel, &block)).collect();
    let months = assign(&reviews.iter().map(|r| r.season).collect::<Vec<_>>(), lead_months);
    reviews.iter_mut().zip(months).for_each(|(review, month)| review.month = month as u32 + 1);
    reviews.sort_by_key(|review| review.month);
    reviews
}

/// Topics that are reviewed together: of one theme, cut so that at most twelve groups remain; what
/// is still too many is added to the smallest groups.
fn blocks(topics: &[Scheduled]) -> Vec<Vec<&Scheduled>> {
    let mut themes: Vec<Vec<&Scheduled>> = Vec::new();
    for topic in topics {
        match themes.iter_mut().find(|theme| theme[0].theme_name == topic.theme_name) {
            Some(theme) => theme.push(topic),
            None => themes.push(vec![topic]),
        }
    }
    let cut = |most: usize| -> Vec<Vec<&Scheduled>> {
        let even = |theme: &Vec<_>| theme.len().div_ceil(theme.len().div_ceil(most));
        themes.iter().flat_map(|theme| theme.chunks(even(theme)).map(<[_]>::to_vec)).collect()
    };
    let most = (PER_MONTH..=topics.len()).find(|&most| cut(most).len() <= MONTHS);
    let mut blocks = cut(most.unwrap_or(topics.len().max(1)));
    while blocks.len() > MONTHS {
        let last = blocks.pop().unwrap_or_default();
        if let Some(smallest) = blocks.iter_mut().min_by_key(|block| block.len()) {
            smallest.extend(last);
        }
    }
    blocks
}

fn review(panel: &Panel, block: &[&Scheduled]) -> Review {
    let categories: Vec<CategoryId> =
        block.iter().flat_map(|topic| topic.categories.iter().copied()).collect();
    Review {
        month: 0,
        theme: block[0].theme.clone(),
        theme_name: block[0].theme_name.clone(),
        topic_ids: block.iter().map(|topic| topic.topic_id.clone()).collect(),
        season: season(panel, &categories),
    }
}

/// Demand by calendar month against the mean over those that have complete data.
pub fn season(panel: &Panel, categories: &[CategoryId]) -> [Option<f64>; 12] {
    let mut sums = [(0.0, 0.0); MONTHS];
    let series: Vec<Vec<u32>> =
        categories.iter().map(|&c| panel.monthly_orders(panel.city(), c)).collect();
    for (at, month) in panel.months.iter().enumerate().filter(|(_, month)| month.complete) {
        let slot = &mut sums[month.month.month0() as usize];
        slot.0 += series.iter().map(|orders| f64::from(orders[at])).sum::<f64>();
        slot.1 += 1.0;
    }
    let means = sums.map(|(orders, months)| (months > 0.0).then(|| orders / months));
    let known: Vec<f64> = means.iter().flatten().copied().collect();
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    means.map(|own| own.filter(|_| mean > 0.0).map(|own| own / mean))
}

/// The month, from 0, of each season; at most twelve seasons.
fn assign(seasons: &[[Option<f64>; 12]], lead_months: usize) -> Vec<usize> {
    if seasons.is_empty() {
        return Vec::new();
    }
    let benefit = |row: usize, month: usize| {
        let index = |offset: usize| seasons[row][(month + offset) % MONTHS].unwrap_or(1.0);
        let after = (1..=lead_months).map(index).sum::<f64>() / lead_months.max(1) as f64;
        let now = (index(0) + index(MONTHS - 1)) / 2.0;
        let early = ((seasons.len() - row) * (MONTHS - month)) as i64;
        ((after - now) * SCALE).round() as i64 * 1_000 + early
    };
    let cells = (0..seasons.len()).flat_map(|row| (0..MONTHS).map(move |month| (row, month)));
    let values: Vec<i64> = cells.map(|(row, month)| benefit(row, month)).collect();
    let matrix = Matrix::from_vec(seasons.len(), MONTHS, values)
        .expect("one value for each season and month");
    kuhn_munkres(&matrix).1
}

#[cfg(test)]
mod tests;
