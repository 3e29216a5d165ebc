//! Departments: those with most demands on the first page, and a page for each.

use serde::Serialize;

use super::super::{ChartView, Charts};
use super::lights::Cell;
use super::{Context, late, unit_cells};
use crate::language::count;
use crate::report::format::{self, fill};
use crate::report::review_words::ReviewWords;
use crate::report::words::Words;

/// Units on the first page.
const SHOWN: usize = 12;

/// Months in a table, the latest ones.
pub(super) const MONTHS: usize = 13;

/// One unit in the month.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    href: String,
    orders: Cell,
    at_age: Cell,
    satisfied: Cell,
}

/// The table.
#[derive(Debug, Serialize)]
pub struct Units {
    lines: Vec<Line>,
    now_label: &'static str,
    age_label: String,
    note: String,
}

impl Units {
    pub(in crate::report::view) fn of(context: Context<'_>) -> Self {
        let names = &context.units.by_orders;
        let shown = names.len().min(SHOWN);
        Self {
            lines: names.iter().take(SHOWN).filter_map(|name| line(context, name)).collect(),
            now_label: context.now_label(),
            age_label: unit_cells::age_label(context),
            note: match names.len() > shown {
                true => super::super::near::shown_of(
                    context.source,
                    shown,
                    names.len(),
                    "tables/departments_month.csv",
                ),
                false => String::new(),
            },
        }
    }
}

fn line(context: Context<'_>, name: &str) -> Option<Line> {
    let now = context.department_now(name)?;
    let before = context.department_before(name);
    let before = before.as_ref();
    Some(Line {
        name: name.to_owned(),
        href: context.department_href(name),
        orders: unit_cells::orders(context, &now, before),
        at_age: unit_cells::at_age(context, &now, before),
        satisfied: unit_cells::answered(context, &now, before, |rates| rates.satisfied),
    })
}

/// One month of a unit or an area.
#[derive(Debug, Serialize)]
pub struct MonthLine {
    pub(super) month: String,
    pub(super) note: String,
    /// Demands, at age, responded, resolved, satisfied.
    pub(super) cells: Vec<Cell>,
}

/// A topic that the unit leads.
#[derive(Debug, Serialize)]
pub struct Led {
    title: String,
    href: String,
    says: String,
}

/// A unit's page.
#[derive(Debug, Serialize)]
pub struct DepartmentPage {
    words: Words,
    r: ReviewWords,
    root: &'static str,
    path: String,
    eyebrow: String,
    title: String,
    period: String,
    answer: String,
    sure: String,
    age_label: String,
    months: Vec<MonthLine>,
    late: Vec<late::Line>,
    late_with_age: bool,
    late_lead: &'static str,
    led: Vec<Led>,
    closing: Option<ChartView>,
}

impl DepartmentPage {
    /// Where the page is.
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(in crate::report) fn of(context: Context<'_>, name: &str, charts: &mut Charts) -> Self {
        let source = context.source;
        let report = source.report;
        let led = report.followed.iter().filter(|topic| {
            report.leads.get(&topic.topic_id).is_some_and(|(lead, _)| lead == name)
        });
        let curve_of = |newest: bool| {
            let mut curves = report.review.completion.iter();
            curves.find(|c| c.department.as_deref() == Some(name) && c.month.is_some() == newest)
        };
        let curve = curve_of(false);
        // A picture for those on the first page; the others have their days in words.
        let is_large = context.units.by_orders.iter().take(SHOWN).any(|large| *large == name);
        let curves = (curve.filter(|_| is_large), curve_of(true));
        let file = format!("closing_{}", unit_cells::stem(name));
        Self {
            words: source.words,
            r: context.words,
            root: "../",
            path: context.department_href(name),
            eyebrow: report.title.to_owned(),
            title: name.to_owned(),
            period: context.span_name(),
            answer: answer(context, name),
            sure: curve.map(|curve| closing(context, curve)).unwrap_or_default(),
            age_label: unit_cells::age_label(context),
            months: months(context, name),
            late: late::classes(context, Some(name)),
            late_with_age: late::is_month(context),
            late_lead: match context.is_year() {
                true => context.says.late_classes_year,
                false => context.words.late_classes,
            },
            closing: super::closing::chart(context, name, curves, &file, charts),
            led: led
                .map(|topic| Led {
                    title: topic.title.clone(),
                    href: context.topic_href(topic),
                    says: super::topic::says(context, topic),
                })
                .collect(),
        }
    }
}

/// What is past its deadline and open, and the demands of the month or the year.
fn answer(context: Context<'_>, name: &str) -> String {
    let says = context.says;
    let now = context.department_now(name).and_then(|rates| rates.orders);
    let wording = if context.is_year() { says.area_orders_year } else { says.area_orders };
    let orders = now.map(|orders| fill(wording, &[("n", &count(orders))]));
    let mut units = context.units.by_late.iter();
    let open = units.find(|(unit, _)| *unit == name).map(|(_, sums)| sums.open);
    let open = open.map(|open| match open {
        0 => says.unit_open_none.to_owned(),
        open => fill(says.unit_open, &[("n", &count(open))]),
    });
    let parts: Vec<String> = open.into_iter().chain(orders).collect();
    parts.join(context.source.language.pick("；", "; "))
}

/// How soon a unit's demands are closed, in words.
pub(super) fn closing(context: Context<'_>, curve: &crate::monitor::Completion) -> String {
    let days = |days: Option<u32>| {
        days.map_or_else(
            || format::UNKNOWN.to_owned(),
            |days| fill(context.says.in_days, &[("n", &days.to_string())]),
        )
    };
    let (half, most) = (days(curve.median_days), days(curve.p90_days));
    fill(context.says.closing, &[("half", &half), ("most", &most)])
}

fn months(context: Context<'_>, name: &str) -> Vec<MonthLine> {
    let from = (context.at + 1).saturating_sub(MONTHS);
    let line = |at: usize| {
        let row = context.department_month(name, at)?;
        let before = context.before(at).and_then(|at| context.department_month(name, at));
        Some(month_line(context, at, &row.rates, before.map(|row| &row.rates), row.complete))
    };
    (from..=context.at).rev().filter_map(line).collect()
}

/// One month of whatever has rates.
pub(super) fn month_line(
    context: Context<'_>,
    at: usize,
    now: &crate::monitor::UnitRates,
    before: Option<&crate::monitor::UnitRates>,
    is_complete: bool,
) -> MonthLine {
    let source = context.source;
    MonthLine {
        month: format::month(context.month(at), source.language),
        note: match is_complete {
            true => String::new(),
            false => source.words.incomplete_month.to_owned(),
        },
        cells: vec![
            unit_cells::orders(context, now, before),
            unit_cells::at_age(context, now, before),
            unit_cells::answered(context, now, before, |rates| rates.responded),
            unit_cells::answered(context, now, before, |rates| rates.resolved),
            unit_cells::answered(context, now, before, |rates| rates.satisfied),
        ],
    }
}
