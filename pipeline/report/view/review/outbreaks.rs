//! What is new: sudden findings of the period, and persistent ones that came or went, with their
//! life so far.

use serde::Serialize;

use super::Context;
use super::lights::Cell;
use crate::calendar::Cadence;
use crate::language::count;
use crate::mine::{Finding, FindingKind};
use crate::monitor::{WatchState, Watched};
use crate::panel::AreaId;
use crate::propose::FindingVerdict;
use crate::report::caveat_words::cannot_tell;
use crate::report::format::{self, fill};
use crate::report::view::findings::ordered;

/// Months from which on a finding is as rare as can be said.
const RARE_MONTHS: f64 = 1000.0;

/// One finding.
#[derive(Debug, Serialize)]
pub struct Line {
    what: String,
    place: String,
    kind: &'static str,
    state_key: &'static str,
    state: &'static str,
    first_seen: String,
    days: String,
    first: String,
    orders: Cell,
    expected: Cell,
    rarity: Cell,
    verdict: String,
    single_source: bool,
    reason: String,
}

/// All of them, with what is said where there is none.
#[derive(Debug, Serialize)]
pub struct Outbreaks {
    lines: Vec<Line>,
    none: String,
    note: String,
    precision: String,
}

impl Outbreaks {
    /// Of the whole city.
    pub(super) fn of(context: Context<'_>) -> Self {
        Self::filtered(context, |_| true)
    }

    /// Of a district and what lies in it.
    pub(super) fn within(context: Context<'_>, area: AreaId) -> Self {
        let panel = context.source.report.panel;
        let parent = move |id: &AreaId| panel.area(*id).parent;
        let inside = |id: AreaId| std::iter::successors(Some(id), parent).any(|id| id == area);
        let ids: Vec<&str> = context
            .source
            .report
            .findings
            .iter()
            .filter(|finding| inside(finding.area))
            .map(|finding| finding.finding_id.as_str())
            .collect();
        let name = &panel.area(area).name;
        let is_here = |row: &Watched| match row.state {
            WatchState::Over => {
                &row.cell.area == name || row.cell.parent_area.as_ref() == Some(name)
            }
            _ => ids.contains(&row.finding_id.as_str()),
        };
        Self { precision: String::new(), ..Self::filtered(context, is_here) }
    }

    fn filtered(context: Context<'_>, is_here: impl Fn(&Watched) -> bool) -> Self {
        let source = context.source;
        let mut lack = source.report.not_assessed.iter();
        let lack = lack.find(|lack| lack.what.kind() == Some(FindingKind::Spike));
        let rows: Vec<(&Watched, Option<&Finding>)> =
            rows(context).into_iter().filter(|(row, _)| is_here(row)).collect();
        let shown = source.report.settings.findings_shown;
        Self {
            note: match rows.len() > shown {
                true => {
                    let all = rows.len();
                    super::super::near::shown_of(source, shown, all, "tables/watch_list.csv")
                }
                false => String::new(),
            },
            lines: rows
                .into_iter()
                .take(shown)
                .map(|(row, finding)| line(context, row, finding))
                .collect(),
            none: match lack {
                Some(lack) => cannot_tell(lack, source.language),
                None if is_first(context) => context.says.first_report.to_owned(),
                None => context.says.nothing_new.to_owned(),
            },
            precision: precision(context),
        }
    }
}

/// Sudden findings with a day in the period, those that matter most first.
pub(super) fn of_period<'a>(context: Context<'a>) -> Vec<&'a Finding> {
    let period = context.source.report.period;
    let mut findings = ordered(context.source, FindingKind::Spike);
    findings.retain(|f| f.last_day >= period.first_day && f.first_day <= period.last_day);
    findings
}

/// What became of a finding; `None` where nobody kept it.
pub(super) fn state_of(context: Context<'_>, finding: &Finding) -> Option<WatchState> {
    let mut rows = context.source.report.watched.iter();
    rows.find(|row| row.finding_id == finding.finding_id).map(|row| row.state)
}

