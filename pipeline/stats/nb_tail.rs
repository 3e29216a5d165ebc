//! Upper tail of the negative binomial with variance `φ·μ` (Poisson for φ ≤ 1), as a mid-p value.
//!
//! `mid-p = P(Y > y) + P(Y = y) / 2`: under the null its mean is ½ at every μ, so that scores of
//! sparse and dense series can be compared (Lancaster 1961, JASA 56:223, doi
//! 10.1080/01621459.1961.10482105). Small counts are summed exactly; large ones use the saddlepoint
//! formula of Lugannani & Rice 1980 (doi 10.2307/1426607) for lattice variables, whose relative
//! error there is under 10⁻³.

use statrs::function::erf::erfc;

/// Counts up to here are summed term by term.
const EXACT_MAX: f64 = 40.0;

/// φ closer to 1 than this is Poisson.
const PHI_EPSILON: f64 = 1e-6;

/// mid-p of a count `y` ≥ 0 given mean `μ` ≥ 0 and `φ = variance / mean`.
///
/// With `μ = 0`, 0.5 for `y = 0` and 0 for anything above. NaN in, NaN out.
pub fn upper_mid_p(count: f64, mean: f64, phi: f64) -> f64 {
    tail(count, mean, phi).map_or(f64::NAN, |(above, at)| (above + 0.5 * at).clamp(0.0, 1.0))
}

/// `P(Y ≥ y)`.
pub fn upper_p(count: f64, mean: f64, phi: f64) -> f64 {
    tail(count, mean, phi).map_or(f64::NAN, |(above, at)| (above + at).clamp(0.0, 1.0))
}

/// The (1 − α) quantile: the smallest count `u` with `P(Y > u) ≤ α`.
pub fn upper_limit(alpha: f64, mean: f64, phi: f64) -> f64 {
    let beyond = |count: f64| tail(count, mean, phi).map_or(0.0, |(above, _)| above) > alpha;
    let spread = (phi * mean).sqrt();
    let mut low = -1.0;
    let mut high = (mean + 2.0 * spread).ceil();
    while beyond(high) && high < COUNT_MAX {
        low = high;
        high += spread.ceil().max(1.0);
    }
    while high - low > 1.0 {
        let middle = (0.5 * (low + high)).floor();
        if beyond(middle) { low = middle } else { high = middle }
    }
    high
}

/// No limit is searched beyond this.
const COUNT_MAX: f64 = 1e13;

/// `P(Y > y)` and `P(Y = y)`.
fn tail(count: f64, mean: f64, phi: f64) -> Option<(f64, f64)> {
    if !(count >= 0.0 && mean >= 0.0 && phi.is_finite() && mean.is_finite()) {
        return None;
    }
    if mean == 0.0 {
        return Some(if count == 0.0 { (0.0, 1.0) } else { (0.0, 0.0) });
    }
    if count <= EXACT_MAX { summed(count, mean, phi) } else { Some(saddlepoint(count, mean, phi)) }
        .or_else(|| Some(saddlepoint(count, mean, phi)))
}

/// Sums that start from a smaller probability of 0 would run out of digits.
const FIRST_MIN: f64 = 1e-280;

/// `p₀`, and the ratio of successive probabilities, `p(k+1)/p(k) = (μ/φ + (1 − 1/φ)·k) / (k + 1)`:
/// Poisson for φ = 1.
#[derive(Debug, Clone, Copy)]
struct Recurrence {
    first: f64,
    base: f64,
    growth: f64,
}

impl Recurrence {
    fn new(mean: f64, phi: f64) -> Self {
        if phi < 1.0 + PHI_EPSILON {
            return Self { first: (-mean).exp(), base: mean, growth: 0.0 };
        }
        let size = mean / (phi - 1.0);
        Self { first: (-size * phi.ln()).exp(), base: mean / phi, growth: 1.0 - 1.0 / phi }
    }

    fn ratio(&self, k: f64) -> f64 {
        (self.base + self.growth * k) / (k + 1.0)
    }
}

/// Exact sums, from below when the count is under the mean and upwards from it when it is above.
fn summed(count: f64, mean: f64, phi: f64) -> Option<(f64, f64)> {
    let recurrence = Recurrence::new(mean, phi);
    let first = recurrence.first;
    if count == 0.0 {
        return Some((1.0 - first, first));
    }
    if first < FIRST_MIN {
        return None;
    }
    let mut term = first;
    let mut below = 0.0;
    let mut k = 0.0;
    while k < count {
        below += term;
        term *= recurrence.ratio(k);
        k += 1.0;
    }
    let at = term;
    if below < 0.9 {
        return Some(((1.0 - below - at).max(0.0), at));
    }
    let mut above = 0.0;
    while k < 4.0 * EXACT_MAX + count {
        term *= recurrence.ratio(k);
        above += term;
        k += 1.0;
        if term < 1e-12 * above {
            break;
        }
    }
    Some((above, at))
}

