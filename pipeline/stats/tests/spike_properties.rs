//! Known truth is recovered, over a range of levels, dispersions, seasons and lengths of history.

use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use crate::assessment::{Assessment, Every, Series};
use crate::harmonic;

fn draw(rng: &mut impl Rng, mean: f64, phi: f64) -> f64 {
    let rate = Gamma::new(mean / (phi - 1.0), phi - 1.0)
        .expect("a positive mean and phi over 1")
        .sample(rng);
    if rate > 0.0 { Poisson::new(rate).expect("a positive rate").sample(rng) } else { 0.0 }
}

/// What a made-up series is like.
#[derive(Debug, Clone, Copy)]
struct Truth {
    level: f64,
    phi: f64,
    amplitude: f64,
    phase: f64,
    /// Share by which the last two days of a week fall short.
    weekend: f64,
}

impl Truth {
    fn mean(&self, time: usize, every: Every) -> f64 {
        let angle = time as f64 / every.per_year() * std::f64::consts::TAU + self.phase;
        let weekday = if every == Every::Day && time % 7 >= 5 { 1.0 - self.weekend } else { 1.0 };
        self.level * weekday * (self.amplitude * angle.sin()).exp()
    }

    fn series(&self, rng: &mut impl Rng, times: usize, every: Every) -> Vec<f64> {
        (0..times).map(|time| draw(rng, self.mean(time, every), self.phi)).collect()
    }
}

fn assess(counts: &[f64], from: usize, every: Every) -> Vec<Assessment> {
    let series = Series { counts, exposures: None, every };
    let settings = harmonic::Settings {
        history_weeks_min: 7 / every.per_week(),
        ..harmonic::Settings::default()
    };
    harmonic::assess(&series, from, &settings).into_iter().flatten().collect()
}

prop_compose! {
    fn truth()(
        level in 2.0..200.0_f64,
        phi in 1.1..3.0_f64,
        amplitude in 0.0..0.5_f64,
        phase in 0.0..6.3_f64,
        weekend in 0.0..0.7_f64,
    ) -> Truth {
        Truth { level, phi, amplitude, phase, weekend }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_mean_is_recovered(
        truth in truth(),
        seed in 0..u64::MAX,
        years in 1..6_usize,
        daily in any::<bool>(),
    ) {
        let every = if daily { Every::Day } else { Every::Week };
        let times = (years as f64 * every.per_year()) as usize + 8 * every.per_week();
        let counts = truth.series(&mut ChaCha8Rng::seed_from_u64(seed), times, every);
        let from = times - 6 * every.per_week();
        let verdicts = assess(&counts, from, every);
        let log_ratio = |(time, verdict): (usize, &Assessment)| {
            (verdict.expected.expect("a fit") / truth.mean(time, every)).ln()
        };
        let ratios: Vec<f64> = (from..).zip(&verdicts).map(log_ratio).collect();
        let bias = ratios.iter().sum::<f64>() / ratios.len() as f64;
        // Five standard errors of a level from half a year of such counts, and what a prior may
        // pull in one year.
        let yearly = truth.level * (1.0 - 2.0 / 7.0 * truth.weekend) * every.per_year();
        let margin = if years == 1 { 0.15 } else { 0.05 };
        let error = 5.0 * (truth.phi / (0.25 * yearly)).sqrt() + margin;
        prop_assert!(bias.abs() < error, "bias {bias}, allowed {error}");
    }

    #[test]
    fn an_outbreak_of_eight_deviations_is_found(
        truth in truth(),
        seed in 0..u64::MAX,
        weeks in 52..200_usize,
    ) {
        let mut counts = truth.series(&mut ChaCha8Rng::seed_from_u64(seed), weeks, Every::Week);
        let mean = truth.mean(weeks - 1, Every::Week);
        counts[weeks - 1] = (mean + 4.0 + 8.0 * (truth.phi * mean).sqrt() + 0.6 * mean).ceil();
        let verdicts = assess(&counts, weeks - 1, Every::Week);
        prop_assert!(verdicts.len() == 1 && verdicts[0].alarm, "{:?}", verdicts);
    }
}

/// Share of quiet times flagged at 1%, over many series.
fn flagged(every: Every, from: usize, times: usize, amplitude: f64) -> f64 {
    let (mut flagged, mut judged) = (0, 0);
    for seed in 0..240 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let truth = Truth {
            level: [0.5, 2.0, 8.0, 60.0][seed as usize % 4],
            phi: [1.001, 1.5, 3.0][seed as usize % 3],
            amplitude,
            phase: rng.random_range(0.0..6.3),
            weekend: 0.3,
        };
        let counts = truth.series(&mut rng, times, every);
        let verdicts = assess(&counts, from, every);
        flagged += verdicts.iter().filter(|verdict| verdict.alarm).count();
        judged += verdicts.len();
    }
    flagged as f64 / f64::from(judged as u32)
}

/// About 9,000 to 90,000 verdicts each: 0.5% to 1.5% is some five standard errors of correlated
/// verdicts at the least.
#[test]
fn short_histories_are_flagged_as_often_as_asked() {
    for amplitude in [0.0, 0.4] {
        let shares = [
            ("a quarter to a year of weeks", flagged(Every::Week, 13, 52, amplitude)),
            ("one to two years of weeks", flagged(Every::Week, 52, 104, amplitude)),
            ("the first quarter of days", flagged(Every::Day, 7, 91, amplitude)),
            ("the rest of a year of days", flagged(Every::Day, 91, 365, amplitude)),
        ];
        for (name, share) in shares {
            assert!((0.005..=0.015).contains(&share), "{name}, amplitude {amplitude}: {share}");
        }
    }
}
