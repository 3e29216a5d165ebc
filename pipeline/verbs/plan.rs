//! `yiti plan`: what would change against the last published proposal of the same kind of period,
//! and which figures that are out would change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::Failure;
use super::job::job;
use super::terminal::{Terminal, print};
use crate::cli::{Common, Source};
use crate::language::Language;
use crate::propose::plan::{Published, plan};
use crate::publish::{Restatement, read_published};
use crate::run::{Steps, Watch, decide, prepare_with_texts, published_until, restatements_to_come};

/// Changed figures that are listed, the largest changes of each table first.
const OF_A_TABLE: usize = 10;

pub(super) fn perform(source: &Source, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let job = job(source, common, today)?;
    let terminal = Terminal::new(common);
    let show = |event| terminal.show(event);
    let watch = Watch(&show);
    let mut steps = Steps::new(&watch);
    let done = prepare_with_texts(&job, &watch, &mut steps).and_then(|(prepared, texts)| {
        let decided = decide(&job, &prepared, texts, &mut steps)?;
        let restated = restatements_to_come(&job, &prepared, &decided, &mut steps)?;
        Ok((prepared.clock.period, decided, restated))
    });
    terminal.finish();
    let (period, decided, restated) = done?;
    let language = job.config.language;
    let since = published_until(&job.output, period, job.config.calendar.month_start_day);
    let published = match &since {
        Some((_, folder)) => read_published(folder).map_err(Failure::failed)?,
        None => Published::default(),
    };
    if let Some((since, _)) = since {
        print(&match language {
            Language::Zh => format!("对照已发布的 {since} 期：\n"),
            Language::En => format!("Against the published {since}:\n"),
        })?;
    }
    print(&plan(&published, &decided.outcome, language).text(language))?;
    print(&figures(&restated, language))?;
    Ok(0)
}

/// A figure that changes in the same way in some reports.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Changed<'a> {
    table: &'a str,
    key: &'a str,
    figure: &'a str,
    /// As text: equal figures read alike.
    was: String,
    is: String,
}

/// By how much a figure changes, and in which reports.
type Reports = (f64, Vec<String>);

/// Which published figures would change, by how much, and in which reports.
fn figures(restated: &[Restatement], language: Language) -> String {
    if restated.is_empty() {
        return language
            .pick("已发布的数字都不会改变。\n", "No figure that is out would change.\n")
            .to_owned();
    }
    let mut reports: BTreeMap<Changed<'_>, Reports> = BTreeMap::new();
    for row in restated {
        let changed = Changed {
            table: &row.table,
            key: &row.key,
            figure: &row.figure,
            was: number(row.was),
            is: number(row.is),
        };
        let size = row.is.zip(row.was).map_or(f64::INFINITY, |(is, was)| (is - was).abs());
        let report = match language {
            Language::Zh => format!("{}（第{}版）", row.period, row.edition),
            Language::En => format!("{} (edition {})", row.period, row.edition),
        };
        reports.entry(changed).or_insert_with(|| (size, Vec::new())).1.push(report);
    }
    let count = reports.len();
    let periods: BTreeSet<&str> = restated.iter().map(|row| row.period.as_str()).collect();
    let mut by_table: BTreeMap<&str, Vec<(Changed<'_>, Reports)>> = BTreeMap::new();
    for (changed, of) in reports {
        by_table.entry(changed.table).or_default().push((changed, of));
    }
    let mut text = String::new();
    for (table, mut rows) in by_table {
        rows.sort_by(|a, b| b.1.0.total_cmp(&a.1.0));
        let more = rows.len().saturating_sub(OF_A_TABLE);
        let _ = writeln!(text, "{table}");
        for (Changed { key, figure, was, is, .. }, (_, reports)) in rows.iter().take(OF_A_TABLE) {
            let by = change(was, is);
            let reports = reports.join(language.pick("、", ", "));
            let _ = writeln!(text, "    {key} · {figure}: {was} → {is}{by}  {reports}");
        }
        if more > 0 {
            let _ = match language {
                Language::Zh => writeln!(text, "    另有 {more} 个"),
                Language::En => writeln!(text, "    and {more} more"),
            };
        }
    }
    let n = periods.len();
    text + &match language {
        Language::Zh => format!("{n} 期已发布报告中共有 {count} 个数字会改变。\n"),
        Language::En => {
            let (figures, reports) = (
                if count == 1 { "figure" } else { "figures" },
                if n == 1 { "report" } else { "reports" },
            );
            format!("{count} {figures} of {n} {reports} that are out would change.\n")
        }
    }
}

/// A figure as it stands in the table, to four decimals; what is not known is a dash.
fn number(figure: Option<f64>) -> String {
    match figure {
        None => "—".to_owned(),
        Some(whole) if whole.fract() == 0.0 => format!("{whole:.0}"),
        Some(part) => format!("{part:.4}"),
    }
}

/// By how much: ` (+2)`, ` (−0.0130)`; nothing where either is not known.
fn change(was: &str, is: &str) -> String {
    let (Ok(before), Ok(now)) = (was.parse::<f64>(), is.parse::<f64>()) else {
        return String::new();
    };
    let size = number(Some((now - before).abs()));
    format!(" ({}{size})", if now < before { '−' } else { '+' })
}

#[cfg(test)]
mod tests;
