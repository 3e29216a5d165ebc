//! What must not matter: the order of rows, a category elsewhere, the unit of the population.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson};

use crate::detect::{Method, Request, detect};

const TIMES: usize = 40;

/// Counts of areas × categories: `category,area,week,count,people`.
fn rows(seed: u64, category: &str, areas: usize, mean: f64) -> Vec<String> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut rows = Vec::new();
    for area in 0..areas {
        for week in 1..=TIMES {
            let spike = if (area, week) == (1, 33) { 4.0 } else { 1.0 };
            let count = Poisson::new(mean * spike).unwrap().sample(&mut rng);
            rows.push(format!("{category},{area},{week},{count},{}", 1000 + 300 * area));
        }
    }
    rows
}

/// The result's rows for areas within categories, or for one series a category and area.
fn result(folder: &Path, rows: &[String], local: bool, population: bool) -> Vec<String> {
    let (input, output) = (folder.join("in.csv"), folder.join("out.csv"));
    fs::write(&input, format!("category,area,week,count,people\n{}\n", rows.join("\n"))).unwrap();
    let request = Request {
        input,
        output: output.clone(),
        series: (!local).then(|| "category".to_owned()),
        time: "week".to_owned(),
        count: "count".to_owned(),
        area: local.then(|| "area".to_owned()),
        category: local.then(|| "category".to_owned()),
        population: population.then(|| "people".to_owned()),
        from: None,
        every: None,
        method: Method::Auto,
        alpha: 0.01,
        fill_zero: false,
    };
    detect(&request, &|_, _| ()).unwrap();
    fs::read_to_string(&output).unwrap().lines().map(str::to_owned).collect()
}

/// Whether two results agree but for the last digits of their numbers.
fn agree(one: &[String], other: &[String]) -> bool {
    let close = |a: &str, b: &str| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-6 * (1.0 + a.abs()),
        _ => a == b,
    };
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(a, b)| a.split(',').zip(b.split(',')).all(|(a, b)| close(a, b)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn shuffled_rows_give_the_same_bytes(
        seed in 0..u64::MAX,
        mean in 0.2..40.0_f64,
        local in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut rows = rows(seed, "a", if local { 5 } else { 1 }, mean);
        let straight = result(folder.path(), &rows, local, local);
        rows.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        prop_assert_eq!(straight, result(folder.path(), &rows, local, local));
    }

    #[test]
    fn a_quiet_category_changes_nothing_elsewhere(seed in 0..u64::MAX, mean in 0.2..40.0_f64) {
        let folder = tempfile::tempdir().unwrap();
        let mut rows = rows(seed, "a", 5, mean);
        let alone = result(folder.path(), &rows, true, true);
        let quiet = |area: u32, week: usize| format!("quiet,{area},{week},0,{}", 1000 + area);
        rows.extend((0..5).flat_map(|area| (1..=TIMES).map(move |week| quiet(area, week))));
        let beside = result(folder.path(), &rows, true, true);
        let kept: Vec<String> =
            beside.iter().filter(|row| !row.contains("quiet")).cloned().collect();
        prop_assert!(kept == alone && beside.len() > alone.len());
        prop_assert!(!beside.iter().any(|row| row.contains("quiet") && row.ends_with("true")));
    }

    #[test]
    fn the_unit_of_the_population_changes_nothing(
        seed in 0..u64::MAX, mean in 0.2..40.0_f64, scale in 2..5000_u32, local in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let rows = rows(seed, "a", if local { 5 } else { 1 }, mean);
        let scaled: Vec<String> = rows
            .iter()
            .map(|row| {
                let (rest, people) = row.rsplit_once(',').unwrap();
                format!("{rest},{}", scale * people.parse::<u32>().unwrap())
            })
            .collect();
        let (one, other) =
            (
                result(folder.path(), &rows, local, true),
                result(folder.path(), &scaled, local, true),
            );
        prop_assert!(agree(&one, &other));
    }
}
