use super::*;

/// The 6-MP arm of Freireich et al. 1963, as in R's `survival::survfit` and every textbook:
/// S(6) = .857, S(7) = .807, S(10) = .753, S(13) = .690, S(16) = .627, S(22) = .538, S(23) =
/// .448.
#[test]
fn matches_the_textbook() {
    let ended = [(6, 3), (7, 1), (10, 1), (13, 1), (16, 1), (22, 1), (23, 1)];
    let open = [
        (6, 1),
        (9, 1),
        (10, 1),
        (11, 1),
        (17, 1),
        (19, 1),
        (20, 1),
        (25, 1),
        (32, 2),
        (34, 1),
        (35, 1),
    ];
    let steps = product_limit(ended, open);
    let found: Vec<f64> = steps.iter().map(|step| (step.open * 1000.0).round() / 1000.0).collect();
    assert_eq!(found, [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]);
    assert_eq!(steps[0].at_risk, 21);
    assert_eq!(quantile(&steps, 0.5), Some(23));
    assert_eq!(quantile(&steps, 0.9), None);
}

#[test]
fn nothing_has_no_curve() {
    assert_eq!(product_limit([], [(3, 4)]), []);
    assert_eq!(quantile(&[], 0.5), None);
}
