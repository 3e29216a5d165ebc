//! Channels side by side (telephone, web, the enterprise line), kinds of requests, ways of
//! dispatch, and the communities with most demands, with satisfaction minus resolution.

use std::collections::BTreeSet;

use serde::Serialize;

use super::lights::Cell;
use super::{Context, livelihood, unit_cells};
use crate::monitor::{CommunityMonth, NamedMonth, UnitRates};
use crate::report::format::fill;

/// One channel, kind of request, way of dispatch or community.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    /// What it lies in; empty for what lies in nothing.
    parent: String,
    /// Whether it is new on a list.
    entered: bool,
    /// For how long it has been on a list; empty off it, and in its first month.
    stays: String,
    /// Demands, at age, the three rates, satisfaction minus resolution.
    cells: Vec<Cell>,
}

/// A table of one kind.
#[derive(Debug, Serialize)]
pub struct NamedUnits {
    /// Its place in the page.
    id: &'static str,
    title: String,
    column: &'static str,
    lead: String,
    age_label: String,
    lines: Vec<Line>,
    note: String,
}

impl NamedUnits {
    /// The tables of the reviewed month that say anything.
    pub(super) fn all(context: Context<'_>) -> Vec<Self> {
        let (review, says) = (context.source.report.review, context.says);
        let gap = livelihood::gap_of_city(context);
        let table = |id, title: &str, column, lead: &str, lines, note| Self {
            id,
            title: title.to_owned(),
            column,
            lead: lead.to_owned(),
            age_label: unit_cells::age_label(context),
            lines,
            note,
        };
        let (communities, left) = communities(context);
        let listed = communities.len().to_string();
        let channels = named(context, &review.channels);
        let mut tables =
            vec![table("channels", says.channels, says.channel, &gap, channels, String::new())];
        let kinds = [
            ("request-types", says.request_types, says.request_type, &review.request_types),
            ("dispatch", says.dispatches, says.dispatch, &review.dispatches),
        ];
        for (id, title, column, rows) in kinds {
            let lines = named(context, rows);
            // Where only one kind is kept there is nothing beside it.
            if lines.len() > 1 {
                tables.push(table(id, title, column, "", lines, String::new()));
            }
        }
        let title = fill(says.communities, &[("n", &listed)]);
        tables.push(table(
            "communities",
            &title,
            says.community,
            says.communities_lead,
            communities,
            left,
        ));
        tables.retain(|table| !table.lines.is_empty());
        tables
    }
}

/// Units by name, most demands first.
fn named(context: Context<'_>, all: &[NamedMonth]) -> Vec<Line> {
    let month = context.month(context.at);
    let before = context.before(context.at).map(|at| context.month(at));
    let mut rows: Vec<&NamedMonth> = all.iter().filter(|row| row.month == month).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.rates.orders));
    let line = |row: &&NamedMonth| {
        let then = all.iter().find(|other| Some(other.month) == before && other.name == row.name);
        Line {
            name: row.name.clone(),
            parent: String::new(),
            entered: false,
            stays: String::new(),
            cells: cells(context, &row.rates, then.map(|row| &row.rates)),
        }
    };
    rows.iter().map(line).collect()
}

/// The month's list of communities, and who left it.
fn communities(context: Context<'_>) -> (Vec<Line>, String) {
    let (source, words) = (context.source, context.words);
    let all = &source.report.review.communities;
    let of = |month| all.iter().filter(move |row| Some(row.month) == month);
    let before = context.before(context.at).map(|at| context.month(at));
    let is_same = |a: &CommunityMonth, b: &CommunityMonth| (&a.name, a.area) == (&b.name, b.area);
    let line = |row: &CommunityMonth| {
        let then = of(before).find(|other| is_same(other, row));
        let months = row.months_listed.to_string();
        Line {
            name: row.name.clone(),
            parent: row.area.map(|area| source.area(area)).unwrap_or_default(),
            entered: row.entered == Some(true),
            stays: match row.months_listed {
                ..=1 => String::new(),
                _ => fill(words.stays, &[("n", &months)]),
            },
            cells: cells(context, &row.rates, then.map(|row| &row.rates)),
        }
    };
    let now: Vec<&CommunityMonth> = of(Some(context.month(context.at))).collect();
    let is_comparable = now.iter().any(|row| row.entered.is_some());
    let left: BTreeSet<&str> = of(before)
        .filter(|row| is_comparable && !now.iter().any(|other| is_same(other, row)))
        .map(|row| row.name.as_str())
        .collect();
    let left: Vec<String> = left.into_iter().map(str::to_owned).collect();
    let note = match left.is_empty() {
        true => String::new(),
        false => fill(source.words.left, &[("areas", &source.join(&left))]),
    };
    (now.into_iter().map(line).collect(), note)
}

fn cells(context: Context<'_>, now: &UnitRates, then: Option<&UnitRates>) -> Vec<Cell> {
    vec![
        unit_cells::orders(context, now, then),
        unit_cells::at_age(context, now, then),
        unit_cells::answered(context, now, then, |rates| rates.responded),
        unit_cells::answered(context, now, then, |rates| rates.resolved),
        unit_cells::answered(context, now, then, |rates| rates.satisfied),
        livelihood::gap(context, now),
    ]
}
