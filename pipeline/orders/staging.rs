//! Orders of a file while it is read: columns that grow, part by part.

use super::hours::Hours;
use super::staged::{Codes, GateCounts, Item, Place, StagedOrders, Text};

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
