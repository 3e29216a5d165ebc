//! What orders name and say, as values: places, categories, answers, and codes of the distinct
//! ones.

use std::collections::BTreeMap;
use std::hash::Hash;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize, Serializer};

use super::source::RefusedRow;
use super::unreadable::Unreadable;

/// A spatial level, coarse to fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AreaLevel {
    /// The whole city: one area, parent of all districts.
    City,
    /// 区, borough, ward group.
    District,
    /// 街道、乡镇, ward, community board.
    Street,
    /// 社区、村, neighbourhood.
    Community,
}

impl AreaLevel {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::District => "district",
            Self::Street => "street",
            Self::Community => "community",
        }
    }
}

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

impl Item {
    /// The category on which mining works, on `level`, and the level-1 category above it. A missing
    /// name falls back to the nearest level that has one.
    pub fn category(&self, level: u8) -> Option<(&str, Option<&str>)> {
        let [l1, l2, l3] = [&self.l1, &self.l2, &self.l3].map(Option::as_deref);
        let own = match level {
            1 => l1,
            2 => l2,
            _ => l3,
        };
        let name = own.or(l2).or(l1).or(l3)?;
        Some((name, if level == 1 { None } else { l1 }))
    }
}

/// Distinct values in the order of their first appearance; the code of a value is its position.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Vec<T>")]
pub struct Codes<T: Eq + Hash>(IndexSet<T, FxBuildHasher>);

impl<T: Eq + Hash + Serialize> Serialize for Codes<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<T: Eq + Hash> From<Vec<T>> for Codes<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<T: Eq + Hash> Default for Codes<T> {
    fn default() -> Self {
        Self(IndexSet::default())
    }
}

impl<T: Eq + Hash + Clone> Codes<T> {
    /// The code of a value, new if it is new.
    pub fn code(&mut self, value: &T) -> u32 {
        let code = match self.0.get_index_of(value) {
            Some(code) => code,
            None => self.0.insert_full(value.clone()).0,
        };
        code as u32
    }

    /// Adds another table's values; gives the new code of each of its codes.
    pub fn merge(&mut self, other: &Self) -> Vec<u32> {
        other.values().map(|value| self.code(value)).collect()
    }

    /// The values by code.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        self.0.iter()
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

/// The distinct names in some orders, with how many orders have each.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Names {
    /// Places.
    pub places: Codes<Place>,
    /// Categories.
    pub items: Codes<Item>,
    /// Units that handle orders.
    pub departments: Codes<String>,
    /// Ways that orders come in.
    pub channels: Codes<String>,
    /// Kinds of requests.
    pub request_types: Codes<String>,
    /// Ways of dispatch.
    pub dispatches: Codes<String>,
    /// Orders of each place.
    pub place_orders: Vec<u64>,
    /// Orders of each category.
    pub item_orders: Vec<u64>,
    /// Orders of each department.
    pub department_orders: Vec<u64>,
}

impl Names {
    /// Adds the names of other orders.
    pub fn add(&mut self, other: &Self) {
        let places = self.places.merge(&other.places);
        add_counts(&mut self.place_orders, &places, &other.place_orders);
        let items = self.items.merge(&other.items);
        add_counts(&mut self.item_orders, &items, &other.item_orders);
        let departments = self.departments.merge(&other.departments);
        add_counts(&mut self.department_orders, &departments, &other.department_orders);
        self.channels.merge(&other.channels);
        self.request_types.merge(&other.request_types);
        self.dispatches.merge(&other.dispatches);
    }

    /// Counts orders by their codes; those of departments begin with 1.
    pub fn count(&mut self, places: &[u32], items: &[u32], departments: &[u32]) {
        let count = |codes: &mut dyn Iterator<Item = u32>, names: usize| {
            let mut orders = vec![0; names];
            codes.for_each(|code| orders[code as usize] += 1);
            orders
        };
        self.place_orders = count(&mut places.iter().copied(), self.places.values().len());
        self.item_orders = count(&mut items.iter().copied(), self.items.values().len());
        let mut departments = departments.iter().filter_map(|code| code.checked_sub(1));
        self.department_orders = count(&mut departments, self.departments.values().len());
    }
}

/// Adds counts of some codes to those of the codes that they became.
fn add_counts(orders: &mut Vec<u64>, codes: &[u32], more: &[u64]) {
    for (code, count) in codes.iter().zip(more) {
        let at = *code as usize;
        if orders.len() <= at {
            orders.resize(at + 1, 0);
        }
        orders[at] += count;
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
