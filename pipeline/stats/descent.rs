//! Minimum of a smooth function of a few variables: the quasi-Newton method of Broyden, Fletcher,
//! Goldfarb and Shanno, with steps halved until they bring enough (Nocedal & Wright 2006, Numerical
//! Optimization, chapter 6, doi 10.1007/978-0-387-40065-5).
//!
//! Deterministic and bounded: about `evaluations_max` calls, and a search that has not settled by
//! then says so. Bounds are the caller's: clamp inside the function, and give 0 for the derivative
//! beyond. A value that is NaN counts as a step too far.

/// A value and its derivatives.
pub type Slope<const P: usize> = (f64, [f64; P]);

/// Where a search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum<const P: usize> {
    /// The best point seen.
    pub point: [f64; P],
    /// The function there.
    pub value: f64,
    /// Calls of the function.
    pub evaluations: usize,
    /// Whether another step would bring less than the tolerance.
    pub converged: bool,
}

/// Length of a step that only the slope at one point speaks for.
const BLIND_STEP: f64 = 0.25;

/// Longest step.
const STEP_MAX: f64 = 2.0;

/// No shorter step is tried.
const STEP_MIN: f64 = 1e-12;

/// Least share of what the slope promises that a step must bring (Armijo).
const PROMISE_KEPT_MIN: f64 = 1e-4;

/// Minimises `f` from `start`, until the next step promises less than `tolerance` or no step brings
/// anything.
pub fn minimise<const P: usize>(
    f: impl Fn(&[f64; P]) -> Slope<P>,
    start: [f64; P],
    tolerance: f64,
    evaluations_max: usize,
) -> Minimum<P> {
    let mut at = Place { point: start, slope: f(&start) };
    let mut evaluations = 1;
    let mut curvature = Curvature::unknown(&at.slope.1);
    loop {
        let ahead = curvature.step(&at.slope.1);
        let promise = -dot(&at.slope.1, &ahead);
        if promise < tolerance || evaluations >= evaluations_max {
            return at.end(evaluations, promise < tolerance);
        }
        match at.move_along(&f, &ahead, promise, &mut evaluations) {
            Some(next) => {
                curvature.learn(&minus(&next.point, &at.point), &minus(&next.slope.1, &at.slope.1));
                at = next;
            }
            None if curvature.steps == 0 => return at.end(evaluations, true),
            // What was learned on the way may mislead: the slope alone has the last word.
            None => curvature = Curvature::unknown(&at.slope.1),
        }
    }
}

/// A point of the search.
#[derive(Debug, Clone, Copy)]
struct Place<const P: usize> {
    point: [f64; P],
    slope: Slope<P>,
}

impl<const P: usize> Place<P> {
    fn end(&self, evaluations: usize, converged: bool) -> Minimum<P> {
        Minimum { point: self.point, value: self.slope.0, evaluations, converged }
    }

    /// The first of ever shorter steps that keeps enough of what the slope promises.
    fn move_along(
        &self,
        f: &impl Fn(&[f64; P]) -> Slope<P>,
        ahead: &[f64; P],
        promise: f64,
        evaluations: &mut usize,
    ) -> Option<Self> {
        let length = dot(ahead, ahead).sqrt();
        let mut share = (STEP_MAX / length).min(1.0);
        while share * length > STEP_MIN {
            let point = std::array::from_fn(|i| self.point[i] + share * ahead[i]);
            let slope = f(&point);
            *evaluations += 1;
            if slope.0 <= self.slope.0 - PROMISE_KEPT_MIN * share * promise {
                return Some(Self { point, slope });
            }
            share *= 0.5;
        }
        None
    }
}

/// The inverse of the second derivatives, as far as the steps so far tell.
struct Curvature<const P: usize> {
    inverse: [[f64; P]; P],
    steps: usize,
}

impl<const P: usize> Curvature<P> {
    fn unknown(slope: &[f64; P]) -> Self {
        Self {
            inverse: diagonal(BLIND_STEP / dot(slope, slope).sqrt().max(f64::MIN_POSITIVE)),
            steps: 0,
        }
    }

    fn step(&self, slope: &[f64; P]) -> [f64; P] {
        self.times(slope).map(|component| -component)
    }

    fn times(&self, vector: &[f64; P]) -> [f64; P] {
        std::array::from_fn(|i| dot(&self.inverse[i], vector))
    }

    /// From a step and the change of slope along it. Where the slope did not rise there is nothing
    /// to learn.
    fn learn(&mut self, step: &[f64; P], change: &[f64; P]) {
        let along = dot(step, change);
        if along <= f64::EPSILON * (dot(step, step) * dot(change, change)).sqrt() {
            return;
        }
        if self.steps == 0 {
            self.inverse = diagonal(along / dot(change, change));
        }
        let turned = self.times(change);
        let stretch = (1.0 + dot(change, &turned) / along) / along;
        for (i, row) in self.inverse.iter_mut().enumerate() {
            for (j, entry) in row.iter_mut().enumerate() {
                *entry += stretch * step[i] * step[j]
                    - (turned[i] * step[j] + step[i] * turned[j]) / along;
            }
        }
        self.steps += 1;
    }
}

fn diagonal<const P: usize>(entry: f64) -> [[f64; P]; P] {
    std::array::from_fn(|i| std::array::from_fn(|j| if i == j { entry } else { 0.0 }))
}

fn dot<const P: usize>(a: &[f64; P], b: &[f64; P]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn minus<const P: usize>(a: &[f64; P], b: &[f64; P]) -> [f64; P] {
    std::array::from_fn(|i| a[i] - b[i])
}

#[cfg(test)]
mod tests;
