//! `yiti check`

use chrono::NaiveDate;

use super::Failure;
use super::job::{job, prepare_shown};
use super::terminal::print;
use crate::cli::{Common, Source};

pub(super) fn perform(source: &Source, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let job = job(source, common, today)?;
    let prepared = prepare_shown(&job, common)?;
    let months: Vec<_> = prepared
        .panel
        .months
        .iter()
        .map(|m| {
            serde_json::json!({
                "month": m.month,
                "coverage": m.coverage,
                "complete": m.complete,
            })
        })
        .collect();
    let gaps: Vec<_> = prepared
        .coverage
        .gaps
        .iter()
        .map(|gap| {
            let (from, from_hour, to, to_hour) = prepared.coverage.describe(gap);
            serde_json::json!({
                "from": from,
                "from_hour": from_hour,
                "to": to,
                "to_hour": to_hour,
                "usual_orders": gap.expected,
            })
        })
        .collect();
    let files: Vec<_> =
        prepared.opened.staged.files.iter().map(|f| f.input.path.display().to_string()).collect();
    let account = serde_json::json!({
        "period": prepared.clock.period.to_string(),
        "as_of": prepared.clock.as_of,
        "files": files,
        "rows": prepared.opened.staged.reconciliation,
        "rows_reconcile": prepared.opened.staged.reconciliation.holds(),
        "areas": prepared.panel.areas.len(),
        "categories": prepared.panel.categories.len(),
        "available": prepared.panel.available,
        "months": months,
        "gaps": gaps,
    });
    print(&format!("{account:#}\n"))?;
    Ok(0)
}
