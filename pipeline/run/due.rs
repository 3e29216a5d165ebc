//! Which periods are due: over for long enough, and not published yet, or published before they were over.

use std::path::Path;

use chrono::{Days, NaiveDate};

use crate::config::{Cadence, MonthStart, Period, ScheduleSettings};
use crate::publish::{PublishedReport, published_reports};

/// The periods that are due on a day, in the order of their last days; of those that end on one day, the longest comes last.
pub fn due(
    output: &Path,
    settings: &ScheduleSettings,
    start: MonthStart,
    today: NaiveDate,
) -> Vec<Period> {
    // A period is due from the day on that is `wait_days` after its last.
    let over_by = today - Days::new(u64::from(settings.wait_days));
    let reports = published_reports(output);
    let mut due: Vec<Period> = settings
        .cadences()
        .into_iter()
        .flat_map(|cadence| due_of(&reports, cadence, settings.missed_max, start, over_by))
        .collect();
    due.sort_by_key(|period| (period.last_day(start), std::cmp::Reverse(period.first_day(start))));
    due
}

/// The periods of one kind that are over and have no report that saw them to their end, since the oldest that has a report;
/// the last alone where none has: the first time, nothing was missed.
fn due_of(
    reports: &[PublishedReport],
    cadence: Cadence,
    looked_back: usize,
    start: MonthStart,
    over_by: NaiveDate,
) -> Vec<Period> {
    let current = Period::containing(cadence, over_by, start);
    let last =
        if current.last_day(start) == over_by { current } else { before(current, cadence, start) };
    let of_kind = || reports.iter().filter(|report| report.period.cadence() == cadence);
    let is_done = |period: &Period| {
        of_kind().any(|r| r.period == *period && r.last_day >= period.last_day(start))
    };
    let firsts = of_kind().map(|report| report.period.first_day(start));
    let oldest = firsts
        .filter(|first| *first <= last.first_day(start))
        .min()
        .unwrap_or(last.first_day(start));
    let back = std::iter::successors(Some(last), |period| Some(before(*period, cadence, start)))
        .take(looked_back);
    back.take_while(|period| period.first_day(start) >= oldest)
        .filter(|period| !is_done(period))
        .collect()
}

fn before(period: Period, cadence: Cadence, start: MonthStart) -> Period {
    Period::containing(cadence, period.first_day(start) - Days::new(1), start)
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        due(output, settings, MonthStart::default(), day(today))
            .iter()
            .map(Period::to_string)
            .collect()
    }

    #[test]
    fn the_first_time_the_last_period_of_each_kind_is_due_and_the_longest_comes_last() {
        let output = tempfile::tempdir().unwrap();
        let all = ScheduleSettings { daily: true, weekly: true, ..ScheduleSettings::default() };
        assert_eq!(
            due_on(output.path(), &all, "2025-01-03"),
            ["2024-W52", "2024-12-31", "2024-12", "2024"]
        );
        assert_eq!(
            due_on(output.path(), &ScheduleSettings::default(), "2025-01-02"),
            ["2023", "2024-11"]
        );
        let nothing =
            ScheduleSettings { monthly: false, annual: false, ..ScheduleSettings::default() };
        assert_eq!(due_on(output.path(), &nothing, "2025-01-02"), Vec::<String>::new());
    }

    #[test]
    fn missed_months_are_made_up_for_and_what_was_published_too_early_is_published_again() {
        let output = tempfile::tempdir().unwrap();
        let settings =
            ScheduleSettings { annual: false, missed_max: 3, ..ScheduleSettings::default() };
        publish(output.path(), "2024-12", "2024-12-31");
        assert_eq!(due_on(output.path(), &settings, "2025-01-31"), Vec::<String>::new());
        assert_eq!(due_on(output.path(), &settings, "2025-02-02"), Vec::<String>::new());
        assert_eq!(due_on(output.path(), &settings, "2025-02-03"), ["2025-01"]);
        publish(output.path(), "2025-01", "2025-01-20");
        assert_eq!(due_on(output.path(), &settings, "2025-03-10"), ["2025-01", "2025-02"]);
        assert_eq!(
            due_on(output.path(), &settings, "2025-12-10"),
            ["2025-09", "2025-10", "2025-11"]
        );
        // What failed once is made up for, though later ones succeeded.
        publish(output.path(), "2025-02", "2025-02-28");
        assert_eq!(due_on(output.path(), &settings, "2025-03-10"), ["2025-01"]);
        fs::remove_dir_all(output.path().join("2025-02")).unwrap();
        // The oldest report may have come too early itself.
        publish(output.path(), "2024-12", "2024-12-20");
        assert_eq!(
            due_on(output.path(), &settings, "2025-03-10"),
            ["2024-12", "2025-01", "2025-02"]
        );
        publish(output.path(), "2024-12", "2024-12-31");
        // A folder without results is a report that was never finished.
        fs::create_dir(output.path().join("2025-02")).unwrap();
        assert_eq!(due_on(output.path(), &settings, "2025-03-10"), ["2025-01", "2025-02"]);
    }
}
