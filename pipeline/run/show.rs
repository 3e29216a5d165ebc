//! What a run hands to the report.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::figures::Figures;
use super::{Decided, Job, Prepared, RunError, caveats, definitions, earlier, inputs};
use crate::chart::Rasteriser;
use crate::config::Config;
use crate::mine::FindingKind;
use crate::monitor::Review;
use crate::panel::{CategoryId, Window};
use crate::propose;
use crate::publish::{ReadError, read_published};
use crate::report::{self, Caveat, Report, ReportFile, sentences};
use crate::topics::Topic;
use crate::warehouse::Reconciliation;

/// Pages and charts of a run, and what people should know of it.
pub(super) struct Shown {
    /// The files.
    pub files: Vec<ReportFile>,
    /// The warnings.
    pub warnings: Vec<String>,
}

/// Composes the pages and draws their charts.
///
/// # Errors
/// When a file of human decisions is not usable, or a chart cannot be drawn.
pub(super) fn show(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
    figures: &Figures,
    fonts: Option<&Rasteriser>,
) -> Result<Shown, RunError> {
    let language = job.config.language;
    let mut caveats = caveats::caveats(job, prepared, decided, &figures.review);
    caveats.extend(figures.watch.unknown_sentences(language).into_iter().map(Caveat::Edit));
    let mut warnings = sentences(&caveats, language);
    warnings.extend(figures.trouble.iter().cloned());
    let changes = changes(job, prepared, decided).unwrap_or_else(|error| {
        warnings.push(error.to_string());
        None
    });
    let said = Said { caveats: &caveats, changes: changes.as_ref() };
    let rendered = render(job, prepared, decided, figures, said, fonts)?;
    warnings.extend(rendered.warnings.iter().map(|warning| warning.message(language)));
    Ok(Shown { files: rendered.files, warnings })
}

/// What changed since the last published proposal, and that one's period; `None` before the first.
fn changes(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
) -> Result<Option<(String, propose::plan::Plan)>, ReadError> {
    let Config { calendar, language, .. } = &job.config;
    let start = calendar.month_start_day;
    let Some((period, folder)) =
        earlier::published_before(&job.output, prepared.clock.period, start)
    else {
        return Ok(None);
    };
    let plan = propose::plan::plan(&read_published(&folder)?, &decided.outcome, *language);
    Ok(Some((period.to_string(), plan)))
}

/// What is said beside the figures.
#[derive(Clone, Copy)]
struct Said<'a> {
    caveats: &'a [Caveat],
    changes: Option<&'a (String, propose::plan::Plan)>,
}

fn render(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
    figures: &Figures,
    said: Said<'_>,
    fonts: Option<&Rasteriser>,
) -> Result<report::Rendered, RunError> {
    let Job { config, .. } = job;
    let language = config.language;
    let run_id = inputs::run_id(job, prepared);
    let rows = row_counts(&prepared.opened.staged.reconciliation);
    let definitions = definitions::definitions(config);
    let causes = inputs::cause_names(config)?;
    let label = prepared.clock.period.to_string();
    let report = Report {
        settings: &config.report,
        title: &config.title,
        language,
        period: report::Period {
            cadence: prepared.clock.period.cadence(),
            label: &label,
            first_day: prepared.clock.window.period_first,
            last_day: prepared.clock.window.period_last,
            figures_from: figures_from(prepared),
        },
        as_of: prepared.clock.as_of,
        version: env!("CARGO_PKG_VERSION"),
        run_id: &run_id,
        panel: &prepared.panel,
        findings: &decided.findings,
        topics: &decided.outcome.topics,
        candidates: &decided.outcome.candidates,
        proposal: &decided.outcome.proposal,
        changes: said.changes.map(|(since, plan)| report::Changes { since, plan }),
        followed: &decided.followed,
        basis: &decided.basis,
        leads: &propose::lead_departments(&prepared.panel, &decided.followed),
        category_leads: &category_leads(prepared, decided, &figures.review),
        monitoring: &decided.monitoring,
        review: &figures.review,
        reporting: &figures.reporting,
        watched: &figures.watch.rows,
        second: &figures.second,
        precision: &figures.watch.precision,
        checkup: &decided.checkup,
        detectable: &decided.detectable,
        movers: &decided.movers,
        feed: Some(feed(prepared)),
        progress: &decided.monitoring.progress,
        caveats: said.caveats,
        not_assessed: &prepared.not_assessed,
        week_hours: &prepared.week_hours,
        places: &prepared.places,
        rows: &rows,
        causes: &causes,
        definitions: &definitions,
        light_rule: &crate::monitor::light_rule(
            &config.monitor,
            &decided.monitoring.summary,
            language,
        ),
    };
    Ok(report::render(&report, fonts)?)
}

/// Who handles most of the categories that usually come, and of those that broke out.
fn category_leads(
    prepared: &Prepared,
    decided: &Decided,
    review: &Review,
) -> BTreeMap<CategoryId, (String, f64)> {
    let of = |category: CategoryId| Topic {
        topic_id: category.0.to_string(),
        categories: vec![category],
        ..Topic::default()
    };
    let peaks = review.usual_peaks.iter().map(|peak| peak.category);
    let outbreaks = decided.findings.iter().filter(|finding| finding.kind == FindingKind::Spike);
    let categories: BTreeSet<CategoryId> =
        peaks.chain(outbreaks.map(|finding| finding.category)).collect();
    let topics: Vec<Topic> = categories.into_iter().map(of).collect();
    let mut leads = propose::lead_departments(&prepared.panel, &topics);
    let lead = |topic: &Topic| Some((topic.categories[0], leads.remove(&topic.topic_id)?));
    topics.iter().filter_map(lead).collect()
}

/// How much of the period came in.
fn feed(prepared: &Prepared) -> report::Feed {
    let Window { period_first, period_last, .. } = prepared.clock.window;
    let coverage = &prepared.coverage;
    report::Feed {
        orders: prepared.orders_in_period,
        usual: coverage.usual(period_first, period_last),
        covered: coverage.share(period_first, period_last),
    }
}

/// The first day of what is judged as a year, as far back as there is data.
fn figures_from(prepared: &Prepared) -> NaiveDate {
    let Window { period_first, year_first, .. } = prepared.clock.window;
    year_first.max(prepared.coverage.first_day).min(period_first)
}

fn row_counts(rows: &Reconciliation) -> report::RowCounts {
    let mut by_reason: Vec<(String, u64)> = rows.rejected_by_reason.clone().into_iter().collect();
    by_reason.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    report::RowCounts {
        read: rows.read,
        accepted: rows.accepted,
        set_aside: rows.set_aside,
        duplicate: rows.duplicate + rows.superseded,
        rejected: rows.rejected,
        rejected_by_reason: by_reason,
    }
}
