//! Cholesky factor of a small symmetric positive definite matrix, on the stack.
//!
//! Meant for the normal equations of regressions with at most a dozen coefficients. A matrix that
//! is not positive definite to working precision (a collinear design) has no factor: `None`, never
//! a NaN.

/// The lower triangle `L` with `L·Lᵀ = A`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cholesky<const P: usize> {
    lower: [[f64; P]; P],
}

/// Smallest pivot that counts as positive, relative to the diagonal it came from.
const RELATIVE_PIVOT_MIN: f64 = 1e-11;

impl<const P: usize> Cholesky<P> {
    /// Factors `a`, of which only the lower triangle is read.
    pub fn factor(a: &[[f64; P]; P]) -> Option<Self> {
        let mut lower = [[0.0; P]; P];
        for i in 0..P {
            for j in 0..=i {
                let dot: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
                let rest = a[i][j] - dot;
                if i == j {
                    if rest.is_nan() || rest <= RELATIVE_PIVOT_MIN * a[i][i] {
                        return None;
                    }
                    lower[i][i] = rest.sqrt();
                } else {
                    lower[i][j] = rest / lower[j][j];
                }
            }
        }
        Some(Self { lower })
    }

    /// Solves `A·x = b`.
    pub fn solve(&self, b: &[f64; P]) -> [f64; P] {
        let mut x = self.forward(b);
        for i in (0..P).rev() {
            let dot: f64 = (i + 1..P).map(|k| self.lower[k][i] * x[k]).sum();
            x[i] = (x[i] - dot) / self.lower[i][i];
        }
        x
    }

    /// `bᵀ·A⁻¹·b`: the variance of the linear predictor at `b` when `A` is the information matrix.
    pub fn inverse_form(&self, b: &[f64; P]) -> f64 {
        self.forward(b).iter().map(|v| v * v).sum()
    }

    /// The diagonal of `A⁻¹`: the coefficients' variances.
    pub fn inverse_diagonal(&self) -> [f64; P] {
        // L⁻¹ by columns: A⁻¹ = L⁻ᵀ·L⁻¹ has their squared lengths on its diagonal.
        std::array::from_fn(|column| {
            let mut inverse = [0.0; P];
            for i in column..P {
                let dot: f64 = (column..i).map(|k| self.lower[i][k] * inverse[k]).sum();
                inverse[i] = (if i == column { 1.0 } else { 0.0 } - dot) / self.lower[i][i];
            }
            inverse.iter().map(|v| v * v).sum()
        })
    }

    fn forward(&self, b: &[f64; P]) -> [f64; P] {
        let mut y = [0.0; P];
        for i in 0..P {
            let dot: f64 = (0..i).map(|k| self.lower[i][k] * y[k]).sum();
            y[i] = (b[i] - dot) / self.lower[i][i];
        }
        y
    }
}

#[cfg(test)]
mod tests;
