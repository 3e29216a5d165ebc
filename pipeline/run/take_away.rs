//! What people take away: made from the draft's own tables, so that it is published with them or
//! not at all.

use rayon::prelude::*;

use super::{Job, RunError, run_notebooks};
use crate::deliver::{Assets, Edition, Facts, deliver};
use crate::publish::{Draft, Results};

/// The files of the office that deliverables carry, read before any order is.
///
/// # Errors
/// When one of them is not usable.
pub(super) fn assets(job: &Job) -> Result<Assets, RunError> {
    Ok(Assets::load(&job.config.report, |path| job.config.resolve(path))?)
}

/// Makes the deliverables and puts them into the draft; how many files they are, and which
/// notebooks could not be run.
///
/// # Errors
/// When one of them cannot be made or written.
pub(super) fn take_away(
    job: &Job,
    draft: &Draft,
    results: &Results,
    assets: &Assets,
) -> Result<(u64, Vec<String>), RunError> {
    let edition = Edition::read(draft.folder(), Facts::of(results))?;
    let made = deliver(&edition, assets, &job.config.report.formats)?;
    made.files.par_iter().try_for_each(|file| draft.write(&file.path, &file.bytes))?;
    let run =
        |python: &String| run_notebooks(python, draft.folder(), &made.files, job.config.language);
    let trouble = job.config.report.python.as_ref().map(run).unwrap_or_default();
    Ok((made.files.len() as u64, trouble))
}
