//! The review of a period's months: what became of demands, from the warehouse.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::{Decided, Job, Opened, Prepared, RunError};
use crate::monitor::{self, Review};
use crate::panel::MonthOutcomes;
use crate::publish::NotAssessedEntry;
use crate::warehouse::{Month, OutcomeDays, REVIEW_MODELS};

/// Reviews the months of the period.
///
/// # Errors
/// When a model fails.
pub fn review(job: &Job, prepared: &Prepared, decided: &Decided) -> Result<Review, RunError> {
    let Prepared { opened, panel, clock, .. } = prepared;
    let Opened { warehouse, scope, dimensions, keys, .. } = opened;
    let months = months(job, prepared);
    let tables = warehouse.each_month(&months, scope, &REVIEW_MODELS, |_, tables| Ok(tables))?;
    let positions: BTreeMap<NaiveDate, u16> =
        panel.months.iter().map(|month| month.month).zip(0..).collect();
    let month_at = |month| positions.get(&month).copied();
    let age_days = job.config.monitor.age_days;
    let outcomes = MonthOutcomes::read(&tables, dimensions, keys, age_days, month_at);
    let governance = &decided.monitoring.governance;
    Ok(monitor::review(panel, &outcomes, &decided.followed, governance, clock.as_of))
}

/// The months of the period, with what of their outcomes is known on the day as of which they are read.
fn months(job: &Job, prepared: &Prepared) -> Vec<Month> {
    let Prepared { opened, panel, clock, last_events, .. } = prepared;
    let settings = &job.config.monitor;
    let tomorrow = clock.as_of + Days::new(1);
    let old_before = tomorrow - Days::new(u64::from(monitor::old_days(settings)));
    let of_period = |month: &&Month| {
        let names = &panel.months[panel.period_months.clone()];
        names.iter().any(|named| named.month == month.month)
    };
    let with_outcomes = |month: &Month| {
        let first = opened.scope.start.month(month.month.year(), month.month.month()).0;
        let last_event = last_events.get(&month.month).map(|day| *day + Days::new(1));
        let outcomes = OutcomeDays {
            seen_until: last_event.unwrap_or(month.until).min(tomorrow),
            old_before: old_before.clamp(first.min(month.until), month.until),
            age_days: settings.age_days,
        };
        Month { outcomes, ..month.clone() }
    };
    opened.months.iter().filter(of_period).map(with_outcomes).collect()
}

/// What the data is too short to judge, or lacks the columns for.
pub(super) fn not_assessed(prepared: &Prepared) -> Vec<NotAssessedEntry> {
    let panel = &prepared.panel;
    let has_residents = panel.areas.iter().any(|area| area.population.is_some());
    let short = prepared.not_assessed.iter().map(NotAssessedEntry::short);
    let lacks = monitor::lacks(panel.available, has_residents);
    short.chain(lacks.iter().map(NotAssessedEntry::lack)).collect()
}
