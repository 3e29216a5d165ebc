//! What the spike detectors must do whatever the data: known truth is recovered, and what does not
//! matter changes nothing.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use crate::assessment::{Assessment, Every, Series};
use crate::{harmonic, local};

/// A negative binomial draw with variance `phi·mean`.
fn draw(rng: &mut impl Rng, mean: f64, phi: f64) -> f64 {
    let rate = Gamma::new(mean / (phi - 1.0), phi - 1.0)
        .expect("a positive mean and phi over 1")
        .sample(rng);
    if rate > 0.0 { Poisson::new(rate).expect("a positive rate").sample(rng) } else { 0.0 }
}

fn seasonal(rng: &mut impl Rng, weeks: usize, level: f64) -> Vec<f64> {
    let mean =
        |week: usize| level * (0.4 * (week as f64 / 52.1775 * std::f64::consts::TAU).sin()).exp();
    (0..weeks).map(|week| draw(rng, mean(week), 1.5)).collect()
}

fn assess(counts: &[f64], exposures: Option<&[f64]>, from: usize) -> Vec<Assessment> {
    let series = Series { counts, exposures, every: Every::Week };
    harmonic::assess(&series, from, &harmonic::Settings::default()).into_iter().flatten().collect()
}

#[test]
fn quiet_weeks_are_flagged_as_often_as_asked() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (mut flagged, mut weeks) = (0, 0);
    for series in 0..60 {
        let counts = seasonal(&mut rng, 312, [1.0, 8.0, 60.0][series % 3]);
        let verdicts = assess(&counts, None, 208);
        flagged += verdicts.iter().filter(|verdict| verdict.alarm).count();
        weeks += verdicts.len();
    }
    let share = flagged as f64 / weeks as f64;
    assert_eq!(weeks, 60 * 104);
    assert!((0.006..=0.015).contains(&share), "{share}");
}

#[test]
fn the_mean_is_recovered_and_an_outbreak_is_found() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut counts = seasonal(&mut rng, 260, 30.0);
    counts[255] += 45.0;
    let verdicts = assess(&counts, None, 208);
    assert!(verdicts[255 - 208].alarm);
    for (week, verdict) in (208..).zip(&verdicts) {
        let truth = 30.0 * (0.4 * (week as f64 / 52.1775 * std::f64::consts::TAU).sin()).exp();
        let expected = verdict.expected.expect("a fit");
        assert!((expected / truth - 1.0).abs() < 0.2, "week {week}: {expected} for {truth}");
        assert!(verdict.upper.expect("a fit") >= expected);
    }
}

#[test]
fn scaling_exposures_changes_nothing() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let counts = seasonal(&mut rng, 150, 12.0);
    let exposures: Vec<f64> = (0..150).map(|week| 1000.0 + week as f64).collect();
    let scaled: Vec<f64> = exposures.iter().map(|exposure| 4096.0 * exposure).collect();
    let (one, other) = (assess(&counts, Some(&exposures), 60), assess(&counts, Some(&scaled), 60));
    assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(&other) {
        assert!((a.score - b.score).abs() < 1e-4 && a.alarm == b.alarm, "{a:?} {b:?}");
    }
}

#[test]
fn where_the_walk_begins_changes_nothing() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let counts = seasonal(&mut rng, 220, 12.0);
    let (early, late) = (assess(&counts, None, 150), assess(&counts, None, 200));
    for (a, b) in early[50..].iter().zip(&late) {
        assert!((a.score - b.score).abs() < 1e-3, "{a:?} {b:?}");
    }
}

#[test]
fn zeros_constants_and_giants_have_documented_results() {
    assert!(
        assess(&[0.0; 120], None, 20)
            .iter()
            .all(|verdict| !verdict.alarm && verdict.score.is_finite())
    );
    assert!(assess(&[7.0; 120], None, 20).iter().all(|verdict| !verdict.alarm));
    let mut giant = [3.0; 120];
    giant[100] = 1e7;
    let verdicts = assess(&giant, None, 20);
    assert!(verdicts[80].alarm && verdicts.iter().all(|verdict| verdict.score.is_finite()));
    assert!(assess(&[1.0; 5], None, 0).is_empty());
    assert!(assess(&[f64::NAN; 50], None, 0).is_empty());
}

/// Scores of one category, by area and time.
fn local_scores(counts: &[f64], times: usize) -> Vec<f64> {
    let areas = counts.len() / times;
    let mut scores = vec![0.0; counts.len()];
    let cells = local::Cells { counts, times, area_shares: &vec![1.0; areas] };
    local::forecast(cells, 0, &local::Settings::default(), |cell| {
        scores[cell.area * times + cell.time] =
            -crate::evidence::pooled_p(cell.count, &cell.now, cell.before).log10();
    });
    scores
}

#[test]
fn a_wave_is_everywhere_and_a_spike_is_local() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (areas, times) = (30, 80);
    let wave = |time: usize| if time == 60 { 3.0 } else { 1.0 };
    let mut counts: Vec<f64> =
        (0..areas * times).map(|cell| draw(&mut rng, 6.0 * wave(cell % times), 1.5)).collect();
    counts[7 * times + 70] += 25.0;
    let scores = local_scores(&counts, times);
    assert!(scores[7 * times + 70] > 3.0);
    let in_wave = (0..areas).filter(|area| scores[area * times + 60] > 2.0).count();
    assert!(in_wave <= 2, "{in_wave} of {areas} areas flagged in the wave");
}

#[test]
fn the_order_of_areas_changes_nothing() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let times = 60;
    let rows: Vec<Vec<f64>> =
        (0..8).map(|_| (0..times).map(|_| draw(&mut rng, 4.0, 1.5)).collect()).collect();
    let forwards = local_scores(&rows.concat(), times);
    let backwards = local_scores(&rows.iter().rev().cloned().collect::<Vec<_>>().concat(), times);
    for area in 0..8 {
        for time in 0..times {
            let (a, b) = (forwards[area * times + time], backwards[(7 - area) * times + time]);
            assert!((a - b).abs() < 1e-9, "{a} {b}");
        }
    }
}
