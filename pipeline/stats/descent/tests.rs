use super::*;

#[test]
fn finds_the_bottom_of_rosenbrocks_valley() {
    let valley = |&[x, y]: &[f64; 2]| {
        let bend = y - x * x;
        let slope = [-2.0 * (1.0 - x) - 400.0 * x * bend, 200.0 * bend];
        ((1.0 - x).powi(2) + 100.0 * bend * bend, slope)
    };
    let found = minimise(valley, [-1.2, 1.0], 1e-16, 500);
    assert!(found.converged && found.evaluations < 60, "{found:?}");
    assert!(
        (found.point[0] - 1.0).abs() < 1e-6 && (found.point[1] - 1.0).abs() < 1e-6,
        "{found:?}"
    );
}

#[test]
fn a_bound_and_a_cliff_are_no_obstacle() {
    // The minimum of (x − 3)² + y², with x clamped to 1; NaN from y = 5 on.
    let bounded = |&[x, y]: &[f64; 2]| {
        let inside = x.min(1.0);
        let slope = if x > 1.0 { 0.0 } else { 2.0 * (inside - 3.0) };
        ((inside - 3.0).powi(2) + if y >= 5.0 { f64::NAN } else { y * y }, [slope, 2.0 * y])
    };
    let found = minimise(bounded, [-2.0, 4.9], 1e-14, 500);
    assert!(found.converged && (found.value - 4.0).abs() < 1e-9, "{found:?}");
}

#[test]
fn says_so_when_it_runs_out_of_calls() {
    let found = minimise(|x: &[f64; 1]| (x[0], [1.0]), [0.0], 1e-9, 50);
    assert!(!found.converged && found.evaluations < 60, "{found:?}");
}
