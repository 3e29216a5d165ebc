//! Every figure of a run that is published as a table, but the panel itself and what restates
//! earlier reports.

use arrow::array::RecordBatch;

use super::{Decided, Job, Prepared, RunError, Steps, reporting, review, second, watched};
use crate::calendar::Cadence;
use crate::monitor::{Review, SecondRow, WhoReports};
use crate::publish::{
    Published, checkup_table, decided_tables, monitored_tables, movers_table, reporting_tables,
    review_tables, second_table, watch_table,
};

/// Figures of a run.
pub(super) struct Figures {
    /// The review of the period's months.
    pub review: Review,
    /// Who reports.
    pub reporting: WhoReports,
    /// What became of findings.
    pub watch: watched::Watch,
    /// Other series beside this one.
    pub second: Vec<SecondRow>,
    /// Earlier reports that could not be read.
    pub trouble: Vec<String>,
}

/// Reviews, and compares with earlier reports.
///
/// # Errors
/// When a model fails.
pub(super) fn figures(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
    steps: &mut Steps<'_, '_>,
) -> Result<Figures, RunError> {
    let mut trouble = Vec::new();
    let forecasts = review::forecasts_before(job, prepared).unwrap_or_else(|error| {
        trouble.push(error.to_string());
        Vec::new()
    });
    let review = steps.step("review", || {
        let review = review::review(job, prepared, &prepared.panel, decided, &forecasts)?;
        let count = review.areas.len() as u64;
        Ok::<_, RunError>((review, count))
    })?;
    let reporting = steps.step("reporting", || {
        let reporting = reporting::reporting(job, prepared, decided, &review)?;
        let count = reporting.areas.len() as u64;
        Ok::<_, RunError>((reporting, count))
    })?;
    let watch = watched::watched(job, prepared, decided);
    trouble.extend(watch.trouble.clone());
    let (second, of_second) = second::second_series(job, prepared);
    trouble.extend(of_second);
    Ok(Figures { review, reporting, watch, second, trouble })
}

/// Name and rows of each table of what is decided.
pub(super) fn tables_decided(
    prepared: &Prepared,
    decided: &Decided,
) -> Vec<(&'static str, RecordBatch)> {
    decided_tables(&Published {
        panel: &prepared.panel,
        findings: &decided.findings,
        topics: &decided.outcome.topics,
        candidates: &decided.outcome.candidates,
        proposal: &decided.outcome.proposal,
        progress: &decided.monitoring.progress,
        detectable: &decided.detectable,
    })
}

/// Name and rows of the other tables.
pub(super) fn tables_followed(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
    figures: &Figures,
) -> Vec<(&'static str, RecordBatch)> {
    let panel = &prepared.panel;
    let mut tables = Vec::new();
    tables.extend(monitored_tables(panel, &decided.monitoring));
    match prepared.clock.period.cadence() {
        Cadence::Annual => {
            tables.push(("checkup", checkup_table(&decided.checkup)));
            tables.extend(reporting_tables(panel, &figures.reporting));
        }
        Cadence::Weekly => tables.push(("movers", movers_table(panel, &decided.movers))),
        Cadence::Monthly | Cadence::Daily => {}
    }
    tables.extend(review_tables(panel, &figures.review));
    tables.push(("watch_list", watch_table(&figures.watch.rows)));
    if !job.config.second.is_empty() {
        tables.push(("second_month", second_table(panel, &figures.second)));
    }
    tables
}
