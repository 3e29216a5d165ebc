//! What a panel says: findings, topics, the proposal and its progress.

use std::collections::{BTreeMap, BTreeSet};

use super::steps::timed;
use super::withheld::of_names;
use super::{Job, MinedTexts, Opened, Prepared, RunError, Steps, followed, inputs, reporters};
use crate::calendar::Cadence;
use crate::config::Config;
use crate::mine::{
    Finding, PersistentLevel, Sudden, Withheld, assess_persistent, find_frequent, judge_sources,
    keep_within, questions,
};
use crate::monitor::{
    Checkup, Monitoring, Mover, check_up, follow_from, movers, smallest_detectable,
};
use crate::panel::{self, Panel};
use crate::propose::{self, Labels, Ledger, Outcome, Request};
use crate::report::Basis;
use crate::topics::{Gathered, Guidance, Texts, Topic, attach_findings, category_topics, gather};

/// Everything that is decided about a period before it is shown.
pub struct Decided {
    /// The findings.
    pub findings: Vec<Finding>,
    /// How many persistent cells there are on each level, and how many of them are listed.
    pub levels: Vec<PersistentLevel>,
    /// Texts that matters were looked for in.
    pub texts: usize,
    /// The topics before the ledger.
    pub gathered: Gathered,
    /// The proposal.
    pub outcome: Outcome,
    /// Decisions and verdicts of people.
    pub ledger: Ledger,
    /// The topics that are followed.
    pub followed: Vec<Topic>,
    /// Why these.
    pub basis: Basis,
    /// The progress.
    pub monitoring: Monitoring,
    /// What became of the topics that were on the year's list; empty for other periods, and where
    /// there was no list.
    pub checkup: Vec<Checkup>,
    /// Of the topics that a year proposes: the smallest fall that could be seen, where any could.
    pub detectable: BTreeMap<String, f64>,
    /// What moved in a week; empty for other periods.
    pub movers: Vec<Mover>,
    /// Names for people.
    pub labels: Labels,
}

/// Findings, and the account of the persistent ones.
struct Mined {
    findings: Vec<Finding>,
    levels: Vec<PersistentLevel>,
    sudden: Sudden,
}

/// Mines, gathers topics, proposes and follows.
///
/// # Errors
/// When a file of human decisions is not usable, or wishes clash.
pub fn decide(
    job: &Job,
    prepared: &Prepared,
    texts: MinedTexts,
    steps: &mut Steps<'_, '_>,
) -> Result<Decided, RunError> {
    let Job { config, .. } = job;
    let (panel, language) = (&prepared.panel, config.language);
    let mine_panel = || {
        let mut mined = mine(config, prepared, panel, &prepared.reasons.withheld)?;
        let clusters = reporters::clusters(config, prepared, &mined.sudden, &mined.findings)?;
        mined.findings.extend(clusters);
        mined.findings.extend(reporters::find(config, prepared, &mined.sudden, &texts.all)?);
        let count = mined.findings.len() as u64;
        Ok::<_, RunError>((mined, count))
    };
    // Topics are what they are whatever was found of them: neither waits for the other.
    let gather_topics = || {
        let tree = inputs::theme_tree(config)?;
        let edits = inputs::edits(config, &tree)?;
        let previous = inputs::previous_topics(&job.output, language)?;
        let texts = Texts { all: &texts.all, standouts: &texts.standouts };
        let guidance = Guidance { tree: &tree, edits: &edits, previous: &previous };
        let gathered = gather(panel, texts, guidance, &config.topics, language);
        Ok::<_, RunError>((gathered, inputs::labels(&tree, language)))
    };
    let (findings, (gathered, seconds)) =
        rayon::join(|| steps.step("mine", mine_panel), || timed(gather_topics));
    let (Mined { findings, levels, .. }, (mut gathered, labels)) = (findings?, gathered?);
    attach_findings(&mut gathered.topics, &findings);
    steps.beside("topics", gathered.topics.len() as u64, seconds);
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
    let (followed, basis, monitoring) = steps.step("monitor", || {
        let has_adopted = !ledger.apply(&gathered.topics).adopted().is_empty();
        let (followed, basis) = followed::followed(job, prepared, &outcome, has_adopted)?;
        let from = followed::in_force_from(prepared, config.calendar.month_start_day);
        let monitoring = follow_from(panel, &followed, from, &config.monitor, language);
        let count = monitoring.progress.len() as u64;
        Ok::<_, RunError>(((followed, basis, monitoring), count))
    })?;
    let checkup = check_up_year(job, prepared, &outcome, &followed, &basis, &monitoring)?;
    let detectable = match prepared.clock.period.cadence() {
        Cadence::Annual => smallest_detectable(panel, &proposed(&outcome), &config.monitor),
        _ => BTreeMap::new(),
    };
    let movers = match prepared.clock.period.cadence() {
        Cadence::Weekly => movers(panel),
        _ => Vec::new(),
    };
    let texts = texts.all.len();
    Ok(Decided {
        findings,
        levels,
        texts,
        gathered,
        outcome,
        ledger,
        followed,
        basis,
        monitoring,
        checkup,
        detectable,
        movers,
        labels,
    })
}

