//! Which texts of a file are kept: those of crowded cells first, since a concrete matter shows
//! there in the counts, then those of all orders alike. Of a Parquet file only these texts are
//! read: most of a file is text that no topic needs.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::OrdersError;
use super::canonical::texts;
use super::columns::OrderColumns;
use super::mapping::Mapping;
use super::source::{InputFile, Part, read_row_group};
use super::text::Text;
use super::values::{Codes, Place};

/// Longest text kept, in characters: complaints say their matter at the beginning.
const TEXT_CHARS_MAX: usize = 2_000;

/// Likelihood ratio from which an area holds more orders of a category than its size and the
/// category's explain: by chance in one of some thousand cells.
const CROWDED_RATIO_MIN: f64 = 8.0;

/// Share of the texts kept that crowded cells may take: the others must still stand for all.
const CROWDED_SHARE_MAX: f64 = 0.5;

/// The beginning of a text.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(TEXT_CHARS_MAX).map_or(text, |(end, _)| &text[..end])
}

/// Bytes of texts held of one part of a file until it is known which are drawn.
const ROOM_BYTES: usize = 64 << 20;

/// Room for the texts of a part that is read only once: when it is full, those with the larger half
/// of fingerprints leave, and no such text comes in again.
pub struct TextRoom {
    bytes: usize,
    bytes_max: usize,
    largest: u128,
}

impl Default for TextRoom {
    fn default() -> Self {
        Self { bytes: 0, bytes_max: ROOM_BYTES, largest: u128::MAX }
    }
}

impl TextRoom {
    /// Adds the text of the order at `position`, unless there is no room for it.
    pub fn hold(&mut self, orders: &mut OrderColumns, position: u32, text: &str) {
        if orders.key[position as usize] > self.largest {
            return;
        }
        let text = beginning(text);
        self.bytes += text.len();
        orders.texts.push((position, text.into()));
        if self.bytes > self.bytes_max {
            let mut keys: Vec<u128> =
                orders.texts.iter().map(|(position, _)| orders.key[*position as usize]).collect();
            let middle = keys.len() / 2;
            self.largest = *keys.select_nth_unstable(middle).1;
            orders.texts.retain(|(position, _)| orders.key[*position as usize] <= self.largest);
            self.bytes = orders.texts.iter().map(|(_, text)| text.utf8().len()).sum();
        }
    }
}

/// The order in which texts are drawn: by whether an order waits for those of the first turn, then
/// by fingerprint.
struct Turns(Vec<bool>);

impl Turns {
    /// The turns of all orders, when `limit` texts are drawn.
    fn new(orders: &OrderColumns, limit: usize) -> Self {
        let mut waits = crowded(orders);
        waits.iter_mut().for_each(|crowded| *crowded = !*crowded);
        let first = waits.iter().zip(&orders.key).filter(|(waits, _)| !**waits);
        let mut keys: Vec<u128> = first.map(|(_, key)| *key).collect();
        let room = (CROWDED_SHARE_MAX * limit as f64) as usize;
        if room < keys.len() {
            let beyond = *keys.select_nth_unstable(room).1;
            waits.iter_mut().zip(&orders.key).for_each(|(waits, key)| *waits |= *key >= beyond);
        }
        Self(waits)
    }

    /// The turn of the order at a position, of those with these fingerprints.
    fn of(&self, keys: &[u128], position: u32) -> (bool, u128) {
        (self.0[position as usize], keys[position as usize])
    }
}

/// Keeps the `limit` texts whose turn comes first.
pub fn keep_drawn(orders: &mut OrderColumns, limit: usize) {
    if orders.texts.len() > limit {
        let turns = Turns::new(orders, limit);
        let OrderColumns { texts, key, .. } = orders;
        texts.sort_unstable_by_key(|(position, _)| turns.of(key, *position));
        texts.truncate(limit);
        texts.sort_unstable_by_key(|(position, _)| *position);
    }
}

/// Whether each order lies in a crowded cell: an area above communities and a category that
/// together hold more orders than
/// `e` = the area's × the category's / all, by `n·ln(n/e) − (n − e)`.
fn crowded(orders: &OrderColumns) -> Vec<bool> {
    let mut areas: Codes<[Option<String>; 2]> = Codes::default();
    let area_of = |place: &Place| areas.code(&[place.district.clone(), place.street.clone()]);
    let area_of: Vec<u32> = orders.names.places.values().map(area_of).collect();
    let items = orders.names.items.values().len();
    let mut in_area = vec![0_u32; areas.values().len()];
    let mut in_item = vec![0_u32; items];
    let mut cells: FxHashMap<u64, u32> = FxHashMap::default();
    let cell = |area: u32, item: u32| u64::from(area) << 32 | u64::from(item);
    for (place, item) in orders.place.iter().zip(&orders.item) {
        let area = area_of[*place as usize];
        in_area[area as usize] += 1;
        in_item[*item as usize] += 1;
        *cells.entry(cell(area, *item)).or_default() += 1;
    }
    let all = orders.len() as f64;
    cells.retain(|cell, count| {
        let (area, item) = ((*cell >> 32) as usize, *cell as u32 as usize);
        let expected = f64::from(in_area[area]) * f64::from(in_item[item]) / all;
        let count = f64::from(*count);
        count > expected
            && count * (count / expected).ln() - (count - expected) >= CROWDED_RATIO_MIN
    });
    let crowded =
        |(place, item): (&u32, &u32)| cells.contains_key(&cell(area_of[*place as usize], *item));
    orders.place.iter().zip(&orders.item).map(crowded).collect()
}

/// Adds the texts of the orders whose turn comes first: at most `limit`, and that many where so
/// many orders have one.
///
/// # Errors
/// When the file cannot be read.
pub fn draw_texts(
    file: &InputFile,
    parts: &[Part],
    mapping: &Mapping,
    limit: usize,
    orders: &mut OrderColumns,
) -> Result<(), OrdersError> {
    let turns = Turns::new(orders, limit);
    let mut waiting: Vec<u32> = (0..orders.len() as u32).collect();
    let mut count = limit;
    while orders.texts.len() < limit && !waiting.is_empty() {
        if count < waiting.len() {
            waiting.select_nth_unstable_by_key(count, |position| turns.of(&orders.key, *position));
        }
        let later = waiting.split_off(count.min(waiting.len()));
        let mut drawn = std::mem::replace(&mut waiting, later);
        drawn.sort_unstable();
        let read = |part: &Part| read_texts(file, part, mapping, orders, &drawn);
        let found: Vec<_> = parts.par_iter().with_max_len(1).map(read).collect::<Result<_, _>>()?;
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
    orders: &OrderColumns,
    drawn: &[u32],
) -> Result<Vec<(u32, Text)>, OrdersError> {
    let Some(rows) = part.rows() else { return Ok(Vec::new()) };
    // Orders stand in the order of their rows.
    let row = |position: &u32| orders.row[*position as usize];
    let mine = drawn.partition_point(|p| row(p) < rows.start)
        ..drawn.partition_point(|p| row(p) < rows.end);
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
            found.extend(body.map(|body| (position, beginning(body).into())));
        }
        Ok(())
    })?;
    Ok(found)
}

#[cfg(test)]
mod tests;
