//! False discovery rate by Benjamini & Hochberg 1995, JRSS B 57:289.
//!
//! `q_i = min over j with p_j ≥ p_i of (m·p_j / rank_j)`: flagging all `q ≤ Q` keeps the expected
//! share of false findings under Q when the m tests are independent or positively dependent.

/// q-values of these p-values, the smallest of `tests` in all.
///
/// Tests whose p-value is not listed must have larger ones; they only raise `tests`, which is taken
/// as at least the number listed. NaN gives 1.
pub fn q_values(p_values: &[f64], tests: usize) -> Vec<f64> {
    let tests = tests.max(p_values.len()) as f64;
    let clean = |p: f64| if p.is_nan() { 1.0 } else { p };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| clean(p_values[a]).total_cmp(&clean(p_values[b])));
    let mut q = vec![1.0; p_values.len()];
    let mut smallest = 1.0f64;
    for (rank, &index) in order.iter().enumerate().rev() {
        smallest = smallest.min(clean(p_values[index]) * tests / (rank + 1) as f64);
        q[index] = smallest;
    }
    q
}

#[cfg(test)]
mod tests;
