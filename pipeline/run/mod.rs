//! The main job on one screen: files → orders → panel → findings → topics → proposal → progress →
//! report → published.

mod again;
mod caveats;
mod decide;
mod definitions;
mod due;
mod earlier;
mod editions;
mod error;
mod figures;
mod followed;
mod inputs;
mod neighbours;
mod notebooks;
mod open;
mod outward;
mod period;
mod reporters;
mod reporting;
mod retention;
mod review;
mod runs;
mod said;
mod second;
mod show;
mod steps;
mod take_away;
mod texts;
mod watch;
mod watched;
mod withheld;

use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::RecordBatch;
use chrono::NaiveDate;
use rayon::prelude::*;

pub use again::site_again;
pub use decide::{Decided, decide, decide_past};
pub use due::{due, next_due};
pub use earlier::published_until;
pub use editions::restatements_to_come;
pub use error::RunError;
use inputs::Account;
pub use inputs::{lock, warehouse_folder};
pub use notebooks::run_notebooks;
pub use open::{Opened, Prepared, prepare, prepare_with_texts};
pub use period::{Clock, choose};
pub use retention::remove_old;
pub use runs::{Try, TryState, last_tries, record, tries};
use show::Shown;
pub use steps::Steps;
pub use texts::MinedTexts;
pub use watch::{Event, Watch};

use crate::calendar::{Cadence, Period};
use crate::chart::Rasteriser;
use crate::config::Config;
use crate::engine::Engine;
use crate::propose::ProposedTopic;
use crate::publish::{Draft, PANEL_TABLE, Results, rejects, restatement_table, write_panel};
use crate::report::ReportFile;
use crate::topics::{self, TopicStore};
use crate::warehouse::Warehouse;

/// What to do.
#[derive(Debug, Clone)]
pub struct Job {
    /// The configuration.
    pub config: Config,
    /// Replaces `[source] paths`.
    pub inputs: Vec<PathBuf>,
    /// Where results go.
    pub output: PathBuf,
    /// The period; by default the last complete year.
    pub period: Option<Period>,
    /// The last day that the run may see; by default the last day with an order, today at the
    /// latest.
    pub as_of: Option<NaiveDate>,
    /// Today, on the clock of whoever starts the run.
    pub today: NaiveDate,
    /// The query engine: cores, memory, where it spills.
    pub engine: Arc<Engine>,
    /// Whether a report of later days is out: then `latest` and the record of topics stay with that
    /// one.
    pub is_late: bool,
    /// Whether a period whose data is not all there is left unpublished.
    pub waits_for_data: bool,
}

/// What was published.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The folder.
    pub folder: PathBuf,
    /// The run's own account.
    pub results: Results,
    /// The list of a year, for the terminal; other periods propose nothing.
    pub proposal: Vec<ProposedTopic>,
    /// What a month says in one sentence.
    pub sentence: Option<String>,
}

/// Does the whole job.
///
/// # Errors
/// When anything fails; nothing is published then, and the last good output is as it was.
pub fn run(job: &Job, watch: &Watch<'_>) -> Result<Summary, RunError> {
    let mut steps = Steps::new(watch);
    // The lock comes first: a new draft clears away those that killed runs left behind.
    let _lock = inputs::lock(&job.output)?;
    let draft = Draft::new(&job.output)?;
    let assets = take_away::assets(job)?;
    // What is decided and shown is gone after this: of a million areas it is gigabytes.
    let made = make(job, watch, &draft, &mut steps)?;
    let Made { tables, files, mut results, warehouse, is_latest, topics, proposal, sentence } =
        made;
    let rows = tables.iter().map(|(_, rows)| rows.num_rows() as u64).sum();
    steps.step("publish", || {
        tables.into_par_iter().try_for_each(|(name, rows)| draft.write_table(name, &rows))?;
        files.par_iter().try_for_each(|file| draft.write(&file.path, &file.bytes))?;
        Ok::<_, RunError>(((), rows))
    })?;
    drop(files);
    // Deliverables are made from what is written.
    steps.step("deliver", || {
        let (files, trouble) = take_away::take_away(job, &draft, &results, &assets)?;
        results.warnings.extend(trouble);
        Ok::<_, RunError>(((), files))
    })?;
    results.steps = steps.finish();
    let json = serde_json::to_string_pretty(&results).expect("results are plain values");
    draft.write("run_results.json", json.as_bytes())?;
    let folder = if is_latest {
        draft.publish(&results.period)?
    } else {
        draft.publish_beside(&results.period)?
    };
    if is_latest {
        inputs::keep_topics(&job.output, &topics)?;
    }
    if let Err(error) = warehouse.kept.prune() {
        tracing::warn!(%error, "old intermediate results could not be removed");
    }
    Ok(Summary { folder, results, proposal, sentence })
}

