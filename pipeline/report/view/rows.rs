//! How the rows add up, the definitions, and what made the page.

use serde::Serialize;

use super::Source;
use crate::language::{count, percent};
use crate::report::format::{self, fill};

/// One line of the reconciliation.
#[derive(Debug, Serialize)]
pub struct Line {
    name: String,
    rows: String,
    share: String,
}

/// The reconciliation.
#[derive(Debug, Serialize)]
pub struct Rows {
    lines: Vec<Line>,
    reasons: Vec<Line>,
    adds_up: bool,
    sum: String,
    files: String,
    made_by: String,
}

/// One definition.
#[derive(Debug, Serialize)]
pub struct DefinitionView {
    name: String,
    text: String,
    source: Option<String>,
}

/// The definitions as given.
pub(super) fn definitions(source: Source<'_>) -> Vec<DefinitionView> {
    let all = source.report.definitions.iter();
    all.map(|d| DefinitionView {
        name: d.name.clone(),
        text: d.text.clone(),
        source: d.source.clone(),
    })
    .collect()
}

impl Rows {
    pub(super) fn of(source: Source<'_>) -> Self {
        let (rows, words) = (source.report.rows, source.words);
        let line = |name: &str, n: u64| Line {
            name: name.to_owned(),
            rows: count(n),
            share: share(n, rows.read),
        };
        let sum = rows.accepted + rows.set_aside + rows.duplicate + rows.rejected;
        let adds_up = sum == rows.read;
        Self {
            lines: vec![
                line(words.rows_read, rows.read),
                line(words.rows_accepted, rows.accepted),
                line(words.rows_set_aside, rows.set_aside),
                line(words.rows_duplicate, rows.duplicate),
                line(words.rows_rejected, rows.rejected),
            ],
            reasons: rows.rejected_by_reason.iter().map(|(reason, n)| line(reason, *n)).collect(),
            adds_up,
            sum: match adds_up {
                true => words.rows_add_up.to_owned(),
                false => fill(words.rows_do_not_add_up, &[("n", &count(sum.abs_diff(rows.read)))]),
            },
            files: fill(
                words.files_note,
                &[(
                    "kinds",
                    if source.report.settings.png { words.files_kinds } else { words.files_svg },
                )],
            ),
            made_by: fill(
                words.made_by,
                &[("version", source.report.version), ("run", source.report.run_id)],
            ),
        }
    }
}

/// `n` as a share of `of`; what is some but rounds to none is `<0.1%`.
fn share(n: u64, of: u64) -> String {
    match n as f64 / of as f64 {
        _ if of == 0 => format::UNKNOWN.to_owned(),
        share if n > 0 && share < 0.0005 => "<0.1%".to_owned(),
        share => percent(share),
    }
}
