//! `yiti report`: the workbook, documents and notebooks again, and special reports, from what is
//! published.

use std::path::Path;

use anyhow::anyhow;

use super::Failure;
use super::job::engine;
use super::special::{Ask, slice};
use super::sql::session;
use super::terminal::print;
use crate::cli::{Common, Report};
use crate::config::Config;
use crate::deliver::{Assets, DeliverError, Edition, deliver, part_report, special_report};
use crate::publish::{latest, put};
use crate::report::{Audience, ReportFile, ReportFormat};
use crate::run::{RunError, lock};

pub(super) fn perform(options: &Report, common: &Common) -> Result<u8, Failure> {
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
    let formats = formats(options, &edition);
    let resolve = |path: &str| match &config {
        Some(config) => config.resolve(path),
        None => path.into(),
    };
    let assets = Assets::load(&edition.facts.config.report, resolve).map_err(refuse)?;
    let files = match special_files(options, common, &folder, &edition, &assets)? {
        Some(files) => files,
        None => deliver(&edition, &assets, &formats).map_err(refuse)?.files,
    };
    let _lock = lock(&options.output)?;
    put(&folder, &files).map_err(RunError::from)?;
    let paths = files.iter().map(|file| folder.join(&file.path).display().to_string() + "\n");
    print(&paths.collect::<String>())?;
    Ok(0)
}

/// The special report that is asked for; `None` where none is.
fn special_files(
    options: &Report,
    common: &Common,
    folder: &Path,
    edition: &Edition,
    assets: &Assets,
) -> Result<Option<Vec<ReportFile>>, Failure> {
    let refuse = |error: DeliverError| Failure::from(RunError::from(error));
    if let Some(topic_id) = &options.topic {
        let made = special_report(edition, assets, topic_id).map_err(refuse)?;
        return made.map(Some).ok_or_else(|| {
            Failure::usage(anyhow!(
                "--topic {topic_id}: {} has no such topic; tables/topics.csv lists them",
                folder.display()
            ))
        });
    }
    let ask = match (&options.district, &options.finding, &options.condition) {
        (Some(name), ..) => Ask::Area(name),
        (_, Some(id), _) => Ask::Finding(id),
        (.., Some(condition)) => Ask::Condition(condition),
        _ => return Ok(None),
    };
    let is_public = edition.facts.config.report.audience == Audience::Public;
    if is_public && matches!(ask, Ask::Condition(_)) {
        return Err(Failure::usage(anyhow!(
            "--where counts orders, small figures included: not for an outward edition ([report] audience)"
        )));
    }
    let engine = engine(common, None)?;
    let session = session(&engine, &options.output, folder, options.warehouse.as_deref())?;
    let mut slice = slice(&engine, &session, edition, ask)?;
    if let Some(title) = &options.title {
        slice.title.clone_from(title);
    }
    part_report(edition, assets, &slice).map(Some).map_err(refuse)
}

/// The formats that are asked for; by default those of the settings.
fn formats(options: &Report, edition: &Edition) -> Vec<ReportFormat> {
    match options.formats.as_slice() {
        [] => edition.facts.config.report.formats.clone(),
        formats => formats.to_vec(),
    }
}
