//! The site of a published period again: from the warehouse, for settings of the page that changed.

use std::path::Path;

use serde_json::Value;

use super::{Job, RunError, Steps, Watch, decide, figures, inputs, prepare_with_texts, show};
use crate::chart::Rasteriser;
use crate::report::ReportFile;

/// Settings that only decide how figures are shown.
const SHOWN_ONLY: [&str; 3] = ["title", "report", "schedule"];

/// The pages and charts of a period that is published in `folder`, as `results` tells of its run.
/// The orders are those that the warehouse keeps; none is read anew.
///
/// # Errors
/// When orders or settings are no longer those of the published tables, which the pages would then
/// contradict; and as a run's.
pub fn site_again(
    job: &Job,
    folder: &Path,
    results: &Value,
    watch: &Watch<'_>,
) -> Result<Vec<ReportFile>, RunError> {
    let refuse = |what: String| RunError::Again { folder: folder.to_owned(), what };
    let (now, then) = (job.config.canonical(), &results["config"]);
    if let Some(section) = first_difference(&now, then) {
        return Err(refuse(format!("[{section}] of the configuration has changed")));
    }
    if !inputs::warehouse_folder(job).join("manifest.json").exists() {
        return Err(refuse("the warehouse has gone".to_owned()));
    }
    let _lock = inputs::lock(&job.output)?;
    let mut steps = Steps::new(watch);
    let (prepared, texts) = prepare_with_texts(job, watch, &mut steps)?;
    let hashes = |value: &Value| -> Vec<String> {
        let inputs = value.as_array().map(Vec::as_slice).unwrap_or_default();
        inputs.iter().map(|input| input["hash"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let staged: Vec<String> =
        prepared.opened.staged.files.iter().map(|file| file.input.hash.clone()).collect();
    if staged != hashes(&results["inputs"]) {
        return Err(refuse("the orders have changed".to_owned()));
    }
    let decided = decide(job, &prepared, texts, &mut steps)?;
    let figures = figures::figures(job, &prepared, &decided, &mut steps)?;
    let fonts = job.config.report.png.then(Rasteriser::new);
    let shown = show::show(job, &prepared, &decided, &figures, fonts.as_ref())?;
    shown.warnings.iter().for_each(|warning| tracing::warn!("{warning}"));
    Ok(shown.files)
}

/// The first section that differs and is not only shown.
fn first_difference(now: &Value, then: &Value) -> Option<String> {
    let sections = [now, then].into_iter().filter_map(Value::as_object).flat_map(|all| all.keys());
    let counts = sections.filter(|section| !SHOWN_ONLY.contains(&section.as_str()));
    counts.into_iter().find(|section| now[section.as_str()] != then[section.as_str()]).cloned()
}
