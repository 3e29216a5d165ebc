//! The main job on one screen: files → orders → panel → findings → topics → proposal → progress → report → published.

mod caveats;
mod decide;
mod definitions;
mod due;
mod earlier;
mod error;
mod inputs;
mod period;
mod said;
mod show;
mod steps;
mod texts;
mod watch;
mod withheld;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::prelude::*;

pub use decide::{Decided, decide, decide_past};
pub use due::due;
pub use earlier::published_until;
pub use error::RunError;
pub use inputs::lock;
pub use period::{Clock, choose};
pub use steps::Steps;
pub use texts::MinedTexts;
pub use watch::{Event, Watch};
use withheld::Reasons;

use crate::cache::Cache;
use crate::chart::Rasteriser;
use crate::config::{Config, Holidays, Period};
use crate::mine::{self, NotAssessed};
use crate::orders::{Aliases, Coverage, NamesSettings, Orders, read_orders};
use crate::panel::{self, Panel, Sources, build_panel};
use crate::propose::ProposedTopic;
use crate::publish::{Draft, PANEL_TABLE, Published, Results, decided_tables, rejects, write_panel};
use crate::report::sentences;
use crate::topics;

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
    /// The last day that the run may see; by default the last day with an order, today at the latest.
    pub as_of: Option<NaiveDate>,
    /// Today, on the clock of whoever starts the run.
    pub today: NaiveDate,
    /// Cores to use.
    pub threads: usize,
    /// Whether a report of later days is out: then `latest` and the record of topics stay with that one.
    pub is_late: bool,
}

/// What was published.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The folder.
    pub folder: PathBuf,
    /// The run's own account.
    pub results: Results,
    /// The list, for the terminal.
    pub proposal: Vec<ProposedTopic>,
}

/// Orders and panel: what every verb starts from.
pub struct Prepared {
    /// The orders.
    pub orders: Orders,
    /// What the feed covers.
    pub coverage: Coverage,
    /// The period.
    pub clock: Clock,
    /// The panel.
    pub panel: Panel,
    /// Orders received in the period.
    orders_in_period: u64,
    /// What cannot be judged sudden, and why.
    reasons: Reasons,
    /// What the data is too short to judge.
    not_assessed: Vec<NotAssessed>,
    /// Names with several spellings.
    spellings: Vec<(String, Vec<String>)>,
    /// Spellings that mean "not known", and how many names they stand for.
    unknown_names: Vec<(String, u64)>,
    holidays: Holidays,
    cache: Cache,
    months: BTreeMap<NaiveDate, panel::MonthOrders>,
    refs: Vec<panel::FileRefs>,
}

