//! An outward edition: protected tables and what is made of them, and nothing else of the run.

use std::collections::BTreeSet;

use arrow::array::RecordBatch;

use super::{Decided, Job, Prepared, RunError};
use crate::disclose::{hidden, public_tables};
use crate::publish::{Draft, PublishError, Results, Unpublished, write_panel};
use crate::report::{Audience, public_edition};
use crate::topics::Topic;

/// Whether the edition is an outward one.
pub(super) fn is_outward(job: &Job) -> bool {
    job.config.report.audience == Audience::Public
}

/// Writes the panel without its small cells; gives the other tables that may leave.
///
/// # Errors
/// When a table cannot be encoded or written.
pub(super) fn protect(
    job: &Job,
    draft: &Draft,
    prepared: &Prepared,
    decided: &Decided,
    tables: Vec<(&'static str, RecordBatch)>,
) -> Result<Vec<(&'static str, RecordBatch)>, RunError> {
    let followed: BTreeSet<&str> =
        decided.monitoring.progress.iter().map(|row| row.topic_id.as_str()).collect();
    let topics: Vec<&Topic> = decided
        .outcome
        .topics
        .iter()
        .filter(|topic| followed.contains(topic.topic_id.as_str()))
        .collect();
    let panel = &prepared.panel;
    let hidden = hidden(panel, &topics, job.config.report.reporters_min);
    let unpublished = Unpublished { cells: &hidden.cells, answers: &hidden.answers };
    write_panel(draft, panel, Some(unpublished))?;
    let tables = public_tables(tables, panel, &hidden).map_err(|error| PublishError::Encode {
        path: draft.folder().join("tables"),
        reason: error.to_string(),
    })?;
    Ok(tables)
}

/// Settings that an outward edition keeps: what its deliverables need.
const SETTINGS: [&str; 6] = ["version", "title", "language", "time_zone", "calendar", "report"];

/// The run's account without files, paths, and values out of single rows.
pub(super) fn account(job: &Job, results: &mut Results) {
    results.inputs.clear();
    results.config_file = None;
    results.inputs_given.clear();
    results.rows.unreadable_examples.clear();
    if let Some(settings) = results.config.as_object_mut() {
        settings.retain(|key, _| SETTINGS.contains(&key.as_str()));
    }
    results.warnings = vec![public_edition(job.config.language, job.config.report.reporters_min)];
}
