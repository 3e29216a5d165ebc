//! Shares with their denominators: Wilson's interval for one, Newcombe's for a difference of two.
//!
//! Shares are fractions in [0, 1]; the difference is in the same unit (× 100 gives percentage
//! points). With nothing asked there is no share: `None`, never 0. Wilson 1927, JASA 22:209, doi
//! 10.1080/01621459.1927.10502953; Newcombe 1998, Stat. Med. 17:873 (method 10, no continuity
//! correction), doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.

use statrs::distribution::{ContinuousCDF, Normal};

/// An estimate with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The share, or the difference of two.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// `yes` out of `asked`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// Answers "yes", at most `asked`.
    pub yes: u64,
    /// Known answers.
    pub asked: u64,
}

impl Answers {
    /// `yes / asked`; `None` when nobody was asked or more said yes than were asked.
    pub fn rate(self) -> Option<f64> {
        (self.asked > 0 && self.yes <= self.asked).then(|| self.yes as f64 / self.asked as f64)
    }

    /// The rate with Wilson's interval of the given `confidence` (0.95 for 95%).
    pub fn wilson(self, confidence: f64) -> Option<Estimate> {
        let value = self.rate()?;
        let z = two_sided_z(confidence)?;
        let n = self.asked as f64;
        let scale = 1.0 / (1.0 + z * z / n);
        let centre = scale * (value + z * z / (2.0 * n));
        let half = scale * z * (value * (1.0 - value) / n + z * z / (4.0 * n * n)).sqrt();
        Some(Estimate { value, low: (centre - half).max(0.0), high: (centre + half).min(1.0) })
    }
}

/// `now − before` with Newcombe's interval: the two Wilson intervals squared and added.
pub fn difference(now: Answers, before: Answers, confidence: f64) -> Option<Estimate> {
    let (a, b) = (now.wilson(confidence)?, before.wilson(confidence)?);
    let value = a.value - b.value;
    Some(Estimate {
        value,
        low: value - (a.value - a.low).hypot(b.high - b.value),
        high: value + (a.high - a.value).hypot(b.value - b.low),
    })
}

/// The normal quantile that leaves `1 − confidence` outside on both sides together.
fn two_sided_z(confidence: f64) -> Option<f64> {
    let inside = confidence > 0.0 && confidence < 1.0;
    inside.then(|| Normal::standard().inverse_cdf(0.5 + 0.5 * confidence))
}

#[cfg(test)]
mod tests;
