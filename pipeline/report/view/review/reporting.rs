//! How readily districts report, and what list and bands would be at one rate for all.

use serde::Serialize;
use yiti_stats::bands::Band;

use super::Context;
use super::lights::Cell;
use crate::language::count;
use crate::monitor::{AreaReporting, TopicAtCityRate};
use crate::report::format::{UNKNOWN, fill};

/// One district.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    /// Rate, demands, demands at the city's rate, bands.
    cells: Vec<Cell>,
}

/// All of it.
#[derive(Debug, Serialize)]
pub struct ReportingView {
    list: String,
    bands: String,
    lines: Vec<Line>,
}

impl ReportingView {
    /// Of the year; `None` where it is not known.
    pub(in crate::report::view) fn of(context: Context<'_>) -> Option<Self> {
        let reporting = context.source.report.reporting;
        if reporting.areas.is_empty() {
            return None;
        }
        let mut areas: Vec<&AreaReporting> = reporting.areas.iter().collect();
        areas.sort_by(|a, b| a.rate.rate.total_cmp(&b.rate.rate));
        let moved: Vec<String> = areas
            .iter()
            .filter(|row| row.band != row.band_at_city_rate)
            .map(|row| context.source.area(row.area))
            .collect();
        let known = areas.iter().any(|row| row.band.is_some());
        Some(Self {
            list: list(context, &reporting.topics),
            bands: match moved.is_empty() {
                true if known => context.says.reporting_bands_same.to_owned(),
                true => String::new(),
                false => {
                    let moved = context.source.join(&moved);
                    fill(context.says.reporting_bands_moved, &[("areas", &moved)])
                }
            },
            lines: areas.into_iter().map(|row| line(context, row)).collect(),
        })
    }
}

/// What the list would be, in one sentence.
fn list(context: Context<'_>, topics: &[TopicAtCityRate]) -> String {
    let titles = |is_wanted: fn(&TopicAtCityRate) -> bool| {
        let titles: Vec<String> =
            topics.iter().filter(|t| is_wanted(t)).map(|t| t.title.clone()).collect();
        context.source.join(&titles)
    };
    let enters = titles(|topic| !topic.listed && topic.listed_at_city_rate);
    let leaves = titles(|topic| topic.listed && !topic.listed_at_city_rate);
    if enters.is_empty() && leaves.is_empty() {
        return context.says.reporting_list_same.to_owned();
    }
    let named = |titles: String| if titles.is_empty() { UNKNOWN.to_owned() } else { titles };
    let (enters, leaves) = (named(enters), named(leaves));
    fill(context.says.reporting_list_moves, &[("enters", &enters), ("leaves", &leaves)])
}

fn line(context: Context<'_>, row: &AreaReporting) -> Line {
    let rate = &row.rate;
    let interval = |low: String, high: String| {
        fill(context.says.reporting_interval, &[("low", &low), ("high", &high)])
    };
    let orders = |rate: f64| count(row.orders_at(rate).round() as u64);
    let mut notes = vec![interval(format!("{:.2}", rate.low), format!("{:.2}", rate.high))];
    if !row.differs() {
        notes.push(context.says.reporting_as_city.to_owned());
    }
    let band = |band: Option<Band>| match band {
        Some(Band::Low) => context.says.band_low,
        Some(Band::Middle) => context.says.band_middle,
        Some(Band::High) => context.says.band_high,
        None => UNKNOWN,
    };
    let even = row.orders_at(rate.rate);
    Line {
        name: context.source.area(row.area),
        cells: vec![
            Cell::new(format!("{:.2}", rate.rate), notes, Some(rate.rate)),
            Cell::new(count(row.orders), vec![], Some(row.orders as f64)),
            Cell::new(
                orders(rate.rate),
                vec![interval(orders(rate.high), orders(rate.low))],
                Some(even),
            ),
            Cell::new(band(row.band).to_owned(), vec![], None),
            Cell::new(band(row.band_at_city_rate).to_owned(), vec![], None),
        ],
    }
}
