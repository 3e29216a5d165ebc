//! Axes: round ticks and the map from values to pixels.

/// A straight map from `[low, high]` to pixels `[from, to]` (`to` may be smaller: y grows
/// downwards).
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale; an empty interval of values maps to `from`.
    pub const fn new(low: f64, high: f64, from: f64, to: f64) -> Self {
        Self { low, high, from, to }
    }

    /// The pixel of a value.
    pub fn px(&self, value: f64) -> f64 {
        if self.high <= self.low {
            return self.from;
        }
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

/// Round ticks from 0 that cover `highest`, about `target` of them; the last tick is at or above
/// `highest`. Counts keep whole steps.
pub fn ticks_from_zero(highest: f64, target: usize) -> Vec<f64> {
    let highest = if highest.is_finite() { highest.max(1.0) } else { 1.0 };
    let step = round_step(highest / target.max(1) as f64).max(1.0);
    let steps = (highest / step).ceil() as usize;
    (0..=steps).map(|i| i as f64 * step).collect()
}

/// Round ticks within `[low, high]`, about `target` of them.
pub fn ticks_between(low: f64, high: f64, target: usize) -> Vec<f64> {
    if high <= low {
        return vec![low];
    }
    let step = round_step((high - low) / target.max(1) as f64);
    let first = (low / step).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// The smallest of 1, 2, 2.5, 5 × 10^k at or above `raw`.
fn round_step(raw: f64) -> f64 {
    let power = 10f64.powf(raw.log10().floor());
    let lead = raw / power;
    let lead = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|&s| lead <= s + 1e-9).unwrap_or(10.0);
    lead * power
}
