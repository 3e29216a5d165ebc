//! When reports are due, over time zones and clocks that are put forward and back.

use super::*;

fn time(text: &str) -> CronTime {
    CronTime::try_from(text.to_owned()).expect("an expression")
}

fn zone(name: &str) -> TimeZone {
    TimeZone::try_from(name.to_owned()).expect("a zone")
}

fn due(settings: &ScheduleSettings, city: &str, start: u32, period: &str) -> String {
    let start = MonthStart::try_from(start).expect("a day");
    let timetable = Timetable::new(settings, zone(city), start);
    timetable.due_at(period.parse().expect("a period")).expect("due").to_rfc3339()
}

#[test]
fn a_period_is_due_at_the_first_time_of_its_expression_after_its_end() {
    let settings = ScheduleSettings {
        daily_at: Some(time("0 7 * * *")),
        monthly_at: Some(time("30 6 3 * *")),
        ..ScheduleSettings::default()
    };
    let shanghai = |period| due(&settings, "Asia/Shanghai", 1, period);
    assert_eq!(shanghai("2024-10"), "2024-11-02T22:30:00+00:00");
    assert_eq!(shanghai("2024-12-31"), "2024-12-31T23:00:00+00:00");
    assert_eq!(shanghai("2024"), "2025-01-02T16:00:00+00:00", "by wait_days");
    // A month that ends on the 19th waits for the 3rd.
    assert_eq!(due(&settings, "Asia/Shanghai", 20, "2024-10"), "2024-11-02T22:30:00+00:00");
    let elsewhere = ScheduleSettings { time_zone: Some(zone("Europe/Berlin")), ..settings.clone() };
    assert_eq!(due(&elsewhere, "Asia/Shanghai", 1, "2024-10"), "2024-11-03T05:30:00+00:00");
}

/// In Berlin 02:30 does not exist on 31 March 2024 and comes twice on 27 October; in Havana
/// midnight does not exist on 10 March 2024. Each period is due once.
#[test]
fn clocks_that_are_put_forward_and_back() {
    let settings =
        ScheduleSettings { daily_at: Some(time("30 2 * * *")), ..ScheduleSettings::default() };
    let spring = due(&settings, "Europe/Berlin", 1, "2024-03-30");
    assert!(spring.starts_with("2024-03-31T01:"), "{spring}");
    let autumn = due(&settings, "Europe/Berlin", 1, "2024-10-26");
    assert_eq!(autumn, "2024-10-27T00:30:00+00:00");
    let havana = ScheduleSettings { wait_days: 1, ..ScheduleSettings::default() };
    assert_eq!(due(&havana, "America/Havana", 1, "2024-03-09"), "2024-03-10T05:00:00+00:00");
}

#[test]
fn an_expression_that_is_none_is_refused() {
    for text in ["6 3 * *", "61 6 3 * *", "@monthly", "0 30 6 3 * *"] {
        let error = CronTime::try_from(text.to_owned()).expect_err(text);
        assert!(error.contains("five fields") && error.contains(text), "{error}");
    }
    assert_eq!(String::from(time("30 6 3 * *")), "30 6 3 * *");
}

#[test]
fn the_program_wakes_when_an_expression_comes_true() {
    let settings =
        ScheduleSettings { monthly_at: Some(time("30 6 3 * *")), ..ScheduleSettings::default() };
    let timetable = Timetable::new(&settings, zone("UTC"), MonthStart::default());
    let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
    let comes = |after, until| timetable.comes_true(at(after), at(until));
    assert!(comes("2024-11-03T06:26:00Z", "2024-11-03T06:31:00Z"));
    assert!(!comes("2024-11-03T06:30:00Z", "2024-11-03T06:35:00Z"), "it was true before");
    assert!(!comes("2024-11-03T06:31:00Z", "2024-11-02T06:31:00Z"), "a clock that jumps back");
}
