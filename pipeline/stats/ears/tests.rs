use super::*;
use crate::assessment::Every;

fn c3(counts: &[f64]) -> Assessment {
    let series = Series { counts, exposures: None, every: Every::Week };
    assess(&series, counts.len() - 1, Variant::C3, 0.01)[0].expect("a verdict")
}

/// R surveillance 1.20.3, series 103 of the development set, weeks 610 and after: `NA` after a
/// constant baseline.
#[test]
fn a_constant_baseline_leaves_the_third_without_a_bound() {
    let quiet = c3(&[0.0; 12]);
    assert!(quiet.upper.is_none() && !quiet.alarm);
    let mut moving: Vec<f64> = (0..12).map(|i| f64::from(i % 3)).collect();
    assert!(c3(&moving).upper.is_some());
    moving[9] = 40.0;
    moving[10] = 40.0;
    let high = c3(&moving);
    assert!(high.alarm && high.score > 20.0, "{high:?}");
}
