//! One row a topic: its light, the month with both bases, against what was expected, the three
//! rates, where it sits and moves.

use serde::Serialize;
use yiti_stats::rates::Answers;

use super::{Context, attention};
use crate::language::{count, percent};
use crate::monitor::{Light, Progress};
use crate::panel::{AreaId, Counts};
use crate::report::format::{self, UNKNOWN, fill};
use crate::report::view::progress::{LightView, light};
use crate::topics::Topic;

const CONFIDENCE: f64 = 0.95;

/// Share of the month before's known answers below which a rate is not compared with it.
pub(super) const ANSWERED_MIN: f64 = 0.9;

/// A figure with what stands under it, and what a column is sorted by.
#[derive(Debug, Serialize)]
pub struct Cell {
    value: String,
    notes: Vec<String>,
    /// Empty where the figure is not known.
    sort: String,
}

impl Cell {
    pub(in crate::report::view) fn new(
        value: String,
        notes: Vec<String>,
        sort: Option<f64>,
    ) -> Self {
        let sort = sort.filter(|sort| sort.is_finite());
        Self { value, notes, sort: sort.map(|sort| format!("{sort:.4}")).unwrap_or_default() }
    }

    /// With one more note under it.
    pub(super) fn noted(mut self, note: String) -> Self {
        self.notes.push(note);
        self
    }

    pub(in crate::report::view) fn unknown(note: &str) -> Self {
        let notes = if note.is_empty() { Vec::new() } else { vec![note.to_owned()] };
        Self::new(UNKNOWN.to_owned(), notes, None)
    }
}

/// One topic.
#[derive(Debug, Serialize)]
pub struct Line {
    light: LightView,
    /// 0 = rising, then no clear change, falling, cannot tell.
    order: u8,
    title: String,
    href: String,
    lead: String,
    /// This month, on the month, on the year, against expected, the three rates.
    cells: Vec<Cell>,
    sits: Cell,
    moves: Cell,
}

/// The table.
#[derive(Debug, Serialize)]
pub struct Lights {
    lead: String,
    lines: Vec<Line>,
    legend: Vec<LightView>,
    rule: String,
}

impl Lights {
    pub(super) fn of(context: Context<'_>) -> Self {
        let source = context.source;
        let month = format::month(context.month(context.at), source.language);
        let mut lines: Vec<Line> =
            source.report.followed.iter().filter_map(|topic| line(context, topic)).collect();
        lines.sort_by_key(|line| line.order);
        let all = [Light::Red, Light::Amber, Light::Green, Light::Grey];
        Self {
            lead: fill(context.says.lights_lead, &[("month", &month)]),
            lines,
            legend: all.map(|one| light(source, one)).into(),
            rule: source.report.light_rule.to_owned(),
        }
    }
}

fn line(context: Context<'_>, topic: &Topic) -> Option<Line> {
    let source = context.source;
    let progress = context.progress(topic, context.at)?;
    let lead = context.lead(topic);
    let mut cells = vec![Cell::new(count(progress.orders), vec![], Some(progress.orders as f64))];
    cells.extend(changes(context, progress));
    cells.push(against_expected(context, progress));
    cells.extend(rates(context, topic, context.at));
    let (sits, moves) = places(context, topic);
    Some(Line {
        light: light(source, progress.light),
        order: match progress.light {
            Light::Red => 0,
            Light::Amber => 1,
            Light::Green => 2,
            Light::Grey => 3,
        },
        title: topic.title.clone(),
        href: context.topic_href(topic),
        lead: lead.map(|(department, _)| department.clone()).unwrap_or_default(),
        cells,
        sits,
        moves,
    })
}

/// On the month and on the year, each with its base.
pub(super) fn changes(context: Context<'_>, progress: &Progress) -> [Cell; 2] {
    let cell = |wording: &str, change: Option<f64>, base: Option<u64>| {
        let notes = base.map(|base| fill(wording, &[("n", &count(base))]));
        Cell::new(format::change(change), notes.into_iter().collect(), change)
    };
    [
        cell(context.says.from, progress.mom, progress.orders_prev),
        cell(context.says.from_year, progress.yoy, progress.orders_last_year),
    ]
}

