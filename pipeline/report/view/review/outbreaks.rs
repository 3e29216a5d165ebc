//! What is new: sudden findings of the period.

use serde::Serialize;

use super::Context;
use super::lights::Cell;
use crate::language::count;
use crate::mine::{Finding, FindingKind};
use crate::report::caveat_words::cannot_tell;
use crate::report::format;
use crate::report::view::findings::ordered;

/// One finding.
#[derive(Debug, Serialize)]
pub struct Line {
    what: String,
    place: String,
    days: String,
    first: String,
    orders: Cell,
    expected: Cell,
    strength: Cell,
    single_source: bool,
    reason: String,
}

/// All of them, with what is said where there is none.
#[derive(Debug, Serialize)]
pub struct Outbreaks {
    lines: Vec<Line>,
    none: String,
    note: String,
}

impl Outbreaks {
    pub(super) fn of(context: Context<'_>) -> Self {
        let source = context.source;
        let all = of_period(context);
        let lack = source.report.not_assessed.iter();
        let lack = lack.clone().find(|lack| lack.what.kind() == Some(FindingKind::Spike));
        let shown = source.report.settings.findings_shown;
        Self {
            note: if all.len() > shown {
                super::super::near::shown_of(source, shown, all.len(), "tables/findings.csv")
            } else {
                String::new()
            },
            lines: all.into_iter().take(shown).map(|finding| line(context, finding)).collect(),
            none: match lack {
                Some(lack) => cannot_tell(lack, source.language),
                None => source.words.no_findings.to_owned(),
            },
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

fn line(context: Context<'_>, finding: &Finding) -> Line {
    let source = context.source;
    Line {
        what: source.report.panel.category(finding.category).name.clone(),
        place: source.area(finding.area),
        days: format::days(finding.first_day, finding.last_day, source.language),
        first: finding.first_day.to_string(),
        orders: Cell::new(count(finding.orders), vec![], Some(finding.orders as f64)),
        expected: Cell::new(format::expected(finding.expected), vec![], finding.expected),
        strength: Cell::new(
            finding.strength.map_or_else(|| format::UNKNOWN.to_owned(), |s| format!("×{s:.1}")),
            vec![],
            finding.strength,
        ),
        single_source: finding.single_source == Some(true),
        reason: finding.reason.clone(),
    }
}
