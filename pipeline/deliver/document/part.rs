//! A special report on an area, a finding or a condition.

use yiti_stats::rates::Answers;

use super::Document;
use super::annex::annex;
use super::blocks::Body;
use super::fill::Say;
use super::special::findings;
use crate::chart::{Bar, Bars, Rasteriser, Trend, TrendMonth};
use crate::deliver::Edition;
use crate::deliver::slice::{CLOSED_DAYS, Slice, SliceKind, SliceRow};
use crate::language::{count, percent};
use crate::report::format;

/// Rows of a table of categories or areas.
const ROWS: usize = 12;
/// Months of the chart and the table.
const MONTHS: usize = 12;
const CONFIDENCE: f64 = 0.95;
/// Height of a chart on the page.
const CHART_MM: u64 = 75;

/// The document.
pub fn part(say: &Say<'_>, slice: &Slice, fonts: &Rasteriser) -> Document {
    let words = &say.words;
    let mut body = Body::new(say.edition, words);
    body.heading(words.special_basic);
    basics(say, &mut body, slice);
    body.heading(words.special_months);
    months(say, &mut body, slice, fonts);
    groups(say, &mut body, slice, fonts);
    findings(say, &mut body, &slice.finding_ids);
    body.heading(words.special_causes);
    body.paragraph(words.special_no_causes);
    body.paragraph(words.special_advice);
    annex(say, &mut body);
    Document {
        name: format!("special_report_{}", slice.key),
        title: say.fill(words.special_title, &[("title", &slice.title)]),
        masthead: say.edition.facts.config.report.unit.clone(),
        body: body.blocks,
    }
}

/// First to last month that is told.
fn span(say: &Say<'_>, slice: &Slice) -> String {
    let month = |month| format::month(month, say.language());
    let (first, last) = (month(slice.months_told.0), month(slice.months_told.1));
    say.fill(say.words.days_range, &[("first", &first), ("last", &last)])
}

fn basics(say: &Say<'_>, body: &mut Body<'_>, slice: &Slice) {
    let words = &say.words;
    let total = slice.total();
    let share = (slice.city.orders > 0)
        .then(|| percent(total.orders as f64 / slice.city.orders as f64))
        .map(|share| say.fill(words.part_share, &[("share", &share)]));
    body.paragraph(say.fill(
        words.part_orders,
        &[
            ("days", &span(say, slice)),
            ("title", &slice.title),
            ("orders", &count(total.orders)),
            ("share", share.as_deref().unwrap_or_default()),
        ],
    ));
    if let Some(before) = slice.year_before().filter(|before| *before > 0) {
        let change = format::change(Some(total.orders as f64 / before as f64 - 1.0));
        let values = [("before", count(before)), ("change", change)];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        body.paragraph(say.fill(words.part_before, &values));
    }
    let days = CLOSED_DAYS.to_string();
    let closed = say.fill(words.part_closed, &[("days", &days)]);
    let rates = [
        (closed.as_str(), total.closed, slice.city.closed),
        (words.resolved, total.resolved, slice.city.resolved),
        (words.satisfied, total.satisfied, slice.city.satisfied),
    ];
    let unknown: Vec<&str> =
        rates.iter().filter(|(_, own, _)| own.0 == 0).map(|(name, ..)| *name).collect();
    for (name, own, city) in rates.iter().filter(|(_, own, _)| own.0 > 0) {
        body.paragraph(rate(say, name, *own, *city));
    }
    if !unknown.is_empty() {
        let names = unknown.join(say.language().pick("、", ", "));
        body.paragraph(say.fill(words.part_rate_unknown, &[("name", &names)]));
    }
    match &slice.kind {
        SliceKind::Area => {}
        SliceKind::Finding(reason) => body.paragraph(reason),
        SliceKind::Condition(sql) => {
            body.remark(say.fill(words.part_condition, &[("sql", sql)]));
        }
    }
}

