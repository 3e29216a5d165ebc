//! Overdispersion φ of monthly counts around their expected course: the variance over the Poisson's, at least 1.
//!
//! For each cell Pearson's `χ²/(M − 1)` of its M months around its own level (`expected` scaled to the cell's total); for a
//! group of cells the mean without the lowest and highest tenth, since a cell with a spike or a step says little about φ.
//! McCullagh & Nelder 1989, sec. 4.5.

/// Orders of consecutive months.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Months {
    /// Orders of each month.
    pub observed: Vec<f64>,
    /// Orders of each month at the city's rate, above 0 or 0 where the city had none.
    pub expected: Vec<f64>,
}

/// Cells that expect fewer orders a month have too coarse a χ².
const EXPECTED_MIN: f64 = 1.0;

/// Fewest cells that a group's own φ rests on; smaller groups take that of all cells.
const CELLS_MIN: usize = 5;

/// φ of each group from `(group, months)` cells; groups are numbered from 0. With too few usable cells in all: 1. Cells
/// with a NaN take no part.
pub fn by_group(cells: &[(usize, &Months)]) -> Vec<f64> {
    let groups = cells.iter().map(|(group, _)| group + 1).max().unwrap_or(0);
    let mut by_group = vec![Vec::new(); groups];
    for &(group, months) in cells {
        by_group[group].extend(pearson(months));
    }
    let all = trimmed_mean(by_group.concat()).unwrap_or(1.0).max(1.0);
    by_group.into_iter().map(|group| trimmed_mean(group).map_or(all, |phi| phi.max(1.0))).collect()
}

fn pearson(cell: &Months) -> Option<f64> {
    let months = cell.observed.len() as f64;
    let (n, e) = (cell.observed.iter().sum::<f64>(), cell.expected.iter().sum::<f64>());
    // NaN fails the comparisons
    (e >= EXPECTED_MIN * months && n > 0.0 && months > 1.0).then_some(())?;
    let term = |(&n, &expected): (&f64, &f64), level: f64| {
        let mean = expected * level;
        if mean > 0.0 { (n - mean) * (n - mean) / mean } else { 0.0 }
    };
    let square: f64 = cell.observed.iter().zip(&cell.expected).map(|month| term(month, n / e)).sum();
    Some(square / (months - 1.0))
}

fn trimmed_mean(mut values: Vec<f64>) -> Option<f64> {
    if values.len() < CELLS_MIN {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let cut = values.len() / 10;
    let kept = &values[cut..values.len() - cut];
    Some(kept.iter().sum::<f64>() / kept.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use rand_distr::{Distribution, Gamma, Poisson};

    fn cell(rng: &mut ChaCha8Rng, phi: f64, level: f64) -> Months {
        let expected: Vec<f64> = (0..12).map(|m| if m < 4 { 30.0 } else { 10.0 }).collect();
        let mut draw = |mean: f64| {
            let rate = Gamma::new(mean / (phi - 1.0), phi - 1.0).expect("positive").sample(rng).max(1e-9);
            Poisson::new(rate).expect("positive").sample(rng)
        };
        Months { observed: expected.iter().map(|e| draw(level * e)).collect(), expected }
    }

    #[test]
    fn known_dispersions_are_recovered_whatever_the_levels_and_a_few_spikes() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mut cells: Vec<(usize, Months)> = Vec::new();
        for i in 0..400 {
            let (group, phi) = if i % 2 == 0 { (0, 1.5) } else { (1, 4.0) };
            cells.push((group, cell(&mut rng, phi, 0.5 + f64::from(i % 7) / 3.0)));
        }
        for (_, months) in cells.iter_mut().take(16) {
            months.observed[5] += 300.0;
        }
        let cells: Vec<_> = cells.iter().map(|(group, months)| (*group, months)).collect();
        let found = by_group(&cells);
        assert!((found[0] - 1.5).abs() < 0.2 && (found[1] - 4.0).abs() < 0.5, "{found:?}");
    }

    #[test]
    fn without_usable_cells_it_is_one() {
        let sparse = Months { observed: vec![0.0, 1.0], expected: vec![0.1, 0.1] };
        let broken = Months { observed: vec![f64::NAN, 1.0], expected: vec![9.0, 9.0] };
        assert_eq!(by_group(&[(0, &sparse), (1, &broken)]), [1.0, 1.0]);
        assert!(by_group(&[]).is_empty());
    }
}
