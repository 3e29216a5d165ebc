//! Accepted orders of one part of the input, narrow and coded: what every later figure is computed from.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::ops::Range;

use arrow::buffer::{Buffer, ScalarBuffer};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::local_time::{HOUR_S, hour_of};
use super::source::RefusedRow;

/// District, street and community of an order, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// 区
    pub district: Option<String>,
    /// 街道、乡镇
    pub street: Option<String>,
    /// 社区、村
    pub community: Option<String>,
}

/// Categories of an order, coarse to fine, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Item {
    /// First level.
    pub l1: Option<String>,
    /// Second level.
    pub l2: Option<String>,
    /// Third level.
    pub l3: Option<String>,
}

/// Distinct values in the order of their first appearance; the code of a value is its position.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Codes<T: Eq + Hash> {
    values: Vec<T>,
    #[serde(skip)]
    positions: FxHashMap<T, u32>,
}

impl<T: Eq + Hash> Default for Codes<T> {
    fn default() -> Self {
        Self { values: Vec::new(), positions: FxHashMap::default() }
    }
}

impl<T: Eq + Hash + Clone> Codes<T> {
    /// The code of a value, new if it is new.
    pub fn code(&mut self, value: &T) -> u32 {
        if let Some(&code) = self.positions.get(value) {
            return code;
        }
        let code = self.values.len() as u32;
        self.values.push(value.clone());
        self.positions.insert(value.clone(), code);
        code
    }

    /// Adds another table's values; gives the new code of each of its codes.
    pub fn merge(&mut self, other: &Self) -> Vec<u32> {
        other.values.iter().map(|value| self.code(value)).collect()
    }

    /// The values by code.
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

/// Three-valued answers packed in one byte, two bits each: 0 not known, 1 no, 2 yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers(pub u8);

impl Answers {
    /// Position of "contacted?".
    pub const RESPONDED: u32 = 0;
    /// Position of "solved?".
    pub const RESOLVED: u32 = 1;
    /// Position of "satisfied?".
    pub const SATISFIED: u32 = 2;
    /// Position of "escalated?".
    pub const ESCALATED: u32 = 3;

    /// Records an answer.
    pub fn set(&mut self, question: u32, answer: Option<bool>) {
        let bits = match answer {
            None => 0,
            Some(false) => 1,
            Some(true) => 2,
        };
        self.0 |= bits << (2 * question);
    }

    /// The answer.
    pub const fn get(self, question: u32) -> Option<bool> {
        match (self.0 >> (2 * question)) & 3 {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        }
    }
}

/// What an order says. Those that a run kept share their bytes: half a million are loaded at once, and few are ever read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(Buffer);

impl Text {
    /// Bytes in UTF-8.
    pub const fn new(utf8: Buffer) -> Self {
        Self(utf8)
    }

    /// The bytes.
    pub fn utf8(&self) -> &[u8] {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(Buffer::from_vec(text.as_bytes().to_vec()))
    }
}

/// How many orders came in each hour that had any, by hours since 1970-01-01 00:00 of the city's own clock; ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hours(Vec<(i64, u32)>);

impl Hours {
    fn of(received: &[i64]) -> Self {
        // Feeds are nearly sorted: an hour's orders come one after another.
        let runs = received.chunk_by(|one, other| hour_of(*one) == hour_of(*other));
        let mut hours: Vec<(i64, u32)> = runs.map(|run| (hour_of(run[0]), run.len() as u32)).collect();
        hours.sort_unstable();
        hours.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        Self(hours)
    }

    /// The first second of each hour, and its orders.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i64, u32)> {
        self.0.iter().map(|&(hour, orders)| (hour * HOUR_S, orders))
    }

    /// Whether all are among some seconds, which begin and end with an hour.
    pub fn are_within(&self, seconds: &Range<i64>) -> bool {
        self.iter().all(|(hour, _)| seconds.contains(&hour))
    }
}

/// Fingerprints of orders' ids, sixteen bytes each.
#[derive(Debug, Clone, Default)]
pub struct Keys(Buffer);

impl Keys {
    /// From bytes; `None` if they are not whole keys.
    pub fn new(bytes: Buffer) -> Option<Self> {
        bytes.len().is_multiple_of(KEY_BYTES).then_some(Self(bytes))
    }

    /// Their bytes.
    pub const fn bytes(&self) -> &Buffer {
        &self.0
    }

    /// The key at a position.
    pub fn get(&self, position: usize) -> u128 {
        u128::from_le_bytes(self.0.as_chunks().0[position])
    }

    /// All keys, in order.
    pub fn iter(&self) -> impl Iterator<Item = u128> {
        self.0.as_chunks().0.iter().map(|bytes| u128::from_le_bytes(*bytes))
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.0.len() / KEY_BYTES
    }
}

impl From<Vec<u128>> for Keys {
    fn from(keys: Vec<u128>) -> Self {
        // In place: both are sixteen bytes.
        let bytes: Vec<i128> = keys.into_iter().map(|key| key.to_le().cast_signed()).collect();
        Self(Buffer::from_vec(bytes))
    }
}

/// Bytes of a key.
pub const KEY_BYTES: usize = size_of::<u128>();

