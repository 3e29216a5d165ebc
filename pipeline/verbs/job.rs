//! From the command line to a job; the embedded sample where no configuration is given.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::Failure;
use super::terminal::Terminal;
use crate::cli::{Common, Source};
use crate::config::Config;
use crate::engine::{Engine, EngineSettings};
use crate::run::{Job, Prepared, RunError, Steps, Watch, prepare};
use crate::sample::{SampleOptions, generate};

/// How the sample's files are read.
pub const SAMPLE_CONFIG: &str = include_str!("../../configs/sample.toml");

/// Orders of the embedded sample, in both years together.
const SAMPLE_ORDERS: u64 = 200_000;

/// The job that the options describe.
///
/// # Errors
/// When the configuration is refused, or the sample cannot be written.
pub fn job(source: &Source, common: &Common, today: NaiveDate) -> Result<Job, Failure> {
    let mut config = match &source.config {
        Some(path) => Config::load(path).map_err(RunError::from)?,
        None => sample_config(&source.output)?,
    };
    if let Some(language) = source.lang {
        config.language = language;
    }
    let engine = Arc::new(engine(common, config.engine.scheduler.clone())?);
    Ok(Job {
        config,
        inputs: source.inputs.clone(),
        output: source.output.clone(),
        period: source.period,
        as_of: source.as_of,
        today,
        engine,
        is_late: false,
        waits_for_data: false,
    })
}

/// The query engine, as the options want it; models run on a cluster where a scheduler is named.
///
/// # Errors
/// When the folder to spill to cannot be made, or this program has no client for a cluster.
pub fn engine(common: &Common, scheduler: Option<String>) -> Result<Engine, Failure> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let settings = EngineSettings {
        threads: common.threads.map_or_else(cores, usize::from),
        memory_bytes: common.memory.map(|memory| memory.0),
        temp: common.temp.clone(),
        scheduler,
    };
    Engine::start(&settings).map_err(Failure::usage)
}

/// Reads the job's orders and builds its panel, shown on the terminal.
///
/// # Errors
/// When the input is refused, or no order lies in the period.
pub fn prepare_shown(job: &Job, common: &Common) -> Result<Prepared, Failure> {
    let terminal = Terminal::new(common);
    let show = |event| terminal.show(event);
    let watch = Watch(&show);
    let prepared = prepare(job, &watch, &mut Steps::new(&watch));
    terminal.finish();
    Ok(prepared?)
}

/// The sample city beside the output, generated on first use.
fn sample_config(output: &Path) -> Result<Config, Failure> {
    let folder = output.join(".sample").join(concat!("v", env!("CARGO_PKG_VERSION")));
    if !folder.is_dir() {
        make_sample(&folder)?;
    }
    Ok(Config::parse(SAMPLE_CONFIG, &folder.join("sample.toml")).map_err(RunError::from)?)
}

fn make_sample(folder: &Path) -> Result<(), Failure> {
    let parent = folder.parent().expect("a folder inside the output");
    fs::create_dir_all(parent)
        .map_err(|source| RunError::File { path: parent.to_owned(), source })?;
    let draft =
        tempfile::Builder::new().prefix(".draft-").tempdir_in(parent).map_err(Failure::failed)?;
    let dir: PathBuf = draft.path().to_owned();
    let options = SampleOptions {
        dir,
        orders: SAMPLE_ORDERS,
        years: vec![2023, 2024],
        seed: 1,
        dirty: false,
    };
    tracing::info!(
        "no --config: generating the sample city, {SAMPLE_ORDERS} orders, in {}",
        folder.display()
    );
    generate(&options, &|_| ()).map_err(Failure::failed)?;
    fs::write(draft.path().join("sample.toml"), SAMPLE_CONFIG).map_err(Failure::failed)?;
    fs::rename(draft.keep(), folder).map_err(Failure::failed)
}
