use super::*;
use crate::panel::{AreaId, CategoryId, StatMonth};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_short_panel_says_what_it_lacks() {
    let first = day("2024-07-01");
    let month = |at: u32| {
        let first_day = first + chrono::Months::new(at);
        StatMonth {
            month: first_day,
            first_day,
            last_day: first_day,
            coverage: 1.0,
            complete: at > 0,
        }
    };
    let panel = Panel {
        months: (0..3).map(month).collect(),
        period_months: 0..3,
        weeks: first.iter_weeks().take(12).collect(),
        weeks_complete: [vec![true; 6], vec![false; 6]].concat(),
        ..Panel::default()
    };
    let (spikes, persistent) = (SpikeSettings::default(), PersistentSettings::default());
    let found = not_assessed(&panel, &spikes, &persistent);
    let figures: Vec<_> =
        found.iter().map(|lack| (lack.what, lack.needs, lack.has, lack.unit)).collect();
    let expected = [
        (Judgement::Spike, 11, 6, "weeks"),
        (Judgement::Persistent, 6, 2, "months"),
        (Judgement::YearOnYear, 13, 2, "months"),
        (Judgement::Cluster, 1, 0, "neighbours"),
        (Judgement::RepeatReporter, 1, 0, "reporter"),
        (Judgement::Group, 1, 0, "reporter"),
    ];
    assert_eq!(figures, expected);
    let whole = Panel { weeks_complete: vec![true; 12], ..panel };
    assert!(
        not_assessed(&whole, &spikes, &persistent).iter().all(|lack| lack.what != Judgement::Spike)
    );
    let mut named = Panel { weeks_complete: vec![true; 6], ..whole };
    named.available.reporter = true;
    let found = not_assessed(&named, &spikes, &persistent);
    let group = found.iter().find(|lack| lack.what == Judgement::Group).unwrap();
    assert_eq!((group.needs, group.has, group.unit), (11, 6, "weeks"));
    assert!(found.iter().all(|lack| lack.what != Judgement::RepeatReporter));
}

#[test]
fn days_of_a_finding_lie_inside_the_data() {
    let finding = Finding {
        finding_id: String::new(),
        kind: FindingKind::Frequent,
        area: AreaId(0),
        category: CategoryId(0),
        first_day: day("2024-01-01"),
        peak_day: day("2024-01-01"),
        last_day: day("2024-12-31"),
        orders: 5,
        expected: None,
        upper: None,
        strength: None,
        p_value: None,
        q_value: None,
        months_flagged: None,
        resolution_rate: None,
        top_reporter_share: None,
        single_source: None,
        reporting: None,
        cluster: None,
        reason: String::new(),
    };
    let mut findings = [finding];
    keep_within(&mut findings, day("2024-03-05"), day("2024-10-09"));
    let days = [findings[0].first_day, findings[0].peak_day, findings[0].last_day];
    assert_eq!(days, [day("2024-03-05"), day("2024-03-05"), day("2024-10-09")]);
}
