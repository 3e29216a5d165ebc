//! A spike in one sentence.

use chrono::Datelike;

use super::spike_events::Event;
use crate::language::{Language, count};
use crate::panel::{AreaId, AreaLevel, Panel};

/// "Week of 26 January 2015: 196 demands about Misc. Snow Complaint, 14 expected (upper limit 27),
/// third week in a row, most in Dorchester".
pub(super) fn sentence(panel: &Panel, event: &Event, language: Language) -> String {
    let peak = event.peak();
    let day = panel.weeks[peak.week];
    let category = &panel.category(event.category).name;
    let area = (event.area != panel.city()).then(|| panel.area(event.area).name.as_str());
    let (observed, expected, upper) =
        (count(peak.count as u64), rounded(peak.expected), count(peak.upper as u64));
    let nth = event
        .weeks
        .iter()
        .position(|week| week.week == peak.week)
        .map_or(1, |position| position + 1);
    let most = most_in(panel, event, peak.week);
    match language {
        Language::Zh => {
            let place = area.unwrap_or("全市");
            let run = if nth > 1 { format!("，连续第{nth}周偏高") } else { String::new() };
            let most = most.map(|name| format!("，以{name}最多")).unwrap_or_default();
            format!(
                "{}年{}月{}日当周：{place}“{category}”{observed}件，预计{expected}件（上限{upper}件）{run}{most}",
                day.year(),
                day.month(),
                day.day()
            )
        }
        Language::En => {
            let place = area.map(|name| format!(" in {name}")).unwrap_or_default();
            let run =
                if nth > 1 { format!(", {} week in a row", ordinal(nth)) } else { String::new() };
            let most = most.map(|name| format!(", most in {name}")).unwrap_or_default();
            let noun = if peak.count == 1.0 { "demand" } else { "demands" };
            format!(
                "Week of {}: {observed} {noun} about {category}{place}, {expected} expected (upper \
                 limit {upper}){run}{most}",
                day.format("%-d %B %Y")
            )
        }
    }
}

/// One decimal under ten, none above.
fn rounded(expected: f64) -> String {
    if expected < 9.95 { format!("{expected:.1}") } else { count(expected.round() as u64) }
}

/// first, second, third …, in words up to tenth.
fn ordinal(n: usize) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    if let Some(word) = WORDS.get(n.wrapping_sub(1)) {
        return (*word).to_owned();
    }
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

/// For the city, the area with most of the week's demands on the coarsest level that has several;
/// for a district, its street with most. `None` when no area has at least two.
fn most_in<'a>(panel: &'a Panel, event: &Event, week: usize) -> Option<&'a str> {
    let inside =
        |id: AreaId| event.area == panel.city() || panel.area(id).parent == Some(event.area);
    for level in [AreaLevel::District, AreaLevel::Street] {
        if panel.area(event.area).level >= level {
            continue;
        }
        let areas: Vec<AreaId> = panel.areas_of(level).filter(|&id| inside(id)).collect();
        if areas.len() < 2 {
            continue;
        }
        let orders = |id: AreaId| {
            let weeks = panel.cell_week(id, event.category);
            weeks.iter().find(|row| usize::from(row.week) == week).map_or(0, |row| row.orders)
        };
        let top = areas
            .into_iter()
            .map(|id| (orders(id), id))
            .max_by_key(|&(orders, id)| (orders, std::cmp::Reverse(id)));
        return top.filter(|&(orders, _)| orders >= 2).map(|(_, id)| panel.area(id).name.as_str());
    }
    None
}

#[cfg(test)]
mod tests;