/// The check-up of the topics that the ledger adopts, else of those on the published list that was
/// in force in the year.
fn check_up_year(
    job: &Job,
    prepared: &Prepared,
    outcome: &Outcome,
    followed: &[Topic],
    basis: &Basis,
    monitoring: &Monitoring,
) -> Result<Vec<Checkup>, RunError> {
    let Job { config, .. } = job;
    let panel = &prepared.panel;
    if prepared.clock.period.cadence() != Cadence::Annual {
        return Ok(Vec::new());
    }
    if *basis == Basis::Adopted {
        return Ok(check_up(panel, followed, monitoring));
    }
    let topics = followed::listed(job, prepared, outcome)?;
    let from = followed::in_force_from(prepared, config.calendar.month_start_day);
    let monitoring = follow_from(panel, &topics, from, &config.monitor, config.language);
    Ok(check_up(panel, &topics, &monitoring))
}

/// The topics on the list.
fn proposed(outcome: &Outcome) -> Vec<Topic> {
    let listed: BTreeSet<&str> =
        outcome.proposal.iter().map(|topic| topic.topic_id.as_str()).collect();
    let is_listed = |topic: &&Topic| listed.contains(topic.topic_id.as_str());
    outcome.topics.iter().filter(is_listed).cloned().collect()
}

/// What would have been proposed from a past year, knowing nothing of what came after: for
/// `backtest`.
///
/// Topics are those of categories; people's edits and decisions, which came later, are left out.
///
/// # Errors
/// When the theme tree is not usable, or wishes clash.
pub fn decide_past(
    job: &Job,
    prepared: &Prepared,
    period: std::ops::Range<usize>,
) -> Result<Outcome, RunError> {
    let Job { config, .. } = job;
    let past = propose::backtest::as_of(&prepared.panel, period);
    let tree = inputs::theme_tree(config)?;
    let (_, withheld) = of_names(&past, &prepared.reasons.imports, &config.names);
    let Mined { findings, .. } = mine(config, prepared, &past, &withheld)?;
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

fn find(config: &Config, panel: &Panel, withheld: &Withheld) -> Mined {
    let language = config.language;
    let (mut findings, (persistent, (spikes, sudden))) = rayon::join(
        || find_frequent(panel, &config.frequent, language),
        || {
            rayon::join(
                || assess_persistent(panel, &config.persistent, language),
                || {
                    let sudden = Sudden::judge(panel, &config.spike, withheld);
                    (sudden.spikes(panel, &config.spike, language), sudden)
                },
            )
        },
    );
    findings.extend(persistent.findings);
    findings.extend(spikes);
    Mined { findings, levels: persistent.levels, sudden }
}

/// Findings of a panel: the prepared one, or that as it was earlier.
fn mine(
    config: &Config,
    prepared: &Prepared,
    panel: &Panel,
    withheld: &Withheld,
) -> Result<Mined, RunError> {
    let Mined { mut findings, levels, sudden } = find(config, panel, withheld);
    let last = panel.months.last().map_or(prepared.coverage.last_day, |month| month.last_day);
    let last = last.min(prepared.clock.window.period_last);
    keep_within(&mut findings, prepared.coverage.first_day, last);
    let Opened { warehouse, months, scope, keys, .. } = &prepared.opened;
    let answers = panel::evidence(warehouse, months, scope, keys, &questions(&findings))?;
    judge_sources(&mut findings, &answers, panel.available.reporter);
    Ok(Mined { findings, levels, sudden })
}