/// What is published of a run, and what is left to do then.
struct Made {
    /// Name and rows of each table but the panel, which is written already.
    tables: Vec<(&'static str, RecordBatch)>,
    /// Pages and charts.
    files: Vec<ReportFile>,
    results: Results,
    warehouse: Warehouse,
    /// Whether `latest` is to name it.
    is_latest: bool,
    topics: TopicStore,
    proposal: Vec<ProposedTopic>,
    sentence: Option<String>,
}

/// Reads, decides and shows; writes the panel, which is the largest table.
fn make(
    job: &Job,
    watch: &Watch<'_>,
    draft: &Draft,
    steps: &mut Steps<'_, '_>,
) -> Result<Made, RunError> {
    if job.config.any_columns().text.is_some() {
        // It is wanted when all wait for it.
        std::thread::spawn(topics::load_dictionary);
    }
    // The fonts as well.
    let fonts = job.config.report.png.then(|| std::thread::spawn(Rasteriser::new));
    let (prepared, texts) = prepare_with_texts(job, watch, steps)?;
    if job.waits_for_data && prepared.is_partial(job) {
        let share = prepared.period_share(job);
        let (period, seen) = (prepared.clock.period, prepared.clock.window.period_last);
        return Err(RunError::Partial { period: period.to_string(), seen, share });
    }
    // The panel is known already: it is written while the rest is decided.
    let (decided, written) = std::thread::scope(|scope| {
        let writing = (!outward::is_outward(job))
            .then(|| scope.spawn(|| write_panel(draft, &prepared.panel, None)));
        let decided = decide(job, &prepared, texts, steps);
        let join = |writing: std::thread::ScopedJoinHandle<'_, _>| {
            writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        (decided, writing.map_or(Ok(()), join))
    });
    let mut decided = decided?;
    written?;
    let figures = figures::figures(job, &prepared, &decided, steps)?;
    let Shown { mut files, mut warnings } = steps.step("report", || {
        let fonts = fonts
            .map(|fonts| fonts.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        let shown = show::show(job, &prepared, &decided, &figures, fonts.as_ref())?;
        let count = shown.files.len() as u64;
        Ok::<_, RunError>((shown, count))
    })?;
    let mut tables = figures::tables_decided(&prepared, &decided);
    // Of 100,000 categories their inputs are hundreds of megabytes, which are in the tables now.
    decided.outcome.candidates = Vec::new();
    tables.extend(figures::tables_followed(job, &prepared, &decided, &figures));
    let (edition, restated) = editions::restated(job, &prepared, &tables).unwrap_or_else(|error| {
        warnings.push(error.to_string());
        (1, Vec::new())
    });
    tables.push(("restatements", restatement_table(&restated)));
    if outward::is_outward(job) {
        tables = outward::protect(job, draft, &prepared, &decided, tables)?;
        files.clear();
    } else {
        draft.write_parquet("rejects.parquet", &rejects(&prepared.opened.staged.files))?;
    }
    let whole = std::iter::once((PANEL_TABLE, prepared.panel.cells.len()));
    let others = tables.iter().map(|(name, rows)| (*name, rows.num_rows()));
    let counts = whole.chain(others).map(|(name, rows)| (name.to_owned(), rows)).collect();
    let account = Account { warnings, tables: counts, edition, precision: figures.watch.precision };
    let mut results = inputs::results(job, &prepared, account)?;
    if outward::is_outward(job) {
        outward::account(job, &mut results);
    }
    // `latest` names a report that is worth reading.
    let hardly_begun = prepared.clock.has_hardly_begun(job.config.calendar.month_start_day);
    let cadence = prepared.clock.period.cadence();
    let last = decided.monitoring.summary.last().filter(|_| cadence == Cadence::Monthly);
    let sentence = last.map(|month| month.sentence.clone());
    let mut proposal = decided.outcome.proposal;
    proposal.retain(|_| cadence == Cadence::Annual);
    Ok(Made {
        tables,
        files,
        results,
        warehouse: prepared.opened.warehouse,
        is_latest: !job.is_late && !hardly_begun,
        topics: decided.gathered.store,
        proposal,
        sentence,
    })
}
