//! 环比 and 同比 with both base numbers, between complete months only; like-for-like weeks where a
//! month is not.

use chrono::{Days, NaiveDate};

use crate::panel::{Panel, Selection};
use crate::topics::Topic;

/// One month against the month before and the same month last year. `None` is what cannot be
/// compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Whether the feed covers the month.
    pub complete: bool,
    /// Orders in the month.
    pub orders: u64,
    /// Orders in the month before, if both are complete.
    pub orders_prev: Option<u64>,
    /// 环比: (orders − orders_prev) / orders_prev; `None` also after a month without orders.
    pub mom: Option<f64>,
    /// Orders in the same month last year, if both are complete.
    pub orders_last_year: Option<u64>,
    /// 同比: (orders − orders_last_year) / orders_last_year.
    pub yoy: Option<f64>,
}

/// Compares one month of a series that has one value for each of [`Panel::months`].
pub fn compare(panel: &Panel, orders: &[u64], month: usize) -> Comparison {
    let back = |months: usize| {
        let earlier = month.checked_sub(months)?;
        (panel.months[month].complete && panel.months[earlier].complete).then(|| orders[earlier])
    };
    let (orders_prev, orders_last_year) = (back(1), back(12));
    let change = |base: Option<u64>| {
        base.filter(|b| *b > 0).map(|base| (orders[month] as f64 - base as f64) / base as f64)
    };
    Comparison {
        complete: panel.months[month].complete,
        orders: orders[month],
        orders_prev,
        mom: change(orders_prev),
        orders_last_year,
        yoy: change(orders_last_year),
    }
}

/// A topic in the covered weeks of an incomplete month, against the same weeks a year (52 weeks)
/// before.
#[derive(Debug, Clone, PartialEq)]
pub struct LikeForLike {
    /// The topic.
    pub topic_id: String,
    /// Name of the month.
    pub month: NaiveDate,
    /// Mondays of the weeks compared, which lie wholly in the month.
    pub weeks: Vec<NaiveDate>,
    /// Orders in these weeks.
    pub orders: u64,
    /// Orders in the same weeks last year.
    pub orders_last_year: u64,
}

/// Weeks of a year, so that weekdays match.
const WEEKS_BACK: usize = 52;

/// `None` for a complete month, and when no covered week has a covered week a year before.
pub(super) fn like_for_like(panel: &Panel, topic: &Topic, month: usize) -> Option<LikeForLike> {
    let stat_month = panel.months[month];
    if stat_month.complete {
        return None;
    }
    let inside = |monday: NaiveDate| {
        monday >= stat_month.first_day && monday + Days::new(6) <= stat_month.last_day
    };
    let comparable = |w: &usize| {
        inside(panel.weeks[*w])
            && panel.weeks_complete[*w]
            && *w >= WEEKS_BACK
            && panel.weeks_complete[*w - WEEKS_BACK]
    };
    let weeks: Vec<usize> = (0..panel.weeks.len()).filter(comparable).collect();
    if weeks.is_empty() {
        return None;
    }
    let (mut orders, mut orders_last_year) = (0, 0);
    let selection = Selection::new(panel, &topic.categories, topic.areas.as_deref());
    for &area in selection.areas() {
        for &category in selection.categories() {
            let weekly = panel.weekly_orders(area, category);
            orders += weeks.iter().map(|&w| u64::from(weekly[w])).sum::<u64>();
            orders_last_year +=
                weeks.iter().map(|&w| u64::from(weekly[w - WEEKS_BACK])).sum::<u64>();
        }
    }
    let mondays = weeks.iter().map(|&w| panel.weeks[w]).collect();
    let topic_id = topic.topic_id.clone();
    Some(LikeForLike {
        topic_id,
        month: stat_month.month,
        weeks: mondays,
        orders,
        orders_last_year,
    })
}