/// Accepted orders of a file as columns of equal length, with their code tables. Those that a run kept share its bytes: a
/// year of them would be copied for nothing.
#[derive(Debug, Clone, Default)]
pub struct StagedOrders {
    /// Fingerprint of order_id.
    pub key: Keys,
    /// Seconds since 1970-01-01 00:00 of the city's own clock.
    pub received: ScalarBuffer<i64>,
    /// Position in `places`.
    pub place: ScalarBuffer<u32>,
    /// Position in `items`.
    pub item: ScalarBuffer<u32>,
    /// Position in `departments` plus one; 0 = not known.
    pub department: ScalarBuffer<u32>,
    /// Keyed hash; 0 = not known.
    pub reporter: ScalarBuffer<u64>,
    /// Answers of the call-back.
    pub answers: ScalarBuffer<u8>,
    /// When they were received, by the hour.
    pub hours: Hours,
    /// Distinct places.
    pub places: Codes<Place>,
    /// Distinct items.
    pub items: Codes<Item>,
    /// Distinct departments.
    pub departments: Codes<String>,
    /// A sample of texts: position of the order here, and its text.
    pub texts: Vec<(u32, Text)>,
    /// What happened to the other rows.
    pub gate: GateCounts,
}

impl StagedOrders {
    /// Number of accepted orders.
    pub fn len(&self) -> usize {
        self.key.len()
    }

    /// Whether nothing was accepted.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Orders of a file, or of a part of it, while it is read. Fields are those of [`StagedOrders`].
#[derive(Debug, Default)]
pub struct Staging {
    pub key: Vec<u128>,
    /// Number of the row in its file, which the texts are drawn by.
    pub row: Vec<u64>,
    pub received: Vec<i64>,
    pub place: Vec<u32>,
    pub item: Vec<u32>,
    pub department: Vec<u32>,
    pub reporter: Vec<u64>,
    pub answers: Vec<u8>,
    pub places: Codes<Place>,
    pub items: Codes<Item>,
    pub departments: Codes<String>,
    pub texts: Vec<(u32, Text)>,
    pub gate: GateCounts,
}

impl Staging {
    /// Number of accepted orders.
    pub const fn len(&self) -> usize {
        self.key.len()
    }

    /// The orders of all parts of a file.
    pub fn join(parts: Vec<Self>) -> Self {
        let orders = parts.iter().map(Self::len).sum();
        let mut all = Self::with_room(orders);
        parts.into_iter().for_each(|part| all.append(part));
        all
    }

    /// No orders yet, with room for so many.
    pub fn with_room(orders: usize) -> Self {
        Self {
            key: Vec::with_capacity(orders),
            row: Vec::with_capacity(orders),
            received: Vec::with_capacity(orders),
            place: Vec::with_capacity(orders),
            item: Vec::with_capacity(orders),
            department: Vec::with_capacity(orders),
            reporter: Vec::with_capacity(orders),
            answers: Vec::with_capacity(orders),
            ..Self::default()
        }
    }

    /// Adds the orders of the next part of the same file.
    fn append(&mut self, part: Self) {
        let offset = self.len() as u32;
        let places = self.places.merge(&part.places);
        let items = self.items.merge(&part.items);
        let departments = self.departments.merge(&part.departments);
        self.key.extend(part.key);
        self.row.extend(part.row);
        self.received.extend(part.received);
        self.place.extend(part.place.into_iter().map(|code| places[code as usize]));
        self.item.extend(part.item.into_iter().map(|code| items[code as usize]));
        let department = |code: u32| if code == 0 { 0 } else { departments[code as usize - 1] + 1 };
        self.department.extend(part.department.into_iter().map(department));
        self.reporter.extend(part.reporter);
        self.answers.extend(part.answers);
        self.texts.extend(part.texts.into_iter().map(|(position, text)| (position + offset, text)));
        self.gate.add(part.gate);
    }

    /// The orders once the file is read.
    pub fn finish(self) -> StagedOrders {
        StagedOrders {
            hours: Hours::of(&self.received),
            key: self.key.into(),
            received: self.received.into(),
            place: self.place.into(),
            item: self.item.into(),
            department: self.department.into(),
            reporter: self.reporter.into(),
            answers: self.answers.into(),
            places: self.places,
            items: self.items,
            departments: self.departments,
            texts: self.texts,
            gate: self.gate,
        }
    }
}

/// What happened to the rows that were not accepted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct GateCounts {
    /// Rows read.
    pub read: u64,
    /// Rows that `[keep]` set aside.
    pub set_aside: u64,
    /// Rows refused.
    #[serde(skip)]
    pub rejected: Vec<RefusedRow>,
    /// Optional values that could not be read and count as unknown, by column.
    pub unreadable: BTreeMap<String, u64>,
}

impl GateCounts {
    fn add(&mut self, other: Self) {
        self.read += other.read;
        self.set_aside += other.set_aside;
        self.rejected.extend(other.rejected);
        for (column, count) in other.unreadable {
            *self.unreadable.entry(column).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_counted_by_the_hour_in_any_order() {
        let hours = Hours::of(&[7_200, 3_599, 7_201, 0, -1, 10_799]);
        assert_eq!(hours.iter().collect::<Vec<_>>(), [(-3_600, 1), (0, 2), (7_200, 3)]);
        assert!(hours.are_within(&(-3_600..10_800)) && !hours.are_within(&(0..10_800)));
        assert_eq!(Hours::of(&[]), Hours::default());
    }
}
