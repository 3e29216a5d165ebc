//! Bars for intervals under correlation, nothing planted and −20% planted.

use super::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Cities of a study: 16 cities × 30 categories × 3 starts are 1,440 measures, of which some 480
/// are independent, since the starts of a category share their months.
const CITIES: usize = 16;

/// The limit that a true share of `share` exceeds once in a thousand runs of `independent` trials
/// (3.1 binomial standard errors).
fn limit(share: f64, independent: usize) -> f64 {
    share + 3.1 * (share * (1.0 - share) / independent as f64).sqrt()
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[test]
fn intervals_hold_under_correlation() {
    let independent = CITIES * CATEGORIES;
    let mut found_at_zero = Vec::new();
    for months in [24, 36] {
        for correlation in [0.0, 0.2, 0.4, 0.6] {
            let study = Study { months, correlation, cities: CITIES };
            let tally = study.run(&mut ChaCha8Rng::seed_from_u64(15)).expect("settings in range");
            let outside = share(tally.months_outside, tally.months);
            let measures = share(tally.measures_outside, tally.measures);
            let covered = share(tally.covered, tally.measures);
            let found = share(tally.found, tally.measures);
            println!(
                "{months} months, correlation {correlation}: months {outside:.3} (own interval \
                 {:.3}), measures {measures:.3} ({:.3}), covered {covered:.3}, found {found:.3}",
                share(tally.months_outside_unwidened, tally.months),
                share(tally.measures_outside_unwidened, tally.measures),
            );
            // true shares are nominally 5%; the bars of 7.5% and 8% are these limits and more
            assert!(outside <= 0.075, "{study:?}: {outside}");
            assert!(measures <= limit(0.05, independent).min(0.08), "{study:?}: {measures}");
            assert!(covered >= 0.93, "{study:?}: {covered}");
            if correlation == 0.0 {
                found_at_zero.push(found);
            }
        }
    }
    assert!(found_at_zero.iter().all(|found| *found >= 0.45), "{found_at_zero:?}");
}

/// What the widening is for: without it, correlated months make effects out of nothing.
#[test]
fn without_placebos_correlation_makes_effects() {
    let study = Study { months: 24, correlation: 0.6, cities: 6 };
    let tally = study.run(&mut ChaCha8Rng::seed_from_u64(15)).expect("settings in range");
    let own = share(tally.measures_outside_unwidened, tally.measures);
    assert!(own > 0.2 && share(tally.measures_outside, tally.measures) < own / 3.0, "{tally:?}");
}

#[test]
fn settings_out_of_range_are_none() {
    let study = Study { months: 24, correlation: 0.2, cities: 1 };
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    assert!(Study { months: 12, ..study }.run(&mut rng).is_none());
    assert!(Study { correlation: 0.9, ..study }.run(&mut rng).is_none());
}
