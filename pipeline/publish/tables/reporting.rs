//! Tables of who reports.

use arrow::array::RecordBatch;

use super::review::band_name;
use super::{flags, integers, known_integers, known_texts, numbers, table, texts};
use crate::monitor::{AreaReporting, WhoReports};
use crate::panel::Panel;

/// `reporting_rates`, one row a district; `reporting_list`, one row a topic on the list or on the
/// one that it would be.
pub fn reporting_tables(panel: &Panel, of: &WhoReports) -> Vec<(&'static str, RecordBatch)> {
    let (areas, topics) = (&of.areas, &of.topics);
    let number =
        |value: fn(&AreaReporting) -> f64| numbers(areas.iter().map(|row| Some(value(row))));
    let rates = table(vec![
        ("area_level", texts(areas.iter().map(|row| panel.area(row.area).level.name()))),
        ("area", texts(areas.iter().map(|row| &panel.area(row.area).name))),
        ("matters", integers(areas.iter().map(|row| row.matters))),
        ("open_days", number(|row| row.open_days)),
        ("further_reports", integers(areas.iter().map(|row| row.rate.reports as u64))),
        ("expected", number(|row| row.rate.expected)),
        ("relative_rate", number(|row| row.rate.rate)),
        ("rate_low", number(|row| row.rate.low)),
        ("rate_high", number(|row| row.rate.high)),
        ("orders", integers(areas.iter().map(|row| row.orders))),
        ("orders_at_city_rate", number(|row| row.orders_at(row.rate.rate))),
        ("orders_low", number(|row| row.orders_at(row.rate.high))),
        ("orders_high", number(|row| row.orders_at(row.rate.low))),
        ("band", known_texts(areas.iter().map(|row| row.band.map(band_name)))),
        (
            "band_at_city_rate",
            known_texts(areas.iter().map(|row| row.band_at_city_rate.map(band_name))),
        ),
    ]);
    let rank = |rank: usize| rank as u64;
    let list = table(vec![
        ("topic_id", texts(topics.iter().map(|row| &row.topic_id))),
        ("title", texts(topics.iter().map(|row| &row.title))),
        ("rank", integers(topics.iter().map(|row| rank(row.rank)))),
        (
            "rank_at_city_rate",
            known_integers(topics.iter().map(|row| row.rank_at_city_rate.map(rank))),
        ),
        ("orders", integers(topics.iter().map(|row| row.orders))),
        (
            "orders_at_city_rate",
            numbers(topics.iter().map(|row| Some(row.orders_at_city_rate as f64))),
        ),
        ("listed", flags(topics.iter().map(|row| Some(row.listed)))),
        ("listed_at_city_rate", flags(topics.iter().map(|row| Some(row.listed_at_city_rate)))),
    ]);
    vec![("reporting_rates", rates), ("reporting_list", list)]
}
