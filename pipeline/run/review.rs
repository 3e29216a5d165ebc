//! The review of a period's months: what became of demands, from the warehouse.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::neighbours::resources;
use super::{Clock, Decided, Job, Opened, Prepared, RunError, inputs};
use crate::calendar::Cadence;
use crate::monitor::{self, PublishedForecast, Review, Reviewing};
use crate::panel::{MonthOutcomes, OutcomeReading, Panel, Window};
use crate::publish::{NotAssessedEntry, ReadError, published_reports, read_outlook};
use crate::warehouse::{Month, Months, OutcomeDays, Scope, review_models};

/// Reviews the months of the period as a panel has them: the run's own, or one made of it.
///
/// # Errors
/// When a model fails.
pub fn review(
    job: &Job,
    prepared: &Prepared,
    panel: &Panel,
    decided: &Decided,
    published: &[PublishedForecast],
) -> Result<Review, RunError> {
    let Prepared { opened, clock, .. } = prepared;
    let Opened { warehouse, scope, dimensions, keys, .. } = opened;
    let reviewed = |month: &&Month| is_reviewed(month, scope, &clock.window);
    let months: Vec<Month> = opened.months.iter().filter(reviewed).cloned().collect();
    let named = review_models(&job.config.any_columns());
    let models = |_: &Month| named.clone();
    let tables = warehouse.each_month(&months, scope, models, |_, tables| Ok(tables))?;
    let positions: BTreeMap<NaiveDate, u16> =
        panel.months.iter().map(|month| month.month).zip(0..).collect();
    let month_at = |month| positions.get(&month).copied();
    let age_days = job.config.monitor.age_days;
    let reading = OutcomeReading {
        dimensions,
        keys,
        age_days,
        communities: job.config.monitor.governance_communities,
    };
    let outcomes = MonthOutcomes::read(&tables, reading, month_at);
    let reviewing = Reviewing {
        outcomes: &outcomes,
        followed: &decided.followed,
        topics: &decided.outcome.topics,
        governance: &decided.monitoring.governance,
        resources: &resources(&job.config, panel)?,
        tree: &inputs::theme_tree(&job.config)?,
        language: job.config.language,
        large_population: job.config.monitor.governance_population,
        own_months: match clock.period.cadence() {
            Cadence::Annual => panel.period_months.len(),
            Cadence::Monthly => 1,
            Cadence::Weekly | Cadence::Daily => 0,
        },
        published,
        as_of: clock.as_of,
    };
    Ok(monitor::review(panel, reviewing))
}

/// What the bulletins before this one expected, oldest first; nothing for other kinds of period.
///
/// # Errors
/// When a table of one of them is damaged.
pub(super) fn forecasts_before(
    job: &Job,
    prepared: &Prepared,
) -> Result<Vec<PublishedForecast>, ReadError> {
    let (period, start) = (prepared.clock.period, job.config.calendar.month_start_day);
    let mut reports = published_reports(&job.output);
    reports.retain(|report| {
        (period.cadence(), report.period.cadence()) == (Cadence::Monthly, Cadence::Monthly)
            && report.period.last_day(start) < period.first_day(start)
    });
    reports.sort_by_key(|report| report.period.first_day(start));
    let mut forecasts = Vec::new();
    for report in reports {
        forecasts.extend(read_outlook(&report.folder, &report.period.to_string())?);
    }
    Ok(forecasts)
}

/// Whether a month is one of the twelve that end with the period.
pub(super) fn is_reviewed(month: &Month, scope: &Scope, window: &Window) -> bool {
    let of_period =
        scope.start.month_of(window.year_first)..=scope.start.month_of(window.period_last);
    of_period.contains(&month.month)
}

/// Says of the months that are reviewed what of their outcomes is known on the day as of which they
/// are read.
pub(super) fn know_outcomes(
    job: &Job,
    clock: &Clock,
    scope: &Scope,
    last_events: &BTreeMap<NaiveDate, NaiveDate>,
    months: &mut Months,
) {
    let settings = &job.config.monitor;
    let tomorrow = clock.as_of + Days::new(1);
    let old_before = tomorrow - Days::new(u64::from(monitor::old_days(settings)));
    for month in months.iter_mut().filter(|month| is_reviewed(month, scope, &clock.window)) {
        let first = scope.start.month(month.month.year(), month.month.month()).0;
        let last_event = last_events.get(&month.month).map(|day| *day + Days::new(1));
        month.outcomes = OutcomeDays {
            seen_until: last_event.unwrap_or(month.until).min(tomorrow),
            old_before: old_before.clamp(first.min(month.until), month.until),
            age_days: settings.age_days,
        };
    }
}

/// What the data is too short to judge, or lacks the columns for.
pub(super) fn not_assessed(prepared: &Prepared) -> Vec<NotAssessedEntry> {
    let panel = &prepared.panel;
    let has_residents = panel.areas.iter().any(|area| area.population.is_some());
    let short = prepared.not_assessed.iter().map(NotAssessedEntry::short);
    let lacks = monitor::lacks(panel.available, has_residents);
    short.chain(lacks.iter().map(NotAssessedEntry::lack)).collect()
}
