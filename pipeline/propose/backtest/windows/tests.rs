use chrono::Months;

use super::*;

fn panel(coverage: &[f64]) -> Panel {
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    let month = |(i, &coverage): (usize, &f64)| {
        let month = first + Months::new(i as u32);
        StatMonth { month, first_day: month, last_day: month, coverage, complete: coverage >= 0.99 }
    };
    Panel { months: coverage.iter().enumerate().map(month).collect(), ..Panel::default() }
}

#[test]
fn a_closed_christmas_is_marked_and_a_lost_month_is_left_out_with_its_reason() {
    let mut coverage = vec![1.0; 48];
    coverage[35] = 0.97;
    let windows_of = |coverage: &[f64]| windows(&panel(coverage), 12);
    let found = windows_of(&coverage);
    assert_eq!((found.used.len(), found.left_out.len()), (3, 0));
    let marked: Vec<usize> = found.used.iter().map(|window| window.doubtful.len()).collect();
    assert_eq!(marked, [0, 1, 1]);
    coverage[35] = 0.2;
    let found = windows_of(&coverage);
    assert_eq!((found.used.len(), found.left_out.len()), (1, 2));
    let reason = found.left_out[0].sentence(Language::En);
    assert!(reason.contains("2022-12 (20.0%)"), "{reason}");
}

#[test]
fn months_too_few_for_a_window_are_named() {
    let found = windows(&panel(&[1.0; 29]), 12);
    assert_eq!((found.used.len(), found.used[0].period.clone()), (1, 5..17));
    let reason = found.left_out[0].sentence(Language::En);
    assert!(reason.contains("from 2020-01 to 2020-05"), "{reason}");
    assert_eq!(windows(&panel(&[1.0; 20]), 12), Windows::default());
}
