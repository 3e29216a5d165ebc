//! What is late: by length of the deadline, and by unit.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Context;
use super::lights::Cell;
use crate::calendar::Cadence;
use crate::language::{count, percent};
use crate::monitor::DeadlineRow;
use crate::panel::DeadlineClass;
use crate::report::format::{self, fill};

/// Units listed, those with most open demands past their deadline.
const UNITS: usize = 10;

/// One line.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    href: String,
    /// Due, in time, closed late, late and open, median age.
    cells: Vec<Cell>,
}

/// Both tables.
#[derive(Debug, Serialize)]
pub struct Late {
    classes: Vec<Line>,
    units: Vec<Line>,
    with_age: bool,
}

/// Sums of deadline rows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    due: u64,
    on_time: u64,
    overdue_closed: u64,
    /// Open past their deadline.
    pub open: u64,
}

impl Sums {
    pub(super) fn add(&mut self, row: &DeadlineRow) {
        self.due += row.due;
        self.on_time += row.on_time;
        self.overdue_closed += row.overdue_closed;
        self.open += row.overdue_open;
    }
}

impl Late {
    pub(super) fn of(context: Context<'_>) -> Self {
        let units = context.units.by_late.iter().filter(|(_, sums)| sums.open > 0).take(UNITS);
        Self {
            classes: classes(context, None),
            with_age: is_month(context),
            units: units
                .map(|(name, sums)| Line {
                    href: context.department_href(name),
                    name: (*name).to_owned(),
                    cells: cells(*sums, None),
                })
                .collect(),
        }
    }
}

/// By length of the deadline, of all units together or of one: the reviewed month; of a year or a
/// day all months that it looks at. The ages of several months do not add up to one.
pub(super) fn classes(context: Context<'_>, department: Option<&str>) -> Vec<Line> {
    let review = context.source.report.review;
    let rows = match department {
        None => &review.deadline_totals,
        Some(_) => &review.deadlines,
    };
    let month = context.month(context.at);
    let is_month = is_month(context);
    let mut classes: BTreeMap<DeadlineClass, (Sums, Option<f64>)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.department.as_deref() == department) {
        if row.month == month || !is_month {
            let (sums, age) = classes.entry(row.class).or_default();
            sums.add(row);
            *age = row.age_median_days;
        }
    }
    let line = |(class, (sums, age)): (DeadlineClass, (Sums, Option<f64>))| Line {
        name: class_name(context, class),
        href: String::new(),
        cells: cells(sums, is_month.then_some(age)),
    };
    classes.into_iter().map(line).collect()
}

/// Whether classes are of a single month.
pub(super) fn is_month(context: Context<'_>) -> bool {
    context.source.report.period.cadence == Cadence::Monthly
}

/// What is past its deadline and open, with the unit that has most; `None` where nothing is.
pub(super) fn overdue(context: Context<'_>) -> Option<String> {
    let units = &context.units.by_late;
    let open: u64 = units.iter().map(|(_, sums)| sums.open).sum();
    let (department, most) = units.first().filter(|_| open > 0)?;
    let values = [
        ("late", count(open)),
        ("department", (*department).to_owned()),
        ("most", count(most.open)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(fill(context.says.late_says, &values))
}

fn cells(sums: Sums, age: Option<Option<f64>>) -> Vec<Cell> {
    let cell = |n: u64, notes| Cell::new(count(n), notes, Some(n as f64));
    let share = |n: u64| match sums.due {
        0 => Vec::new(),
        due => vec![percent(n as f64 / due as f64)],
    };
    let mut cells = vec![
        cell(sums.due, vec![]),
        cell(sums.on_time, share(sums.on_time)),
        cell(sums.overdue_closed, share(sums.overdue_closed)),
        cell(sums.open, share(sums.open)),
    ];
    cells.extend(age.map(|age| Cell::new(days(age), vec![], age)));
    cells
}

/// Whole days.
fn days(age: Option<f64>) -> String {
    age.map_or_else(|| format::UNKNOWN.to_owned(), |age| count(age.round().max(0.0) as u64))
}

fn class_name(context: Context<'_>, class: DeadlineClass) -> String {
    let says = context.says;
    match class {
        DeadlineClass::TwoHours => says.two_hours,
        DeadlineClass::OneDay => says.one_day,
        DeadlineClass::SevenDays => says.seven_days,
        DeadlineClass::FifteenDays => says.fifteen_days,
        DeadlineClass::Other => says.other_deadline,
    }
    .to_owned()
}
