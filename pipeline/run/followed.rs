//! Which topics a run follows, and since when.

use chrono::{Datelike, NaiveDate};

use super::{Job, Prepared, RunError, earlier};
use crate::calendar::{Cadence, MonthStart};
use crate::propose::Outcome;
use crate::publish::read_published;
use crate::report::Basis;
use crate::topics::Topic;

/// The topics that are followed: those that the ledger adopts; for a period shorter than a year,
/// else those of the last published annual list; else those that this data would list. Topics with
/// a measure always are.
///
/// # Errors
/// When the published list cannot be read.
pub fn followed(
    job: &Job,
    prepared: &Prepared,
    outcome: &Outcome,
    has_adopted: bool,
) -> Result<(Vec<Topic>, Basis), RunError> {
    let (config, period) = (&job.config, prepared.clock.period);
    let is_review = period.cadence() != Cadence::Annual;
    let start = config.calendar.month_start_day;
    let listed = match earlier::list_in_force(&job.output, period, start) {
        Some((year, folder)) if is_review && !has_adopted => {
            Some((year, read_published(&folder)?.proposal))
        }
        _ => None,
    };
    let (ids, basis) = match listed {
        Some((year, list)) => {
            let is_known = |id: &str| outcome.topics.iter().any(|topic| topic.topic_id == id);
            let lost = list.iter().filter(|listed| !is_known(&listed.topic_id));
            let missing = lost.map(|listed| listed.title.clone()).collect();
            let ids = list.iter().map(|listed| listed.topic_id.clone()).collect();
            (ids, Basis::Published { period: year.to_string(), missing })
        }
        None => {
            let basis = if has_adopted { Basis::Adopted } else { Basis::Own };
            (outcome.followed.clone(), basis)
        }
    };
    let measures = &config.monitor.measure_start;
    let is_followed = |topic: &&Topic| {
        ids.contains(&topic.topic_id)
            || measures.contains_key(&topic.topic_id)
            || measures.contains_key(&topic.title)
    };
    Ok((outcome.topics.iter().filter(is_followed).cloned().collect(), basis))
}

/// The topics of the published list that was in force in the period, as far as this data still has
/// them.
///
/// # Errors
/// When the published list cannot be read.
pub fn listed(job: &Job, prepared: &Prepared, outcome: &Outcome) -> Result<Vec<Topic>, RunError> {
    let start = job.config.calendar.month_start_day;
    let list = earlier::list_in_force(&job.output, prepared.clock.period, start);
    let Some((_, folder)) = list else { return Ok(Vec::new()) };
    let listed = read_published(&folder)?.proposal;
    let is_listed = |topic: &&Topic| listed.iter().any(|row| row.topic_id == topic.topic_id);
    Ok(outcome.topics.iter().filter(is_listed).cloned().collect())
}

/// The month of the panel in which the followed list came into force: January of the period's
/// statistical year, as every topic starts in January; the first month of an annual period.
pub fn in_force_from(prepared: &Prepared, start: MonthStart) -> usize {
    let panel = &prepared.panel;
    if prepared.clock.period.cadence() == Cadence::Annual {
        return panel.period_months.start;
    }
    let year = start.month_of(prepared.clock.window.period_last).year();
    let january = NaiveDate::from_ymd_opt(year, 1, 1);
    let at = panel.months.iter().position(|month| Some(month.month) == january);
    at.unwrap_or(panel.period_months.start).max(panel.period_months.start)
}