/// A rate with its interval, denominator and, where it is known, the city's own.
fn rate(say: &Say<'_>, name: &str, own: (u64, u64), city: (u64, u64)) -> String {
    let words = &say.words;
    let answers = |(asked, yes): (u64, u64)| Answers { yes, asked };
    let Some(interval) = answers(own).wilson(CONFIDENCE) else { return String::new() };
    let rate = |answers: Answers| answers.rate().map_or_else(String::new, percent);
    let city = match rate(answers(city)) {
        city if city.is_empty() => city,
        city => say.fill(words.part_city, &[("rate", &city)]),
    };
    let values = [
        ("name", name.to_owned()),
        ("rate", rate(answers(own))),
        ("yes", count(own.1)),
        ("known", count(own.0)),
        ("low", percent(interval.low)),
        ("high", percent(interval.high)),
        ("city", city),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    say.fill(words.part_rate, &values)
}

fn months(say: &Say<'_>, body: &mut Body<'_>, slice: &Slice, fonts: &Rasteriser) {
    let words = &say.words;
    let language = say.language();
    let told: Vec<&SliceRow> = slice.told().collect();
    let told = &told[told.len().saturating_sub(MONTHS)..];
    let before = |row: &SliceRow| {
        let month = row.month? - chrono::Months::new(12);
        slice.months.iter().find(|row| row.month == Some(month)).map(|row| row.orders as f64)
    };
    let name = |row: &SliceRow| {
        row.month.map_or_else(String::new, |month| {
            format::month_name(chrono::Datelike::month(&month), language)
        })
    };
    let caption = say.fill(words.trend_figure, &[("title", &slice.title)]);
    let chart = Trend {
        title: caption.clone(),
        unit: say.fill(words.part_unit, &[("period", &span(say, slice))]),
        this_label: words.part_this_year.to_owned(),
        last_label: words.part_last_year.to_owned(),
        band_label: String::new(),
        incomplete_label: String::new(),
        months: told
            .iter()
            .map(|row| TrendMonth {
                label: name(row),
                this_year: Some(row.orders as f64),
                last_year: before(row),
                expected: None,
                complete: true,
            })
            .collect(),
    };
    let values: Vec<String> =
        told.iter().map(|row| format!("{} {}", name(row), count(row.orders))).collect();
    let alt = format!("{caption}: {}", values.join(language.pick("、", ", ")));
    body.drawn("trend_part", &chart.draw(), fonts, (&caption, &alt), CHART_MM);
    let days = CLOSED_DAYS.to_string();
    let closed = say.fill(words.part_closed, &[("days", &days)]);
    let has_before = told.iter().any(|row| before(row).is_some());
    let rates = known_rates(say, &closed, told.iter().copied());
    let mut columns = vec![(words.month, 18, false), (words.orders, 14, true)];
    columns.extend(has_before.then_some((words.part_last_year, 16, true)));
    columns.extend(rates.iter().map(|(name, _)| (*name, 18, true)));
    let rows = told.iter().map(|row| {
        let month = row.month.map_or_else(String::new, |month| format::month(month, language));
        let mut cells = vec![month, count(row.orders)];
        cells.extend(has_before.then(|| format::whole(before(row).map(|orders| orders as u64))));
        cells.extend(rates.iter().map(|(_, of)| share(of(row))));
        cells
    });
    body.table(words.special_table, &columns, rows.collect());
}

/// A rate of a row: how many are known, and how many of these say yes.
type RateOf = fn(&SliceRow) -> (u64, u64);

/// The rates that any of some rows has, with their names.
fn known_rates<'a>(
    say: &Say<'_>,
    closed: &'a str,
    rows: impl Iterator<Item = &'a SliceRow> + Clone,
) -> Vec<(&'a str, RateOf)> {
    let words = &say.words;
    let all: [(&str, RateOf); 3] = [
        (closed, |row| row.closed),
        (words.resolved, |row| row.resolved),
        (words.satisfied, |row| row.satisfied),
    ];
    all.into_iter().filter(|(_, of)| rows.clone().any(|row| of(row).0 > 0)).collect()
}

/// A rate as a percentage.
fn share((known, yes): (u64, u64)) -> String {
    format::rate(Answers { yes, asked: known }.rate())
}

/// Categories and areas: a chart of the first ones, a table with shares and rates.
fn groups(say: &Say<'_>, body: &mut Body<'_>, slice: &Slice, fonts: &Rasteriser) {
    let words = &say.words;
    let all = slice.total().orders;
    for (rows, heading, column, file) in [
        (&slice.categories, words.part_categories, words.category, "categories_part"),
        (&slice.areas, words.part_areas, words.area, "areas_part"),
    ] {
        if rows.len() < 2 {
            continue;
        }
        body.heading(heading);
        let caption = say.fill(words.part_figure, &[("what", heading), ("title", &slice.title)]);
        let days = CLOSED_DAYS.to_string();
        let closed = say.fill(words.part_closed, &[("days", &days)]);
        let rates = known_rates(say, &closed, rows.iter());
        let shown = rows.len().min(ROWS);
        let bar = |row: &SliceRow| Bar {
            label: row.name.clone(),
            value: row.orders as f64,
            note: rates.first().map(|(_, of)| share(of(row))).unwrap_or_default(),
            rest: false,
        };
        let chart = Bars {
            title: caption.clone(),
            unit: say.fill(words.part_unit, &[("period", &span(say, slice))]),
            note_label: rates.first().map(|(name, _)| (*name).to_owned()).unwrap_or_default(),
            bars: rows[..shown].iter().map(bar).collect(),
        };
        let values: Vec<String> =
            chart.bars.iter().map(|bar| format!("{} {}", bar.label, bar.value)).collect();
        let alt = format!("{caption}: {}", values.join(say.language().pick("、", ", ")));
        body.drawn(file, &chart.draw(), fonts, (&caption, &alt), CHART_MM);
        // Of a finding, areas and categories lie beside it and are no parts of it.
        let is_part = all > 0 && !matches!(slice.kind, SliceKind::Finding(_));
        let mut columns = vec![(column, 40, false), (words.orders, 14, true)];
        columns.extend(is_part.then_some((words.part_of_all, 14, true)));
        columns.extend(rates.iter().map(|(name, _)| (*name, 18, true)));
        let line = |row: &SliceRow| {
            let mut cells = vec![row.name.clone(), count(row.orders)];
            cells.extend(is_part.then(|| percent(row.orders as f64 / all as f64)));
            cells.extend(rates.iter().map(|(_, of)| {
                let (known, yes) = of(row);
                match known {
                    0 => format::UNKNOWN.to_owned(),
                    _ => format!("{} ({}/{})", share((known, yes)), count(yes), count(known)),
                }
            }));
            cells
        };
        body.table(heading, &columns, rows[..shown].iter().map(line).collect());
        if rows.len() > shown {
            let (shown, all) = (shown.to_string(), rows.len().to_string());
            body.remark(say.fill(words.part_shown, &[("shown", &shown), ("all", &all)]));
        }
    }
}

/// What a finding's report is called.
pub fn part_title(edition: &Edition, area: &str, category: &str) -> String {
    let say = Say::of(edition);
    say.fill(say.words.part_finding, &[("area", area), ("category", category)])
}

/// What the report on a condition is called: its SQL is no title.
pub fn condition_title(edition: &Edition) -> String {
    Say::of(edition).words.part_orders_where.to_owned()
}
