//! `yiti schedule`: publishes what is due, once or day after day.

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};

use super::Failure;
use super::job::job;
use super::run::{publish, status};
use super::terminal::print;
use crate::calendar::Period;
use crate::cli::{Common, Source};
use crate::config::{LateRule, Timetable};
use crate::panel::PanelError;
use crate::publish::published_reports;
use crate::run::{Job, RunError, Try, TryState, due, record, remove_old};

/// How often a waiting program looks at the clock.
const LOOK: Duration = Duration::from_secs(60);

pub(super) fn perform(
    source: &Source,
    once: bool,
    strict: bool,
    common: &Common,
    clock: &dyn Fn() -> DateTime<Utc>,
) -> Result<u8, Failure> {
    if let Some(period) = source.period {
        let error = anyhow::anyhow!(
            "schedule chooses the periods itself, found --period {period}; use yiti run for one"
        );
        return Err(Failure::usage(error));
    }
    // A configuration that is refused now is told now, not every day.
    job(source, common, clock().date_naive())?;
    loop {
        let now = clock();
        let done = publish_due(source, strict, common, now);
        if once {
            return done;
        }
        // What fails today may work tomorrow: files arrive, disks are cleared. A configuration is
        // read anew every time.
        if let Err(failure) = done {
            tracing::error!("{}; the next try is tomorrow", failure.error);
        }
        while !is_time(source, common, now, clock()) {
            std::thread::sleep(LOOK);
        }
    }
}

/// Whether to look again: another day has begun, or an expression has come true since.
fn is_time(source: &Source, common: &Common, last: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let Ok(whole) = job(source, common, now.date_naive()) else {
        return last.date_naive() != now.date_naive();
    };
    let start = whole.config.calendar.month_start_day;
    let timetable = Timetable::new(&whole.config.schedule, whole.config.time_zone, start);
    timetable.day(last) != timetable.day(now) || timetable.comes_true(last, now)
}

/// Publishes every period that is due; one that fails does not keep the others. The status of the
/// first that failed, else the largest.
fn publish_due(
    source: &Source,
    strict: bool,
    common: &Common,
    now: DateTime<Utc>,
) -> Result<u8, Failure> {
    let whole = job(source, common, now.date_naive())?;
    let settings = &whole.config.schedule;
    let start = whole.config.calendar.month_start_day;
    let timetable = Timetable::new(settings, whole.config.time_zone, start);
    let now = source.as_of.map_or(now, |day| timetable.end_of(day));
    let whole = Job { today: timetable.day(now), ..whole.clone() };
    let periods = due(&whole.output, settings, &timetable, start, now);
    if settings.cadences().is_empty() {
        let path = whole.config.path.display();
        tracing::warn!(
            "{path}: [schedule] daily, weekly, monthly and annual are all false: nothing will ever \
             be due"
        );
    } else if periods.is_empty() {
        tracing::info!("nothing is due on {}", timetable.day(now));
    }
    let (mut worst, mut failed) = (0, None);
    for period in periods {
        let is_late = timetable.late_at(period).is_none_or(|late| late <= now);
        let begin = Instant::now();
        let (came, status_of) = publish_one(&whole, period, is_late, strict, common)?;
        let (state, run_id, message) = came;
        let seconds = begin.elapsed().as_secs_f64();
        let tried = Try { at: now, period: period.to_string(), state, seconds, run_id, message };
        record(&whole.output, &tried)?;
        match state {
            TryState::Published | TryState::Partial => worst = worst.max(status_of),
            _ if status_of > 0 => failed = failed.or(Some(status_of)),
            _ => {}
        }
    }
    for removed in remove_old(&whole.output, settings, start)? {
        tracing::info!("{removed} was removed: [schedule] keeps newer ones");
    }
    Ok(failed.unwrap_or(worst))
}

/// What came of a try, the run, and what to tell of it.
type Came = (TryState, Option<String>, Option<String>);

/// Publishes one period, or says why not; with the exit status. `is_late`: the wait for its data is
/// over.
fn publish_one(
    whole: &Job,
    period: Period,
    is_late: bool,
    strict: bool,
    common: &Common,
) -> Result<(Came, u8), Failure> {
    let config = &whole.config;
    let last_day = period.last_day(config.calendar.month_start_day);
    let is_beside = published_reports(&whole.output).iter().any(|other| other.last_day > last_day);
    let waits_for_data = !is_late || config.schedule.late == LateRule::Skip;
    let job = Job { period: Some(period), is_late: is_beside, waits_for_data, ..whole.clone() };
    let failure = match publish(&job, common) {
        Ok(summary) => {
            print(&format!("{period}  {}\n", summary.folder.join("index.html").display()))?;
            let results = &summary.results;
            let state = if results.partial { TryState::Partial } else { TryState::Published };
            let run_id = Some(results.run_id.clone());
            return Ok(((state, run_id, None), status(&summary, strict)));
        }
        Err(failure) => failure,
    };
    let message = failure.error.to_string();
    let came = |state, message: &str| (state, None, Some(message.to_owned()));
    if is_partial(&failure) {
        return Ok(match is_late {
            true => {
                tracing::warn!("{message}; the wait for it is over, it is not published");
                (came(TryState::Skipped, &message), 0)
            }
            false => {
                tracing::info!("{message}; waiting for it");
                (came(TryState::Waiting, &message), 0)
            }
        });
    }
    Ok(match without_orders(&failure) {
        Some(Silence::Before) => {
            let message =
                format!("{period} was over before the first order: nothing to tell of it");
            tracing::info!("{message}");
            (came(TryState::Empty, &message), 0)
        }
        Some(Silence::Within) => {
            let message = format!(
                "{period} has no order, though there are some before and after: is a file missing?"
            );
            tracing::warn!("{message}");
            (came(TryState::Empty, &message), 0)
        }
        Some(Silence::After(last)) => {
            let message = format!(
                "{period}: the orders end on {last}; check that files still arrive in [source] \
                 paths"
            );
            tracing::error!("{message}");
            (came(TryState::Failed, &message), failure.status)
        }
        None => {
            tracing::error!("{period}: {message}");
            (came(TryState::Failed, &message), failure.status)
        }
    })
}

fn is_partial(failure: &Failure) -> bool {
    matches!(failure.error.downcast_ref::<RunError>(), Some(RunError::Partial { .. }))
}

/// Where a period without orders lies.
enum Silence {
    /// Before all orders: there is nothing to tell of it, today or ever.
    Before,
    /// Between orders.
    Within,
    /// After all orders, the last of which came on that day.
    After(NaiveDate),
}

fn without_orders(failure: &Failure) -> Option<Silence> {
    match failure.error.downcast_ref::<RunError>()? {
        RunError::Panel(PanelError::EmptyPeriod { last, first_order, .. })
            if last < first_order =>
        {
            Some(Silence::Before)
        }
        RunError::Panel(PanelError::EmptyPeriod { last, last_order, .. }) if last < last_order => {
            Some(Silence::Within)
        }
        RunError::Panel(PanelError::EmptyPeriod { last_order, .. }) => {
            Some(Silence::After(*last_order))
        }
        _ => None,
    }
}
