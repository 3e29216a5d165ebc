//! The main job on one screen: files → orders → panel → findings → topics → proposal → progress → report → published.

mod caveats;
mod definitions;
mod due;
mod earlier;
mod error;
mod inputs;
mod period;
mod said;
mod texts;
mod watch;

use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;

pub use due::due;
pub use error::RunError;
pub use inputs::lock;
pub use period::{Clock, choose};
pub use watch::{Event, Watch};

use crate::cache::Cache;
use crate::config::{Config, Holidays, Period};
use crate::language::Language;
use crate::mine::{Finding, find_frequent, find_persistent, find_spikes, judge_sources, questions};
use crate::monitor::{Monitoring, follow};
use crate::orders::{Coverage, Orders, Reconciliation, read_orders};
use crate::panel::{self, Panel, Sources, build_panel};
use crate::propose::{self, Labels, Outcome, Request};
use crate::publish::{
    Draft, PANEL_TABLE, Published, ReadError, Results, StepResult, decided_tables, read_published, rejects, write_panel,
};
use crate::report::{self, Report};
use crate::topics::{Gathered, Guidance, Texts, Topic, category_topics, gather, standouts};

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
}

/// What was published.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The folder.
    pub folder: PathBuf,
    /// The run's own account.
    pub results: Results,
    /// The list, for the terminal.
    pub proposal: Vec<propose::ProposedTopic>,
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
    holidays: Holidays,
    cache: Cache,
    months: std::collections::BTreeMap<NaiveDate, panel::MonthOrders>,
    refs: Vec<panel::FileRefs>,
}

