//! Texts of a few orders of a Parquet file, read once it is known which: most of a file is text that no topic needs.

use rayon::prelude::*;

use super::OrdersError;
use super::canonical::texts;
use super::files::InputFile;
use super::mapping::Mapping;
use super::source::{Part, read_row_group};
use super::staged::StagedOrders;

/// Adds the texts of the orders with the smallest keys: at most `limit`, and that many where so many orders have one.
///
/// # Errors
/// When the file cannot be read.
pub fn draw_texts(
    file: &InputFile,
    parts: &[Part],
    mapping: &Mapping,
    limit: usize,
    orders: &mut StagedOrders,
) -> Result<(), OrdersError> {
    let mut waiting: Vec<u32> = (0..orders.len() as u32).collect();
    let mut count = limit;
    while orders.texts.len() < limit && !waiting.is_empty() {
        let key = |position: &u32| orders.key[*position as usize];
        if count < waiting.len() {
            waiting.select_nth_unstable_by_key(count, key);
        }
        let later = waiting.split_off(count.min(waiting.len()));
        let mut drawn = std::mem::replace(&mut waiting, later);
        drawn.sort_unstable();
        let read = |part: &Part| read_texts(file, part, mapping, orders, &drawn);
        let found: Vec<_> = parts.par_iter().map(read).collect::<Result<_, _>>()?;
        orders.texts.extend(found.into_iter().flatten());
        count *= 2;
    }
    Ok(())
}

/// The texts that one part holds of the orders at `drawn`, which ascend.
fn read_texts(
    file: &InputFile,
    part: &Part,
    mapping: &Mapping,
    orders: &StagedOrders,
    drawn: &[u32],
) -> Result<Vec<(u32, String)>, OrdersError> {
    let Some(rows) = part.rows() else { return Ok(Vec::new()) };
    // Orders stand in the order of their rows.
    let row = |position: &u32| orders.row[*position as usize];
    let mine = drawn.partition_point(|p| row(p) < rows.start)..drawn.partition_point(|p| row(p) < rows.end);
    let mut positions = drawn[mine].iter();
    let chosen: Vec<u64> = positions.clone().map(row).collect();
    let mut found = Vec::new();
    if chosen.is_empty() {
        return Ok(found);
    }
    read_row_group(file, part, &mapping.projection, chosen, |source| {
        let mapped = mapping.apply(&source);
        let bodies = mapped.columns.first().and_then(|(_, values)| texts(values));
        for (row, &position) in positions.by_ref().take(source.rows.len()).enumerate() {
            let body = bodies.as_ref().filter(|bodies| arrow::array::Array::is_valid(bodies, row));
            let body = body.map(|bodies| bodies.value(row).trim()).filter(|body| !body.is_empty());
            found.extend(body.map(|body| (position, body.to_owned())));
        }
        Ok(())
    })?;
    Ok(found)
}
