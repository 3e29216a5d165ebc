//! Which periods are due: over for long enough, and not published yet, or published before they were over.

use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};

use crate::config::{Cadence, MonthStart, Period, ScheduleSettings};

/// The periods that are due on a day, in the order of their last days, shorter ones first: the longest is published last.
pub fn due(output: &Path, settings: &ScheduleSettings, start: MonthStart, today: NaiveDate) -> Vec<Period> {
    // A period is due from the day on that is `wait_days` after its last.
    let over_by = today - Days::new(u64::from(settings.wait_days));
    let mut due: Vec<Period> = settings
        .cadences()
        .into_iter()
        .flat_map(|cadence| due_of(output, cadence, settings.missed_max, start, over_by))
        .collect();
    due.sort_by_key(|period| (period.last_day(start), std::cmp::Reverse(period.first_day(start))));
    due
}

/// The periods of one kind: all since the newest that is published whole, or the last one where none is.
fn due_of(output: &Path, cadence: Cadence, missed_max: usize, start: MonthStart, over_by: NaiveDate) -> Vec<Period> {
    let current = Period::containing(cadence, over_by, start);
    let last = if current.last_day(start) == over_by { current } else { before(current, cadence, start) };
    let back = std::iter::successors(Some(last), |period| Some(before(*period, cadence, start)));
    let missed: Vec<Period> =
        back.take_while(|period| !is_published(output, *period, start)).take(missed_max).collect();
    // The first time, nothing was missed.
    if missed.len() == missed_max && !any_published(output, cadence, start) { vec![last] } else { missed }
}

fn before(period: Period, cadence: Cadence, start: MonthStart) -> Period {
    Period::containing(cadence, period.first_day(start) - Days::new(1), start)
}

/// Whether a report was published that saw the period to its end.
fn is_published(output: &Path, period: Period, start: MonthStart) -> bool {
    last_day_seen(&output.join(period.to_string())).is_some_and(|day| day >= period.last_day(start))
}

fn any_published(output: &Path, cadence: Cadence, start: MonthStart) -> bool {
    let folders = fs::read_dir(output).into_iter().flatten().flatten();
    let periods = folders.filter_map(|entry| entry.file_name().to_str()?.parse::<Period>().ok());
    periods.filter(|period| period.cadence() == cadence).any(|period| is_published(output, period, start))
}

fn last_day_seen(folder: &Path) -> Option<NaiveDate> {
    let results = fs::read(folder.join("run_results.json")).ok()?;
    let results: serde_json::Value = serde_json::from_slice(&results).ok()?;
    results["period_last_day"].as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn publish(output: &Path, period: &str, last_day: &str) {
        fs::create_dir_all(output.join(period)).unwrap();
        let results = format!("{{\"period_last_day\": \"{last_day}\"}}");
        fs::write(output.join(period).join("run_results.json"), results).unwrap();
    }

    fn due_on(output: &Path, settings: &ScheduleSettings, today: &str) -> Vec<String> {
        due(output, settings, MonthStart::default(), day(today)).iter().map(Period::to_string).collect()
    }

    #[test]
    fn the_first_time_the_last_period_of_each_kind_is_due_and_the_longest_comes_last() {
        let output = tempfile::tempdir().unwrap();
        let all = ScheduleSettings { daily: true, weekly: true, ..ScheduleSettings::default() };
        assert_eq!(due_on(output.path(), &all, "2025-01-03"), ["2024-W52", "2024-12-31", "2024-12", "2024"]);
        assert_eq!(due_on(output.path(), &ScheduleSettings::default(), "2025-01-02"), ["2023", "2024-11"]);
        let nothing = ScheduleSettings { monthly: false, annual: false, ..ScheduleSettings::default() };
        assert_eq!(due_on(output.path(), &nothing, "2025-01-02"), Vec::<String>::new());
    }

    #[test]
    fn missed_months_are_made_up_for_and_what_was_published_too_early_is_published_again() {
        let output = tempfile::tempdir().unwrap();
        let settings = ScheduleSettings { annual: false, missed_max: 3, ..ScheduleSettings::default() };
        publish(output.path(), "2024-12", "2024-12-31");
        assert_eq!(due_on(output.path(), &settings, "2025-01-31"), Vec::<String>::new());
        assert_eq!(due_on(output.path(), &settings, "2025-02-02"), Vec::<String>::new());
        assert_eq!(due_on(output.path(), &settings, "2025-02-03"), ["2025-01"]);
        publish(output.path(), "2025-01", "2025-01-20");
        assert_eq!(due_on(output.path(), &settings, "2025-03-10"), ["2025-01", "2025-02"]);
        assert_eq!(due_on(output.path(), &settings, "2025-12-10"), ["2025-09", "2025-10", "2025-11"]);
        // A folder without results is a report that was never finished.
        fs::create_dir(output.path().join("2025-02")).unwrap();
        assert_eq!(due_on(output.path(), &settings, "2025-03-10"), ["2025-01", "2025-02"]);
    }
}
