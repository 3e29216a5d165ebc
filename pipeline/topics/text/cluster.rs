//! Average linkage over a similarity matrix.

use std::collections::HashMap;

use linfa::ParamGuard;
use linfa::traits::Transformer;
use linfa_hierarchical::{HierarchicalCluster, Method};
use linfa_kernel::{Kernel, KernelInner, KernelMethod};
use ndarray::Array2;

/// Groups joined while the mean similarity between two groups is above `join_similarity`; in order
/// of their first members, members ascending.
///
/// linfa takes distance = −ln(kernel); a kernel of exp(similarity − 1) makes that 1 − similarity,
/// so that means are means of similarities and not of their logarithms.
pub fn average_linkage(similarity: Array2<f32>, join_similarity: f32) -> Vec<Vec<usize>> {
    let n = similarity.nrows();
    if n < 2 {
        return (0..n).map(|index| vec![index]).collect();
    }
    let kernel = Kernel {
        inner: KernelInner::Dense(similarity.mapv_into(|x| (x - 1.0).exp())),
        method: KernelMethod::Linear,
    };
    let linkage = HierarchicalCluster::default()
        .with_method(Method::Average)
        .max_distance((1.0 - join_similarity).max(0.0))
        .check()
        .expect("a distance in [0, 1]");
    group(linkage.transform(kernel).targets())
}

/// Members by label, in order of first members: linfa's own numbering is not the same in every run.
fn group(labels: &[usize]) -> Vec<Vec<usize>> {
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let next = groups.len();
        let number = *numbers.entry(*label).or_insert(next);
        if number == next {
            groups.push(Vec::new());
        }
        groups[number].push(index);
    }
    groups
}

#[cfg(test)]
mod tests;
