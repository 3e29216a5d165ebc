//! `yiti backtest`: propose from past months, look at the months after them.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use chrono::{Datelike, NaiveDate};

use super::Failure;
use super::job::{job, prepare_shown};
use super::terminal::print;
use crate::calendar::Period;
use crate::cli::{Common, Source};
use crate::language::{Language, count, percent};
use crate::propose::Outcome;
use crate::propose::backtest::{
    Band, COVERAGE_MIN, Coverage, LeftOut, MONTHS_MIN, Mean, Window, Windows, compare, fit,
    reliability, usual_months, verdict, windows,
};
use crate::publish::{Draft, PublishError, backtest_table, reliability_table};
use crate::report::backtest_chart;
use crate::run::{Job, Prepared, RunError, decide_past, lock};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wishes {
    /// Months of a window; by default a year, or half of what there is.
    pub(super) months: Option<u8>,
    /// Whether weights are to be tried.
    pub(super) fit: bool,
}

pub(super) fn perform(
    source: &Source,
    wishes: Wishes,
    common: &Common,
    today: NaiveDate,
) -> Result<u8, Failure> {
    let job = job(source, common, today)?;
    let (job, prepared) = prepare_whole(job, common)?;
    let (panel, language) = (&prepared.panel, job.config.language);
    let with_answers = panel.available.resolved;
    let months =
        wishes.months.map(usize::from).or_else(|| usual_months(panel)).unwrap_or(MONTHS_MIN);
    let Windows { used, left_out } = windows(panel, months);
    let reasons = left_out.iter().map(|left| left.sentence(language));
    if used.is_empty() {
        return Err(Failure::usage(anyhow!(
            "{}",
            none(panel.months.len(), months, &left_out, language)
        )));
    }
    reasons.for_each(|reason| tracing::warn!("{reason}"));
    let decide = |window: Window| -> Result<(Window, Outcome), RunError> {
        let outcome = decide_past(&job, &prepared, window.period.clone())?;
        Ok((window, outcome))
    };
    let past = used.into_iter().map(decide).collect::<Result<Vec<_>, RunError>>()?;
    let compared: Vec<Vec<Coverage>> = past
        .iter()
        .map(|(window, outcome)| compare(panel, window, outcome, &job.config.proposal))
        .collect();
    let bands = if with_answers { reliability(panel, &past) } else { Vec::new() };
    let folder = publish(&job, &compared, &bands, with_answers)?;
    print(&table(&compared.concat()))?;
    for rows in &compared {
        if let Some(sentence) = verdict(rows, with_answers, language) {
            tracing::info!("{sentence}{}", doubt(rows, language));
        }
    }
    Mean::sentences(&compared, language).iter().for_each(|sentence| tracing::info!("{sentence}"));
    bands.iter().for_each(|band| tracing::info!("{}", given(band, language)));
    if wishes.fit {
        match fit(panel, &past, &job.config.proposal) {
            Some(fitted) => {
                fitted.sentences(language).iter().for_each(|sentence| tracing::info!("{sentence}"))
            }
            None => tracing::warn!(
                "{}",
                language.pick(
                    "没有可比的诉求，无法检验权重。",
                    "Nothing to cover: weights cannot be tried."
                )
            ),
        }
    }
    tracing::info!("{}", folder.join("charts/backtest.svg").display());
    Ok(0)
}

/// Reads everything up to the last year that has orders in all its months, though some month may be
/// doubtful: without a period asked for, a run stops before a year that is not whole, and its
/// windows would vanish without a word.
fn prepare_whole(job: Job, common: &Common) -> Result<(Job, Prepared), Failure> {
    let prepared = prepare_shown(&job, common)?;
    let Some(year) = later_year(&job, &prepared) else { return Ok((job, prepared)) };
    // Gives the warehouse back, which one run at a time may have open.
    drop(prepared);
    let whole = Job { period: Some(Period::Year(year)), ..job };
    let prepared = prepare_shown(&whole, common)?;
    Ok((whole, prepared))
}

