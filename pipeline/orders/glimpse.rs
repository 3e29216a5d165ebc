//! The first rows of a file as its own columns, before anything is known of them.

use std::path::PathBuf;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, SchemaRef};

use super::OrdersError;
use super::source::{FoundFile, Layout, find_layouts, parts, read_part, schema};
use crate::orders::Reading;

/// What the first rows of a file are.
#[derive(Debug, Clone)]
pub struct Glimpse {
    /// How the file is written.
    pub layout: Layout,
    /// Its own columns, lists and objects left out.
    pub schema: SchemaRef,
    /// The rows, with these columns.
    pub batches: Vec<RecordBatch>,
    /// Whether these are all rows of the file.
    pub is_whole: bool,
}

/// Reads about so many rows of a file: of one in parts, the first of each part. The configuration's
/// columns need not be there; what it declares of the source holds.
///
/// # Errors
/// When the file cannot be read, or shows no layout for sure.
pub fn glimpse(reading: &Reading, found: &FoundFile, rows: usize) -> Result<Glimpse, OrdersError> {
    let mut inputs = [found.clone().with_hash("", found.bytes)];
    find_layouts(&mut inputs, reading, &std::collections::BTreeMap::new())?;
    let [input] = inputs;
    let parts = parts(&input)?;
    let Some(first) = parts.first() else {
        return Err(OrdersError::NoInput { path: found.path.clone() });
    };
    let own = schema(&input, first)?;
    let is_plain = |data_type: &DataType| match data_type {
        DataType::Dictionary(..) => true,
        other => !other.is_nested(),
    };
    let projection: Vec<usize> =
        (0..own.fields().len()).filter(|at| is_plain(own.field(*at).data_type())).collect();
    let schema = std::sync::Arc::new(own.project(&projection).expect("positions of this schema"));
    let mut glimpse =
        Glimpse { layout: input.layout.clone(), schema, batches: Vec::new(), is_whole: true };
    let of_part = rows.div_ceil(parts.len());
    for part in &parts {
        let mut left = of_part;
        let read = read_part(&input, part, &projection, |source| {
            let length = source.batch.num_rows().min(left);
            left -= length;
            glimpse.is_whole &= length == source.batch.num_rows();
            glimpse.batches.push(source.batch.slice(0, length));
            // Enough: the reading ends with an error that nobody sees.
            let enough = || OrdersError::UnknownFormat { path: PathBuf::new() };
            if left > 0 { Ok(()) } else { Err(enough()) }
        });
        if left > 0 {
            read?;
        } else {
            glimpse.is_whole &= part.rows().is_some_and(|rows| rows.count() == of_part);
        }
    }
    Ok(glimpse)
}
