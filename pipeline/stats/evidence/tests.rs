//! What counts as an alarm, and how often by chance.

use super::*;

fn predictive(mean: f64) -> Predictive {
    Predictive { mean, dispersion: 1.5, log_variance: 0.01, freedom: 40.0 }
}

#[test]
fn a_count_alarms_just_above_the_limit() {
    for mean in [0.01f64, 0.4, 3.0, 80.0, 1e6] {
        for before in
            [None, Some((mean.floor(), predictive(mean))), Some((3.0 * mean, predictive(mean)))]
        {
            let now = predictive(mean);
            let upper = upper_limit(&Threshold::new(0.01), &now, before, 0.0);
            assert!(upper >= mean.floor());
            assert!(
                pooled_p(upper.floor() + 1.0, &now, before) <= 0.01,
                "{mean} {before:?} {upper}"
            );
            assert!(
                upper <= mean || pooled_p(upper, &now, before) > 0.01,
                "{mean} {before:?} {upper}"
            );
        }
    }
}

#[test]
fn the_threshold_has_the_tail_asked_for() {
    for alpha in [0.5, 0.01, 1e-9] {
        assert!((tail(Threshold::new(alpha).pooled) / alpha - 1.0).abs() < 1e-9);
    }
}

#[test]
fn the_tabulated_tail_is_the_tail() {
    for statistic in [0.0, 0.3, 1.01, 4.567, 20.02, 63.9, 500.0] {
        assert!((tail(statistic) / exact_tail(statistic) - 1.0).abs() < 1e-5, "{statistic}");
    }
}

#[test]
fn the_newer_period_counts_more() {
    let now = predictive(20.0);
    let p = |count, before| pooled_p(count, &now, Some((before, predictive(20.0))));
    assert!(p(30.0, 20.0) < p(20.5, 30.0));
    assert!(p(30.0, 30.0) < p(30.0, 20.0));
}

#[test]
fn an_echo_is_not_news() {
    let now = predictive(20.0);
    let p = pooled_p(10.0, &now, Some((200.0, predictive(20.0))));
    assert!((p / now.mid_p(10.0) - 1.0).abs() < 1e-4);
}