/// mid-p values of all counts from 0 to some largest one, for searches that ask for many of them.
#[derive(Debug, Clone)]
pub(crate) struct MidP {
    mean: f64,
    phi: f64,
    /// By count.
    small: [f64; TABLE_LEN],
    len: usize,
}

/// Entries of a table: counts from 0 to [`EXACT_MAX`].
const TABLE_LEN: usize = EXACT_MAX as usize + 1;

/// A tail's rest is taken as geometric once a term is this small a part of it.
const REST_SHARE: f64 = 1e-4;

impl MidP {
    /// Tabulates the counts from 0 to `top`, but none that are large; the others are computed one
    /// by one.
    pub(crate) fn new(mean: f64, phi: f64, top: f64) -> Self {
        let mut table = Self { mean, phi, small: [0.0; TABLE_LEN], len: 0 };
        if mean > 0.0 && mean <= EXACT_MAX && phi.is_finite() {
            let recurrence = Recurrence::new(mean, phi);
            if recurrence.first > FIRST_MIN {
                table.fill(recurrence, top.clamp(0.0, EXACT_MAX) as usize + 1);
            }
        }
        table
    }

    fn fill(&mut self, recurrence: Recurrence, len: usize) {
        let (mut term, mut k) = (recurrence.first, 0.0);
        for at in &mut self.small[..len] {
            *at = term;
            term *= recurrence.ratio(k);
            k += 1.0;
        }
        let mut above = 0.0;
        while term > REST_SHARE * above {
            above += term;
            term *= recurrence.ratio(k);
            k += 1.0;
        }
        let falling = recurrence.ratio(k);
        above += if falling < 1.0 { term / (1.0 - falling) } else { term };
        for at in self.small[..len].iter_mut().rev() {
            let own = *at;
            *at = above + 0.5 * own;
            above += own;
        }
        self.len = len;
    }

    /// mid-p of a count.
    pub(crate) fn of(&self, count: f64) -> f64 {
        // Counts are at least 0: the cast only drops what is beyond the table.
        match self.small[..self.len].get(count as usize) {
            Some(mid_p) => mid_p.min(1.0),
            None => upper_mid_p(count, self.mean, self.phi),
        }
    }
}

/// Lugannani–Rice for a lattice: `P(Y ≥ y)` and `P(Y > y)` share everything but the last factor.
fn saddlepoint(count: f64, mean: f64, phi: f64) -> (f64, f64) {
    let (tilt, cumulant, curvature) = tilted(count, mean, phi);
    let root = (2.0 * (tilt * count - cumulant)).max(0.0).sqrt();
    let w = if tilt < 0.0 { -root } else { root };
    if w.abs() < 1e-4 {
        let skew = (2.0 * phi - 1.0) / (phi * mean).sqrt();
        let at = 1.0 / (2.0 * std::f64::consts::PI * curvature).sqrt();
        return (0.5 - skew / (6.0 * (2.0 * std::f64::consts::PI).sqrt()) - 0.5 * at, at);
    }
    let density = (-0.5 * w * w).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let normal = 0.5 * erfc(w / std::f64::consts::SQRT_2);
    let scale = curvature.sqrt();
    let at_or_above = normal + density * (1.0 / (scale * -(-tilt).exp_m1()) - 1.0 / w);
    let above = normal + density * (1.0 / (scale * tilt.exp_m1()) - 1.0 / w);
    (above.clamp(0.0, 1.0), (at_or_above - above).clamp(0.0, 1.0))
}

/// Saddlepoint `s` with `K'(s) = y`, `K(s)` and `K''(s)`; by `ln(1 + x)`, since near the mean both
/// are tiny differences.
fn tilted(count: f64, mean: f64, phi: f64) -> (f64, f64, f64) {
    let excess = count - mean;
    if phi < 1.0 + PHI_EPSILON {
        return ((excess / mean).ln_1p(), excess, count);
    }
    let size = mean / (phi - 1.0);
    let log_ratio = (excess / (size + mean)).ln_1p();
    ((excess / mean).ln_1p() - log_ratio, size * log_ratio, count + count * count / size)
}

#[cfg(test)]
mod tests;