/// Where intermediate results are kept.
pub fn cache_folder(output: &Path) -> PathBuf {
    output.join(".cache")
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
    if job.config.columns.text.is_some() {
        // It is wanted when all wait for it.
        std::thread::spawn(topics::load_dictionary);
    }
    // The fonts as well.
    let fonts = job.config.report.png.then(|| std::thread::spawn(Rasteriser::new));
    let (prepared, texts) = prepare_with_texts(job, watch, &mut steps)?;
    // The largest table is known already: it is written while the rest is decided.
    let (decided, written) = std::thread::scope(|scope| {
        let writing = scope.spawn(|| write_panel(&draft, &prepared.panel, &prepared.cache));
        let decided = decide(job, &prepared, texts, &mut steps);
        (decided, writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let decided = decided?;
    written?;
    let caveats = caveats::caveats(job, &prepared, &decided);
    let mut warnings = sentences(&caveats, job.config.language);
    let changes = show::changes(job, &prepared, &decided).unwrap_or_else(|error| {
        warnings.push(error.to_string());
        None
    });
    let rendered = steps.step("report", || {
        let fonts = fonts.map(|fonts| fonts.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        let rendered = show::render(job, &prepared, &decided, &caveats, changes.as_ref(), fonts.as_ref())?;
        let count = rendered.files.len() as u64;
        Ok::<_, RunError>((rendered, count))
    })?;
    warnings.extend(rendered.warnings.iter().map(|warning| warning.message(job.config.language)));
    let tables = decided_tables(&Published {
        panel: &prepared.panel,
        findings: &decided.findings,
        topics: &decided.outcome.topics,
        candidates: &decided.outcome.candidates,
        proposal: &decided.outcome.proposal,
        progress: &decided.monitoring.progress,
    });
    let rows = tables.iter().map(|(_, rows)| rows.num_rows() as u64).sum();
    steps.step("publish", || {
        tables.par_iter().try_for_each(|(name, rows)| draft.write_table(name, rows))?;
        draft.write_parquet("rejects.parquet", &rejects(&prepared.orders.files))?;
        rendered.files.par_iter().try_for_each(|file| draft.write(&file.path, &file.bytes))?;
        Ok::<_, RunError>(((), rows))
    })?;
    let whole = std::iter::once((PANEL_TABLE, prepared.panel.cells.len()));
    let others = tables.iter().map(|(name, rows)| (*name, rows.num_rows()));
    let counts = whole.chain(others).map(|(name, rows)| (name.to_owned(), rows)).collect();
    let results = inputs::results(job, &prepared, steps.finish(), warnings, counts);
    let json = serde_json::to_string_pretty(&results).expect("results are plain values");
    draft.write("run_results.json", json.as_bytes())?;
    let Prepared { orders, panel, months, refs, cache, clock, .. } = prepared;
    let Decided { findings, gathered, outcome, .. } = decided;
    // To give back a year of orders takes a while, and nobody waits for it.
    std::thread::spawn(move || drop((orders, panel, months, refs, findings, rendered, tables)));
    // `latest` names a report that is worth reading.
    let is_latest = !job.is_late && !clock.has_hardly_begun(job.config.calendar.month_start_day);
    let folder = if is_latest { draft.publish(&results.period)? } else { draft.publish_beside(&results.period)? };
    if is_latest {
        inputs::keep_topics(&job.output, &gathered.store)?;
    }
    if let Err(error) = cache.prune() {
        tracing::warn!(%error, "old intermediate results could not be removed");
    }
    Ok(Summary { folder, results, proposal: outcome.proposal })
}

/// Reads the orders and builds the panel of the period.
///
/// # Errors
/// When the input is refused, or no order lies in the period.
pub fn prepare(job: &Job, watch: &Watch<'_>, steps: &mut Steps<'_, '_>) -> Result<Prepared, RunError> {
    Ok(prepare_beside(job, watch, steps, |_| ())?.0)
}

/// As [`prepare`], and mines the texts of the period: neither waits for the other.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_with_texts(
    job: &Job,
    watch: &Watch<'_>,
    steps: &mut Steps<'_, '_>,
) -> Result<(Prepared, MinedTexts), RunError> {
    let (prepared, (texts, seconds)) = prepare_beside(job, watch, steps, |read| steps::timed(|| texts::mine(read)))?;
    steps.beside("texts", texts.standouts.len() as u64, seconds);
    Ok((prepared, texts))
}

/// Orders that were read, before the panel.
#[derive(Clone, Copy)]
struct Read<'a> {
    orders: &'a Orders,
    refs: &'a [panel::FileRefs],
    dimensions: &'a panel::Dimensions,
    names: &'a NamesSettings,
    window: &'a panel::Window,
    cache: &'a Cache,
}

/// Reads the orders, builds the panel, and does something else with the orders meanwhile.
fn prepare_beside<T: Send>(
    job: &Job,
    watch: &Watch<'_>,
    steps: &mut Steps<'_, '_>,
    beside: impl FnOnce(Read<'_>) -> T + Send,
) -> Result<(Prepared, T), RunError> {
    let Job { config, .. } = job;
    let holidays = config.holidays()?;
    let cache = inputs::open_cache(&job.output)?;
    let orders = steps.step("orders", || {
        let orders = read_orders(config, &job.inputs, &cache, &|rows| watch.rows(rows))?;
        let accepted = orders.reconciliation.accepted;
        Ok::<_, RunError>((orders, accepted))
    })?;
    let coverage = steps
        .step("completeness", || Ok::<_, RunError>((period::coverage(&orders, job.as_of, job.today, &holidays), 0)))?;
    let clock = choose(job, &coverage)?;
    let start = config.calendar.month_start_day;
    let (panel, months, refs, orders_in_period, other, reasons, spelt) = steps.step("panel", || {
        let areas = inputs::areas(config)?;
        // Checked when the configuration was read.
        let aliases = Aliases::new(&config.aliases, &config.names).unwrap_or_default();
        let names = (&config.names, &aliases);
        let dimensions = panel::dimensions(&orders, &config.columns, names, areas.as_ref(), inputs::city_name(config));
        let months = panel::by_month(&orders, start, clock.window.period_last);
        let in_period = period::orders_in_period(&orders, &months, &clock, &coverage, start)?;
        let refs = panel::file_refs(&orders, &dimensions);
        let sources = Sources {
            orders: &orders,
            refs: &refs,
            months: &months,
            dimensions: &dimensions,
            columns: &config.columns,
            coverage: &coverage,
            start,
            complete_at_least: config.check.complete_at_least,
        };
        let read = Read {
            orders: &orders,
            refs: &refs,
            dimensions: &dimensions,
            names: &config.names,
            window: &clock.window,
            cache: &cache,
        };
        let (panel, other) = rayon::join(
            || build_panel(&sources, clock.window, &cache, job.threads, &|rows| watch.rows(rows)),
            || beside(read),
        );
        let panel = panel?;
        let reasons = withheld::reasons(&read, &panel, &coverage, &months);
        let spelt = (dimensions.names.variants(), dimensions.names.unknown());
        let cells = panel.cells.len() as u64;
        Ok::<_, RunError>(((panel, months, refs, in_period, other, reasons, spelt), cells))
    })?;
    let not_assessed = mine::not_assessed(&panel, &config.spike, &config.persistent);
    let (spellings, unknown_names) = spelt;
    let prepared = Prepared {
        orders,
        coverage,
        clock,
        panel,
        orders_in_period,
        reasons,
        not_assessed,
        spellings,
        unknown_names,
        holidays,
        cache,
        months,
        refs,
    };
    Ok((prepared, other))
}
