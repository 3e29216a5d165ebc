use std::fs;

use chrono::NaiveDate;

use super::*;
use crate::calendar::TimeZone;
use crate::run::runs::{Try, record};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn publish(output: &Path, period: &str, last_day: &str) {
    fs::create_dir_all(output.join(period)).unwrap();
    let results = format!("{{\"period_last_day\": \"{last_day}\"}}");
    fs::write(output.join(period).join("run_results.json"), results).unwrap();
}

fn due_on(output: &Path, settings: &ScheduleSettings, today: &str) -> Vec<String> {
    let start = MonthStart::default();
    let timetable = Timetable::new(settings, TimeZone::default(), start);
    due(output, settings, &timetable, start, timetable.end_of(day(today)))
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
    // What failed once is made up for, though later ones succeeded.
    publish(output.path(), "2025-02", "2025-02-28");
    assert_eq!(due_on(output.path(), &settings, "2025-03-10"), ["2025-01"]);
    fs::remove_dir_all(output.path().join("2025-02")).unwrap();
    // The oldest report may have come too early itself.
    publish(output.path(), "2024-12", "2024-12-20");
    assert_eq!(due_on(output.path(), &settings, "2025-03-10"), ["2024-12", "2025-01", "2025-02"]);
    publish(output.path(), "2024-12", "2024-12-31");
    // A folder without results is a report that was never finished.
    fs::create_dir(output.path().join("2025-02")).unwrap();
    assert_eq!(due_on(output.path(), &settings, "2025-03-10"), ["2025-01", "2025-02"]);
}

/// Around both changes of the clocks, looked at every ten minutes: every day is published once,
/// whether its hour is left out or comes twice.
#[test]
fn every_day_is_published_once_when_the_clocks_change() {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let changes = [
        ("30 2 * * *", "2024-03-07", "2024-03-08T12:00:00Z", "2024-03-12T12:00:00Z"),
        ("30 1 * * *", "2024-10-31", "2024-11-01T12:00:00Z", "2024-11-05T12:00:00Z"),
    ];
    for (hour, before, from, to) in changes {
        let output = tempfile::tempdir().unwrap();
        let expression = crate::config::CronTime::try_from(hour.to_owned()).unwrap();
        let settings = ScheduleSettings {
            daily: true,
            monthly: false,
            annual: false,
            daily_at: Some(expression),
            ..ScheduleSettings::default()
        };
        let start = MonthStart::default();
        let zone = TimeZone::try_from("America/New_York".to_owned()).unwrap();
        let timetable = Timetable::new(&settings, zone, start);
        let (mut now, mut published) = (at(from), Vec::new());
        publish(output.path(), before, before);
        while now < at(to) {
            for period in due(output.path(), &settings, &timetable, start, now) {
                let name = period.to_string();
                publish(output.path(), &name, &name);
                published.push(name);
            }
            now += chrono::TimeDelta::minutes(10);
        }
        let days: Vec<String> =
            day(before).iter_days().skip(1).take(4).map(|day| day.to_string()).collect();
        assert_eq!(published, days, "{hour}");
    }
}

#[test]
fn a_period_by_an_expression_is_due_at_its_hour_and_one_that_was_given_up_never_again() {
    let output = tempfile::tempdir().unwrap();
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let expression = crate::config::CronTime::try_from("30 6 3 * *".to_owned()).unwrap();
    let settings = ScheduleSettings {
        annual: false,
        monthly_at: Some(expression),
        ..ScheduleSettings::default()
    };
    let start = MonthStart::default();
    let timetable = Timetable::new(&settings, TimeZone::default(), start);
    let due_at = |now: &str| -> Vec<String> {
        let due = due(output.path(), &settings, &timetable, start, at(now));
        due.iter().map(Period::to_string).collect()
    };
    assert_eq!(due_at("2025-01-03T06:29:00Z"), ["2024-11"]);
    assert_eq!(due_at("2025-01-03T06:30:00Z"), ["2024-12"]);
    publish(output.path(), "2024-12", "2024-12-31");
    assert_eq!(due_at("2025-01-03T06:31:00Z"), Vec::<String>::new());
    let next = next_due(&timetable, Cadence::Monthly, start, at("2025-01-03T06:31:00Z"));
    assert_eq!(next, Some((Period::Month(2025, 1), at("2025-02-03T06:30:00Z"))));
    // A host that was down for months makes up for all of them; a clock that jumps back finds
    // nothing to do.
    assert_eq!(due_at("2025-04-20T00:00:00Z"), ["2025-01", "2025-02", "2025-03"]);
    publish(output.path(), "2024-11", "2024-11-30");
    assert_eq!(due_at("2024-12-20T00:00:00Z"), Vec::<String>::new());
    let given_up = Try {
        at: at("2025-03-10T00:00:00Z"),
        period: "2025-02".to_owned(),
        state: TryState::Skipped,
        seconds: 0.0,
        run_id: None,
        message: None,
    };
    record(output.path(), &given_up).unwrap();
    assert_eq!(due_at("2025-04-20T00:00:00Z"), ["2025-01", "2025-03"]);
}
