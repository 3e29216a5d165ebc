//! What entered, left and moved since the last published proposal.

use serde::Serialize;

use super::{Source, list};
use crate::propose::plan::{Change, ChangeKind};
use crate::report::format::{self, fill};

/// One change.
#[derive(Debug, Serialize)]
pub struct Line {
    sign: char,
    kind: &'static str,
    title: String,
    /// Where its card stands; empty for what left.
    /// The topic’s page; empty where it has none.
    href: String,
    place: String,
    note: String,
}

/// All changes.
#[derive(Debug, Serialize)]
pub struct ChangesView {
    summary: String,
    lines: Vec<Line>,
}

impl ChangesView {
    /// `None` where nothing was published before.
    pub(super) fn of(source: Source<'_>) -> Option<Self> {
        let changes = source.report.changes?;
        let plan = changes.plan;
        let count = |kind| plan.of(kind).count().to_string();
        let values = [
            ("since", changes.since.to_owned()),
            ("enter", count(ChangeKind::Enters)),
            ("leave", count(ChangeKind::Leaves)),
            ("move", count(ChangeKind::Moves)),
            ("same", plan.unchanged.to_string()),
        ];
        let summary =
            values.iter().fold(source.words.changes_summary.to_owned(), |text, (key, value)| {
                fill(&text, &[(key, value)])
            });
        Some(Self {
            summary,
            lines: plan.changes.iter().map(|change| line(source, change)).collect(),
        })
    }
}

fn line(source: Source<'_>, change: &Change) -> Line {
    let words = source.words;
    let month = |at: Option<(u32, u32)>| {
        at.map_or_else(
            || format::UNKNOWN.to_owned(),
            |(month, _)| format::month_name(month, source.language),
        )
    };
    let (kind, place) = match change.kind {
        ChangeKind::Enters => (words.changes_enters, month(change.after)),
        ChangeKind::Leaves => (words.changes_leaves, month(change.before)),
        ChangeKind::Moves if change.before.map(|at| at.0) == change.after.map(|at| at.0) => {
            (words.changes_moves, month(change.after))
        }
        ChangeKind::Moves => {
            (words.changes_moves, format!("{} → {}", month(change.before), month(change.after)))
        }
    };
    Line {
        sign: change.kind.sign(),
        kind,
        title: change.title.clone(),
        href: list::href(source, &change.topic_id),
        place,
        note: change.note.clone(),
    }
}
