//! `yiti schedule`: publishes what is due, once or day after day.

use std::time::Duration;

use chrono::NaiveDate;

use super::Failure;
use super::job::job;
use super::run::{publish, status};
use super::terminal::print;
use crate::cli::{Common, Source};
use crate::panel::PanelError;
use crate::publish::published_reports;
use crate::run::{Job, RunError, due};

/// How often a waiting program looks whether a new day has begun.
const LOOK: Duration = Duration::from_secs(300);

pub(super) fn perform(
    source: &Source,
    once: bool,
    strict: bool,
    common: &Common,
    clock: &dyn Fn() -> NaiveDate,
) -> Result<u8, Failure> {
    if let Some(period) = source.period {
        let error = anyhow::anyhow!(
            "schedule chooses the periods itself, found --period {period}; use yiti run for one"
        );
        return Err(Failure::usage(error));
    }
    // A configuration that is refused now is told now, not every day.
    job(source, common, clock())?;
    loop {
        let today = clock();
        let done = publish_due(source, strict, common, source.as_of.unwrap_or(today));
        if once {
            return done;
        }
        // What fails today may work tomorrow: files arrive, disks are cleared. A configuration is read anew every day.
        if let Err(failure) = done {
            tracing::error!("{}; the next try is tomorrow", failure.error);
        }
        while clock() == today {
            std::thread::sleep(LOOK);
        }
    }
}

/// Publishes every period that is due; one that fails does not keep the others. The status of the first that failed, else
/// the largest.
fn publish_due(
    source: &Source,
    strict: bool,
    common: &Common,
    today: NaiveDate,
) -> Result<u8, Failure> {
    let whole = job(source, common, today)?;
    let periods =
        due(&whole.output, &whole.config.schedule, whole.config.calendar.month_start_day, today);
    if whole.config.schedule.cadences().is_empty() {
        let path = whole.config.path.display();
        tracing::warn!(
            "{path}: [schedule] daily, weekly, monthly and annual are all false: nothing will ever be due"
        );
    } else if periods.is_empty() {
        tracing::info!("nothing is due on {today}");
    }
    let (mut worst, mut failed) = (0, None);
    for period in periods {
        let last_day = period.last_day(whole.config.calendar.month_start_day);
        let is_late =
            published_reports(&whole.output).iter().any(|report| report.last_day > last_day);
        match publish(&Job { period: Some(period), is_late, ..whole.clone() }, common) {
            Ok(summary) => {
                print(&format!("{period}  {}\n", summary.folder.join("index.html").display()))?;
                worst = worst.max(status(&summary, strict));
            }
            Err(failure) => match without_orders(&failure) {
                Some(Silence::Before) => {
                    tracing::info!(
                        "{period} was over before the first order: nothing to tell of it"
                    )
                }
                Some(Silence::Within) => {
                    tracing::warn!(
                        "{period} has no order, though there are some before and after: is a file missing?"
                    );
                }
                Some(Silence::After(last)) => {
                    tracing::error!(
                        "{period}: the orders end on {last}; check that files still arrive in [source] paths"
                    );
                    failed = failed.or(Some(failure.status));
                }
                None => {
                    tracing::error!("{period}: {}", failure.error);
                    failed = failed.or(Some(failure.status));
                }
            },
        }
    }
    Ok(failed.unwrap_or(worst))
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
