//! Minimum of a function of a few variables without derivatives: the simplex of Nelder & Mead 1965,
//! Comput. J. 7:308, doi 10.1093/comjnl/7.4.308.
//!
//! Deterministic and bounded: at most `evaluations_max` calls, and a search that has not settled by then says so.
//! Bounds are the caller's: clamp inside the function. A value that is NaN counts as infinitely bad.

/// Where a search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum<const P: usize> {
    /// The best point seen.
    pub point: [f64; P],
    /// The function there.
    pub value: f64,
    /// Calls of the function.
    pub evaluations: usize,
    /// Whether the values on the simplex came within the tolerance of each other.
    pub converged: bool,
}

type Vertex<const P: usize> = ([f64; P], f64);

/// Minimises `f` from `start` with a first simplex of edge `step`, until the worst and the best value differ by less
/// than `tolerance`.
pub fn minimise<const P: usize>(
    f: impl Fn(&[f64; P]) -> f64,
    start: [f64; P],
    step: f64,
    tolerance: f64,
    evaluations_max: usize,
) -> Minimum<P> {
    let f = |x: &[f64; P]| Some(f(x)).filter(|v| !v.is_nan()).unwrap_or(f64::INFINITY);
    let mut simplex: Vec<Vertex<P>> = vec![(start, f(&start))];
    for i in 0..P {
        let mut x = start;
        x[i] += step;
        simplex.push((x, f(&x)));
    }
    let mut evaluations = P + 1;
    loop {
        simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
        let spread = simplex[P].1 - simplex[0].1;
        if spread < tolerance || evaluations >= evaluations_max {
            let (point, value) = simplex[0];
            return Minimum { point, value, evaluations, converged: spread < tolerance };
        }
        evaluations += improve(&f, &mut simplex);
    }
}

/// Replaces the worst vertex, or shrinks towards the best; the number of calls made.
fn improve<const P: usize>(f: &impl Fn(&[f64; P]) -> f64, simplex: &mut [Vertex<P>]) -> usize {
    let (best, second_worst, worst) = (simplex[0].1, simplex[P - 1].1, simplex[P]);
    let centre: [f64; P] = std::array::from_fn(|j| simplex[..P].iter().map(|v| v.0[j]).sum::<f64>() / P as f64);
    let along = |t: f64| -> Vertex<P> {
        let x = std::array::from_fn(|j| centre[j] + t * (worst.0[j] - centre[j]));
        (x, f(&x))
    };
    let reflected = along(-1.0);
    if reflected.1 < best {
        let expanded = along(-2.0);
        simplex[P] = if expanded.1 < reflected.1 { expanded } else { reflected };
        return 2;
    }
    if reflected.1 < second_worst {
        simplex[P] = reflected;
        return 1;
    }
    let contracted = along(if reflected.1 < worst.1 { -0.5 } else { 0.5 });
    if contracted.1 < reflected.1.min(worst.1) {
        simplex[P] = contracted;
        return 2;
    }
    let towards = simplex[0].0;
    for vertex in &mut simplex[1..] {
        vertex.0 = std::array::from_fn(|j| 0.5 * (towards[j] + vertex.0[j]));
        vertex.1 = f(&vertex.0);
    }
    2 + P
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bottom_of_rosenbrocks_valley() {
        let valley = |x: &[f64; 2]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
        let found = minimise(valley, [-1.2, 1.0], 0.5, 1e-14, 2000);
        assert!(found.converged);
        assert!((found.point[0] - 1.0).abs() < 1e-5 && (found.point[1] - 1.0).abs() < 1e-5, "{found:?}");
    }

    #[test]
    fn says_so_when_it_runs_out_of_calls() {
        let found = minimise(|x: &[f64; 1]| x[0], [0.0], 1.0, 1e-9, 50);
        assert!(!found.converged && found.evaluations <= 53);
    }
}