/// Everything that is decided about a period before it is shown.
pub struct Decided {
    /// The findings.
    pub findings: Vec<Finding>,
    /// Texts that matters were looked for in.
    pub texts: usize,
    /// The topics before the ledger.
    pub gathered: Gathered,
    /// The proposal.
    pub outcome: Outcome,
    /// The progress.
    pub monitoring: Monitoring,
    /// Names for people.
    pub labels: Labels,
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
    let prepared = prepare(job, watch, &mut steps)?;
    // The largest table is known already: it is written while the rest is decided.
    let (decided, written) = std::thread::scope(|scope| {
        let writing = scope.spawn(|| write_panel(&draft, &prepared.panel, &prepared.cache));
        let decided = decide(job, &prepared, &mut steps);
        (decided, writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let decided = decided?;
    written?;
    let mut warnings = caveats::caveats(job, &prepared, &decided);
    let changes = changes(job, &prepared, &decided).unwrap_or_else(|error| {
        warnings.push(error.to_string());
        None
    });
    let rendered = steps.step("report", || {
        let rendered = render(job, &prepared, &decided, &warnings, changes.as_ref())?;
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
        for (name, rows) in &tables {
            draft.write_table(name, rows)?;
        }
        draft.write_parquet("rejects.parquet", &rejects(&prepared.orders.files))?;
        for file in &rendered.files {
            draft.write(&file.path, &file.bytes)?;
        }
        Ok::<_, RunError>(((), rows))
    })?;
    let whole = std::iter::once((PANEL_TABLE, prepared.panel.cells.len()));
    let others = tables.iter().map(|(name, rows)| (*name, rows.num_rows()));
    let counts = whole.chain(others).map(|(name, rows)| (name.to_owned(), rows)).collect();
    let results = inputs::results(job, &prepared, steps.finish(), warnings, counts);
    let json = serde_json::to_string_pretty(&results).expect("results are plain values");
    draft.write("run_results.json", json.as_bytes())?;
    let folder = draft.publish(&prepared.clock.period.to_string())?;
    inputs::keep_topics(&job.output, &decided.gathered.store)?;
    if let Err(error) = prepared.cache.prune() {
        tracing::warn!(%error, "old intermediate results could not be removed");
    }
    Ok(Summary { folder, results, proposal: decided.outcome.proposal })
}

/// Reads the orders and builds the panel of the period.
///
/// # Errors
/// When the input is refused, or no order lies in the period.
pub fn prepare(job: &Job, watch: &Watch<'_>, steps: &mut Steps<'_, '_>) -> Result<Prepared, RunError> {
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
    let (panel, months, refs) = steps.step("panel", || {
        let areas = inputs::areas(config)?;
        let dimensions = panel::dimensions(&orders, &config.columns, areas.as_ref(), inputs::city_name(config));
        let months = panel::by_month(&orders, start, clock.window.period_last);
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
        let panel = build_panel(&sources, clock.window, &cache, job.threads, &|rows| watch.rows(rows))?;
        let cells = panel.cells.len() as u64;
        Ok::<_, RunError>(((panel, months, refs), cells))
    })?;
    Ok(Prepared { orders, coverage, clock, panel, holidays, cache, months, refs })
}

/// Mines, gathers topics, proposes and follows.
///
/// # Errors
/// When a file of human decisions is not usable, or wishes clash.
pub fn decide(job: &Job, prepared: &Prepared, steps: &mut Steps<'_, '_>) -> Result<Decided, RunError> {
    let Job { config, .. } = job;
    let (panel, language) = (&prepared.panel, config.language);
    let (findings, texts, standouts) = steps.step("mine", || {
        let mine_texts = || {
            let texts = texts::order_texts(&prepared.orders, &prepared.refs, &prepared.clock.window);
            let said = said::said(panel, &texts, &prepared.cache);
            let standouts = standouts(panel, &texts, &said);
            (texts, standouts)
        };
        let (findings, (texts, standouts)) = rayon::join(|| mine(config, prepared, panel), mine_texts);
        let count = (findings.len() + standouts.len()) as u64;
        Ok::<_, RunError>(((findings, texts, standouts), count))
    })?;
    let tree = inputs::theme_tree(config)?;
    let labels = inputs::labels(&tree, language);
    let gathered = steps.step("topics", || {
        let edits = inputs::edits(config, &tree)?;
        let previous = inputs::previous_topics(&job.output, language)?;
        let drawn = texts::draw(panel, &texts, &findings, config.topics.mined_texts);
        let texts = Texts { all: &texts, drawn: &drawn, standouts: &standouts };
        let guidance = Guidance { tree: &tree, edits: &edits, previous: &previous };
        let gathered = gather(panel, texts, &findings, guidance, &config.topics, language);
        let count = gathered.topics.len() as u64;
        Ok::<_, RunError>((gathered, count))
    })?;
    let ledger = inputs::ledger(config)?;
    let outcome = steps.step("propose", || {
        let outcome = propose::propose(&Request {
            panel,
            findings: &findings,
            topics: &gathered.topics,
            labels: &labels,
            ledger: &ledger,
            settings: &config.proposal,
            language,
        })
        .map_err(|source| RunError::Propose { path: config.path.clone(), source })?;
        let count = outcome.proposal.len() as u64;
        Ok::<_, RunError>((outcome, count))
    })?;
    let monitoring = steps.step("monitor", || {
        let followed: Vec<Topic> =
            outcome.topics.iter().filter(|topic| outcome.followed.contains(&topic.topic_id)).cloned().collect();
        let monitoring = follow(panel, &followed, &config.monitor, language);
        let count = monitoring.progress.len() as u64;
        Ok::<_, RunError>((monitoring, count))
    })?;
    Ok(Decided { findings, texts: texts.len(), gathered, outcome, monitoring, labels })
}

/// What would have been proposed from a past year, knowing nothing of what came after: for `backtest`.
///
/// Topics are those of categories; people's edits and decisions, which came later, are left out.
///
/// # Errors
/// When the theme tree is not usable, or wishes clash.
pub fn decide_past(job: &Job, prepared: &Prepared, period: std::ops::Range<usize>) -> Result<Outcome, RunError> {
    let Job { config, .. } = job;
    let past = propose::backtest::as_of(&prepared.panel, period);
    let tree = inputs::theme_tree(config)?;
    let findings = mine(config, prepared, &past);
    let topics = category_topics(&past, &tree, &config.topics.category, config.language);
    propose::propose(&Request {
        panel: &past,
        findings: &findings,
        topics: &topics,
        labels: &inputs::labels(&tree, config.language),
        ledger: &propose::Ledger::default(),
        settings: &config.proposal,
        language: config.language,
    })
    .map_err(|source| RunError::Propose { path: config.path.clone(), source })
}

fn find(config: &Config, panel: &Panel) -> Vec<Finding> {
    let language = config.language;
    let (mut findings, (persistent, spikes)) = rayon::join(
        || find_frequent(panel, &config.frequent, language),
        || {
            rayon::join(
                || find_persistent(panel, &config.persistent, language),
                || find_spikes(panel, &config.spike, language),
            )
        },
    );
    findings.extend(persistent);
    findings.extend(spikes);
    findings
}

/// Findings of a panel: the prepared one, or that as it was earlier.
fn mine(config: &Config, prepared: &Prepared, panel: &Panel) -> Vec<Finding> {
    let mut findings = find(config, panel);
    let answers = panel::evidence(&prepared.orders, &prepared.refs, &prepared.months, &questions(&findings));
    judge_sources(&mut findings, &answers, panel.available.reporter);
    findings
}

/// What changed since the last published proposal, and that one's period; `None` before the first.
fn changes(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
) -> Result<Option<(String, propose::plan::Plan)>, ReadError> {
    let Config { calendar, language, .. } = &job.config;
    let start = calendar.month_start_day;
    let Some((period, folder)) = earlier::published_before(&job.output, prepared.clock.period, start) else {
        return Ok(None);
    };
    let plan = propose::plan::plan(&read_published(&folder)?, &decided.outcome, *language);
    Ok(Some((period.to_string(), plan)))
}

fn render(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
    caveats: &[String],
    changes: Option<&(String, propose::plan::Plan)>,
) -> Result<report::Rendered, RunError> {
    let Job { config, .. } = job;
    let language: Language = config.language;
    let run_id = inputs::run_id(job, prepared);
    let rows = row_counts(&prepared.orders.reconciliation);
    let definitions = definitions::definitions(config);
    let causes = inputs::cause_names(config)?;
    let label = prepared.clock.period.to_string();
    let report = Report {
        settings: &config.report,
        title: &config.title,
        language,
        period: report::Period {
            label: &label,
            first_day: prepared.clock.window.period_first,
            last_day: prepared.clock.window.period_last,
        },
        as_of: prepared.clock.as_of,
        version: env!("CARGO_PKG_VERSION"),
        run_id: &run_id,
        panel: &prepared.panel,
        findings: &decided.findings,
        topics: &decided.outcome.topics,
        candidates: &decided.outcome.candidates,
        proposal: &decided.outcome.proposal,
        changes: changes.map(|(since, plan)| report::Changes { since, plan }),
        progress: &decided.monitoring.progress,
        caveats,
        rows: &rows,
        causes: &causes,
        definitions: &definitions,
        light_rule: &crate::monitor::light_rule(&config.monitor, language),
    };
    Ok(report::render(&report)?)
}

fn row_counts(rows: &Reconciliation) -> report::RowCounts {
    let mut by_reason: Vec<(String, u64)> = rows.rejected_by_reason.clone().into_iter().collect();
    by_reason.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    report::RowCounts {
        read: rows.read,
        accepted: rows.accepted,
        set_aside: rows.set_aside,
        duplicate: rows.duplicate,
        rejected: rows.rejected,
        rejected_by_reason: by_reason,
    }
}

/// The steps of a run, timed.
pub struct Steps<'a, 'b> {
    watch: &'a Watch<'b>,
    done: Vec<StepResult>,
}

impl<'a, 'b> Steps<'a, 'b> {
    /// None yet.
    pub const fn new(watch: &'a Watch<'b>) -> Self {
        Self { watch, done: Vec::new() }
    }

    /// Does one step, which says how many rows came out of it.
    ///
    /// # Errors
    /// The step's own.
    pub fn step<T, E>(&mut self, name: &'static str, work: impl FnOnce() -> Result<(T, u64), E>) -> Result<T, E> {
        self.watch.stage(name);
        let start = Instant::now();
        let (value, rows) = work()?;
        let seconds = start.elapsed().as_secs_f64();
        self.watch.done(name, rows, seconds);
        self.done.push(StepResult { name, status: "done", seconds, rows });
        Ok(value)
    }

    fn finish(self) -> Vec<StepResult> {
        self.done
    }
}
