//! `yiti report`: the site, the workbook, documents and notebooks again, and special reports, from
//! what is published and what the warehouse keeps.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use chrono::NaiveDate;
use serde_json::Value;

use super::Failure;
use super::job::engine;
use super::special::{Ask, slice};
use super::sql::session;
use super::terminal::{Terminal, print};
use crate::calendar::PeriodError;
use crate::cli::{Common, Report};
use crate::config::Config;
use crate::deliver::{Assets, DeliverError, Edition, deliver, part_report, special_report};
use crate::publish::{latest, put};
use crate::report::{Audience, ReportFile, ReportFormat};
use crate::run::{Job, RunError, Watch, lock, run_notebooks, site_again};

pub(super) fn perform(options: &Report, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let folder = match &options.period {
        Some(period) => options.output.join(period.to_string()),
        None => latest(&options.output).ok_or_else(|| {
            Failure::usage(anyhow!(
                "{}: nothing is published there; publish with `yiti run`, or name the folder with \
                 --output",
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
        None => {
            let mut files = deliver(&edition, &assets, &formats).map_err(refuse)?.files;
            // Without being asked for: nothing that takes a warehouse.
            if options.formats.contains(&ReportFormat::Html) && !is_public(&edition) {
                files.extend(site(options, common, &folder, config, today)?);
            }
            files
        }
    };
    let _lock = lock(&options.output)?;
    put(&folder, &files).map_err(RunError::from)?;
    if let Some(python) = &edition.facts.config.report.python {
        let trouble = run_notebooks(python, &folder, &files, edition.language());
        trouble.iter().for_each(|sentence| tracing::warn!("{sentence}"));
    }
    let paths = files.iter().map(|file| folder.join(&file.path).display().to_string() + "\n");
    print(&paths.collect::<String>())?;
    Ok(0)
}

/// The site again, with the settings of `config`, else of the file that the run was made with.
fn site(
    options: &Report,
    common: &Common,
    folder: &Path,
    config: Option<Config>,
    today: NaiveDate,
) -> Result<Vec<ReportFile>, Failure> {
    let path = folder.join("run_results.json");
    let unreadable = |error: String| {
        Failure::failed(anyhow!("{}: {error}; publish it again with `yiti run`", path.display()))
    };
    let text = std::fs::read(&path).map_err(|error| unreadable(error.to_string()))?;
    let results: Value =
        serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
    let field = |name: &str| results[name].as_str().unwrap_or_default();
    let mut config = match config {
        Some(config) => config,
        None if field("config_file").is_empty() => {
            return Err(Failure::usage(anyhow!(
                "--format html: {} does not say which configuration it was made with; give \
                 --config",
                path.display()
            )));
        }
        None => Config::load(Path::new(field("config_file"))).map_err(RunError::from)?,
    };
    config.language = serde_json::from_value(results["config"]["language"].clone())
        .map_err(|error| unreadable(error.to_string()))?;
    let given = results["inputs_given"].as_array().map(Vec::as_slice).unwrap_or_default();
    let job = Job {
        engine: Arc::new(engine(common, config.engine.scheduler.clone())?),
        config,
        inputs: given.iter().filter_map(Value::as_str).map(PathBuf::from).collect(),
        output: options.output.clone(),
        period: Some(field("period").parse().map_err(|e: PeriodError| unreadable(e.to_string()))?),
        as_of: Some(field("as_of").parse().map_err(|_| unreadable("no as_of".to_owned()))?),
        today,
        is_late: false,
        waits_for_data: false,
    };
    let terminal = Terminal::new(common);
    let show = |event| terminal.show(event);
    let files = site_again(&job, folder, &results, &Watch(&show));
    terminal.finish();
    Ok(files?)
}

fn is_public(edition: &Edition) -> bool {
    edition.facts.config.report.audience == Audience::Public
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
    if is_public(edition) && matches!(ask, Ask::Condition(_)) {
        return Err(Failure::usage(anyhow!(
            "--where counts orders, small figures included: not for an outward edition ([report] \
             audience)"
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
