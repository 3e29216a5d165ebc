use super::*;

fn week(area: u32, week: usize, p_value: f64) -> Unusual {
    let (area, category) = (AreaId(area), CategoryId(0));
    Unusual { area, category, week, count: 30.0 - week as f64, expected: 5.0, upper: 10.0, p_value }
}

#[test]
fn neighbouring_weeks_are_one_event_and_noise_is_none() {
    let unusual = vec![
        week(1, 10, 0.009),
        week(1, 11, 1e-9),
        week(1, 12, 0.008),
        week(1, 14, 0.01),
        week(2, 15, 1e-8),
    ];
    let events =
        events(&Scan { unusual, tests: 1000, ..Scan::default() }, &SpikeSettings::default());
    let spans: Vec<(u32, usize, usize)> = events
        .iter()
        .map(|e| (e.area.0, e.weeks[0].week, e.weeks[e.weeks.len() - 1].week))
        .collect();
    assert_eq!(spans, vec![(1, 10, 12), (2, 15, 15)]);
    assert_eq!(events[0].peak().week, 10);
    assert_eq!(events[0].p_value(), 1e-9);
}
