mod reference;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use super::*;

/// Cells in memory.
#[derive(Clone, Default)]
pub(super) struct City {
    pub(super) months: [usize; 2],
    pub(super) cells: Vec<(usize, Months)>,
    pub(super) empty: Vec<EmptyCells>,
}

impl Cells for City {
    fn count(&self) -> usize {
        self.cells.len()
    }

    fn months(&self) -> [usize; 2] {
        self.months
    }

    fn group(&self, cell: usize) -> usize {
        self.cells[cell].0
    }

    fn read(&self, cell: usize, into: &mut Months) {
        into.clone_from(&self.cells[cell].1);
    }

    fn empty(&self) -> &[EmptyCells] {
        &self.empty
    }
}

fn season(month: usize) -> f64 {
    [1.6, 1.4, 1.0, 0.6, 0.5, 0.6, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3][month % 12]
}

/// Two years of ordinary cells of ten categories with seasons: levels around 0.9, all below 1.6, so
/// many orders expected a month.
fn ordinary(cells: usize, expected: f64, seed: u64) -> City {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut city = City { months: [12, 12], ..City::default() };
    for cell in 0..cells {
        let level: f64 = Gamma::new(9.0, 0.1).expect("positive").sample(&mut rng);
        let level = level.min(1.6);
        let months = draw(&mut rng, expected, |_| level);
        city.cells.push((cell % 10, months));
    }
    city
}

/// Counts with variance 2 × mean at a level that depends on the month: 0–11 this year, 12–23 the
/// year before.
fn draw(rng: &mut ChaCha8Rng, expected: f64, level: impl Fn(usize) -> f64) -> Months {
    let expected: Vec<f64> = (0..24).map(|month| expected * season(month)).collect();
    let mut count = |(month, e): (usize, &f64)| {
        let mean = (level(month) * e).max(1e-9);
        let rate = Gamma::new(mean, 1.0).expect("positive").sample(rng).max(1e-12);
        Poisson::new(rate).expect("positive").sample(rng)
    };
    Months { observed: expected.iter().enumerate().map(&mut count).collect(), expected }
}

/// The verdict on the last of the cells, if it is persistent.
fn last(city: &City) -> Option<Persistence> {
    let found = assess(city, &Rule::default()).expect("enough cells").persistent;
    found.into_iter().find(|verdict| verdict.cell == city.cells.len() - 1)
}

/// How many of 20 cells that follow a level are found among ordinary ones.
fn found(expected: f64, level: impl Fn(usize) -> f64) -> usize {
    let mut city = ordinary(1000, expected, 5);
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    (0..20).for_each(|cell| city.cells.push((cell % 10, draw(&mut rng, expected, &level))));
    let found = assess(&city, &Rule::default()).expect("enough cells").persistent;
    found.iter().filter(|verdict| verdict.cell >= 1000).count()
}

#[test]
fn what_is_high_all_year_is_found_however_little_is_expected() {
    assert!(found(20.0, |_| 3.0) >= 19);
    assert!(found(2.0, |_| 4.0) >= 18);
    assert!(found(0.5, |_| 8.0) >= 17);
    assert!(found(0.1, |_| 20.0) >= 10);
}

#[test]
fn a_burst_a_late_step_and_a_past_year_are_no_persistence() {
    for expected in [20.0, 2.0, 0.5] {
        assert_eq!(
            found(expected, |month| if month == 6 { 30.0 } else { 1.0 }),
            0,
            "one, {expected}"
        );
        let two = found(expected, |month| if [2, 9].contains(&month) { 20.0 } else { 1.0 });
        assert_eq!(two, 0, "two, {expected}");
        // of sparse ones a few look as if they had always been high
        let step = found(expected, |month| if (8..12).contains(&month) { 5.0 } else { 1.0 });
        assert!(step <= 2, "step, {expected}: {step}");
        let solved = found(expected, |month| if month >= 12 { 6.0 } else { 1.0 });
        assert!(solved <= 1, "solved, {expected}: {solved}");
    }
}