/// The effect with its interval.
pub(super) fn against_expected(context: Context<'_>, progress: &Progress) -> Cell {
    let interval = progress.effect_low.zip(progress.effect_high).map(|(low, high)| {
        let (low, high) = (format::change(Some(low)), format::change(Some(high)));
        fill(context.says.interval, &[("low", &low), ("high", &high)])
    });
    let notes = interval.into_iter().collect();
    Cell::new(format::change(progress.effect), notes, progress.effect)
}

/// Answers that a rate is of, of one kind.
type AnswersOf = fn(&Counts) -> (u32, u32);

/// Responded, resolved, satisfied in a month.
pub(super) fn rates(context: Context<'_>, topic: &Topic, at: usize) -> Vec<Cell> {
    let available = context.source.report.panel.available;
    let of: [(bool, AnswersOf); 3] = [
        (available.responded, |c| (c.responded, c.responded_known)),
        (available.resolved, |c| (c.resolved, c.resolved_known)),
        (available.satisfied, |c| (c.satisfied, c.satisfied_known)),
    ];
    let own = context.counts(topic, at);
    let before = context.before(at).map(|before| context.counts(topic, before));
    of.iter()
        .map(|(available, answers)| match available {
            true => rate(context, *answers, &own, before.as_ref()),
            false => Cell::unknown(context.source.words.not_in_data),
        })
        .collect()
}

fn rate(context: Context<'_>, of: AnswersOf, own: &Counts, before: Option<&Counts>) -> Cell {
    let says = context.says;
    let answers = |(yes, known): (u32, u32)| Answers { yes: yes.into(), asked: known.into() };
    let Some(estimate) = answers(of(own)).wilson(CONFIDENCE) else {
        return Cell::unknown(says.no_answer);
    };
    let (yes, known) = of(own);
    let values = [
        ("yes", count(yes.into())),
        ("known", count(known.into())),
        ("low", format::whole_percent(estimate.low)),
        ("high", format::whole_percent(estimate.high)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let mut notes = vec![fill(says.rate_answers, &values), fill(says.rate_interval, &values)];
    if let Some(then) = before.and_then(|before| answers(of(before)).rate()) {
        let share = |counts: &Counts| f64::from(of(counts).1) / f64::from(counts.orders.max(1));
        let before = before.map_or(0.0, share);
        notes.push(if share(own) < ANSWERED_MIN * before {
            fill(says.rate_young, &[("share", &format::whole_percent(share(own)))])
        } else {
            fill(says.rate_points, &[("points", &points(estimate.value - then))])
        });
    }
    Cell::new(percent(estimate.value), notes, Some(estimate.value))
}

/// A change of a rate in percentage points, with its sign.
pub(in crate::report::view) fn points(change: f64) -> String {
    format!("{:+.1}", change * 100.0).replace('-', "−")
}

/// Where most of it is, and where it moved most.
fn places(context: Context<'_>, topic: &Topic) -> (Cell, Cell) {
    let places = context.places(topic);
    let all: u32 = places.iter().map(|(_, now, _)| now).sum();
    let most = places
        .iter()
        .filter(|(_, now, _)| *now > 0)
        .max_by_key(|(area, now, _)| (*now, std::cmp::Reverse(*area)));
    let sits = most.map_or_else(
        || Cell::unknown(""),
        |(area, now, _)| {
            let share = f64::from(*now) / f64::from(all.max(1));
            Cell::new(context.source.area(*area), vec![format::whole_percent(share)], None)
        },
    );
    let moved = moved_most(context, topic);
    let moves = moved.map_or_else(
        || Cell::unknown(""),
        |(area, change)| {
            let signed = format!("{change:+}").replace('-', "−");
            Cell::new(context.source.area(area), vec![signed], Some(change as f64))
        },
    );
    (sits, moves)
}

/// The largest rise, or the largest fall where nothing rose.
fn moved_most(context: Context<'_>, topic: &Topic) -> Option<(AreaId, i64)> {
    let rise = attention::largest_rise(context, topic).filter(|(_, change)| *change > 0);
    rise.or_else(|| {
        let change = |(area, now, then): (AreaId, u32, Option<u32>)| {
            then.map(|then| (area, i64::from(now) - i64::from(then)))
        };
        let falls = context.places(topic).into_iter().filter_map(change);
        falls.filter(|(_, change)| *change < 0).min_by_key(|(area, change)| (*change, *area))
    })
}
