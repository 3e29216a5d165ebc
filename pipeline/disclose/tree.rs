//! Areas and categories as trees: what holds what.

/// Nodes of a tree by position, parents before children.
#[derive(Debug)]
pub struct Tree {
    /// A node and what holds it, upwards.
    paths: Vec<Vec<u32>>,
    /// The leaves under a node, itself included where it is one.
    leaves: Vec<Vec<u32>>,
    /// All leaves.
    all: Vec<u32>,
}

impl Tree {
    /// The tree in which each node lies in the given one.
    pub fn new(parents: &[Option<u32>]) -> Self {
        let mut paths: Vec<Vec<u32>> = Vec::with_capacity(parents.len());
        let mut has_children = vec![false; parents.len()];
        for (node, parent) in (0..).zip(parents) {
            let above = parent.map(|parent| paths[parent as usize].clone());
            parent.iter().for_each(|&parent| has_children[parent as usize] = true);
            paths.push([node].into_iter().chain(above.into_iter().flatten()).collect());
        }
        let all: Vec<u32> =
            (0..parents.len() as u32).filter(|&node| !has_children[node as usize]).collect();
        let mut leaves = vec![Vec::new(); parents.len()];
        for &leaf in &all {
            paths[leaf as usize].iter().for_each(|&node| leaves[node as usize].push(leaf));
        }
        Self { paths, leaves, all }
    }

    /// A node and what holds it, upwards.
    pub fn path(&self, node: u32) -> &[u32] {
        &self.paths[node as usize]
    }

    /// The leaves in a node.
    pub fn leaves(&self, node: u32) -> &[u32] {
        &self.leaves[node as usize]
    }

    /// The leaves beside a node: in what holds it, or anywhere.
    pub fn beside(&self, node: u32, anywhere: bool) -> impl Iterator<Item = u32> {
        let holder = self.paths[node as usize].get(1).map(|&holder| self.leaves(holder));
        let from = if anywhere { &self.all } else { holder.unwrap_or(&self.all) };
        from.iter().copied().filter(move |&leaf| !self.path(leaf).contains(&node))
    }

    /// Which nodes a step from one leaf to another changes, and whether they gain (1) or lose (-1);
    /// without another leaf, all that hold the first gain.
    pub fn step(&self, to: u32, from: Option<u32>) -> impl Iterator<Item = (u32, i8)> {
        let (gaining, losing) = (self.path(to), from.map_or(&[][..], |from| self.path(from)));
        let gains = gaining.iter().filter(|&node| !losing.contains(node)).map(|&node| (node, 1));
        let losses = losing.iter().filter(|&node| !gaining.contains(node)).map(|&node| (node, -1));
        gains.chain(losses)
    }
}

#[cfg(test)]
mod tests;