#[test]
fn a_step_early_in_the_year_lasts() {
    assert!(found(10.0, |month| if (2..12).contains(&month) { 4.0 } else { 1.0 }) >= 18);
}

#[test]
fn a_season_of_its_own_is_not_high_in_most_months() {
    assert_eq!(found(10.0, |month| if [0, 1, 11].contains(&(month % 12)) { 5.0 } else { 0.9 }), 0);
}

#[test]
fn the_figures_of_a_persistent_cell_are_those_of_its_months() {
    let mut city = ordinary(400, 10.0, 1);
    let mut months = draw(&mut ChaCha8Rng::seed_from_u64(2), 10.0, |_| 1.0);
    for month in 0..24 {
        months.observed[month] =
            (10.0 * season(month) * if (3..12).contains(&month) { 4.0 } else { 1.0 }).round();
    }
    city.cells.push((0, months));
    let verdict = last(&city).expect("nine months at four times the rate");
    assert_eq!((verdict.months_flagged, verdict.longest_run), (9, 9));
    // 3 before shrinking, with variance 2 × mean
    assert!(verdict.ratio > 2.4 && verdict.ratio < 3.0, "{verdict:?}");
    assert!(verdict.ratio_low < verdict.ratio && verdict.probability > 0.99, "{verdict:?}");
    let excess = (verdict.ratio_low - 2.0) * verdict.expected;
    assert!(excess > 0.0 && (verdict.excess_low(2.0) - excess).abs() < 1e-9);
    assert!(
        verdict.excess_low(1.0) < verdict.observed - verdict.expected
            && verdict.excess_low(9.0) == 0.0
    );
}

#[test]
fn the_year_before_tips_the_balance_but_cannot_carry_a_quiet_year() {
    let probability = |now: f64, past: f64| {
        let mut city = ordinary(400, 2.0, 1);
        let counts =
            |month: usize| (2.0 * season(month) * if month < 12 { now } else { past }).round();
        let mut months = draw(&mut ChaCha8Rng::seed_from_u64(2), 2.0, |_| 1.0);
        months.observed = (0..24).map(counts).collect();
        city.cells.push((0, months));
        let any = Rule { probability_min: 1e-9, ..Rule::default() };
        let found = assess(&city, &any).expect("enough cells").persistent;
        found
            .last()
            .filter(|verdict| verdict.cell == 400)
            .map_or(0.0, |verdict| verdict.probability)
    };
    assert!(probability(2.3, 3.0) > probability(2.3, 1.0) + 0.1);
    assert!(probability(1.0, 9.0) == 0.0);
}

#[test]
fn among_a_few_ordinary_cells_nothing_is_found() {
    let city = |seed| {
        // six districts and fourteen categories, one year
        let mut city = ordinary(84, 6.0, seed);
        city.months = [12, 0];
        for (_, months) in &mut city.cells {
            months.observed.truncate(12);
            months.expected.truncate(12);
        }
        city
    };
    let found = |seed| assess(&city(seed), &Rule::default()).expect("84 cells").persistent.len();
    let wrong: usize = (0..30).map(found).sum();
    assert!(wrong <= 2, "{wrong} of 2,520");
}

#[test]
fn in_a_city_without_persistent_cells_next_to_nothing_is_found() {
    for expected in [0.3, 3.0] {
        let found =
            assess(&ordinary(4000, expected, 9), &Rule::default()).expect("4000 cells").persistent;
        assert!(found.len() <= 4, "{expected}: {}", found.len());
    }
}

#[test]
fn cells_without_orders_count_as_ordinary() {
    let mut city = ordinary(2000, 0.05, 4);
    let mut listed = city.clone();
    city.cells.retain(|(_, months)| months.observed.iter().sum::<f64>() > 0.0);
    let gone = (listed.cells.len() - city.cells.len()) as f64;
    let expected = (0..24).map(|month| 0.05 * season(month)).sum();
    for group in 0..10 {
        city.empty.push(EmptyCells { group, expected, cells: gone / 10.0 });
    }
    for city in [&mut city, &mut listed] {
        city.cells.push((0, draw(&mut ChaCha8Rng::seed_from_u64(8), 0.5, |_| 10.0)));
    }
    let [summed, one_by_one] = [&city, &listed].map(|city| last(city).expect("ten times the rate"));
    assert!(
        (summed.probability - one_by_one.probability).abs() < 1e-6,
        "{summed:?} {one_by_one:?}"
    );
    assert_eq!(assess(&city, &Rule::default()).expect("cells").cells, 2001);
}

