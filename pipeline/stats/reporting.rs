//! How readily areas report: relative rates of further reports of matters that are known already.
//!
//! A matter that one person has reported is there for others to report as well. How often they do,
//! while it is open, tells how readily people report, without knowing how many matters there are:
//!
//! ```text
//! reports(a, c) ~ Poisson(chance(a, c) + r(a) · μ(c) · open days(a, c))     area a, category c
//! r(a)   area's relative rate: 1 = the whole city's, weighted by what is expected
//! μ(c)   the city's rate of category c
//! ```
//!
//! `r` and `μ` by alternating the two sums (iterative proportional fitting); variance φ times the
//! mean, φ by Pearson over cells. The areas' log rates are then shrunk to their common mean by a
//! random-effects model (DerSimonian & Laird), which also gives the interval.
//!
//! If matters are open equally long everywhere, orders are proportional to matters × rate: orders
//! ÷ r is what an area would report at the city's rate. It rests on places where something *was*
//! reported; of places where nobody reports, it knows nothing.
//!
//! Sources: Liu, Bhandaram & Garg 2023, Nat. Comput. Sci. 4:57, doi 10.1038/s43588-023-00572-6 (a
//! first report starts the clock, further ones give the rate); DerSimonian & Laird 1986, Control.
//! Clin. Trials 7:177, doi 10.1016/0197-2456(86)90046-2.

/// Matters of one category in one area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposure {
    /// Position of the area.
    pub area: usize,
    /// Position of the category.
    pub category: usize,
    /// Days in which its matters were open, all together.
    pub open_days: f64,
    /// Further reports of them.
    pub reports: f64,
    /// Reports that would have come anyway.
    pub chance: f64,
}

/// How readily an area reports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelativeRate {
    /// Further reports.
    pub reports: f64,
    /// Those expected at the city's rates, chance included.
    pub expected: f64,
    /// Relative rate, shrunk; 1 = the city's.
    pub rate: f64,
    /// Lower end of its 95% interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Rounds of fitting; rates and categories settle within a few.
const ROUNDS: usize = 25;

/// Further reports, beyond chance, below which an area's own rate is too uncertain to be told.
const EXPECTED_MIN: f64 = 10.0;

/// Quantile of the 95% interval.
const QUANTILE: f64 = 1.959_964;

/// Fits the relative rates of `areas` areas. `None` for areas with too few matters; all `None`
/// where fewer than two areas have enough, since a rate is relative to others.
pub fn relative_rates(exposures: &[Exposure], areas: usize) -> Vec<Option<RelativeRate>> {
    let categories = exposures.iter().map(|cell| cell.category + 1).max().unwrap_or(0);
    let (mut rates, mut pace) = (vec![1.0; areas], vec![0.0; categories]);
    for _ in 0..ROUNDS {
        pace = ratio(exposures, categories, |cell| cell.category, |cell| rates[cell.area]);
        rates = ratio(exposures, areas, |cell| cell.area, |cell| pace[cell.category]);
        let usual = usual_rate(exposures, &rates, &pace);
        rates.iter_mut().for_each(|rate| *rate /= usual);
    }
    let dispersion = dispersion(exposures, &rates, &pace);
    let mut sums = vec![[0.0; 3]; areas];
    for cell in exposures {
        let expected = pace[cell.category] * cell.open_days;
        let sum = &mut sums[cell.area];
        sum[0] += cell.reports;
        sum[1] += cell.chance;
        sum[2] += expected;
    }
    let told: Vec<(usize, f64, f64)> = (0..areas)
        .filter(|&area| sums[area][2] >= EXPECTED_MIN)
        .map(|area| {
            let [_, chance, expected] = sums[area];
            // An area without any further report has a rate of less than one report.
            let rate = rates[area].max(1.0 / expected);
            let variance = dispersion * (chance + rate * expected) / (rate * expected).powi(2);
            (area, rate.ln(), variance)
        })
        .collect();
    let mut found = vec![None; areas];
    if told.len() < 2 {
        return found;
    }
    let Common { mean, variance: of_mean, between } = random_effects(&told);
    let weight = |variance: f64| if between > 0.0 { between / (between + variance) } else { 0.0 };
    let center = |log_rate: f64, v: f64| mean + weight(v) * (log_rate - mean);
    // Shrinking moved the areas' mean away from 1.
    let expected: f64 = told.iter().map(|one| sums[one.0][2]).sum();
    let with_rates: f64 = told.iter().map(|one| sums[one.0][2] * center(one.1, one.2).exp()).sum();
    let usual = (with_rates / expected).ln();
    for (area, log_rate, variance) in told {
        let (center, weight) = (center(log_rate, variance) - usual, weight(variance));
        let error = (weight * variance + (1.0 - weight).powi(2) * of_mean).sqrt();
        found[area] = Some(RelativeRate {
            reports: sums[area][0],
            expected: sums[area][1] + sums[area][2],
            rate: center.exp(),
            low: (center - QUANTILE * error).exp(),
            high: (center + QUANTILE * error).exp(),
        });
    }
    found
}

