//! `yiti report`: the workbook, documents and notebooks again, from what is published.

use anyhow::anyhow;

use super::Failure;
use super::terminal::print;
use crate::cli::Report;
use crate::config::Config;
use crate::deliver::{Assets, DeliverError, Edition, deliver, special_report};
use crate::publish::{latest, put};
use crate::report::ReportFormat;
use crate::run::{RunError, lock};

pub(super) fn perform(options: &Report) -> Result<u8, Failure> {
    let folder = match &options.period {
        Some(period) => options.output.join(period.to_string()),
        None => latest(&options.output).ok_or_else(|| {
            Failure::usage(anyhow!(
                "{}: nothing is published there; publish with `yiti run`, or name the folder with --output",
                options.output.display()
            ))
        })?,
    };
    let refuse = |error: DeliverError| Failure::from(RunError::from(error));
    let mut edition = Edition::open(&folder).map_err(refuse)?;
    let config = options.config.as_deref().map(Config::load).transpose().map_err(RunError::from)?;
    if let Some(config) = &config {
        edition.facts.config.report = config.report.clone();
        edition.facts.config.title = config.title.clone();
    }
    let formats = formats(options, &edition)?;
    let resolve = |path: &str| match &config {
        Some(config) => config.resolve(path),
        None => path.into(),
    };
    let assets = Assets::load(&edition.facts.config.report, resolve).map_err(refuse)?;
    let files = match &options.topic {
        Some(topic_id) => {
            let made = special_report(&edition, &assets, topic_id).map_err(refuse)?;
            vec![made.ok_or_else(|| {
                Failure::usage(anyhow!(
                    "--topic {topic_id}: {} has no such topic; tables/topics.csv lists them",
                    folder.display()
                ))
            })?]
        }
        None => deliver(&edition, &assets, &formats).map_err(refuse)?.files,
    };
    let _lock = lock(&options.output)?;
    put(&folder, &files).map_err(RunError::from)?;
    let paths = files.iter().map(|file| folder.join(&file.path).display().to_string() + "\n");
    print(&paths.collect::<String>())?;
    Ok(0)
}

/// The formats that are asked for; by default those of the settings that need no order.
fn formats(options: &Report, edition: &Edition) -> Result<Vec<ReportFormat>, Failure> {
    if options.formats.contains(&ReportFormat::Html) {
        return Err(Failure::usage(anyhow!(
            "--format html: pages need more than the published tables and are made by `yiti run`; \
             from published tables come xlsx, docx and ipynb"
        )));
    }
    match options.formats.as_slice() {
        [] => Ok(edition.facts.config.report.formats.clone()),
        formats => Ok(formats.to_vec()),
    }
}
