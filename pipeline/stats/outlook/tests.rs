use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use super::*;

/// Series with a season, and noise beyond sampling: a log deviation of 15%.
fn city(seed: u64, months: usize) -> Outlook {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut all = vec![0.0; months];
    let mut draw = |size: f64| -> Vec<Option<f64>> {
        let month = |(at, all): (usize, &mut f64)| {
            let season = 1.0 + 0.4 * (std::f64::consts::TAU * at as f64 / 12.0).cos();
            let noise = Gamma::new(44.0, 1.0 / 44.0).expect("positive").sample(&mut rng);
            let mean = size * season * noise;
            let count: f64 = Poisson::new(mean).expect("positive").sample(&mut rng);
            *all += count;
            Some(count)
        };
        all.iter_mut().enumerate().map(month).collect()
    };
    let series = (0..30).map(|at| draw(20.0 * 1.15_f64.powi(at))).collect();
    let all = all.into_iter().map(Some).collect();
    Outlook::new(Kind::Topic, series, all)
}

#[test]
fn limits_hold_four_months_in_five() {
    let (mut held, mut judged) = (0, 0);
    for seed in 0..5 {
        let (of_city, months) = city(seed, 36).replay();
        held += of_city;
        judged += months;
    }
    let share = held as f64 / judged as f64;
    assert!((0.77..=0.84).contains(&share), "{share}");
}

#[test]
fn a_season_is_foreseen_once_it_has_been_seen() {
    let outlook = city(1, 30);
    let last = outlook.series[29][29].expect("a count");
    let coming = outlook.coming()[29];
    // Positions 30 to 32 are July to September of a season that is lowest in July.
    let expected: Vec<f64> = coming.iter().flatten().map(|month| month.expected).collect();
    assert!(expected[2] > expected[0], "{expected:?} after {last}");
    assert!(coming.iter().flatten().all(|month| month.low < month.expected));
    assert!(coming.iter().flatten().all(|month| month.high > month.expected));
}

#[test]
fn what_is_not_known_is_not_zero() {
    let mut series = vec![Some(100.0); 6];
    series[4] = None;
    let outlook = Outlook::new(Kind::Area, vec![series.clone(), vec![None; 6]], series);
    let coming = outlook.coming();
    assert_eq!(coming[0][0].map(|month| month.expected), Some(100.0));
    assert_eq!(coming[1], [None; HORIZON]);
    let short = Outlook::new(Kind::Area, vec![vec![Some(3.0); 2]], vec![Some(3.0); 2]);
    assert_eq!(short.coming()[0], [None; HORIZON], "two months say nothing");
}
