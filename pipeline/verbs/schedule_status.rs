//! `yiti schedule --status`: what was done, and what is due when.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{DateTime, Utc};

use super::Failure;
use super::job::job;
use super::terminal::print;
use crate::cli::{Common, Source};
use crate::config::Timetable;
use crate::run::{Try, due, next_due, tries};

/// Tries of a period that are shown; all are in `schedule.jsonl`.
const TRIES_SHOWN: usize = 20;

pub(super) fn perform(source: &Source, common: &Common, now: DateTime<Utc>) -> Result<u8, Failure> {
    let whole = job(source, common, now.date_naive())?;
    let settings = &whole.config.schedule;
    let start = whole.config.calendar.month_start_day;
    let timetable = Timetable::new(settings, whole.config.time_zone, start);
    let now = source.as_of.map_or(now, |day| timetable.end_of(day));
    let mut text =
        String::from("tried at              period      tries  state      seconds  message\n");
    for (count, tried) in recent(tries(&whole.output)) {
        let Try { at, period, state, seconds, message, .. } = tried;
        let message = message.unwrap_or_default();
        let (at, state) = (at.format("%Y-%m-%dT%H:%M:%SZ"), state.name());
        let _ =
            writeln!(text, "{at}  {period:<10}  {count:>5}  {state:<9}  {seconds:>7.1}  {message}");
    }
    for period in due(&whole.output, settings, &timetable, start, now) {
        let _ = writeln!(text, "due now: {period}");
    }
    for cadence in settings.cadences() {
        if let Some((period, at)) = next_due(&timetable, cadence, start, now) {
            let _ = writeln!(text, "due {}: {period}", timetable.shown(at));
        }
    }
    print(&text)?;
    Ok(0)
}

/// The last try of each period with the number of its tries, oldest first.
fn recent(tries: Vec<Try>) -> Vec<(usize, Try)> {
    let mut last: BTreeMap<String, (usize, Try)> = BTreeMap::new();
    for tried in tries {
        let entry = last.entry(tried.period.clone()).or_insert_with(|| (0, tried.clone()));
        *entry = (entry.0 + 1, tried);
    }
    let mut last: Vec<(usize, Try)> = last.into_values().collect();
    last.sort_by_key(|(_, tried)| tried.at);
    last.split_off(last.len().saturating_sub(TRIES_SHOWN))
}
