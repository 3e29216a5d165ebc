//! The findings of a period beside those of the period before, with what people say of them.

use super::{Decided, Job, Prepared, earlier};
use crate::language::Language;
use crate::monitor::{self, Reviewed, Watched};
use crate::propose::Ledger;
use crate::publish::{published_kinds, read_watched};

/// What became of findings, and how many of those that people have looked at are real.
pub(super) struct Watch {
    pub rows: Vec<Watched>,
    pub precision: Vec<Reviewed>,
    /// Findings that a verdict names and no report has, with the lines of their entries.
    unknown: Vec<(String, usize)>,
    /// Why an earlier report could not be read.
    pub trouble: Option<String>,
}

/// Compares with the latest earlier report of the same kind of period.
pub(super) fn watched(job: &Job, prepared: &Prepared, decided: &Decided) -> Watch {
    let start = job.config.calendar.month_start_day;
    let before = earlier::published_before(&job.output, prepared.clock.period, start);
    let before = before.map(|(_, folder)| read_watched(&folder)).transpose();
    let ledger = &decided.ledger;
    let earlier = match ledger.verdicts.is_empty() {
        true => Ok(Vec::new()),
        false => published_kinds(&job.output),
    };
    let trouble = before.as_ref().err().or(earlier.as_ref().err()).map(ToString::to_string);
    let (before, earlier) =
        (before.ok().flatten().unwrap_or_default(), earlier.unwrap_or_default());
    let begins = prepared.clock.window.period_first;
    let rows = monitor::watch(&prepared.panel, &decided.findings, &before, ledger, begins);
    let kind_of = |id: &str| kind_of(id, &rows, &earlier);
    let precision = monitor::precision(ledger, kind_of);
    Watch { precision, unknown: unknown(ledger, kind_of), trouble, rows }
}

fn kind_of(id: &str, rows: &[Watched], earlier: &[(String, String)]) -> Option<String> {
    let has_id = |row: &&Watched| {
        row.finding_id == id || row.earlier_ids.iter().any(|earlier| earlier == id)
    };
    let now = rows.iter().find(has_id).map(|row| row.cell.kind.clone());
    now.or_else(|| earlier.iter().find(|(other, _)| other == id).map(|(_, kind)| kind.clone()))
}

fn unknown(ledger: &Ledger, kind_of: impl Fn(&str) -> Option<String>) -> Vec<(String, usize)> {
    let unknown = ledger.verdicts.iter().filter(|review| kind_of(&review.finding).is_none());
    unknown.map(|review| (review.finding.clone(), review.line)).collect()
}

impl Watch {
    /// What to tell people whose verdict names no finding.
    pub fn unknown_sentences(&self, language: Language) -> Vec<String> {
        let sentence = |(finding, line): &(String, usize)| match language {
            Language::Zh => format!(
                "决策文件第 {line} 行的评定针对发现 {finding}，任何已发布的报告都没有这一编号。"
            ),
            Language::En => format!(
                "The verdict on line {line} of the ledger is on finding {finding}, which no \
                 published report has."
            ),
        };
        self.unknown.iter().map(sentence).collect()
    }
}
