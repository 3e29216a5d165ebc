//! Accepted orders of one part of the input, narrow and coded: what every later figure is computed from.

use std::collections::BTreeMap;
use std::hash::Hash;

use arrow::buffer::{Buffer, ScalarBuffer};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::hours::Hours;
use super::source::RefusedRow;
use super::unreadable::Unreadable;

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
    pub unreadable: BTreeMap<String, Unreadable>,
}

impl GateCounts {
    /// Adds those of another part.
    pub fn add(&mut self, other: Self) {
        self.read += other.read;
        self.set_aside += other.set_aside;
        self.rejected.extend(other.rejected);
        for (column, lost) in other.unreadable {
            self.unreadable.entry(column).or_default().merge(&lost);
        }
    }
}
