//! Seconds of one fit, one cell and one year: `cargo bench -p yiti-stats --bench spike`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use yiti_stats::assessment::{Every, Series};
use yiti_stats::{farrington, harmonic, local};

/// Counts with a season, a trend and a sawtooth for noise.
fn counts(times: usize, level: f64, per_year: f64) -> Vec<f64> {
    let wave = |time: f64| 1.0 + 0.4 * (2.0 * std::f64::consts::PI * time / per_year).sin();
    (0..times)
        .map(|time| (level * wave(time as f64)).floor() + ((time * 7 + time * time) % 5) as f64)
        .collect()
}

fn weekly(criterion: &mut Criterion) {
    let counts = counts(624, 20.0, Every::Week.per_year());
    let series = Series { counts: &counts, exposures: None, every: Every::Week };
    criterion.bench_function("harmonic: 49 weeks after eleven years", |bencher| {
        bencher.iter(|| harmonic::assess(black_box(&series), 575, &harmonic::Settings::default()));
    });
    criterion.bench_function("farrington: 49 weeks after eleven years", |bencher| {
        bencher
            .iter(|| farrington::assess(black_box(&series), 575, &farrington::Settings::default()));
    });
}

fn daily(criterion: &mut Criterion) {
    let counts = counts(365, 3.0, Every::Day.per_year());
    let series = Series { counts: &counts, exposures: None, every: Every::Day };
    criterion.bench_function("harmonic: a year of days", |bencher| {
        bencher.iter(|| harmonic::assess(black_box(&series), 0, &harmonic::Settings::default()));
    });
}

fn cells(criterion: &mut Criterion) {
    let (areas, times) = (343, 104);
    let counts = counts(areas * times, 2.0, Every::Week.per_year());
    let shares = vec![1.0; areas];
    criterion.bench_function("local: 343 areas × 104 weeks", |bencher| {
        bencher.iter(|| {
            let mut unusual = 0;
            let cells = local::Cells { counts: black_box(&counts), times, area_shares: &shares };
            local::forecast(cells, 0, &local::Settings::default(), |cell| {
                unusual += usize::from(cell.count > 3.0 * cell.now.mean);
            });
            unusual
        });
    });
}

criterion_group!(benches, weekly, daily, cells);
criterion_main!(benches);