#[test]
fn unusable_figures_are_never_persistent_and_too_few_cells_are_refused() {
    let mut city = ordinary(300, 5.0, 3);
    city.cells.push((0, draw(&mut ChaCha8Rng::seed_from_u64(4), 5.0, |_| 5.0)));
    assert!(last(&city).is_some());
    for odd in [f64::NAN, -1.0, f64::INFINITY] {
        let mut city = city.clone();
        city.cells[300].1.observed[3] = odd;
        assert!(last(&city).is_none());
    }
    city.cells[300].1.expected = vec![0.0; 24];
    assert!(last(&city).is_none());
    city.cells.truncate(19);
    assert!(matches!(assess(&city, &Rule::default()), Err(PersistenceError::Shrinkage(_))));
    assert!(matches!(assess(&City::default(), &Rule::default()), Err(PersistenceError::NoMonths)));
}

#[test]
fn the_order_of_the_cells_does_not_matter() {
    let mut city = ordinary(3000, 1.0, 12);
    (0..5).for_each(|i| {
        city.cells.push((i, draw(&mut ChaCha8Rng::seed_from_u64(i as u64), 1.0, |_| 6.0)))
    });
    let forwards = assess(&city, &Rule::default()).expect("cells").persistent;
    city.cells.reverse();
    let backwards = assess(&city, &Rule::default()).expect("cells").persistent;
    assert_eq!(forwards.len(), backwards.len());
    assert!(forwards.len() >= 5);
    for (a, b) in forwards.iter().zip(backwards.iter().rev()) {
        assert_eq!((a.cell, a.months_flagged), (city.cells.len() - 1 - b.cell, b.months_flagged));
        assert!((a.probability - b.probability).abs() < 1e-5);
    }
}

#[test]
fn known_dispersions_are_recovered_for_sparse_cells_too() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    for expected in [0.4, 20.0] {
        let mut city = City { months: [12, 12], ..City::default() };
        for cell in 0..2000 {
            // two groups, variance 1.5 and 3 times the mean
            let extra = if cell % 2 == 0 { 0.5 } else { 2.0 };
            let mean = expected * (0.6 + f64::from(cell % 7) / 7.0);
            let mut months = Months { observed: Vec::new(), expected: vec![expected; 24] };
            for _ in 0..24 {
                let rate =
                    Gamma::new(mean / extra, extra).expect("positive").sample(&mut rng).max(1e-12);
                months.observed.push(Poisson::new(rate).expect("positive").sample(&mut rng));
            }
            if cell % 50 < 2 {
                months.observed[5] += 60.0 + 10.0 * expected;
            }
            city.cells.push((cell as usize % 2, months));
        }
        let dispersion = Dispersion::of(&city);
        let [low, high] = [0, 1].map(|group: usize| dispersion.phi(group, 24.0 * expected));
        assert!((low - 1.5).abs() < 0.2 && (high - 3.0).abs() < 0.4, "{expected}: {low} {high}");
        assert_eq!(dispersion.phi(7, 24.0 * expected), dispersion.by_size(expected));
    }
}

/// Run in a release build with `--ignored --nocapture`.
#[test]
#[ignore = "a timing, for release builds"]
fn a_hundred_and_twenty_thousand_cells_take_a_second() {
    let city = ordinary(120_000, 1.0, 1);
    let clock = std::time::Instant::now();
    let found = assess(&city, &Rule::default()).expect("cells").persistent.len();
    println!("{found} of 120,000 cells in {:?}", clock.elapsed());
    assert!(clock.elapsed().as_secs_f64() < 1.0);
}
