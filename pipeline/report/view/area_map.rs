//! The map of districts: by outline where the city gave one, else as tiles where it gave places.

use std::ops::Range;

use super::{ChartView, Charts, Source};
use crate::chart::{AreaMap, MapShape, Rings, tiles};
use crate::language::count;
use crate::panel::{AreaId, AreaLevel};
use crate::report::AreaPlace;
use crate::report::figures;
use crate::report::format::{self, fill};

/// Steps of the key.
const STEPS: usize = 5;
/// Areas below which a map says less than a table.
const AREAS_MIN: usize = 4;
/// Areas named in the words of the map, at either end.
const NAMED: usize = 3;

/// The map of some months; `None` where it is not known where the areas lie.
pub(super) fn chart(
    source: Source<'_>,
    months: Range<usize>,
    period: &str,
    charts: &mut Charts,
) -> Option<ChartView> {
    let (panel, words) = (source.report.panel, source.chart_words);
    let level = [AreaLevel::District, AreaLevel::Street]
        .into_iter()
        .find(|level| placed(source, *level).len() >= AREAS_MIN)?;
    let placed = placed(source, level);
    let totals = figures::area_totals(panel, level, &months);
    let orders = |area: AreaId| {
        totals.iter().find(|(own, _)| *own == area).map_or(0, |(_, counts)| counts.orders)
    };
    let population = |area: AreaId| panel.area(area).population.filter(|people| *people > 0.0);
    let is_rate = placed.iter().all(|place| population(place.area).is_some());
    let value = |place: &&AreaPlace| {
        let own = f64::from(orders(place.area));
        match population(place.area).filter(|_| is_rate) {
            Some(people) => own * 10_000.0 / people,
            None => own,
        }
    };
    let worded = |value: f64| match is_rate {
        true => format::number(Some(value)),
        false => count(value as u64),
    };
    let values: Vec<f64> = placed.iter().map(value).collect();
    let steps = steps(&values);
    let (rings, is_tiles) = rings(&placed);
    let shapes: Vec<MapShape> = placed
        .iter()
        .zip(&values)
        .zip(rings)
        .map(|((place, value), rings)| MapShape {
            label: source.area(place.area),
            figure: worded(*value),
            step: steps.iter().position(|(low, high)| (*low..=*high).contains(value)),
            rings,
        })
        .collect();
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let name = |at: &usize| format!("{} {}", shapes[*at].label, shapes[*at].figure);
    let most: Vec<String> = order.iter().take(NAMED).map(name).collect();
    let least: Vec<String> = order.iter().rev().take(NAMED).map(name).collect();
    let says = [("most", source.join(&most)), ("least", source.join(&least))];
    let says: Vec<(&str, &str)> = says.iter().map(|(key, text)| (*key, text.as_str())).collect();
    let says = fill(words.map_said, &says);
    let to = source.language.pick("—", " – ");
    let chart = AreaMap {
        title: if is_rate { words.map_title_per_10k } else { words.map_title }.to_owned(),
        unit: fill(
            if is_tiles { words.map_unit_tiles } else { words.map_unit },
            &[("period", period)],
        ),
        steps: steps.iter().map(|(a, b)| format!("{}{to}{}", worded(*a), worded(*b))).collect(),
        unknown_label: words.map_unknown.to_owned(),
        is_tiles,
        shapes,
    };
    let alt = source.alt(&chart.title, &chart.unit, &says);
    Some(charts.add("map", chart.draw(), &alt))
}

/// The areas of a level of which it is known where they lie.
fn placed(source: Source<'_>, level: AreaLevel) -> Vec<&AreaPlace> {
    let of_level = |place: &&AreaPlace| source.report.panel.area(place.area).level == level;
    source.report.places.iter().filter(of_level).collect()
}

/// Outlines where every area has one; else tiles, of the areas' points or outlines' first corners.
fn rings(places: &[&AreaPlace]) -> (Vec<Rings>, bool) {
    let corner = |place: &&AreaPlace| place.rings.first().and_then(|ring| ring.first()).copied();
    let point = |place: &&AreaPlace| place.point.or_else(|| corner(place)).unwrap_or_default();
    if places.iter().any(|place| place.rings.is_empty()) {
        let points: Vec<(f64, f64)> = places.iter().map(point).collect();
        return (tiles(&points), true);
    }
    // A degree of longitude is narrower than one of latitude by the cosine of the latitude.
    let latitudes = places.iter().flat_map(|place| place.rings.iter().flatten()).map(|c| c.1);
    let (sum, n) = latitudes.fold((0.0, 0.0), |(sum, n), latitude| (sum + latitude, n + 1.0));
    let narrow = (sum / f64::max(n, 1.0)).to_radians().cos();
    let project = |ring: &Vec<(f64, f64)>| ring.iter().map(|(x, y)| (x * narrow, *y)).collect();
    (places.iter().map(|place| place.rings.iter().map(project).collect()).collect(), false)
}

/// Ranges of values that hold about as many areas each, from the lowest up; fewer where values are
/// alike.
fn steps(values: &[f64]) -> Vec<(f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut ranges: Vec<(f64, f64)> = Vec::new();
    let size = sorted.len().div_ceil(STEPS).max(1);
    for value in sorted {
        let count_in = |range: &(f64, f64)| {
            values.iter().filter(|value| (range.0..=range.1).contains(*value)).count()
        };
        match ranges.last_mut() {
            Some(range) if value <= range.1 || count_in(range) < size => range.1 = value,
            _ => ranges.push((value, value)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests;
