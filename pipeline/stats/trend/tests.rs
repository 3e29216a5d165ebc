use super::*;

/// The series of tests/reference/trend.py.
fn four_years() -> Vec<Option<f64>> {
    let month = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
    (0..48)
        .map(|i| Some(f64::from(20 + 3 * month[i as usize % 12] + i / 6 + (i * 7 % 11) - 5)))
        .collect()
}

fn check(series: &[Option<f64>], [score, variance, z, p_value, slope]: [f64; 5]) {
    let found = seasonal_mann_kendall(series, 12).expect("a trend");
    let wanted = Trend { score, variance, z, p_value, slope_per_cycle: slope };
    let pairs = [
        (found.score, score),
        (found.variance, variance),
        (found.z, z),
        (found.p_value, p_value),
        (found.slope_per_cycle, slope),
    ];
    assert!(pairs.iter().all(|(f, w)| (f - w).abs() < 1e-9), "{found:?} against {wanted:?}");
}

/// pymannkendall 1.4.3 `seasonal_test(x, period=12)` (tests/reference/trend.py).
#[test]
fn matches_pymannkendall() {
    let long = four_years();
    check(&long, [16.0, 104.0, 1.47087101353638, 0.14132600304255627, 5.0 / 3.0]);
    check(&long[..24], [-2.0, 12.0, -0.2886751345948129, 0.7728299926844475, -2.0]);
    let ties: Vec<_> = (0..48).map(|i| Some(f64::from(i * 5 % 4 + i / 24))).collect();
    check(&ties, [48.0, 80.0, 5.254759747124505, 1.482178266787315e-7, 5.0 / 12.0]);
}

#[test]
fn gaps_are_left_out() {
    let mut series = four_years();
    series[3] = None;
    series[17] = Some(f64::NAN);
    let found = seasonal_mann_kendall(&series, 12).expect("a trend");
    assert_eq!((found.score, found.variance.round()), (18.0, 94.0));
}

#[test]
fn season_alone_is_no_trend_and_one_year_cannot_tell() {
    let season: Vec<_> = (0..36).map(|i| Some(f64::from(i % 12) * 100.0)).collect();
    let found = seasonal_mann_kendall(&season, 12).expect("a trend");
    assert_eq!((found.score, found.p_value, found.slope_per_cycle), (0.0, 1.0, 0.0));
    assert_eq!(seasonal_mann_kendall(&season[..12], 12), None);
    assert_eq!(seasonal_mann_kendall(&[], 12), None);
}
