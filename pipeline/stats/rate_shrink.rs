//! Shrunken rates: beta–binomial, prior by moments.
//!
//! Areas have true rates `θ ~ Beta(mean·strength, (1 − mean)·strength)` and show `x` successes in
//! `n` trials. The mean is the pooled rate; the variance between areas comes from the moments of
//! Kleinman (weights `n`):
//!
//! ```text
//! S             = Σ n (x/n − mean)²
//! E S           = mean (1 − mean) [ (k − 1) + ρ (N − Σn²/N − (k − 1)) ]
//! strength      = 1/ρ − 1
//! shrunken rate = (x + strength·mean) / (n + strength)
//! ```
//!
//! `ρ ≤ 0` (areas differ by no more than chance) is "no difference": every rate becomes the pooled
//! one.
//!
//! Source: Kleinman 1973, JASA 68:46, doi 10.1080/01621459.1973.10481332.

/// What a rate is shrunk towards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatePrior {
    /// Pooled rate, in [0, 1].
    pub mean: f64,
    /// Trials that the prior is worth; infinite when the areas do not differ.
    pub strength: f64,
}

impl RatePrior {
    /// Fits the prior to `(successes, trials)` of each area. Areas without trials are left out;
    /// `None` without any trial.
    ///
    /// A single area, or all rates equal, gives infinite strength.
    pub fn fit(areas: &[(u64, u64)]) -> Option<Self> {
        let seen: Vec<(f64, f64)> =
            areas.iter().filter(|a| a.1 > 0).map(|&(x, n)| (x.min(n) as f64, n as f64)).collect();
        let total: f64 = seen.iter().map(|a| a.1).sum();
        if total == 0.0 {
            return None;
        }
        let mean = seen.iter().map(|a| a.0).sum::<f64>() / total;
        Some(Self { mean, strength: strength(&seen, mean, total) })
    }

    /// The shrunken rate of one area; the pooled rate without trials.
    pub fn shrink(&self, successes: u64, trials: u64) -> f64 {
        if self.strength.is_infinite() {
            return self.mean;
        }
        (successes.min(trials) as f64 + self.strength * self.mean) / (trials as f64 + self.strength)
    }
}

fn strength(seen: &[(f64, f64)], mean: f64, total: f64) -> f64 {
    let free = seen.len() as f64 - 1.0;
    let scale = mean * (1.0 - mean);
    let reach = total - seen.iter().map(|a| a.1 * a.1).sum::<f64>() / total - free;
    if free < 1.0 || scale <= 0.0 || reach <= 0.0 {
        return f64::INFINITY;
    }
    let scatter: f64 = seen.iter().map(|&(x, n)| n * (x / n - mean).powi(2)).sum();
    let correlation = (scatter / scale - free) / reach;
    if correlation <= 0.0 { f64::INFINITY } else { (1.0 / correlation - 1.0).max(0.0) }
}

#[cfg(test)]
mod tests;