/// The last year whose months are all covered well enough for a window, where it is later than the
/// period's.
fn later_year(job: &Job, prepared: &Prepared) -> Option<i32> {
    let start = job.config.calendar.month_start_day;
    let last = start.month_of(prepared.clock.as_of).year();
    let is_usable = |year: &i32| {
        (1..=12).all(|month| {
            let (first, last) = start.month(*year, month);
            prepared.coverage.share(first, last) >= COVERAGE_MIN
        })
    };
    let chosen = start.month_of(prepared.clock.window.period_last).year();
    let years = (chosen + 1..=last).rev();
    if job.period.is_some() { None } else { years.into_iter().find(is_usable) }
}

/// Why there is no window.
fn none(found: usize, months: usize, left_out: &[LeftOut], language: Language) -> String {
    if left_out.is_empty() {
        return format!(
            "a backtest over {months} months needs {} months up to the period's end, found \
             {found}: give more of them, or fewer --months, {MONTHS_MIN} at least",
            2 * months
        );
    }
    let reasons: Vec<String> = left_out.iter().map(|left| left.sentence(language)).collect();
    format!("no window of {months} + {months} months is covered well enough: {}", reasons.join(" "))
}

/// That months of a window are doubtful; empty where none is.
fn doubt(rows: &[Coverage], language: Language) -> String {
    let months = rows.first().map(|row| &row.doubtful[..]).unwrap_or_default();
    let listed: Vec<String> =
        months.iter().map(|month| month.format("%Y-%m").to_string()).collect();
    let listed = listed.join(language.pick("、", ", "));
    match (months.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Zh) => format!("（数据不全的月份：{listed}）"),
        (false, Language::En) => format!(" (Months not fully covered: {listed}.)"),
    }
}

/// What topics were given and what came, in one sentence.
fn given(band: &Band, language: Language) -> String {
    let (topics, stayed) = (count(band.topics as u64), count(band.stayed as u64));
    let share = percent(band.stayed as f64 / band.topics.max(1) as f64);
    let (given, low, high) = (percent(band.given), percent(band.low), percent(band.high));
    match language {
        Language::Zh => {
            format!(
                "给出约{given}可能性的{topics}个题目，{stayed}个仍未解决（{share}，区间{low}至{high}）。"
            )
        }
        Language::En => {
            format!(
                "Of {topics} topics given about {given}, {stayed} stayed unresolved ({share}, \
                 interval {low} to {high})."
            )
        }
    }
}

/// Tables and chart as `backtest` beside the published periods, whole or not at all.
fn publish(
    job: &Job,
    windows: &[Vec<Coverage>],
    bands: &[Band],
    with_answers: bool,
) -> Result<PathBuf, Failure> {
    let _lock = lock(&job.output)?;
    let (files, warnings) =
        backtest_chart(windows, with_answers, &job.config.report, job.config.language);
    warnings.iter().for_each(|warning| tracing::warn!("{}", warning.message(job.config.language)));
    let write = || {
        let draft = Draft::new(&job.output)?;
        draft.write_table("backtest", &backtest_table(&windows.concat()))?;
        draft.write_table("reliability", &reliability_table(bands))?;
        files.iter().try_for_each(|file| draft.write(&file.path, &file.bytes))?;
        draft.publish_beside("backtest")
    };
    write().map_err(|error: PublishError| Failure::failed(error))
}

/// The table as CSV: shares of what there was to cover, empty where there was nothing.
fn table(rows: &[Coverage]) -> String {
    let mut text = "from,next,months,list,topics,unresolved,persistent,of_hindsight\n".to_owned();
    let share = |share: Option<f64>| share.map_or_else(String::new, |share| format!("{share:.4}"));
    for row in rows {
        let (from, next, list) =
            (row.from.format("%Y-%m"), row.next.format("%Y-%m"), row.list.name());
        let shares = [row.unresolved, row.persistent, row.of_hindsight].map(share).join(",");
        let _ = writeln!(text, "{from},{next},{},{list},{},{shares}", row.months, row.topics.len());
    }
    text
}
