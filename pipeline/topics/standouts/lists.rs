//! Many short lists of numbers in two long ones.

use arrow::buffer::{OffsetBuffer, ScalarBuffer};

/// One list a text. Cheap to clone: the numbers are shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists {
    offsets: OffsetBuffer<i32>,
    values: ScalarBuffer<u32>,
}

impl Lists {
    /// Lists from where each begins in `values`, and where the last ends; `None` if that is beyond
    /// them.
    pub fn new(offsets: OffsetBuffer<i32>, values: ScalarBuffer<u32>) -> Option<Self> {
        let end = *offsets.last()?;
        (end as usize <= values.len()).then_some(Self { offsets, values })
    }

    /// The number of lists.
    pub fn count(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The lists in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.offsets.windows(2).map(|ends| &self.values[ends[0] as usize..ends[1] as usize])
    }

    /// One list.
    pub fn get(&self, at: usize) -> &[u32] {
        &self.values[self.offsets[at] as usize..self.offsets[at + 1] as usize]
    }

    /// Where each list begins in [`Lists::values`], and where the last ends.
    pub const fn offsets(&self) -> &OffsetBuffer<i32> {
        &self.offsets
    }

    /// All lists, one after another.
    pub const fn values(&self) -> &ScalarBuffer<u32> {
        &self.values
    }
}

/// Lists as they grow.
#[derive(Debug, Default)]
pub struct ListsBuilder {
    lengths: Vec<usize>,
    values: Vec<u32>,
    ended: usize,
}

impl ListsBuilder {
    /// With room for so many lists and numbers.
    pub fn with_capacity(lists: usize, values: usize) -> Self {
        Self { lengths: Vec::with_capacity(lists), values: Vec::with_capacity(values), ended: 0 }
    }

    /// Adds to the last list.
    pub fn extend(&mut self, values: impl IntoIterator<Item = u32>) {
        self.values.extend(values);
    }

    /// Ends the last list.
    pub fn end(&mut self) {
        self.lengths.push(self.values.len() - self.ended);
        self.ended = self.values.len();
    }

    /// The lists that were ended.
    pub fn finish(self) -> Lists {
        Lists {
            offsets: OffsetBuffer::from_lengths(self.lengths),
            values: ScalarBuffer::from(self.values),
        }
    }
}