/// Net reports of each group ÷ what is expected of it at a rate of 1.
fn ratio(
    exposures: &[Exposure],
    groups: usize,
    group: impl Fn(&Exposure) -> usize,
    other: impl Fn(&Exposure) -> f64,
) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); groups];
    for cell in exposures {
        let sum = &mut sums[group(cell)];
        sum.0 += cell.reports - cell.chance;
        sum.1 += other(cell) * cell.open_days;
    }
    let ratio = |(net, open): (f64, f64)| if open > 0.0 { (net / open).max(0.0) } else { 0.0 };
    sums.into_iter().map(ratio).collect()
}

/// The mean rate, weighted by what is expected; 1 where nothing is.
fn usual_rate(exposures: &[Exposure], rates: &[f64], pace: &[f64]) -> f64 {
    let (mut with_rates, mut expected) = (0.0, 0.0);
    for cell in exposures {
        expected += pace[cell.category] * cell.open_days;
        with_rates += rates[cell.area] * pace[cell.category] * cell.open_days;
    }
    if with_rates > 0.0 { with_rates / expected } else { 1.0 }
}

/// Pearson's dispersion over the cells that expect at least one report; at least 1.
fn dispersion(exposures: &[Exposure], rates: &[f64], pace: &[f64]) -> f64 {
    let (mut squares, mut cells) = (0.0, 0.0);
    for cell in exposures {
        let mean = cell.chance + rates[cell.area] * pace[cell.category] * cell.open_days;
        if mean >= 1.0 {
            squares += (cell.reports - mean).powi(2) / mean;
            cells += 1.0;
        }
    }
    let fitted = (rates.len() + pace.len()) as f64;
    if cells > fitted { (squares / (cells - fitted)).max(1.0) } else { 1.0 }
}

/// What areas have in common.
struct Common {
    /// Mean of the log rates.
    mean: f64,
    /// Its variance.
    variance: f64,
    /// Variance of log rates between areas.
    between: f64,
}

/// The random-effects model of log rates, by moments.
fn random_effects(told: &[(usize, f64, f64)]) -> Common {
    let weights: Vec<f64> = told.iter().map(|(_, _, variance)| 1.0 / variance).collect();
    let mean = |weights: &[f64]| {
        let sum: f64 = weights.iter().zip(told).map(|(weight, one)| weight * one.1).sum();
        sum / weights.iter().sum::<f64>()
    };
    let fixed = mean(&weights);
    let q: f64 = weights.iter().zip(told).map(|(w, one)| w * (one.1 - fixed).powi(2)).sum();
    let total: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    let between = ((q - (told.len() as f64 - 1.0)) / (total - squares / total)).max(0.0);
    let weights: Vec<f64> = told.iter().map(|(_, _, v)| 1.0 / (v + between)).collect();
    Common { mean: mean(&weights), variance: 1.0 / weights.iter().sum::<f64>(), between }
}

#[cfg(test)]
mod tests;
