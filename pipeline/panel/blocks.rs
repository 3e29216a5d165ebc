//! Rows that are gathered before anyone knows how many there will be.

/// Bytes of a block. Memory of this size goes back to the system as soon as it is freed, by whichever
/// thread; smaller pieces stay with the thread that asked for them.
const BLOCK_BYTES: usize = 64 << 20;

/// Rows in blocks: none is copied while more come, and each block goes as its rows are copied out.
#[derive(Debug)]
pub struct Blocks<T> {
    blocks: Vec<Vec<T>>,
}

impl<T: Copy> Blocks<T> {
    const ROWS: usize = BLOCK_BYTES / size_of::<T>();

    /// Adds rows.
    pub fn extend(&mut self, mut rows: &[T]) {
        while !rows.is_empty() {
            if self.blocks.last().is_none_or(|block| block.len() == Self::ROWS) {
                self.blocks.push(Vec::with_capacity(Self::ROWS));
            }
            let Some(block) = self.blocks.last_mut() else { return };
            let (now, later) = rows.split_at(rows.len().min(Self::ROWS - block.len()));
            block.extend_from_slice(now);
            rows = later;
        }
    }

    /// All rows, in the order in which they came.
    pub fn into_rows(self) -> Vec<T> {
        let mut all = Vec::with_capacity(self.blocks.iter().map(Vec::len).sum());
        self.blocks.into_iter().for_each(|block| all.extend_from_slice(&block));
        all
    }
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self { blocks: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stay_in_order_over_blocks() {
        let rows: Vec<[u64; 1024]> = (0..20_000).map(|row| [row; 1024]).collect();
        let mut blocks = Blocks::default();
        for part in rows.chunks(7_777) {
            blocks.extend(part);
        }
        assert_eq!(blocks.blocks.len(), 3);
        assert!(blocks.into_rows() == rows);
        assert!(Blocks::<u8>::default().into_rows().is_empty());
    }
}
