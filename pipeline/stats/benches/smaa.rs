//! Seconds of 10,000 weightings of 500 candidates: `cargo bench -p yiti-stats --bench smaa`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use yiti_stats::select::{Limits, Selector};
use yiti_stats::smaa::smaa;

const CANDIDATES: usize = 500;
const DRAWS: u32 = 10_000;

/// Four sub-scores in [0, 1) of each candidate, with sampling noise, in twenty themes.
fn weightings(criterion: &mut Criterion) {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let values: Vec<[f64; 4]> =
        (0..CANDIDATES).map(|_| std::array::from_fn(|_| rng.random::<f64>())).collect();
    let noise = vec![[0.05; 4]; CANDIDATES];
    let themes: Vec<usize> = (0..CANDIDATES).map(|i| i % 20).collect();
    let limits = Limits { pick: 27, groups: 12, per_group: 7 };
    let selector = Selector::new(&themes, limits, &[], &[]).expect("limits that can be kept");
    let stream = |draw: u64| {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        rng.set_stream(draw);
        rng
    };
    criterion.bench_function("smaa: 10,000 weightings of 500 candidates", |bencher| {
        bencher.iter(|| {
            let choose = |scores: &[f64], order: &[usize]| selector.choose_in_order(scores, order);
            smaa(black_box(&values), &noise, DRAWS, choose, stream)
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = weightings
}
criterion_main!(benches);