/// Sudden findings of the period, those that are over last; of a month also the persistent ones
/// that came or went.
fn rows<'a>(context: Context<'a>) -> Vec<(&'a Watched, Option<&'a Finding>)> {
    let watched = context.source.report.watched;
    let row_of =
        |finding: &Finding| watched.iter().find(|row| row.finding_id == finding.finding_id);
    let mut rows: Vec<(&Watched, Option<&Finding>)> = of_period(context)
        .into_iter()
        .filter_map(|finding| Some((row_of(finding)?, Some(finding))))
        .collect();
    let persistent = ordered(context.source, FindingKind::Persistent).into_iter();
    // Before the first report of this kind nothing can be new.
    let is_month = context.source.report.period.cadence == Cadence::Monthly;
    let with_persistent = is_month && !is_first(context);
    let is_new = |row: &&Watched| row.state == WatchState::New && with_persistent;
    rows.extend(
        persistent.filter_map(|finding| Some((row_of(finding).filter(is_new)?, Some(finding)))),
    );
    let is_told = |kind: &str| {
        kind == FindingKind::Spike.name() || is_month && kind == FindingKind::Persistent.name()
    };
    let over =
        watched.iter().filter(|row| row.state == WatchState::Over && is_told(&row.cell.kind));
    rows.extend(over.map(|row| (row, None)));
    rows
}

/// Whether no report of this kind was published before: then every finding is of the state "new".
fn is_first(context: Context<'_>) -> bool {
    context.source.report.watched.iter().all(|row| row.state == WatchState::New)
}

fn line(context: Context<'_>, row: &Watched, finding: Option<&Finding>) -> Line {
    let (source, says) = (context.source, context.says);
    let (state_key, state) = match row.state {
        WatchState::New => ("red", says.state_new),
        WatchState::Continuing => ("amber", says.state_continuing),
        WatchState::Over => ("green", says.state_over),
    };
    let expected = finding.and_then(|finding| finding.expected);
    let city = source.report.panel.area(source.report.panel.city());
    let is_spike = row.cell.kind == FindingKind::Spike.name();
    Line {
        what: row.cell.category.clone(),
        place: match (finding, &row.cell.parent_area) {
            (Some(finding), _) => source.area(finding.area),
            (None, Some(parent)) if *parent != city.name => {
                format!("{parent} · {}", row.cell.area)
            }
            (None, _) if row.cell.area == city.name => source.words.city.to_owned(),
            (None, _) => row.cell.area.clone(),
        },
        kind: if is_spike { source.words.spike } else { source.words.persistent },
        state_key,
        state,
        first_seen: row.first_seen.to_string(),
        days: format::days(row.first_day, row.last_day, source.language),
        first: row.first_day.to_string(),
        orders: Cell::new(count(row.orders), vec![], Some(row.orders as f64)),
        expected: Cell::new(format::expected(expected), vec![], expected),
        rarity: rarity(context, row.rarity_months),
        verdict: row
            .verdict
            .as_ref()
            .map(|review| verdict(context, review.verdict))
            .unwrap_or_default(),
        single_source: finding.is_some_and(|finding| finding.single_source == Some(true)),
        reason: finding.map(|finding| finding.reason.clone()).unwrap_or_default(),
    }
}

fn rarity(context: Context<'_>, months: Option<f64>) -> Cell {
    let says = context.says;
    let Some(months) = months else { return Cell::unknown("") };
    let text = if months >= RARE_MONTHS {
        says.rarity_most.to_owned()
    } else if months < 1.0 {
        says.rarity_least.to_owned()
    } else {
        fill(says.rarity_says, &[("n", &format!("{months:.0}"))])
    };
    Cell::new(text, vec![], Some(months))
}

fn verdict(context: Context<'_>, verdict: FindingVerdict) -> String {
    let says = context.says;
    match verdict {
        FindingVerdict::Confirmed => says.verdict_confirmed,
        FindingVerdict::Known => says.verdict_known,
        FindingVerdict::Artefact => says.verdict_artefact,
        FindingVerdict::Duplicate => says.verdict_duplicate,
    }
    .to_owned()
}

/// How many of the findings that people have looked at are real, by kind; empty before the first.
fn precision(context: Context<'_>) -> String {
    let (source, words) = (context.source, context.words);
    let part = |reviewed: &crate::monitor::Reviewed| {
        let share = reviewed.precision()?;
        let kind = match reviewed.kind.as_str() {
            "frequent" => source.words.frequent,
            "persistent" => source.words.persistent,
            "spike" => source.words.spike,
            _ => return None,
        };
        let [confirmed, known, artefact, _] = reviewed.verdicts;
        let values = [
            ("real", (confirmed + known).to_string()),
            ("all", (confirmed + known + artefact).to_string()),
            ("share", format::whole_percent(share)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        Some(format!("{kind} {}", fill(context.says.precision_part, &values)))
    };
    let parts: Vec<String> = source.report.precision.iter().filter_map(part).collect();
    match parts.is_empty() {
        true => String::new(),
        false => fill(words.precision, &[("parts", &source.join(&parts))]),
    }
}
