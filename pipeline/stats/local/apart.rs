//! How far the areas of a category are apart at one time.

use super::Lesson;

/// Areas' worth of "no spread" that τ² is shrunk with.
const SPREAD_PRIOR: f64 = 3.0;

/// Standard deviations at which residuals are clipped for τ².
const SPREAD_CLIP: f64 = 6.0;

/// How far the areas of one time are apart beyond what their forecasts allow: `τ²` of their log
/// ratios, by moments.
///
/// Where several areas rise together without the rest (a storm over one side of the city), each
/// stands out against the leave-one-out total; that the others do too is what makes it less of a
/// local finding.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Apart {
    squares: f64,
    squares_expected: f64,
}

impl Apart {
    /// What two groups of areas say together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            squares: self.squares + other.squares,
            squares_expected: self.squares_expected + other.squares_expected,
        }
    }

    pub(super) fn of(areas: &[Self]) -> Self {
        areas.iter().fold(Self::default(), |sum, own| Self {
            squares: sum.squares + own.squares,
            squares_expected: sum.squares_expected + own.squares_expected,
        })
    }

    /// Excess square of one area's residual, clipped at six standard deviations so that one spike
    /// says little of the others, and what `τ² = 1` would make of it; both over (μ + 1)².
    pub(super) fn one(lesson: &Lesson) -> Self {
        let mean = lesson.now.mean;
        let variance = mean * (lesson.now.dispersion + mean * lesson.now.log_variance);
        let residual = (lesson.count - mean).min(SPREAD_CLIP * variance.sqrt());
        let weight = 1.0 / ((mean + 1.0) * (mean + 1.0));
        Self {
            squares: (residual * residual - variance) * weight,
            squares_expected: mean * mean * weight,
        }
    }

    /// `τ²` of the areas but one, or but some.
    pub fn without(&self, own: &Self) -> f64 {
        let expected = self.squares_expected - own.squares_expected;
        ((self.squares - own.squares) / (SPREAD_PRIOR + expected)).max(0.0)
    }
}
